"""The table of verdicts, each row with the real library over real HTTP."""

import asyncio
import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bot.ports import ChatMovedError, NeverSentError, NotSentError, UnknownIfSentError
from bot.rehearsal.faults import Fault
from bot.rehearsal.server import ChatServer
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.outbound import TelegramMessenger
from bot.transports.telegram.verdicts import verdict
from rules.notice import Address, Notice
from tests.bot.transports.telegram.conftest import Group

FAULTS = [
    pytest.param(Fault("reset_before"), UnknownIfSentError, id="the connection breaks before"),
    pytest.param(Fault("reset_after"), UnknownIfSentError, id="the connection breaks after"),
    pytest.param(Fault("500"), UnknownIfSentError, id="500"),
    pytest.param(Fault("429", retry_after=7), NotSentError, id="429"),
    pytest.param(Fault("400"), NeverSentError, id="400"),
    pytest.param(Fault("403"), NeverSentError, id="403"),
]


async def failure(bot: Bot, chat_id: int) -> Exception:
    """Return what saying something to a chat raises."""
    try:
        await TelegramMessenger(bot).say(Notice("k", Address(chat_id), "6月进展？"), ())
    except Exception as error:  # noqa: BLE001 - whatever comes is compared
        return error
    raise AssertionError("it was said")


@pytest.mark.parametrize(("fault", "told"), FAULTS)
async def test_verdict_table(
    fault: Fault, told: type[Exception], server: ChatServer, bot: Bot, group: Group
) -> None:
    server.faults.next("sendMessage", fault)
    assert type(await failure(bot, group.chat.id)) is told


async def test_telegrams_own_wait_is_kept(server: ChatServer, bot: Bot, group: Group) -> None:
    server.faults.next("sendMessage", Fault("429", retry_after=7))
    error = await failure(bot, group.chat.id)
    assert isinstance(error, NotSentError)
    assert error.wait == dtm.timedelta(seconds=7)


async def test_a_group_that_moved_names_its_new_id(server: ChatServer, bot: Bot) -> None:
    wei = server.room.user("韦长河")
    old = server.room.group("公路站", [wei], basic=True)
    new = server.groups.migrate(old, by=wei)
    error = await failure(bot, old.id)
    assert isinstance(error, ChatMovedError)
    assert error.new == new.id


async def test_nobody_listening_is_surely_not_sent() -> None:
    bot = bot_at("http://127.0.0.1:9", "8000001:test")
    async with bot._request[1]:
        assert type(await failure(bot, 5)) is NotSentError


async def test_a_rejected_token_lets_the_notice_wait(server: ChatServer) -> None:
    bot = bot_at(server.address, "1:wrong")
    async with bot._request[1]:
        error = await failure(bot, 5)
    assert type(error) is NotSentError
    assert str(error) == "the bot's token was rejected"


@asynccontextmanager
async def answering(status: int, body: bytes) -> AsyncIterator[str]:
    """Listen as something that is not Telegram, and give everybody one answer."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        pytest.param(400, NotSentError, id="400"),
        pytest.param(403, NotSentError, id="403"),
        pytest.param(404, NotSentError, id="404"),
        pytest.param(200, UnknownIfSentError, id="200"),
        pytest.param(502, UnknownIfSentError, id="502"),
    ],
)
async def test_what_something_between_us_answers(status: int, told: type[Exception]) -> None:
    async with answering(status, b"<html>blocked</html>") as address:
        bot = bot_at(address, "8000001:test")
        async with bot._request[1]:
            assert type(await failure(bot, 5)) is told


async def test_too_large_is_never_sent() -> None:
    body = b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
    async with answering(413, body) as address:
        bot = bot_at(address, "8000001:test")
        async with bot._request[1]:
            assert type(await failure(bot, 5)) is NeverSentError


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        pytest.param(httpx.ConnectTimeout(""), NotSentError, id="ConnectTimeout"),
        pytest.param(httpx.PoolTimeout(""), NotSentError, id="PoolTimeout"),
        pytest.param(httpx.ProxyError(""), NotSentError, id="ProxyError"),
        pytest.param(httpx.ReadTimeout(""), UnknownIfSentError, id="ReadTimeout"),
        pytest.param(httpx.WriteTimeout(""), UnknownIfSentError, id="WriteTimeout"),
        pytest.param(httpx.RemoteProtocolError(""), UnknownIfSentError, id="RemoteProtocolError"),
    ],
)
def test_the_cause_decides(cause: httpx.HTTPError, told: type[Exception]) -> None:
    error: TelegramError = NetworkError("httpx says so")
    error.__cause__ = cause
    assert type(verdict(error)) is told
    assert str(verdict(error)) == type(cause).__name__
