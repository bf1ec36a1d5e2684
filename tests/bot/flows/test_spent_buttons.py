"""Old buttons: what is over is forgotten, what may still be pressed rightly works for ever."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot import spent_buttons
from bot.compose import BUTTONS
from bot.rehearsal.messages import Message
from bot.settings import Settings
from bot.spent_buttons import KEPT, forget_spent
from rules.project import Value
from rules.schedule import Phase
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.stage import Township, township

GONE = "这个按钮已经失效，请看后面的新消息。"
OFFICER, PERSON = "岑春林", "韦长河"
CLASSES = (
    spent_buttons.UNTIL_PUBLISHED,
    spent_buttons.UNTIL_FOUND,
    spent_buttons.UNTIL_CORRECTED,
    spent_buttons.UNTIL_SETTLED,
    spent_buttons.UNTIL_HANDED_IN,
    spent_buttons.UNTIL_NEXT_BOOK,
    spent_buttons.ALWAYS,
)


def test_of_every_button_it_is_known_when_it_is_spent() -> None:
    assert Counter(act for acts in CLASSES for act in acts) == Counter(list(BUTTONS))


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from June's questions, on each engine."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        await town.ask()
        yield town


def tidy(town: Township) -> int:
    with town.storage.work() as work:
        return forget_spent(work, town.clock.at)


async def grow_old(town: Township) -> None:
    """Let the time pass after which what is over is forgotten; nothing is asked meanwhile."""
    tidy(town)
    town.clock.at += KEPT
    tidy(town)  # not a moment too early
    town.clock.at += KEPT / 90
    tidy(town)


async def desk_of(town: Township) -> Message:
    town.server.reading.read_all()
    await town.say(OFFICER, "/determine", town.office)
    return await town.next(town.office)


async def test_the_desk_of_a_published_month_is_forgotten(town: Township) -> None:
    await town.answer(PERSON, "JT01", "累计5公里")
    await town.close()
    desk = await desk_of(town)
    await town.until("07-06 09:02")
    early = await town.press(OFFICER, desk, "改数")
    assert early.startswith("6月已于7月6日09:00公布")
    assert tidy(town) == 0
    await grow_old(town)
    assert await town.press(OFFICER, desk, "改数") == GONE


async def test_the_desk_of_a_month_that_is_not_published_stays(town: Township) -> None:
    await town.answer(PERSON, "JT01", "累计5公里")
    await town.close()
    desk = await desk_of(town)
    await grow_old(town)
    town.server.reading.read_all()
    await town.press(OFFICER, desk, "其余按自报认定（1个）")
    assert figure_found(town, "JT01") is not None


def figure_found(town: Township, code: str) -> Value | None:
    made = town.line(code).determination_made
    return made.value if made else None


async def test_an_answer_that_waits_can_always_be_confirmed(town: Township) -> None:
    await town.answer(PERSON, "JT01", "大概5公里")
    first = await town.next(town.roads)
    await town.answer("唐旭东", "JT03", "大概8公里")
    second = await town.next(town.roads)
    await town.press(PERSON, first, "取消")
    await grow_old(town)
    assert await town.press(PERSON, first, "确认", stale=True) == GONE
    assert await town.press("唐旭东", second, "确认") == "已记录"


async def test_a_form_that_is_open_keeps_its_buttons(town: Township) -> None:
    await town.say("昌宏伟", "累计1530")
    asked = await town.next("昌宏伟")
    await town.say("云慧敏", "累计1530")
    other = await town.next("云慧敏")
    await town.say("云慧敏", "/cancel")
    await grow_old(town)
    label = next(one for one in other.labels if one.startswith("JT01"))
    assert await town.press("云慧敏", other, label) == GONE
    label = next(one for one in asked.labels if one.startswith("MS02"))
    assert await town.press("昌宏伟", asked, label) != GONE


async def test_a_proposed_figure_is_forgotten_with_its_month(town: Township) -> None:
    await town.close()
    proposed = await proposal(town, "JT01 5.5 现场核查")
    await town.press(OFFICER, await proposal(town, "JT02 1500 现场核查"), "取消")
    await grow_old(town)
    assert await town.press(OFFICER, proposed, "确认") != GONE  # June is not public
    assert figure_found(town, "JT01") is not None
    town.phase(Phase.BRIEF)
    town.phase(Phase.PUBLISH)
    tidy(town)
    assert await town.press(OFFICER, proposed, "确认", stale=True) == GONE


async def proposal(town: Township, words: str) -> Message:
    town.server.reading.read_all()
    await town.say(OFFICER, f"/determine {words}", town.office)
    return await town.next(town.office)


async def test_why_and_receipts_are_never_forgotten(town: Township) -> None:
    await town.until("07-06 09:02")
    warnings = town.server.reading.read_all(town.roads)
    warning = next(one for one in warnings if "签收" in one.labels)
    await grow_old(town)
    assert await town.press(PERSON, warning, "签收") != GONE
    label = next(one for one in warning.labels if "为什么" in one)
    assert await town.press(PERSON, warning, label) != GONE


async def test_lists_of_a_book_are_kept_as_long_as_it_is_in_force(town: Township) -> None:
    town.server.reading.read_all()
    await town.say(PERSON, "/status")
    shown = await town.next(PERSON)
    await grow_old(town)
    assert await town.press(PERSON, shown, shown.labels[0]) != GONE
