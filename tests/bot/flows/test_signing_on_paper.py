"""`GUATU_SIGNATURE=paper`: a press says that the paper is signed, and its page is asked for."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings, Signature
from rules.approval import Stage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT, ask
from tests.bot.flows import applying
from tests.bot.flows.applying import COMMANDER, request, stage
from tests.bot.slate import Slate
from tests.bot.stage import Township


@pytest.fixture
async def town_of_paper(slate: Slate) -> AsyncIterator[Township]:
    """Play on from the asking of June in a township that signs on paper."""
    on_paper = Settings(_env_file=None, organisation="禾源镇", signature=Signature.PAPER)
    async with slate.after("asked", JUNE_IS_ASKED_NEXT, ask, on_paper) as town:
        yield town


async def test_the_photo_of_the_page_is_asked_for_and_kept(town_of_paper: Township) -> None:
    town = town_of_paper
    asked = await applying.file(town)
    await town.press(COMMANDER, asked, "签字")
    assert "纸质签字" in await town.told(COMMANDER)
    await town.say(COMMANDER, "已经签了")
    assert "照片" in await town.told(COMMANDER)
    assert stage(town) is Stage.SIGNING
    await applying.send_photo(town, COMMANDER)
    assert stage(town) is Stage.REVIEWING
    assert request(town).signatures[-1].page is not None
    town.server.reading.read_all()


async def test_to_decline_needs_words_and_no_page(town_of_paper: Township) -> None:
    town = town_of_paper
    await town.press(COMMANDER, await applying.file(town), "退回")
    await town.next(COMMANDER)
    await town.say(COMMANDER, "请补充停工令原件")
    assert stage(town) is Stage.RETURNED
    town.server.reading.read_all()
