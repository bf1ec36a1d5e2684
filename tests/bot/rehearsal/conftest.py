import asyncio
import dataclasses
import datetime as dtm
import io
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.headline import Figures
from bot.rehearsal.methods import METHODS
from bot.rehearsal.parameters import Parameters, Upload
from bot.rehearsal.server import ChatServer
from rules.month import Month

Call = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]
ZONE = dtm.timezone(dtm.timedelta(hours=8))


@dataclasses.dataclass
class HandClock:
    """A clock that stands until it is moved."""

    now: dtm.datetime = dtm.datetime(2023, 6, 30, 9, 0, tzinfo=ZONE)

    def __call__(self) -> dtm.datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += dtm.timedelta(**span)


def picture(width: int = 72, height: int = 128, colour: str = "#1F66B8") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(drawn, "PNG")
    return drawn.getvalue()


def say(room: Chatroom, method: str, **parameters: Any) -> Any:
    """Let the bot call a method without any network; a file is a name and bytes."""
    files = {k: Upload(*v) for k, v in parameters.items() if isinstance(v, tuple)}
    values = {k: v for k, v in parameters.items() if k not in files}
    return METHODS[method](room, Parameters(values, files))


def figures(*, organisation: str = "禾源镇", red: int = 3) -> Figures:
    return Figures(
        organisation=organisation,
        month=Month(2023, 6),
        asked=48,
        replied=46,
        determined=48,
        blue=34,
        yellow=6,
        red=red,
        none=5,
    )


def connect(server: ChatServer, *, patience: float = 5.0) -> Bot:
    return Bot(
        server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=HTTPXRequest(read_timeout=patience, connection_pool_size=8),
        get_updates_request=HTTPXRequest(read_timeout=patience, connection_pool_size=8),
    )


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something has come about; what never does ends with the test's time."""
    while not condition():  # noqa: ASYNC110 - the server rings no bell for it
        await asyncio.sleep(0.005)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def server(clock: HandClock) -> AsyncIterator[ChatServer]:
    async with ChatServer(clock=clock) as running:
        yield running


@pytest.fixture
async def bot(server: ChatServer) -> AsyncIterator[Bot]:
    async with connect(server) as connected:
        yield connected


@pytest.fixture
async def call(server: ChatServer) -> AsyncIterator[Call]:
    """Call a method as no library would, and return the status and the body."""
    async with httpx.AsyncClient(base_url=server.address) as client:

        async def ask(method: str, **parameters: Any) -> tuple[int, Any]:
            answer = await client.post(f"/bot{server.token}/{method}", json=parameters)
            return answer.status_code, answer.json()

        yield ask


@pytest.fixture
def wei(server: ChatServer) -> User:
    return server.room.user("韦长河")


@pytest.fixture
def lv(server: ChatServer) -> User:
    return server.room.user("吕秋生", username="lvqiusheng")


@pytest.fixture
def roads(server: ChatServer, wei: User, lv: User) -> Chat:
    return server.room.group("交通建设指挥部", [wei], admins=[lv])
