"""What told the office of troubles may itself not arrive: then they are told once more."""

import pytest

from bot.rehearsal.faults import Fault, FaultKind
from rules.notice import Address
from rules.posts import Room
from tests.bot.flows.mishaps import (
    BOT,
    FORBIDDEN,
    WARNING,
    doubt,
    let_go,
    look_for_troubles,
    tell,
)
from tests.bot.stage import Township

MUTED = Fault("400", description="Bad Request: not enough rights to send text messages")
ONE = "【收发异常】有1条消息没有确认送达："
TWO = "【收发异常】有2条消息没有确认送达："
UNHEARD = "【收发异常】收到1条消息没有办成，内容已保存，没有生效："


def heads(town: Township) -> list[str]:
    return [each.partition("\n")[0] for each in town.heard(town.office)]


def tellings(town: Township) -> list[str]:
    """Return what became of each message that tells of troubles."""
    with town.storage.look() as look:
        lines = look.journal.entries(what="troubles.told")
        return [str(look.outbox.state(line.source or "")) for line in lines]


async def tell_in_vain(town: Township, fault: FaultKind | Fault = MUTED) -> None:
    """Let the office be told, and the platform refuse the message."""
    town.server.faults.next("sendMessage", fault, chat=town.office.id)
    await tell(town)


def tell_in_doubt(town: Township) -> None:
    """Let the message wait that tells the office, when a copy of that moment is restored."""
    look_for_troubles(town)
    with town.storage.work() as work:
        work.outbox.doubt()


async def test_troubles_of_a_message_that_died_are_told_again_once(june: Township) -> None:
    key = doubt(june, june.roads)
    await tell_in_vain(june)
    assert heads(june) == []
    await tell(june)
    told = await june.next(june.office)
    assert (told.text.partition("\n")[0], told.labels) == (ONE, ("再发1", "不再发1"))
    await tell(june)
    assert (heads(june), tellings(june)) == ([], ["dead", "sent"])
    assert await june.press("岑春林", told, "不再发1") == "已记录，不再发。"
    with june.storage.look() as look:
        assert look.outbox.state(key) == "dropped"
    let_go(june)


async def test_troubles_of_a_message_of_which_nobody_knows_are_told_again_once(
    june: Township,
) -> None:
    doubt(june, june.roads)
    tell_in_doubt(june)
    await tell(june)
    await tell(june)
    assert (heads(june), tellings(june)) == ([ONE], ["unknown", "sent"])
    let_go(june)


async def test_what_comes_up_since_is_told_in_the_same_message(june: Township) -> None:
    doubt(june, june.roads)
    await tell_in_vain(june)
    doubt(june, june.welfare)
    await tell(june)
    assert heads(june) == [TWO]
    let_go(june)


async def test_what_could_not_be_handled_is_told_again_too(june: Township) -> None:
    with june.storage.work() as work:
        work.inbox.take_in(BOT, [{"update_id": 71, "message": "?"}], june.clock.at)
        (row,) = work.inbox.ready(june.clock.at, 1)
        work.inbox.poison(row.id, "no message")
    await tell_in_vain(june)
    await tell(june)
    await tell(june)
    assert heads(june) == [UNHEARD]
    let_go(june)


async def test_what_was_decided_meanwhile_is_not_told_again(june: Township) -> None:
    doubt(june, june.roads)
    doubt(june, june.welfare)
    await tell_in_vain(june)
    with june.storage.work() as work:
        first, second, *_ = work.outbox.open()
        work.outbox.drop(first.id)
    await tell(june)
    assert heads(june) == [ONE]
    with june.storage.work() as work:
        work.outbox.drop(second.id)
    await tell(june)
    assert heads(june) == []
    let_go(june)


async def test_when_all_was_decided_nothing_is_told(june: Township) -> None:
    key = doubt(june, june.roads)
    await tell_in_vain(june)
    with june.storage.work() as work:
        (row,) = [one for one in work.outbox.open() if one.notice.key == key]
        work.outbox.retry(row.id, june.clock.at)
    await june.passes(minutes=1)
    assert june.heard(june.roads) == [WARNING]
    await tell(june)
    assert (heads(june), tellings(june)) == ([], ["dead"])
    let_go(june)


async def test_a_message_that_is_known_to_have_arrived_is_not_repeated(june: Township) -> None:
    doubt(june, june.roads)
    tell_in_doubt(june)
    with june.storage.work() as work:
        (telling,) = [one for one in work.outbox.open() if one.notice.key.startswith("troubles/")]
        work.outbox.proved(june.office.id, 900, june.clock.at, words=telling.notice.words)
    await tell(june)
    assert (heads(june), tellings(june)) == ([], ["sent"])
    let_go(june)


async def test_what_a_later_message_told_is_not_told_for_an_earlier_one(june: Township) -> None:
    doubt(june, june.roads)
    await tell_in_vain(june)
    await tell(june)
    assert heads(june) == [ONE]
    with june.storage.work() as work:
        (dead,) = [one for one in work.outbox.open() if one.state == "dead"]
        work.outbox.retry(dead.id, june.clock.at)
    june.server.faults.next("sendMessage", MUTED, chat=june.office.id)
    await june.passes(minutes=1)
    for _ in range(3):
        await tell(june)
    await june.passes(hours=2)
    await tell(june)
    assert heads(june) == []
    let_go(june)


async def test_what_the_platform_never_takes_is_tried_twice_and_then_hour_by_hour(
    june: Township,
) -> None:
    doubt(june, june.roads)
    counts = []
    for _ in range(3):
        for _ in range(30):
            await tell_in_vain(june)
        counts.append(len(tellings(june)))
        await june.passes(minutes=31)
    assert counts == [2, 3, 4]
    june.server.faults.clear()
    await june.passes(minutes=31)
    await tell(june)
    assert heads(june) == [ONE]
    let_go(june)


@pytest.mark.parametrize("has_new_group", [False, True], ids=["the same", "another"])
async def test_in_the_offices_chat_that_is_shut_nothing_more_is_said(
    june: Township,
    has_new_group: bool,  # noqa: FBT001
) -> None:
    doubt(june, june.roads)
    await tell_in_vain(june, FORBIDDEN)
    if has_new_group:
        new = june.server.room.group("督考办新群", [june.user("岑春林")])
        with june.storage.work() as work:
            work.bindings.bind_group(Room.OFFICE, None, Address(new.id), "", june.clock.at)
    await tell(june)
    await june.passes(hours=2)
    await tell(june)
    assert heads(june) == []
    assert len(tellings(june)) == 1 + has_new_group
    assert len(june.server.reading.read_all()) == has_new_group
    let_go(june)
