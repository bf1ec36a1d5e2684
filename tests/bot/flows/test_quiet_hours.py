"""Nobody is chased at night, though the bot was away when he was to be reminded."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.settings import Settings
from rules.schedule import Due, Phase
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.stage import JUNE, Township, moment, township

PERSON = "韦长河"


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from June's questions, on each engine; a reminder is due at noon besides."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        await town.ask()
        with town.storage.work() as work:
            work.due.plan([Due(moment("07-01 12:00"), JUNE, Phase.REMIND)])
        yield town


async def came(town: Township, at: str) -> int:
    """Let the time pass; return how many private reminders somebody got."""
    await town.until(at)
    return sum("【6月催报】" in words for words in town.heard(PERSON))


@pytest.mark.parametrize("back", ["07-01 21:00", "07-02 03:00", "07-02 07:59"])
async def test_what_was_missed_comes_in_the_morning(town: Township, back: str) -> None:
    town.clock.at = moment(back)
    assert await came(town, "07-02 07:59") == 0
    assert await came(town, "07-02 08:01") == 1
    assert await came(town, "07-03 08:59") == 0
    assert await came(town, "07-03 09:01") == 1


@pytest.mark.parametrize("back", ["07-01 20:59", "07-02 08:00"])
async def test_by_day_it_comes_at_once(town: Township, back: str) -> None:
    town.clock.at = moment(back)
    await town.passes(minutes=1)
    assert await came(town, back) == 1


async def test_with_the_reminder_of_that_morning_it_is_one(town: Township) -> None:
    town.clock.at = moment("07-02 23:00")
    assert await came(town, "07-03 08:59") == 0
    assert await came(town, "07-03 16:59") == 1


async def test_one_that_is_planned_for_the_evening_is_none_of_those(town: Township) -> None:
    with town.storage.work() as work:
        work.due.plan([Due(moment("07-02 21:30"), JUNE, Phase.REMIND)])
    assert await came(town, "07-01 12:01") == 1
    assert await came(town, "07-02 21:31") == 1


async def test_where_the_morning_is_too_late_it_comes_at_once(town: Township) -> None:
    with town.storage.work() as work:
        cycle = work.cycles.get(JUNE)
        work.cycles.put(replace(cycle, closes_at=moment("07-02 06:00")))
    town.clock.at = moment("07-02 03:00")
    assert await came(town, "07-02 03:02") == 1
