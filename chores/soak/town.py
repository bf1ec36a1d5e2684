"""The town: everybody of the sample workbook in his chats, loaded and invited by the commands."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import now
from bot.compose import by_hand
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.messages import Message
from bot.rehearsal.pace import Pace
from bot.rehearsal.server import ChatServer
from bot.rehearsal.stage import Stage
from bot.settings import Settings
from chores.soak.bot_process import Guatu
from chores.soak.waiting import until
from papers.workbook import read_workbook
from rules.book import Book
from rules.month import Month
from rules.posts import Role, Room
from rules.project import CommandNo, PersonName
from rules.schedule import Phase
from storage.engine import BusyError, Storage
from storage.tables.mail import OPEN, OutboxState

SAMPLE = Path(__file__).parents[2] / "samples" / "township.xlsx"
TOKEN = "8000001:AAE-secret_secret_secret_secret_secr"  # noqa: S105 - an invented one
_BINDING = 330.0  # seconds for everybody to be bound, kills and all


@dataclass(slots=True)
class Town:
    """The people and groups around one bot; `month` is the one that is asked for."""

    server: ChatServer
    guatu: Guatu
    storage: Storage
    stage: Stage
    month: Month
    dice: random.Random
    codes: dict[PersonName, str] = field(default_factory=dict)
    group_codes: dict[tuple[Room, CommandNo | None], str] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        """The workbook as it was read."""
        return self.stage.book

    @property
    def office(self) -> Chat:
        """The office's group."""
        return self.stage.rooms[Room.OFFICE]

    @property
    def clerks(self) -> list[User]:
        """The members of the office."""
        return self.stage.holders(Role.OFFICE_MEMBER)

    @property
    def responsible(self) -> dict[PersonName, User]:
        """Those who are responsible for a project."""
        names = dict.fromkeys(one.responsible_person for one in self.book.projects)
        return {name: self.stage.people[name] for name in names}

    @property
    def bystanders(self) -> list[User]:
        """Those who are responsible for no project, and hold no post in a command."""
        busy = {*self.responsible}
        busy |= {post.person for post in self.book.posts if post.command is not None}
        return [user for name, user in self.stage.people.items() if name not in busy]

    def said_in(self, chat: Chat) -> list[Message]:
        """Return what the bot has said in a chat."""
        return [one for one in self.server.room.messages[chat.id] if one.sender.is_bot]

    def is_drained(self) -> bool:
        """Tell whether the bot has nothing to hear and nothing to say any more."""
        return self.has_understood() and not any(self._counts("outbox", *OPEN))

    def has_understood(self) -> bool:
        """Tell whether everything that the bot has taken in is settled."""
        return not any(self._counts("inbox", "new"))

    def has_dead_in(self, user: User) -> bool:
        """Tell whether something that was said to somebody in private is dead."""
        try:
            with self.storage.look() as look:
                stuck = look.outbox.open()
        except BusyError:
            return False
        is_dead = [one for one in stuck if one.state is OutboxState.DEAD]
        return any(one.notice.to.chat_id == user.id for one in is_dead)

    def asks_operator(self) -> bool:
        """Tell whether there are notices of which nobody knows whether they were sent."""
        return any(self._counts("outbox", "unknown"))

    def _counts(self, box: str, *states: str) -> list[int]:
        """Count in one of the two boxes; a database that is away is not done with anything."""
        try:
            with self.storage.look() as look:
                counts = look.inbox.counts() if box == "inbox" else look.outbox.counts()
        except BusyError:
            return [-1]
        return [counts[state] for state in states]

    async def load(self) -> None:
        """Load the workbook, and hand out the codes."""
        await self.guatu.do("load", str(SAMPLE))
        invited = json.loads(await self.guatu.do("invite", "--json"))
        self.codes = {one["name"]: one["code"] for one in invited["people"]}
        self.group_codes = {
            (Room(one["kind"]), one["command"]): one["code"] for one in invited["groups"]
        }

    async def bind(self, *, pause: float) -> None:
        """Let all people and groups use their codes, and wait until they are bound."""
        groups, people = self._groups(), self.stage.people
        for chat, code in groups.items():
            anybody = self.server.room.people[next(iter(chat.members))]
            self.server.talk.say(anybody, chat, f"/bind {code}")
        for name, user in people.items():
            await asyncio.sleep(self.dice.uniform(0, pause))
            self.server.talk.start(user, self.codes[name])
        chats = [*groups, *map(self.server.room.private, people.values())]
        await until(lambda: all(map(self.said_in, chats)), "all are bound", within=_BINDING)

    def ask_at_once(self) -> None:
        """Load the book, bind the responsible persons alone and ask them: all of it long ago."""
        self.storage.upgrade()
        with self.storage.work() as work:
            work.book.put(self.book, now())
            for name, user in self.responsible.items():
                work.bindings.bind_person(name, user.id, now())
                self.server.room.private(user).bot = "member"
            by_hand(Phase.ASK, self.month, work=work, at=now(), settings=Settings(_env_file=None))

    def _groups(self) -> dict[Chat, str]:
        """Return all groups, with their codes."""
        stage = self.stage
        return {
            stage.commands[command] if command else stage.rooms[room]: code
            for (room, command), code in self.group_codes.items()
        }


def town_at(
    server: ChatServer, guatu: Guatu, storage: Storage, *, month: int, dice: random.Random
) -> Town:
    """Put everybody of the sample workbook where he belongs, with nobody bound yet."""
    book = read_workbook(SAMPLE.read_bytes(), name=SAMPLE.name).book
    stage = Stage(server, book)
    stage.set_up()
    return Town(server, guatu, storage, stage, Month(book.year, month), dice)


def chat_server() -> ChatServer:
    """Return a local chat server by the real clock, as strict about its pace as Telegram."""
    return ChatServer(clock=now, token=TOKEN, pace=Pace())
