"""The close: what came in is counted; nobody is blamed for a silence that we caused."""

import datetime as dtm
from decimal import Decimal

import pytest

from bot.phases import ALREADY, Ran
from bot.wording.closing import Doubt, why_in_doubt
from rules.determination import Determination, Ground
from rules.schedule import Phase
from tests.bot.stage import Township, moment

CLOSED = (
    "【6月截止】应报6个，已报2个，未报2个，待认定2个。\n未报：MS01、MS03\n"
    "待认定：JT02（回复还没有确认）、JT03（回复里没有明确的数）\n"
    "本月发给个人的消息：平均每人1.8条，最多4条（昌宏伟）。\n\n"
    "【6月认定】还有6个项目没有认定（第1页，共2页）：\n"
    "〔交通建设指挥部〕需要核对\n"
    "青龙河大桥改建工程（JT02）\n"
    "　未报，目标1530万元，上月认定1080万元［回复还没有确认］［原话：1530］\n"
    "农村公路安防设施提升工程（JT03）\n"
    "　未报，目标8公里，上月认定4.5公里［回复里没有明确的数］［原话：一切顺利］\n"
    "〔民生事业指挥部〕需要核对\n"
    "中心小学综合教学楼项目（MS01）\n　未报，目标「主体封顶」\n"
    "综合养老服务中心项目（MS03）\n　未报，目标28%，上月认定10%\n"
    "〔交通建设指挥部〕\n"
    "禾石路大中修工程（JT01）\n　自报5公里，目标5.8公里，上月认定3.7公里"
)
THREE = ("改数", "退回")
BUTTONS = (
    *("JT02 青龙河大桥改建工程", "按未报", *THREE),
    *("JT03 农村公路安防设施提升工程", "按未报", *THREE),
    *("MS01 中心小学综合教学楼项目", "按未报", *THREE),
    *("MS03 综合养老服务中心项目", "按未报", *THREE),
    *("JT01 禾石路大中修工程", "按自报认定", *THREE),
    *("下一页", "其余按自报认定（2个）"),
)
TOO_LATE = (
    "禾石路大中修工程（JT01）6月已截止，修改过的消息不再替换原来的回复，仍按原来报的5公里。"
    "如确需更改，请重新发一条回复，按迟报交督考办认定。"
)
LATE = (
    "已记录，按迟报处理（7月3日17:00截止）：禾石路大中修工程（JT01）6月累计完成5.8公里。"
    "是否采用由督考办认定。"
)


def why_pending(town: Township, code: str) -> str | None:
    found = town.line(code).determination
    return found.note if found and found.ground is Ground.OPEN else None


async def test_the_office_is_told_what_came_in_with_the_buttons_of_its_desk(
    june: Township,
) -> None:
    await june.answer("韦长河", "JT01", "累计5公里")
    await june.answer("俞振邦", "JT02", "1530")
    await june.answer("昌宏伟", "MS02", "累计1500万元")
    await june.answer("唐旭东", "JT03", "一切顺利")
    closed = await june.close()
    assert (closed.text, closed.labels) == (CLOSED, BUTTONS)


async def test_nothing_is_said_anywhere_else_and_nothing_twice(june: Township) -> None:
    await june.until("07-03 16:59")
    june.server.reading.read_all()
    await june.until("07-03 17:01")
    assert len(june.heard(june.office)) == 1
    assert june.phase(Phase.CLOSE) == ALREADY
    await june.passes(minutes=2)


async def test_without_an_office_group_the_month_is_closed_all_the_same(june: Township) -> None:
    with june.storage.work() as work:
        work.bindings.unbind_group(june.office.id)
    assert june.phase(Phase.CLOSE) == Ran(0)


async def test_a_question_that_did_not_arrive_is_put_to_the_office(town: Township) -> None:
    town.welfare.bot = "kicked"
    await town.until("07-03 16:59")
    town.server.reading.read_all()
    await town.until("07-03 17:01")
    assert (await town.told(town.office)).startswith(
        "【6月截止】应报6个，已报0个，未报3个，待认定3个。\n未报：JT01、JT02、JT03\n"
        "待认定：MS01（填报提示没有送达）、MS02（填报提示没有送达）、MS03（填报提示没有送达）"
    )
    with town.storage.work() as work:
        for one in work.outbox.open():
            work.outbox.drop(one.id)


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        pytest.param(1, why_in_doubt(Doubt.DELIVERED_LATE), id="an hour after the question"),
        pytest.param(47, why_in_doubt(Doubt.DELIVERED_LATE), id="47 hours after it"),
        pytest.param(49, None, id="49 hours after it"),
    ],
)
async def test_who_had_no_time_to_answer_is_put_to_the_office(
    june: Township, hours: int, why: str | None
) -> None:
    await june.until(moment("06-30 09:00") + dtm.timedelta(hours=hours))
    june.server.reading.read_all()
    june.phase(Phase.CLOSE)
    assert why_pending(june, "JT01") == why
    await june.passes(minutes=1)
    june.heard(june.office)


async def test_an_answer_in_time_counts_however_late_the_question_was(june: Township) -> None:
    await june.answer("韦长河", "JT01", "累计5.8公里")
    await june.next(june.roads)
    june.phase(Phase.CLOSE)
    assert (why_pending(june, "JT01"), june.figure("JT01")) == (None, Decimal("5.8"))
    await june.passes(minutes=1)
    june.heard(june.office)


async def test_an_unconfirmed_correction_is_put_to_the_office(june: Township) -> None:
    await june.answer("韦长河", "JT01", "累计5公里")
    await june.answer("韦长河", "JT01", "大概5.8公里")
    june.heard(june.roads)
    await june.close()
    assert why_pending(june, "JT01") == why_in_doubt(Doubt.UNCONFIRMED)


async def test_thanks_after_a_figure_put_nothing_to_the_office(june: Township) -> None:
    await june.answer("韦长河", "JT01", "累计5公里")
    kept = await june.next(june.roads)
    await june.say("韦长河", "谢谢", june.roads, reply_to=kept)
    june.heard(june.roads)
    await june.close()
    assert why_pending(june, "JT01") is None


async def test_a_message_that_we_did_not_read_yet_is_put_to_the_office(june: Township) -> None:
    await june.until("07-03 16:58")
    june.server.reading.read_all()
    talk = june.server.talk
    said = talk.say(
        june.user("韦长河"), june.roads, "累计5.8公里", reply_to=june.questions["JT01"]
    )
    raw = {"update_id": 77, "message": said.as_json()}
    with june.storage.work() as work:
        work.inbox.take_in("8000001", [raw], june.clock.at)
    june.phase(Phase.CLOSE)
    assert why_pending(june, "JT01") == why_in_doubt(Doubt.UNREAD)
    assert why_pending(june, "JT03") is None
    await june.passes(minutes=1)
    june.server.reading.read_all()


@pytest.mark.parametrize(
    ("heard_until", "why"),
    [
        pytest.param("07-03 16:55", None, id="five minutes before"),
        pytest.param("07-03 16:49", why_in_doubt(Doubt.DEAF), id="eleven minutes before"),
        pytest.param("07-02 09:00", why_in_doubt(Doubt.DEAF), id="the day before"),
    ],
)
async def test_nobody_is_blamed_while_we_cannot_hear(
    june: Township, heard_until: str, why: str | None
) -> None:
    await june.answer("唐旭东", "JT03", "累计8公里")
    with june.storage.work() as work:
        work.watch.heard(moment(heard_until))
    await june.until("07-03 17:01")
    june.server.reading.read_all()
    assert why_pending(june, "JT01") == why
    assert why_pending(june, "JT03") is None


async def test_an_answer_after_the_close_is_late(june: Township) -> None:
    await june.close()
    await june.answer("韦长河", "JT01", "累计5.8公里")
    assert await june.told(june.roads) == LATE
    report = june.line("JT01").report
    assert report is not None
    assert report.is_late


@pytest.mark.parametrize(
    ("said_at", "is_late"),
    [
        pytest.param("07-03 16:59", False, id="a minute before"),
        pytest.param("07-03 17:00", True, id="at the instant"),
    ],
)
async def test_the_messages_own_time_decides(june: Township, said_at: str, is_late: bool) -> None:  # noqa: FBT001
    await june.close("07-03 17:05")
    question = june.questions["JT01"]
    words = "累计5.8公里"
    await june.say("韦长河", words, june.roads, reply_to=question, at=moment(said_at))
    june.heard(june.roads)
    report = june.line("JT01").report
    assert report is not None
    assert report.is_late is is_late


async def test_a_close_by_hand_makes_its_second_the_close_instant(june: Township) -> None:
    await june.until("07-01 10:00")
    june.phase(Phase.CLOSE)
    await june.answer("韦长河", "JT01", "累计5.8公里")
    assert (await june.told(june.roads)).startswith("已记录，按迟报处理（7月1日10:00截止）：")
    june.heard(june.office)
    await june.until("07-03 18:00")  # no reminder, and no second close


async def test_an_edit_after_the_close_changes_nothing_and_is_told(june: Township) -> None:
    said = await june.answer("韦长河", "JT01", "累计5公里")
    await june.next(june.roads)
    await june.close()
    await june.edit(said, "累计5.8公里")
    assert await june.told(june.roads) == TOO_LATE
    assert june.figure("JT01") == Decimal(5)
    assert [one.text for one in june.line("JT01").versions] == ["累计5公里", "累计5.8公里"]


async def test_what_was_said_in_time_may_be_confirmed_after_the_close(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    asked = await june.next(june.roads)
    await june.close()
    assert await june.press("俞振邦", asked, "确认") == "已记录"
    assert june.figure("JT02") == Decimal(1530)
    assert june.line("JT02").is_pending  # the office still has the word
    await june.say("岑春林", "/determine JT02")
    assert await june.told("岑春林") == (
        "青龙河大桥改建工程（JT02）\n"
        "　自报1530万元，目标1530万元，上月认定1080万元［截止后才确认］"
    )


async def test_a_late_answer_is_never_put_in_the_place_of_one_in_time(june: Township) -> None:
    await june.answer("韦长河", "JT01", "累计5公里")
    await june.close()
    await june.answer("韦长河", "JT01", "累计5.8公里")
    assert june.heard(june.roads)[-1] == LATE
    assert june.figure("JT01") == Decimal(5)


async def test_what_is_put_to_the_office_has_no_plate_until_it_decides(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    await june.next(june.roads)
    await june.close()
    assert june.line("JT02").rated.plate is None
    with june.storage.work() as work:
        made = Determination(Decimal(1530), Ground.OFFICE, by="岑春林", at=june.clock.at)
        work.determinations.put(june.line("JT02").rated.month, "JT02", made)
    assert june.line("JT02").rated.plate == "blue"
