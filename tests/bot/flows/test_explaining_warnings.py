"""Under every warning each project has a button that tells how its colour came about (C44)."""

from dataclasses import replace

import pytest

from bot.flows.load_book import load_book
from bot.publication import MOST_EXPLAINED
from bot.rehearsal.messages import Message
from rules.month import Month
from rules.project import PlanVersion
from rules.schedule import Phase
from tests.bot.flows.correcting import correct
from tests.bot.stage import JUNE, Place, Township
from tests.bot.stage_book import GOALS, PROJECTS, TOWNSHIP, YEAR

WHY = "JT01 为什么"
ABOVE = "刚刚已经有人问过，请看上面的答复。"
BEGINS = "禾石路大中修工程（JT01）　6月：黄牌"


def warning(town: Township, place: Place, begins: str) -> Message:
    """Return the last message of a chat that begins with some words."""
    chat = town.user(place) if isinstance(place, str) else place
    (log,) = [one for one in town.server.room.record().chats if one.chat is chat]
    return [one for one in log.messages if one.text.startswith(begins)][-1]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("谢玉洁", id="of the warned unit"),
        pytest.param("韦长河", id="responsible for the project"),
        pytest.param("昌宏伟", id="of another unit"),
    ],
)
async def test_whoever_is_bound_is_answered_below_the_warning(public: Township, name: str) -> None:
    public.township.members[public.user(name).id] = "member"
    warned = warning(public, public.township, "【黄牌警告】公路站")
    await public.press(name, warned, WHY)
    told = await public.next(public.township)
    assert told.text.startswith(BEGINS)
    assert told.reply_to is warned


async def test_what_is_answered_in_public_is_what_why_tells_there(public: Township) -> None:
    await public.press("韦长河", warning(public, public.township, "【黄牌警告】公路站"), WHY)
    pressed = await public.told(public.township)
    await public.say("韦长河", "/why JT01 6月", public.township)
    assert await public.told(public.township) == pressed


async def test_a_stranger_is_told_alone_that_he_is_not_bound(public: Township) -> None:
    with public.storage.work() as work:
        work.bindings.unbind("韦长河")
    warned = warning(public, public.roads, "【黄牌警告】公路站")
    assert (await public.press("韦长河", warned, WHY)).startswith("您的账号还没有绑定")
    assert public.heard(public.roads) == []


async def test_who_has_received_a_warning_can_still_ask_why(public: Township) -> None:
    warned = warning(public, public.roads, "【黄牌警告】公路站")
    await public.press("谢玉洁", warned, "签收")
    await public.press("谢玉洁", warned, WHY)
    assert (await public.told(public.roads)).startswith(BEGINS)


async def test_after_a_correction_old_and_new_buttons_tell_what_holds(public: Township) -> None:
    old = warning(public, public.roads, "【黄牌警告】公路站")
    await correct(public, "JT01 6月 5.8 现场核查")
    public.server.reading.read_all()
    for warned in (old, warning(public, public.roads, "【更正第1号】6月 公路站")):
        await public.press("谢玉洁", warned, WHY)
        told = await public.next(public.roads)
        assert told.text.startswith("禾石路大中修工程（JT01）　6月：蓝牌")
        assert "首次公布（7月6日09:00）：黄牌" in told.text
        assert told.reply_to is warned


async def test_headquarters_asks_why_of_a_red_one(public: Township) -> None:
    warned = warning(public, public.headquarters, "【6月红牌】")
    await public.press("褚长河", warned, "MS03 为什么")
    assert (await public.told(public.headquarters)).startswith(
        "综合养老服务中心项目（MS03）　6月：红牌（连续2个月）"
    )


async def test_a_warning_of_very_many_has_a_few_buttons_two_a_row(town: Township) -> None:
    more = [replace(PROJECTS[0], code=f"JT{number}") for number in range(11, 31)]
    plan = {Month(YEAR, number): goal for number, goal in GOALS["JT01"].items()}
    plans = dict(TOWNSHIP.plans) | {one.code: PlanVersion(0, JUNE, plan) for one in more}
    with town.storage.work() as work:
        book = replace(TOWNSHIP, projects=(*PROJECTS, *more), plans=plans)
        load_book(book, work=work, at=town.clock.at, settings=town.settings)
    await town.until("07-06 09:05")
    town.server.reading.read_all()
    with town.storage.look() as look:
        notice = look.outbox.notice("2023-06/warning/公路站/06")
    assert notice is not None
    first, *others = [[face.label for face in row] for row in notice.buttons]
    assert first == ["签收"]
    assert [len(row) for row in others] == [2] * (MOST_EXPLAINED // 2)
    assert others[0] == ["JT02 为什么", "JT01 为什么"]
    assert town.phase(Phase.PUBLISH).queued == 0


async def test_who_asks_the_same_soon_after_is_pointed_to_the_answer_above(
    public: Township,
) -> None:
    warned = warning(public, public.roads, "【黄牌警告】公路站")
    assert await public.press("韦长河", warned, WHY) == ""
    assert (await public.told(public.roads)).startswith(BEGINS)
    for name in ("韦长河", "谢玉洁"):
        assert await public.press(name, warned, WHY) == ABOVE
    assert public.heard(public.roads) == []


async def test_another_project_another_chat_and_a_later_hour_are_answered(
    public: Township,
) -> None:
    warned = warning(public, public.roads, "【黄牌警告】公路站")
    await public.press("韦长河", warned, WHY)
    await public.press("韦长河", warned, "JT03 为什么")
    await public.press("韦长河", warning(public, public.township, "【黄牌警告】公路站"), WHY)
    await public.passes(minutes=11)
    await public.press("谢玉洁", warned, WHY)
    told = [one.partition("：")[0] for one in public.heard(public.roads)]
    jt01, jt03 = "禾石路大中修工程（JT01）　6月", "农村公路安防设施提升工程（JT03）　6月"
    assert told == [jt01, jt03, jt01]
    assert (await public.told(public.township)).startswith(BEGINS)


async def test_what_was_corrected_since_is_told_at_once(public: Township) -> None:
    warned = warning(public, public.roads, "【黄牌警告】公路站")
    await public.press("韦长河", warned, WHY)
    first = await public.told(public.roads)
    await correct(public, "JT01 6月 5.5 现场核查")
    public.server.reading.read_all()
    await public.press("韦长河", warned, WHY)
    assert await public.told(public.roads) != first
