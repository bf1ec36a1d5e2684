"""What came late is owned up to: the office hears what was due when, and what follows from it."""

import pytest

from rules.schedule import Due, Phase
from tests.bot.flows.mishaps import let_go
from tests.bot.stage import JUNE, Township, moment

LATE = "，因系统停机没有按时进行，已于"
ASKED = f"【补办说明】6月填报询问原定6月30日09:00{LATE}"
REMINDED = f"【补办说明】6月催报原定7月1日08:00、7月2日08:00、7月3日09:00{LATE}"
CLOSED = f"【补办说明】6月截止原定7月3日17:00{LATE}7月4日08:00补办。"
SPARED = (
    "没有收到回复的5个项目不算未报，列为待认定，请核实：JT02、JT03、MS01、MS02、MS03。"
    "公布前通报7月5日09:00，公布7月6日09:00。"
)
BRIEFED = f"【补办说明】6月公布前通报原定7月5日09:00{LATE}7月5日12:00补办。"
PUBLISHED = f"【补办说明】6月公布原定7月6日09:00{LATE}7月7日08:00补办。"
IN_DOUBT = (
    "【请核对】6月截止（7月3日17:00）在恢复数据之前可能已经办过。"
    "这次的消息先不发出，请按另行发来的提示决定再发还是不再发。"
)


async def owned_up(town: Township, at: str) -> list[str]:
    """Let the bot stand still until an instant; return what the office hears of it."""
    town.clock.at = moment(at)
    await town.passes(minutes=1)
    told = [text for text in town.heard(town.office) if text.startswith("【补办说明】")]
    town.server.reading.read_all()
    return told


@pytest.mark.parametrize(
    ("back", "follows"),
    [
        pytest.param(
            "07-03 10:00",
            "为保证答复时间，截止顺延到7月5日10:00，公布前通报7月6日09:00，公布7月7日09:00。",
            id="the close moves",
        ),
        pytest.param("06-30 12:00", "答复时间足够，截止仍为7月3日17:00。", id="it stays"),
    ],
)
async def test_a_late_question(town: Township, back: str, follows: str) -> None:
    when = f"{int(back[:2])}月{int(back[3:5])}日{back[6:]}"
    assert await owned_up(town, back) == [f"{ASKED}{when}补办。{follows}"]


async def test_missed_reminders_that_are_one(june: Township) -> None:
    with june.storage.work() as work:
        days = (moment("07-01 08:00"), moment("07-02 08:00"))
        work.due.plan(Due(day, JUNE, Phase.REMIND) for day in days)
    assert await owned_up(june, "07-03 12:00") == [f"{REMINDED}7月3日12:00合并为一次补办。"]


async def test_a_reminder_that_has_nobody_to_remind_is_not_spoken_of(june: Township) -> None:
    for name, code, words in (
        ("韦长河", "JT01", "累计5公里"),
        ("俞振邦", "JT02", "累计1530万元"),
        ("唐旭东", "JT03", "累计8公里"),
        ("昌宏伟", "MS02", "累计1530万元"),
        ("昌宏伟", "MS03", "累计28%"),
    ):
        await june.answer(name, code, words)
    await june.press("柏如意", june.questions["MS01"], "已完成")
    assert await owned_up(june, "07-03 12:00") == []


async def test_a_late_close_says_who_is_spared(june: Township) -> None:
    await june.answer("韦长河", "JT01", "累计5公里")
    await june.until("07-03 12:00")
    june.server.reading.read_all()
    assert await owned_up(june, "07-04 08:00") == [f"{CLOSED}{SPARED}"]


async def test_a_late_briefing_and_a_late_publication(closed: Township) -> None:
    assert await owned_up(closed, "07-05 12:00") == [BRIEFED]
    assert await owned_up(closed, "07-07 08:00") == [PUBLISHED]


@pytest.mark.parametrize(
    "back",
    [
        pytest.param("07-08 10:00", id="the office was asked for its word"),
        pytest.param("07-05 09:09", id="nine minutes are no halt"),
    ],
)
async def test_what_did_not_come_or_came_in_time_is_not_spoken_of(
    closed: Township, back: str
) -> None:
    if back > "07-06":
        await closed.until("07-05 12:00")
        closed.server.reading.read_all()
    assert await owned_up(closed, back) == []


async def test_a_phase_that_ran_by_hand_meanwhile_is_not_spoken_of(june: Township) -> None:
    june.clock.at = moment("07-03 18:00")
    june.phase(Phase.CLOSE)
    assert await owned_up(june, "07-03 19:00") == []


async def test_without_an_office_group_the_phase_runs_all_the_same(town: Township) -> None:
    with town.storage.work() as work:
        work.bindings.unbind_group(town.office.id)
    assert await owned_up(town, "07-03 10:00") == []
    with town.storage.look() as look:
        assert look.cycles.get(JUNE).asked_at == moment("07-03 10:00")


async def test_after_a_restore_it_is_said_why_a_phase_keeps_silent(june: Township) -> None:
    await june.until("07-03 12:00")
    june.server.reading.read_all()
    june.clock.at = moment("07-03 18:00")
    with june.storage.work() as work:
        work.due.doubt(june.clock.at)
    await june.passes(minutes=1)
    assert june.heard(june.office) == [IN_DOUBT]
    with june.storage.look() as look:
        assert [one.notice.key for one in look.outbox.untold()] == ["2023-06/close"]
    let_go(june)
