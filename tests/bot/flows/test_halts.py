"""After a halt: what was missed is made good, and nobody is blamed for it (E31)."""

import datetime as dtm

import pytest

from bot.compose import compose
from rules.month import Month
from rules.schedule import Due, Phase
from tests.bot.stage import JUNE, Township, moment

LATE_QUESTION = (
    "【6月填报】禾石路大中修工程（JT01）：请@韦长河 于{until}前回复"
    "本月末累计完成数（单位：公里）。\n本月累计目标5.8公里，上月认定3.7公里。\n示例：累计5.8公里。"
)
REMINDED = "【6月催报】以下3个项目还没有收到6月进展，请于7月3日17:00前回复："


def halt(town: Township, until: str) -> None:
    """Let the bot stand still: nothing is heard, nothing falls due until then."""
    town.clock.at = moment(until)


def plan_reminder(town: Township, at: str) -> None:
    """Let June be reminded of once more than on 3 July at 9:00."""
    with town.storage.work() as work:
        work.due.plan([Due(moment(at), JUNE, Phase.REMIND)])


def dues(town: Township, month: Month = JUNE) -> dict[Phase, dtm.datetime]:
    with town.storage.look() as look:
        return {due.phase: due.at for due in look.due.of(month)}


async def test_a_missed_question_is_asked_at_once_and_the_close_moves(town: Township) -> None:
    halt(town, "07-03 10:00")
    await town.ask("07-03 10:02")
    assert town.questions["JT01"].text == LATE_QUESTION.format(until="7月5日10:00")
    at = dues(town)
    assert at[Phase.CLOSE] == moment("07-05 10:00")
    assert at[Phase.BRIEF] == moment("07-06 09:00")
    assert at[Phase.PUBLISH] == moment("07-07 09:00")


async def test_a_question_asked_late_keeps_its_close_where_there_was_time(town: Township) -> None:
    halt(town, "06-30 12:00")
    await town.ask("06-30 12:02")
    assert town.questions["JT01"].text == LATE_QUESTION.format(until="7月3日17:00")
    assert dues(town)[Phase.CLOSE] == moment("07-03 17:00")


async def test_nobody_is_reminded_in_the_minute_in_which_he_is_asked(town: Township) -> None:
    halt(town, "07-03 10:00")
    await town.ask("07-03 10:02")
    assert sorted(town.questions) == ["JT01", "JT02", "JT03", "MS01", "MS02", "MS03"]


async def test_a_halt_over_the_whole_month_end_still_takes_answers(town: Township) -> None:
    halt(town, "07-10 15:00")
    await town.ask("07-10 15:02")
    assert town.questions["JT01"].text == LATE_QUESTION.format(until="7月12日15:00")
    await town.answer("韦长河", "JT01", "累计5.8公里")
    assert (await town.told(town.roads)).startswith("已记录：禾石路大中修工程（JT01）6月")
    closed = await town.close("07-12 15:02")
    assert closed.text.startswith(
        "【6月截止】应报6个，已报1个，未报1个，待认定4个。\n未报：MS01\n"
        "待认定：JT02（填报提示送达太晚，答复时间不足）、"
    )


async def test_missed_reminders_are_one(june: Township) -> None:
    halt(june, "07-03 12:00")
    await june.passes(minutes=2)
    (told,) = june.heard(june.roads)
    assert told.partition("\n")[0] == REMINDED
    june.server.reading.read_all()


@pytest.mark.parametrize("first", [0, 1], ids=["in order", "the later one first"])
async def test_missed_reminders_are_one_also_where_the_bot_died_between_them(
    june: Township, first: int
) -> None:
    plan_reminder(june, "07-02 09:00")
    halt(june, "07-03 12:00")
    with june.storage.work() as work:
        due = work.due.ready(june.clock.at)[first]
        assert work.due.done(due, june.clock.at)
        compose(june.settings).phases[due.phase](due, work, june.clock.at)
    halt(june, "07-03 12:07")
    await june.passes(minutes=2)
    (told,) = june.heard(june.roads)
    assert told.partition("\n")[0] == REMINDED
    with june.storage.look() as look:
        assert len(look.journal.entries(what="month.reminded")) == 1
        assert look.due.overdue(june.clock.at) == 0
    june.server.reading.read_all()


async def test_a_reminder_that_falls_due_after_a_missed_one_is_said(june: Township) -> None:
    plan_reminder(june, "07-02 09:00")
    halt(june, "07-03 08:59")
    await june.passes(minutes=5)
    assert [each.partition("\n")[0] for each in june.heard(june.roads)] == [REMINDED] * 2
    june.server.reading.read_all()


async def test_a_missed_close_keeps_its_instant(june: Township) -> None:
    halt(june, "07-04 08:00")
    await june.passes(minutes=2)
    june.server.reading.read_all()
    question = june.questions["JT01"]
    await june.say(
        "韦长河", "累计5.8公里", june.roads, reply_to=question, at=moment("07-03 18:00")
    )
    assert (await june.told(june.roads)).startswith("已记录，按迟报处理（7月3日17:00截止）：")


async def test_a_publication_missed_by_less_than_a_day_comes_at_once(closed: Township) -> None:
    halt(closed, "07-07 08:00")
    await closed.passes(minutes=2)
    assert closed.heard(closed.township)[0].startswith("6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n")
    closed.server.reading.read_all()


async def test_a_publication_missed_by_more_waits_for_the_offices_word(closed: Township) -> None:
    await closed.until("07-05 12:00")
    closed.server.reading.read_all()
    halt(closed, "07-08 09:01")
    await closed.passes(minutes=2)
    asked_for = await closed.next(closed.office)
    assert (asked_for.text, asked_for.labels) == (
        "【6月公布已误期】因停机超过一天没有按时公布，请核对后点「确认」再公布。",
        ("确认",),
    )
    await closed.until("07-12 09:00")  # it is not asked for again, and not published by itself
    await closed.press("岑春林", asked_for, "确认")
    assert closed.heard(closed.township)[0].startswith("6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n")
    closed.server.reading.read_all()


async def test_a_month_whose_question_was_never_asked_is_not_closed(town: Township) -> None:
    with town.storage.work() as work:
        work.due.done_by_hand(JUNE, Phase.ASK, town.clock.at)
    await town.until("07-08 12:00")
    with town.storage.look() as look:
        assert look.cycles.get(JUNE).closed_at is None
