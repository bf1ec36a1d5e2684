"""A township in the middle of a month, for every conversation; what nobody read fails at the end."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from storage.engine import Storage
from tests.bot.stage import MAY, Township, publish_past, township
from tests.bot.stage_book import TOWNSHIP

FOUND_IN_MAY = {"JT01": "3.7", "JT02": "1080", "JT03": "4.5", "MS02": "1190", "MS03": "10"}


@pytest.fixture
def settings() -> Settings:
    """Return the default choices of a township with a name."""
    return Settings(organisation="禾源镇")


@pytest.fixture
async def town(sqlite_storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked; May is published, JT02 and MS03 are yellow."""
    async with township(
        sqlite_storage, TOWNSHIP, settings, begins="06-30 08:00", past={MAY: FOUND_IN_MAY}
    ) as town:
        yield town
        town.expect_nothing_more()


@pytest.fixture
async def june(town: Township) -> Township:
    """Ask for June; the questions are read, and known by their codes."""
    await town.ask()
    return town
