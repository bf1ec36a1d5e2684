import dataclasses
import datetime as dtm
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.ports import Alert, Heard, Moved, Pressed
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from bot.routes import Membership, Routes
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.inbound import TelegramEar
from storage.engine import Storage
from storage.inbox import Received
from storage.work import Work

NOON = dtm.datetime(2023, 6, 30, 4, 0, tzinfo=dtm.UTC)


def untaken(*_: object) -> None:
    """Stand for a flow that a test never lets run."""


def takes(event: Heard | Pressed | Moved | Membership, work: Work, at: dtm.datetime) -> Alert:
    del work, at
    return Alert(type(event).__name__)


def routes(**given: object) -> Routes:
    """Return routes whose flows do nothing, but for those given."""
    empty = {
        "commands": {},
        "unknown_command": untaken,
        "words": untaken,
        "press": untaken,
        "moved": untaken,
        "membership": untaken,
        "refused": untaken,
        "failed": untaken,
        "phases": {},
        "returned": untaken,
        "troubles": untaken,
        "waiting": untaken,
        "wanted": untaken,
    }
    return Routes(**(empty | given))  # type: ignore[arg-type]


@dataclasses.dataclass
class Group:
    """A group with two people and the bot."""

    chat: Chat
    wei: User
    lv: User


@pytest.fixture
async def server() -> AsyncIterator[ChatServer]:
    async with ChatServer(clock=lambda: NOON, token="8000001:test") as running:
        yield running


@pytest.fixture
async def bot(server: ChatServer) -> AsyncIterator[Bot]:
    async with bot_at(server.address, server.token) as connected:
        yield connected


@pytest.fixture
def group(server: ChatServer) -> Group:
    wei, lv = server.room.user("韦长河"), server.room.user("吕秋生", username="lvqiusheng")
    return Group(server.room.group("交通建设指挥部", [wei], admins=[lv]), wei, lv)


@pytest.fixture
async def ear(server: ChatServer) -> AsyncIterator[TelegramEar]:
    opened = TelegramEar(bot_at(server.address, server.token), routes())
    await opened.open()
    yield opened
    await opened.close()


def kept(storage: Storage) -> list[str]:
    """Return what everybody said, as the inbox has it."""
    with storage.work() as work:
        rows: list[Received] = []
        while found := work.inbox.ready(NOON, 100):
            rows += found
            for row in found:
                work.inbox.settle(row.id, "done")
    return [row.raw["message"]["text"] for row in sorted(rows, key=lambda row: row.id)]
