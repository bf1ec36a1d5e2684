import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.intake import Intake
from bot.rehearsal.server import ChatServer
from bot.transports.telegram.receiver import Receiver
from storage.engine import Storage
from tests.bot.transports.telegram.conftest import NOON, Group, kept


@dataclasses.dataclass
class Receiving:
    """A receiver at work, and what it said."""

    ready: int = 0
    batches: int = 0
    caught_up: list[bool] = dataclasses.field(default_factory=list)
    came: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)

    def on_ready(self) -> None:
        self.ready += 1
        self.came.set()

    def on_caught_up(self, is_so: bool) -> None:  # noqa: FBT001
        self.caught_up.append(is_so)
        self.came.set()

    def on_batch(self, _: bool) -> None:  # noqa: FBT001
        self.batches += 1
        self.came.set()

    async def until(self, *, ready: int = 1, batches: int = 0) -> None:
        while self.ready < ready or self.batches < batches:
            self.came.clear()
            await self.came.wait()


@asynccontextmanager
async def receiving(bot: Bot, storage: Storage) -> AsyncIterator[Receiving]:
    """Let a receiver work, until it is cut off in whatever it does."""
    seen = Receiving()
    intake = Intake(storage, bot=str(bot.id), clock=lambda: NOON, received=seen.on_batch)
    receiver = Receiver(
        bot, intake, clock=lambda: NOON, ready=seen.on_ready, caught_up=seen.on_caught_up
    )
    task = asyncio.create_task(receiver.listen())
    yield seen
    task.cancel()
    await asyncio.wait({task})


def offsets(server: ChatServer) -> list[int]:
    return [int(request.parameters["offset"]) for request in server.requests.of("getUpdates")]


async def test_what_waited_and_what_comes_is_committed(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    server.talk.say(group.wei, group.wei, "早上好")
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until(batches=1)
        server.talk.say(group.wei, group.wei, "累计5.8公里")
        await seen.until(batches=2)
    assert seen.ready == 1
    assert kept(sqlite_storage) == ["早上好", "累计5.8公里"]


async def test_only_the_updates_that_are_understood_are_asked_for(
    server: ChatServer, bot: Bot, sqlite_storage: Storage
) -> None:
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until()
    (asked, *_) = server.requests.of("getUpdates")
    assert asked.parameters["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_the_offset_moves_only_after_the_commit(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    server.talk.say(group.wei, group.wei, "累计5.8公里")
    with sqlite_storage.work():  # nobody else can write
        async with receiving(bot, sqlite_storage) as seen:
            await seen.until()
            await asyncio.sleep(0.2)
    assert offsets(server) == [0]
    assert len(server.mailbox.waiting) == 1


async def test_a_kill_between_commit_and_offset_doubles_nothing(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    server.talk.say(group.wei, group.wei, "累计5.8公里")
    update = server.mailbox.given[0]
    with sqlite_storage.work() as work:
        work.inbox.take_in(str(bot.id), [update.as_json()], NOON)
    server.mailbox.repeat(update)
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until(batches=1)
        server.talk.say(group.wei, group.wei, "累计5.9公里")
        await seen.until(batches=2)
    assert kept(sqlite_storage) == ["累计5.8公里", "累计5.9公里"]


async def test_numbers_that_begin_anew_lower_are_followed(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    async with receiving(bot, sqlite_storage) as seen:
        server.talk.say(group.wei, group.wei, "上月")
        await seen.until(batches=1)
        server.mailbox.restart_ids(5)
        server.talk.say(group.wei, group.wei, "本月")
        await seen.until(batches=2)
        server.talk.say(group.wei, group.wei, "再报")
        await seen.until(batches=3)
    assert kept(sqlite_storage) == ["上月", "本月", "再报"]
    assert offsets(server)[-1] in {6, 7}


async def test_what_a_webhook_left_below_the_last_update_is_not_thrown_away(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    for words in ("一", "二"):
        server.talk.say(group.wei, group.wei, words)
    second = server.mailbox.given[1]
    server.mailbox.confirm(second)  # a webhook took it while the first one could not be brought
    with sqlite_storage.work() as work:
        work.inbox.take_in(str(bot.id), [second.as_json()], NOON)
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until(batches=1)
    assert kept(sqlite_storage) == ["二", "一"]


@pytest.mark.parametrize("fault", ["500", "429", "reset_before", "reset_after"])
async def test_a_bad_moment_loses_nothing(
    fault: str, server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    server.faults.next("getUpdates", fault)  # type: ignore[arg-type]
    server.talk.say(group.wei, group.wei, "累计5.8公里")
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until(batches=1)
    assert kept(sqlite_storage) == ["累计5.8公里"]
    assert seen.ready == 1


async def test_a_second_receiver_is_told_in_one_clear_sentence(
    bot: Bot, sqlite_storage: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until()
        await bot.get_updates(timeout=0)  # another one asks
        while "another program" not in (said := capsys.readouterr().out):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert "another program receives with this bot's token; stop it" in said


async def test_a_webhook_of_an_earlier_set_up_is_removed(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    server.talk.say(group.wei, group.wei, "累计5.8公里")
    async with receiving(bot, sqlite_storage) as seen:
        await seen.until(batches=1)
    assert (await bot.get_webhook_info()).url == ""
    assert kept(sqlite_storage) == ["累计5.8公里"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("5.8\x00公里", id="a zero"),
        pytest.param("\ud83d", id="half a character"),
        pytest.param("公" * 4096, id="the longest"),
        pytest.param("𠀀👍\u202e", id="astral and turned"),
    ],
)
def test_every_text_can_be_kept(text: str, storage: Storage) -> None:
    raw = {"update_id": 1, "message": {"chat": {"id": 5}, "text": text}}
    with storage.work() as work:
        assert work.inbox.take_in("8000001", [raw], NOON) == 1
    assert kept(storage) == [text]


async def test_it_tells_whether_telegram_has_more(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    for number in range(250):
        server.talk.say(group.wei, group.wei, str(number))
    async with receiving(bot, sqlite_storage) as seen:
        while True not in seen.caught_up:
            await seen.came.wait()
            seen.came.clear()
    assert seen.caught_up == [False, False, False, True]
    assert kept(sqlite_storage) == [str(number) for number in range(250)]
