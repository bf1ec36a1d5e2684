"""Month end: one question a project, in its command's group, or privately, or not at all."""

import pytest

from bot.phases import ALREADY, Ran
from bot.rehearsal.keyboards import ForceReply
from bot.rehearsal.messages import Message
from rules.cycle import WrongOrderError
from rules.month import Month
from rules.posts import Room
from rules.schedule import Phase
from tests.bot.stage import JULY, JUNE, Township, moment

JT01_ASKED = (
    "【6月填报】禾石路大中修工程（JT01）：请@韦长河 于7月3日17:00前回复"
    "本月末累计完成数（单位：公里）。\n本月累计目标5.8公里，上月认定3.7公里。\n示例：累计5.8公里。"
)
MS01_ASKED = (
    "【6月填报】中心小学综合教学楼项目（MS01）：请@柏如意 于7月3日17:00前回复"
    "本月节点是否完成。\n本月节点：「主体封顶」。请点下面的按钮。"
)


def unbind(town: Township, room: Room, command: str | None = None, *names: str) -> None:
    """Let a group be unknown, and some people too."""
    with town.storage.work() as work:
        group = work.bindings.group(room, command)
        assert group is not None
        work.bindings.unbind_group(group.address.chat_id)
        for name in names:
            work.bindings.unbind(name)


def codes(messages: list[Message]) -> list[str]:
    return [message.text.partition("（")[2].partition("）")[0] for message in messages]


async def test_each_project_with_a_target_is_asked_in_its_commands_group(town: Township) -> None:
    await town.until("06-30 09:02")
    read = town.server.reading.read_all
    roads, welfare = read(town.roads), read(town.welfare)
    assert (codes(roads), codes(welfare)) == (["JT01", "JT02", "JT03"], ["MS01", "MS02", "MS03"])
    assert (roads[0].text, roads[0].mentions) == (JT01_ASKED, (town.user("韦长河").id,))
    assert roads[0].force_reply == ForceReply("如：累计5.8公里", selective=True)


async def test_a_stage_is_asked_with_two_buttons(town: Township) -> None:
    await town.until("06-30 09:02")
    town.server.reading.read_all(town.roads)
    asked = town.server.reading.read_all(town.welfare)[0]
    assert (asked.text, asked.labels) == (MS01_ASKED, ("已完成", "未完成"))


async def test_who_is_not_bound_is_named_without_a_mention(town: Township) -> None:
    with town.storage.work() as work:
        work.bindings.unbind("韦长河")
    await town.ask()
    assert (town.questions["JT01"].text, town.questions["JT01"].mentions) == (JT01_ASKED, ())


async def test_nothing_is_said_twice_when_a_month_is_asked_twice(june: Township) -> None:
    assert june.phase(Phase.ASK) == ALREADY
    await june.passes(minutes=2)


async def test_where_the_group_is_not_bound_the_person_is_asked_privately(town: Township) -> None:
    unbind(town, Room.COMMAND, "06")
    await town.until("06-30 09:02")
    town.server.reading.read_all(town.welfare)
    assert town.heard("韦长河") == [JT01_ASKED]
    assert [len(town.heard(name)) for name in ("俞振邦", "唐旭东")] == [1, 1]


async def test_a_question_asked_privately_is_answered_there(town: Township) -> None:
    unbind(town, Room.COMMAND, "06")
    await town.ask()
    await town.answer("韦长河", "JT01", "累计5.8公里")
    assert await town.told("韦长河") == (
        "已记录：禾石路大中修工程（JT01）6月累计完成5.8公里。"
        "目标5.8公里，尚待督考办认定。如有误，请直接重发。"
    )


async def test_what_nobody_can_be_asked_is_put_to_the_office_at_the_close(town: Township) -> None:
    unbind(town, Room.COMMAND, "06", "韦长河")
    await town.ask()
    closed = await town.close()
    assert closed.text.startswith(
        "【6月截止】应报6个，已报0个，未报5个，待认定1个。\n"
        "未报：JT02、JT03、MS01、MS02、MS03\n待认定：JT01（填报提示没有送达）"
    )
    assert town.line("JT01").is_pending


async def test_a_month_asked_by_hand_before_its_close_names_the_deadline(town: Township) -> None:
    assert town.phase(Phase.ASK) == Ran(6)
    await town.ask("06-30 08:30")
    assert town.questions["JT01"].text == JT01_ASKED
    await town.until("06-30 09:30")  # done by hand is done for the schedule


async def test_a_month_asked_after_its_close_names_no_deadline(town: Township) -> None:
    await town.until(moment("06-30 08:30"))
    assert town.phase(Phase.ASK, Month(2023, 4)) == Ran(0)
    with town.storage.look() as look:
        assert look.cycles.get(Month(2023, 4)).closes_at is None


async def test_without_a_deadline_a_month_is_left_to_the_hand(town: Township) -> None:
    with town.storage.work() as work:
        work.due.done_by_hand(JUNE, Phase.ASK, town.clock.at)
        work.due.done_by_hand(JUNE, Phase.CLOSE, town.clock.at)
    await town.until("07-04 09:00")
    assert town.phase(Phase.ASK) == Ran(6)
    await town.ask("07-04 09:02")
    assert town.questions["JT01"].text == (
        "【6月填报】禾石路大中修工程（JT01）：请@韦长河 回复"
        "本月末累计完成数（单位：公里）。\n本月累计目标5.8公里，上月认定3.7公里。\n示例：累计5.8公里。"
    )
    await town.until("07-08 12:00")  # neither a reminder nor a draft nor a publication
    await town.answer("韦长河", "JT01", "累计5.8公里")
    assert (await town.told(town.roads)).startswith("已记录：禾石路大中修工程（JT01）6月累计")


@pytest.mark.parametrize(
    ("phase", "month"),
    [
        (Phase.REMIND, JULY),
        (Phase.CLOSE, JULY),
        (Phase.BRIEF, JUNE),
        (Phase.PUBLISH, JUNE),
    ],
)
async def test_a_phase_out_of_order_is_refused_and_nothing_is_said(
    june: Township, phase: Phase, month: Month
) -> None:
    with pytest.raises(WrongOrderError):
        june.phase(phase, month)
    await june.passes(minutes=2)


@pytest.mark.parametrize("phase", [Phase.ASK, Phase.REMIND])
async def test_nobody_is_asked_or_reminded_after_the_close(june: Township, phase: Phase) -> None:
    june.phase(Phase.CLOSE)
    await june.passes(minutes=1)
    june.heard(june.office)
    with pytest.raises(WrongOrderError):
        june.phase(phase)
