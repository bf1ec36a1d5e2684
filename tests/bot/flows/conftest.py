"""Townships whose projects wait for support."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.bot.flows.supporting import (
    FINANCE,
    WAITING,
)
from tests.bot.slate import Slate
from tests.bot.stage import Township


@pytest.fixture
async def waiting(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked; nobody of the finance office is bound."""
    async with slate.begin(WAITING, settings) as town:
        with town.storage.work() as work:
            work.bindings.unbind(FINANCE)
        yield town


@pytest.fixture
async def overdue(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the minute after June was asked; the questions about items are known."""
    async with slate.begin(WAITING, settings) as town:
        with town.storage.work() as work:
            work.bindings.unbind(FINANCE)
        await town.until("06-30 09:02")
        for message in town.server.reading.read_all():
            if message.text.startswith("【保障事项】"):
                town.questions[message.chat.title] = message
        yield town
