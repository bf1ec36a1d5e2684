import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from tests.bot.rehearsal.conftest import until

SECRET = "township-2023"


@dataclasses.dataclass
class Door:
    """The bot's side: it keeps what it is brought, and answers as it is told to."""

    url: str = ""
    answers: list[int] = dataclasses.field(default_factory=list)
    brought: list[Any] = dataclasses.field(default_factory=list)
    secrets: list[str | None] = dataclasses.field(default_factory=list)
    closed_to: set[int] = dataclasses.field(default_factory=set)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if update["message"]["chat"]["id"] in self.closed_to:
            return web.Response(status=500)
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.brought.append(update)
        return web.Response(status=status)

    @property
    def texts(self) -> Sequence[str]:
        return [update["message"]["text"] for update in self.brought]


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    app = web.Application()
    app.router.add_post("/hook", door.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield door
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret(
    server: ChatServer, bot: Bot, door: Door, wei: User
) -> None:
    server.talk.say(wei, wei, "来得早")
    await bot.set_webhook(door.url, secret_token=SECRET)
    server.talk.say(wei, wei, "来得晚")
    await until(lambda: len(door.brought) == 2)
    assert door.texts == ["来得早", "来得晚"]
    assert set(door.secrets) == {SECRET}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (door.url, 0)


@pytest.mark.parametrize("refusal", [403, 500, 502])
async def test_what_is_not_taken_comes_again_and_in_order(
    refusal: int, server: ChatServer, bot: Bot, door: Door, wei: User
) -> None:
    door.answers = [refusal, refusal]
    await bot.set_webhook(door.url)
    for words in ("一", "二", "三"):
        server.talk.say(wei, wei, words)
    await until(lambda: not server.mailbox.waiting)
    assert door.texts == ["一", "二", "三"]
    assert server.webhook.failures == [f"Wrong response from the webhook: {refusal}"] * 2


async def test_a_chat_that_waits_holds_up_no_other(
    server: ChatServer, bot: Bot, door: Door, wei: User, roads: Chat
) -> None:
    door.closed_to = {wei.id}
    await bot.set_webhook(door.url)
    server.talk.say(wei, wei, "等一等")
    server.talk.say(wei, roads, "/help")
    await until(lambda: door.texts == ["/help"])
    assert [update.body["text"] for update in server.mailbox.waiting] == ["等一等"]
    door.closed_to.clear()
    await until(lambda: door.texts == ["/help", "等一等"])


async def test_a_repeated_update_is_brought_again(
    server: ChatServer, bot: Bot, door: Door, wei: User
) -> None:
    await bot.set_webhook(door.url)
    server.talk.say(wei, wei, "5.8公里")
    await until(lambda: len(door.brought) == 1)
    server.mailbox.repeat(server.mailbox.given[0])
    await until(lambda: len(door.brought) == 2)
    assert door.brought[0] == door.brought[1]


async def test_nobody_polls_beside_a_webhook(server: ChatServer, bot: Bot, door: Door) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: bool(server.requests.of("getUpdates")))
    await bot.set_webhook(door.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_removed_webhook_leaves_what_waits(
    server: ChatServer, bot: Bot, door: Door, wei: User
) -> None:
    door.closed_to = {wei.id}
    await bot.set_webhook(door.url)
    server.talk.say(wei, wei, "5.8公里")
    await until(lambda: server.webhook.tries > 0)
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        pytest.param("ftp://a.b/hook", "x", "Bad webhook: an https url", id="no web address"),
        pytest.param("https://a.b/hook", "a b", "Secret token contains", id="blank in the secret"),
    ],
)
async def test_a_webhook_that_telegram_refuses_is_refused(
    url: str, secret: str, words: str, bot: Bot
) -> None:
    with pytest.raises(BadRequest, match=words):
        await bot.set_webhook(url, secret_token=secret)
