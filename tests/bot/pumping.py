"""A pump with real parts on both sides: the local chat server, and a database in a file."""

import dataclasses
import datetime as dtm
import io
from collections.abc import AsyncIterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from PIL import Image

from bot.documents import Documents
from bot.meters import Meters
from bot.painter import Page, Painter, PictureFailedError
from bot.pictures import Pictures
from bot.ports import Alert, Heard, Pressed
from bot.pump import Pump
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from bot.routes import Routes
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.fetching import TelegramFiles
from bot.transports.telegram.inbound import TelegramEar
from bot.transports.telegram.outbound import TelegramMessenger
from rules.notice import Address, Notice, Priority
from rules.refusal import RefusalError
from storage.engine import Storage
from storage.inbox import Received
from storage.work import Work

NOON = dtm.datetime(2023, 6, 30, 4, 0, tzinfo=dtm.UTC)
BOT = "8000001"


@dataclasses.dataclass
class HandClock:
    """A clock that stands until it is moved."""

    now: dtm.datetime = NOON

    def __call__(self) -> dtm.datetime:
        return self.now

    def on(self, **span: float) -> dtm.datetime:
        self.now += dtm.timedelta(**span)
        return self.now


class DeclinedError(RefusalError):
    """What a test's flow declines."""


def echo(heard: Heard, work: Work, at: dtm.datetime) -> None:
    """Answer words with themselves."""
    notice = Notice(heard.key, heard.chat, heard.text, priority=Priority.ANSWER)
    work.outbox.put(notice, at)


def decline(heard: Heard, work: Work, at: dtm.datetime) -> None:
    """Say something, then decline: nothing of it may be said."""
    echo(heard, work, at)
    raise DeclinedError


def break_down(heard: Heard, work: Work, at: dtm.datetime) -> None:
    """Say something, then fail: nothing of it may be said."""
    echo(heard, work, at)
    raise ValueError(heard.text)


def take_press(pressed: Pressed, work: Work, at: dtm.datetime) -> Alert:
    work.outbox.put(Notice(pressed.key, pressed.chat, f"按下 {pressed.token}"), at)
    return Alert("已记录")


def tell_refused(refusal: RefusalError, event: Any, work: Work, at: dtm.datetime) -> Alert | None:
    words = f"不办：{type(refusal).__name__}"
    if isinstance(event, Heard):
        work.outbox.put(Notice(event.key, event.chat, words), at)
    return Alert(words)


def tell_failed(event: Any, work: Work, at: dtm.datetime) -> Alert | None:
    work.outbox.put(Notice(f"{event.key}/failed", event.chat, "收到，处理出错，已转督考办"), at)
    return Alert("收到，处理出错，已转督考办")


def nothing(*_: object) -> None:
    """Take an event and do nothing."""


def follow(moved: Any, work: Work, at: dtm.datetime) -> None:
    del at
    work.bindings.migrate_chat(moved.old, moved.new)


def routes(**given: Any) -> Routes:
    """Return flows that echo words and presses, with those given in their place."""
    table: dict[str, Any] = {
        "commands": {"no": decline, "break": break_down},
        "unknown_command": nothing,
        "words": echo,
        "press": take_press,
        "moved": follow,
        "membership": nothing,
        "refused": tell_refused,
        "failed": tell_failed,
        "phases": {},
        "returned": nothing,
        "troubles": nothing,
        "waiting": nothing,
        "wanted": lambda *_: False,
    }
    return Routes(**(table | given))


def picture(page: Page) -> bytes:
    """Draw what stands for a page: as wide as its number says; view `broken` cannot be drawn."""
    if page.view == "broken":
        raise PictureFailedError("it is broken")
    drawn = io.BytesIO()
    Image.new("RGB", (40 + page.number, 40), "#1F66B8").save(drawn, "PNG")
    return drawn.getvalue()


@dataclasses.dataclass
class Rig:
    """The pump, and everything that it stands between."""

    server: ChatServer
    storage: Storage
    clock: HandClock
    pump: Pump
    meters: Meters
    wei: User
    roads: Chat

    def take_in(self) -> None:
        """Bring what people said so far into the inbox."""
        with self.storage.work() as work:
            raw = [update.as_json() for update in self.server.mailbox.given]
            work.inbox.take_in(BOT, raw, self.clock())

    def take_raw(self, **raw: Any) -> None:
        with self.storage.work() as work:
            work.inbox.take_in(BOT, [raw], self.clock())

    def put(self, *notices: Notice) -> None:
        with self.storage.work() as work:
            work.outbox.put_all(notices, self.clock())

    async def hear(self) -> dtm.datetime | None:
        self.take_in()
        return await self.pump.hear(self.clock())

    async def deliver(self) -> dtm.datetime | None:
        return await self.pump.deliver(self.clock())

    async def deliver_all(self) -> None:
        """Deliver to the end; the clock jumps to each next instant with work."""
        while (following := await self.deliver()) is not None:
            self.clock.now = max(following, self.clock.now)

    def texts(self, chat: Chat | None = None) -> list[str]:
        """Return what the bot said in a chat, by default in Wei's own."""
        there = self.server.room.messages[chat.id if chat else self.wei.id]
        return [message.text for message in there if message.sender == self.server.room.bot]

    def troubled(self) -> tuple[Received, ...]:
        with self.storage.look() as look:
            return look.inbox.troubled()

    def heard(self) -> dict[str, int]:
        """Return how many updates are in each state, without those that are in none."""
        with self.storage.look() as look:
            return {state: count for state, count in look.inbox.counts().items() if count}

    def sent(self) -> dict[str, int]:
        with self.storage.look() as look:
            return {state: count for state, count in look.outbox.counts().items() if count}


@asynccontextmanager
async def rig(storage: Storage, table: Routes | None = None, **given: Any) -> AsyncIterator[Rig]:
    """Put a rig together; Wei has started the bot and sits in the group of the roads.

    `draw` stands in for the painter's drawing; `ear` makes another ear of the real one.
    """
    clock, painter, flows = HandClock(), Painter(given.get("draw", picture)), table or routes()
    meters = Meters()
    async with ChatServer(clock=clock, token=f"{BOT}:test") as server:
        bot = bot_at(server.address, server.token)
        ear = TelegramEar(bot, flows)
        await ear.open()
        pump = Pump(
            storage,
            ear=given.get("ear", lambda own: own)(ear),
            routes=flows,
            messenger=TelegramMessenger(bot),
            documents=Documents(TelegramFiles(bot), painter),
            pictures=Pictures(storage, painter, meters=meters),
            clock=clock,
            meters=meters,
        )
        wei = server.room.user("韦长河")
        roads = server.room.group("交通建设指挥部", [wei])
        server.room.private(wei).bot = "member"
        try:
            yield Rig(server, storage, clock, pump, meters, wei, roads)
        finally:
            await pump.close()
            await painter.close()
            await ear.close()


def troubles(logs: Sequence[MutableMapping[str, Any]]) -> list[Any]:
    """Return the lines of a log that somebody must look at."""
    return [line for line in logs if line["log_level"] != "info"]


def note(key: str, chat: Chat | User, words: str = "", **more: Any) -> Notice:
    return Notice(key, Address(chat.id), words or key, **more)
