import datetime as dtm
import time

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

import bot.transports.telegram  # noqa: F401 - it makes the library tell waits as spans
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.faults import Fault, FaultKind, Faults
from bot.rehearsal.pace import Pace
from bot.rehearsal.server import ChatServer
from tests.bot.rehearsal.conftest import HandClock, connect


@pytest.mark.parametrize(
    ("kind", "error", "arrives"),
    [
        pytest.param("429", RetryAfter, 0),
        pytest.param("500", NetworkError, 0),
        pytest.param("403", Forbidden, 0),
        pytest.param("400", BadRequest, 0),
        pytest.param("reset_before", NetworkError, 0),
        pytest.param("reset_after", NetworkError, 1),
        pytest.param("timeout_before", TimedOut, 0),
        pytest.param("timeout_after", TimedOut, 1),
    ],
)
async def test_a_fault_strikes_once(
    kind: FaultKind, error: type[Exception], arrives: int, server: ChatServer, roads: Chat
) -> None:
    server.faults.next("sendMessage", kind)
    async with connect(server, patience=0.3) as bot:
        with pytest.raises(error):
            await bot.send_message(roads.id, "请报进度")
        assert len(server.room.messages[roads.id]) == arrives
        await bot.send_message(roads.id, "请报进度")
    assert [request.done for request in server.requests.of("sendMessage")] == [arrives == 1, True]


async def test_a_fault_waits_for_its_chat(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    server.talk.start(wei)
    server.faults.next("sendMessage", Fault("429", retry_after=9), chat=roads.id, times=2)
    await bot.send_message(wei.id, "您好")
    for _ in range(2):
        with pytest.raises(RetryAfter) as refusal:
            await bot.send_message(roads.id, "您好")
        assert refusal.value.retry_after == dtm.timedelta(seconds=9)
    await bot.send_message(roads.id, "您好")
    assert [fault.kind for _, fault in server.faults.struck] == ["429", "429"]


async def test_a_refusal_has_the_words_it_is_given(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    words = "Bad Request: not enough rights to send text messages to the chat"
    server.faults.next("sendMessage", Fault("400", description=words))
    with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
        await bot.send_message(roads.id, "您好")


def strikes(seed: int) -> list[bool]:
    faults = Faults()
    faults.at_random(["500", "reset_after"], share=0.3, seed=seed, methods=["sendMessage"])
    return [faults.strike("sendmessage", None) is not None for _ in range(200)]


def test_chance_is_the_same_for_a_seed_and_keeps_its_share() -> None:
    assert strikes(7) == strikes(7) != strikes(8)
    assert 40 <= sum(strikes(7)) <= 80


def test_chance_spares_other_methods_and_ends() -> None:
    faults = Faults()
    faults.at_random(["500"], share=1.0, seed=1, methods=["sendMessage"])
    assert faults.strike("getupdates", None) is None
    assert faults.strike("sendmessage", None) is not None
    faults.clear()
    assert faults.strike("sendmessage", None) is None


async def test_a_group_takes_twenty_messages_a_minute(
    server: ChatServer, bot: Bot, clock: HandClock, wei: User, roads: Chat
) -> None:
    server.pace = Pace()
    server.talk.start(wei)
    for number in range(20):
        clock.on(seconds=1)
        await bot.send_message(roads.id, f"第{number}条")
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(roads.id, "太快")
    assert refusal.value.retry_after == dtm.timedelta(seconds=41)
    await bot.send_message(wei.id, "私聊不受影响")
    clock.on(seconds=41)
    await bot.send_message(roads.id, "过了一分钟")


async def test_a_bot_sends_thirty_messages_a_second(clock: HandClock) -> None:
    async with ChatServer(clock=clock, pace=Pace()) as server, connect(server) as bot:
        people = [server.room.user(f"村民{number}") for number in range(31)]
        for person in people:
            server.talk.start(person)
        for person in people[:30]:
            await bot.send_message(person.id, "您好")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30].id, "您好")
        clock.on(seconds=1)
        await bot.send_message(people[30].id, "您好")


async def test_without_a_pace_nothing_is_held_back(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    begun = time.monotonic()
    for number in range(40):
        await bot.send_message(roads.id, f"第{number}条")
    assert len(server.room.messages[roads.id]) == 40
    assert time.monotonic() - begun < 10
