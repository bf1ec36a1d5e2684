import asyncio
import dataclasses
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.door import DoorTakenError
from bot.intake import Intake
from bot.rehearsal.server import ChatServer
from bot.transports.telegram.webhook import SECRET_HEADER, Webhook, secret_for
from storage.engine import BusyError, Storage
from tests.bot.balancer import free_port
from tests.bot.transports.telegram.conftest import NOON, Group, kept

SECRET = "township-2023"


def nothing(*_: object) -> None:
    """Stand for what nobody waits for."""


@dataclasses.dataclass
class Brought:
    """A webhook that is open, and what it said."""

    url: str
    webhook: Webhook = dataclasses.field(init=False)
    ready: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)
    caught_up: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        """Bring something as Telegram would; return the status of the answer."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        given = {"data": io.BytesIO(body)} if isinstance(body, bytes) else {"json": body}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, headers=headers, **given) as answer,
        ):
            return answer.status


@asynccontextmanager
async def listening(bot: Bot, storage: Storage) -> AsyncIterator[Brought]:
    """Open a webhook, and close it whatever it does."""
    here = Brought(f"http://127.0.0.1:{free_port()}/hook")
    here.webhook = Webhook(
        bot,
        Intake(storage, bot=str(bot.id), clock=lambda: NOON, received=nothing),
        url=here.url,
        listen=here.url.split("/")[2],
        secret=SECRET,
        clock=lambda: NOON,
        ready=here.ready.set,
        caught_up=lambda _: here.caught_up.set(),
    )
    task = asyncio.create_task(here.webhook.listen())
    await here.ready.wait()
    yield here
    task.cancel()
    await asyncio.wait({task})


def said(text: str, number: int = 1, chat: int = 501) -> dict[str, Any]:
    body = {"message_id": number, "date": 1_688_126_400, "chat": {"id": chat}, "text": text}
    return {"update_id": number, "message": body}


async def test_what_people_say_is_brought_and_kept(
    server: ChatServer, bot: Bot, storage: Storage, group: Group
) -> None:
    server.talk.say(group.wei, group.wei, "早上好")
    async with listening(bot, storage) as here:
        await here.caught_up.wait()
        for words in ("累计5.8公里", "累计5.9公里"):
            server.talk.say(group.wei, group.wei, words)
        async with asyncio.timeout(20):
            while server.mailbox.waiting:
                await server.room.bell.wait(0.05)
        assert kept(storage) == ["早上好", "累计5.8公里", "累计5.9公里"]
        info = server.webhook.info()
        assert (info["url"], info["pending_update_count"]) == (here.url, 0)
        assert "message" in info["allowed_updates"]


@pytest.mark.parametrize(
    ("secret", "status"),
    [
        pytest.param(SECRET, 200, id="the right one"),
        pytest.param(None, 403, id="none"),
        pytest.param("", 403, id="empty"),
        pytest.param(SECRET[:-1], 403, id="the beginning of it"),
        pytest.param(SECRET + "3", 403, id="more than it"),
        pytest.param("é中".encode().decode("latin-1"), 403, id="not ASCII"),
    ],
)
async def test_only_who_knows_the_secret_is_heard(
    secret: str | None, status: int, bot: Bot, sqlite_storage: Storage
) -> None:
    async with listening(bot, sqlite_storage) as here:
        assert await here.post(said("累计5.8公里"), secret) == status
    assert kept(sqlite_storage) == (["累计5.8公里"] if status == 200 else [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"{", 400, id="no JSON"),
        pytest.param(b"\xff\xfe", 400, id="no text"),
        pytest.param(b"[" * 100_000, 400, id="too deep"),
        pytest.param([said("x")], 400, id="a list"),
        pytest.param(b"7", 400, id="a number"),
        pytest.param(b" " * (2 << 20), 413, id="too large"),
        pytest.param({}, 200, id="nothing in it: kept and set aside later"),
        pytest.param({"update_id": "x", "message": 5}, 200, id="odd: kept and set aside later"),
    ],
)
async def test_whatever_is_brought_gets_an_answer(
    body: Any, status: int, bot: Bot, sqlite_storage: Storage
) -> None:
    async with listening(bot, sqlite_storage) as here:
        assert await here.post(body) == status
        assert await here.post(said("累计5.8公里", 9)) == 200


async def test_the_answer_comes_after_the_commit(bot: Bot, sqlite_storage: Storage) -> None:
    async with listening(bot, sqlite_storage) as here:
        with sqlite_storage.work():  # nobody else can write
            posting = asyncio.create_task(here.post(said("累计5.8公里")))
            _, waiting = await asyncio.wait({posting}, timeout=0.3)
            assert waiting == {posting}
        assert await posting == 200
    assert kept(sqlite_storage) == ["累计5.8公里"]


async def test_without_a_commit_it_is_to_be_brought_again(bot: Bot, tmp_path: Any) -> None:
    nowhere = Storage(f"sqlite:///{tmp_path}/no/folder/at.all")
    async with listening(bot, nowhere) as here:
        assert await here.post(said("累计5.8公里")) == 500
    nowhere.close()


async def test_what_comes_together_is_committed_together(storage: Storage) -> None:
    commits: list[int] = []
    intake = Intake(
        storage, bot="8000001", clock=lambda: NOON, received=lambda _: commits.append(1)
    )
    await asyncio.gather(*(intake.take([said(str(n), n, chat=n)]) for n in range(1, 40)))
    assert commits == [1]
    assert len(kept(storage)) == 39


async def test_a_repeated_delivery_is_kept_once(bot: Bot, storage: Storage) -> None:
    async with listening(bot, storage) as here:
        posts = [here.post(said("累计5.8公里")) for _ in range(5)]
        assert await asyncio.gather(*posts) == [200] * 5
    assert kept(storage) == ["累计5.8公里"]


async def test_it_has_not_heard_all_while_telegram_cannot_bring_it(
    server: ChatServer, bot: Bot, sqlite_storage: Storage, group: Group
) -> None:
    async with listening(bot, sqlite_storage) as here:
        await here.caught_up.wait()
        assert await here.webhook.heard_until() == NOON
        await server.stop()
        assert await here.webhook.heard_until() is None
        await server.start()
    server.talk.say(group.wei, group.wei, "累计5.8公里")


async def test_an_address_of_somebody_else_is_refused(bot: Bot, sqlite_storage: Storage) -> None:
    async with listening(bot, sqlite_storage) as here:
        listen = here.url.split("/")[2]
        second = Webhook(
            bot,
            Intake(sqlite_storage, bot="8000001", clock=lambda: NOON, received=nothing),
            url=here.url,
            listen=listen,
            secret=SECRET,
            clock=lambda: NOON,
            ready=nothing,
            caught_up=nothing,
        )
        with pytest.raises(DoorTakenError, match=listen):
            await second.listen()


def test_a_bot_without_a_chosen_secret_has_one_of_its_own() -> None:
    one, other = secret_for("8000001:a"), secret_for("8000001:b")
    assert one != other
    assert one == secret_for("8000001:a")
    assert "8000001" not in one


async def test_a_failed_commit_tells_everyone_who_waited(tmp_path: Any) -> None:
    nowhere = Storage(f"sqlite:///{tmp_path}/no/folder/at.all")
    intake = Intake(nowhere, bot="8000001", clock=lambda: NOON, received=nothing)
    takes = [intake.take([said("x", number)]) for number in range(3)]
    found = await asyncio.gather(*takes, return_exceptions=True)
    assert [type(one) for one in found] == [BusyError] * 3
    nowhere.close()
