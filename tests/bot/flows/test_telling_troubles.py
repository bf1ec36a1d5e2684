"""What did not arrive, or could not be handled, is told to the office once."""

import pytest

from bot.compose import compose
from bot.ports import Heard
from rules.notice import Address, Notice
from rules.posts import Room
from tests.bot.flows.mishaps import (
    BOT,
    FORBIDDEN,
    UNKNOWN,
    doubt,
    let_go,
    look_for_troubles,
    stick,
    stuck,
    tell,
    told_of,
)
from tests.bot.stage import Township

ROADS = "禾源镇交通建设作战群"
TWO = (
    "【收发异常】有2条消息没有确认送达：\n"
    f"1. 发给{ROADS}的「【黄牌警告】公路站：6月以下项目未完成月度目标。」：不知道是否已送达\n"
    "2. 发给韦长河的「【6月催报】还没有收到您负责的禾石路大中修工程（JT01）的进展，截止7月3日…」："
    "没有送达，对方已停用机器人，或机器人已被移出群\n"
    "请决定再发还是不再发。不知道是否已送达的，再发可能收到两次，请先与对方核对。"
)
REMINDER = (
    "【6月催报】还没有收到您负责的禾石路大中修工程（JT01）的进展，截止7月3日17:00。\n请回复。"
)
UNHANDLED = (
    "【收发异常】收到2条消息没有办成，内容已保存，没有生效：\n"
    "· 韦长河6月30日09:00的消息：处理出错\n· 一位未绑定人员6月30日09:02的消息：无法读取\n"
    "请与本人核对，并请运维人员查看收件记录。"
)


def set_aside(town: Township) -> None:
    """Set aside a message that three attempts could not handle, and one that is no message."""
    said = {"date": 1688086800, "from": {"id": town.user("韦长河").id}, "chat": {"id": 1}}
    raw = [{"update_id": 70, "message": said}, {"update_id": 71, "message": "?"}]
    with town.storage.work() as work:
        work.inbox.take_in(BOT, raw, town.clock.at)
        failed, poisoned = work.inbox.ready(town.clock.at, 5)
        for _ in range(3):
            work.inbox.fail(failed.id, "ValueError", town.clock.at)
        work.inbox.poison(poisoned.id, "no message")


async def test_the_office_is_told_of_all_at_once_with_two_buttons_a_line(june: Township) -> None:
    await stick(june, june.roads, fault=UNKNOWN)
    private = june.server.room.private(june.user("韦长河"))
    await stick(june, private, fault=FORBIDDEN, words=REMINDER)
    await tell(june)
    told = await june.next(june.office)
    assert told.text == TWO
    assert told.labels == ("再发1", "不再发1", "再发2", "不再发2")
    let_go(june)


async def test_a_trouble_is_told_once(june: Township) -> None:
    await told_of(june)
    await tell(june)
    assert june.heard(june.office) == []
    let_go(june)


async def test_what_is_sent_again_and_sticks_again_is_told_again(june: Township) -> None:
    first = await told_of(june)
    with june.storage.work() as work:
        assert work.outbox.retry(stuck(june)[0].id, june.clock.at)
    june.server.faults.next("sendMessage", UNKNOWN, chat=june.roads.id)
    await june.passes(minutes=1)
    june.heard(june.roads)
    await tell(june)
    again = await june.next(june.office)
    assert again.text == first.text
    assert again.id != first.id
    let_go(june)


async def test_many_are_counted_and_have_one_row_of_buttons(june: Township) -> None:
    told = await told_of(june, 7)
    lines = told.text.splitlines()
    assert lines[0] == "【收发异常】有7条消息没有确认送达："
    assert [line[:2] for line in lines[1:6]] == ["1.", "2.", "3.", "4.", "5."]
    assert lines[6] == "另有2条，请运维人员在发件记录中查看。"
    assert told.labels == ("全部再发", "全部不再发")
    let_go(june)


async def test_messages_that_could_not_be_handled_are_told_without_their_words(
    june: Township,
) -> None:
    set_aside(june)
    await tell(june)
    told = await june.next(june.office)
    assert (told.text, told.labels) == (UNHANDLED, ())
    await tell(june)
    assert june.heard(june.office) == []
    let_go(june)


@pytest.mark.parametrize("name", ["韦长河", "岑春林"])
async def test_who_said_what_could_not_be_handled_is_told_at_once(
    june: Township, name: str
) -> None:
    user, chat = june.user(name), june.server.room.private(june.user(name))
    heard = Heard(Address(chat.id), True, "", user.id, name, 7, june.clock.at, "累计5公里")  # noqa: FBT003
    with june.storage.work() as work:
        assert compose(june.settings).failed(heard, work, june.clock.at) is None
    await june.passes(minutes=1)
    assert june.heard(name) == ["收到，处理出错，已转督考办。"]
    assert june.heard(june.office) == []  # it is told with all that was set aside


async def test_without_an_office_group_everything_is_kept_until_there_is_one(
    june: Township,
) -> None:
    await stick(june, june.roads)
    with june.storage.work() as work:
        work.bindings.unbind_group(june.office.id)
    await tell(june)
    assert june.heard(june.office) == []
    with june.storage.work() as work:
        work.bindings.bind_group(
            Room.OFFICE, None, Address(june.office.id), "督考办", june.clock.at
        )
    await tell(june)
    assert (await june.told(june.office)).startswith("【收发异常】有1条消息没有确认送达：")
    let_go(june)


async def test_what_could_not_be_said_in_the_offices_own_group_is_not_told_there(
    june: Township,
) -> None:
    await stick(june, june.office, fault=FORBIDDEN)
    await tell(june)
    assert june.heard(june.office) == []
    with june.storage.look() as look:
        assert look.outbox.untold() == ()
    let_go(june)


async def test_what_may_not_have_arrived_in_the_offices_group_is_told_there(
    june: Township,
) -> None:
    await stick(june, june.office)
    await tell(june)
    assert "：不知道是否已送达" in await june.told(june.office)
    let_go(june)


@pytest.mark.parametrize("is_dead", [True, False], ids=["dead", "unknown"])
async def test_nothing_is_told_of_the_telling_itself(june: Township, is_dead: bool) -> None:  # noqa: FBT001
    with june.storage.work() as work:
        work.outbox.follows_from(in_doubt=not is_dead)
        notice = Notice("troubles/20230630090200/1", Address(june.office.id), "【收发异常】")
        work.outbox.put(notice, june.clock.at)
        for row in work.outbox.claim(june.clock.at, 1):
            work.outbox.dead(row.id, "Forbidden: bot was kicked", june.clock.at)
    await tell(june)
    assert june.heard(june.office) == []
    with june.storage.look() as look:
        assert look.outbox.untold() == ()
    let_go(june)


async def test_what_comes_up_while_the_office_is_being_told_goes_with_the_next(
    june: Township,
) -> None:
    doubt(june, june.roads)
    look_for_troubles(june)
    doubt(june, june.welfare)
    doubt(june, june.township)
    look_for_troubles(june)
    await june.passes(minutes=1)
    (first,) = june.heard(june.office)
    await tell(june)
    (second,) = june.heard(june.office)
    assert (first[:8], second[:8]) == ("【收发异常】有1", "【收发异常】有2")
    let_go(june)
