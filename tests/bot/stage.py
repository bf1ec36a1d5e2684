"""A township on the stage: the bot's own parts, the local chat server, a clock that jumps."""

import datetime as dtm
import io
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Unpack

from PIL import Image

from bot.compose import by_hand
from bot.painter import Document, Page, Painter, read
from bot.phases import Ran
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.diary import Diary
from bot.rehearsal.messages import Message
from bot.rehearsal.play import Play, StageClock, bot_on_stage
from bot.rehearsal.server import ChatServer
from bot.rehearsal.stage import Stage
from bot.rehearsal.talk import How
from bot.settings import Settings
from bot.sheet import Line, sheet_of
from papers.returned import Returned
from rules.book import Book
from rules.cycle import Cycle
from rules.determination import Determination, Ground
from rules.month import Month
from rules.notice import Address
from rules.posts import Room
from rules.project import Value, read_value
from rules.schedule import Phase, due_instants
from storage.codes import Subject
from storage.engine import Storage

MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
A_MINUTE = dtm.timedelta(minutes=1)
_drawn = io.BytesIO()
Image.new("RGB", (8, 8), "white").save(_drawn, "PNG")
PICTURE = _drawn.getvalue()
Place = Chat | str  # a name stands for the person's private chat


class Sketcher(Painter):
    """Paints an empty page at once; `painted` lists what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[Page] = []

    def warm(self) -> None:
        """Start no process."""

    async def read(self, document: Document) -> Returned:
        return read(document)

    async def paint(self, page: Page, *, priority: int = 0) -> bytes:
        del priority
        self.painted.append(page)
        if page.format == "pdf":
            return b"%PDF-1.4 sketch"
        return PICTURE


@dataclass(slots=True)
class Township:
    """Everybody in the chats where he belongs, and the bot that hears, falls due and delivers.

    Whatever is said or pressed is carried out before the call returns, and a minute passes.
    """

    server: ChatServer
    storage: Storage
    settings: Settings
    clock: StageClock
    stage: Stage
    painter: Painter
    play: Play = field(init=False)
    questions: dict[str, Message] = field(default_factory=dict)

    @property
    def roads(self) -> Chat:
        """The group of the command 06."""
        return self.stage.commands["06"]

    @property
    def welfare(self) -> Chat:
        """The group of the command 10."""
        return self.stage.commands["10"]

    @property
    def office(self) -> Chat:
        """The office's group."""
        return self.stage.rooms[Room.OFFICE]

    @property
    def township(self) -> Chat:
        """The group of the whole township."""
        return self.stage.rooms[Room.TOWNSHIP]

    @property
    def headquarters(self) -> Chat:
        """Headquarters' group."""
        return self.stage.rooms[Room.HEADQUARTERS]

    def user(self, name: str) -> User:
        """Return somebody's account."""
        return self.stage.people[name]

    async def until(self, at: dtm.datetime | str) -> None:
        """Let the clock jump from one instant with work to the next, up to `07-03 17:00`."""
        end = at if isinstance(at, dtm.datetime) else moment(at)
        await self.play.until(end, passed=lambda _: None)

    async def passes(self, **span: float) -> None:
        """Let some time pass."""
        await self.until(self.clock.at + dtm.timedelta(**span))

    async def say(
        self, name: str, text: str, place: Place | None = None, **how: Unpack[How]
    ) -> Message:
        """Let somebody write, privately where no place is given; it is carried out."""
        said = self.server.talk.say(self.user(name), self._place(place or name), text, **how)
        await self.passes(minutes=1)
        return said

    async def ask(self, at: str = "06-30 09:02") -> None:
        """Let the questions of a month fall due, and read them."""
        await self.until(at)
        for message in self.server.reading.read_all():
            code = message.text.partition("（")[2].partition("）")[0]
            if code and "填报】" in message.text:
                self.questions[code] = message

    async def close(self, at: str = "07-03 17:01") -> Message:
        """Let a month close, and return what the office is told; reminders are read."""
        await self.until(at)
        told = self.server.reading.read_all()
        return next(one for one in told if one.chat is self.office)

    async def desk(self, code: str, name: str = "岑春林") -> Message:
        """Let a member of the office ask for one project's line in the group, and read it."""
        await self.say(name, f"/determine {code}", self.office)
        return await self.next(self.office)

    async def answer(self, name: str, code: str, text: str) -> Message:
        """Let somebody answer the question about a project, quoting it."""
        question = self.questions[code]
        return await self.say(name, text, question.chat, reply_to=question)

    async def edit(self, said: Message, text: str) -> None:
        """Let a message be changed by who wrote it."""
        self.server.talk.edit(said.sender, said, text)
        await self.passes(minutes=1)

    async def press(self, name: str, message: Message, label: str, *, stale: bool = False) -> str:
        """Let somebody press a button; return what he alone is shown."""
        press = self.server.talk.press(self.user(name), message, label, stale=stale)
        await self.passes(minutes=1)
        return (await press).text

    async def next(self, place: Place) -> Message:
        """Read the next message of a chat; it must be there already."""
        return await self.server.reading.next_message(self._place(place), patience=0)

    async def told(self, place: Place) -> str:
        """Read the words of the next message of a chat."""
        return (await self.next(place)).text

    def heard(self, place: Place) -> list[str]:
        """Read everything that is unread in a chat."""
        return [one.text for one in self.server.reading.read_all(self._place(place))]

    def expect_nothing_more(self) -> None:
        """Fail where something was said that nobody read, could not be handled, or not be sent."""
        unread = [(one.chat.title, one.text) for one in self.server.reading.unread()]
        with self.storage.look() as look:
            troubled, unsent = look.inbox.troubled(), look.outbox.open()
        assert (unread, troubled, unsent) == ([], (), ())
        assert self.server.room.complaints == []

    def code(self, subject: Subject) -> str:
        """Return the code that binds a person or a group."""
        with self.storage.work() as work:
            return work.bindings.invitation(subject)

    def line(self, code: str, month: Month = JUNE) -> Line:
        """Return a project's month as the storage has it."""
        with self.storage.look() as look:
            found = sheet_of(look, month, self.settings).line(code)
        assert found is not None
        return found

    def figure(self, code: str, month: Month = JUNE) -> Value | None:
        """Return the figure that counts so far."""
        report = self.line(code, month).report
        return report.value if report else None

    def phase(self, phase: Phase, month: Month = JUNE) -> Ran:
        """Run a phase by hand."""
        with self.storage.work() as work:
            return by_hand(phase, month, work=work, at=self.clock.at, settings=self.settings)

    def _place(self, place: Place) -> Chat:
        return self.server.room.private(self.user(place)) if isinstance(place, str) else place


def moment(written: str) -> dtm.datetime:
    """Read `07-03 17:00` in the township's zone."""
    return dtm.datetime.fromisoformat(f"2023-{written}:00+08:00")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before a test begins: a book, months that are past, whether all are bound."""

    book: Book
    begins: str
    past: Mapping[Month, Mapping[str, str]] = field(default_factory=dict)
    is_bound: bool = True

    def prepare(self, storage: Storage, settings: Settings) -> None:
        """Load the book, publish the past in silence, then bind everybody and every group."""
        load(storage, self.book, settings, moment(self.begins))
        for month, found in self.past.items():
            publish_past(storage, month, found, settings=settings)
        if self.is_bound:
            bind(storage, self.stage(StageClock(moment(self.begins))))

    def stage(self, clock: StageClock) -> Stage:
        """Set a stage up, its people and groups numbered the same each time."""
        stage = Stage(ChatServer(clock=clock), self.book)
        stage.set_up()
        if self.is_bound:
            for user in stage.people.values():
                stage.server.room.private(user).bot = "member"
        return stage


@asynccontextmanager
async def township(
    storage: Storage,
    opening: Opening,
    settings: Settings,
    *,
    painter: Painter | None = None,
    before: Callable[[Township], None] | None = None,
) -> AsyncIterator[Township]:
    """Start the bot on a storage that was prepared for an opening; `before` sets the scene."""
    clock = StageClock(moment(opening.begins))
    stage = opening.stage(clock)
    painter = painter or Sketcher()
    async with stage.server as server:
        town = Township(server, storage, settings, clock, stage, painter)
        if before is not None:
            before(town)
        running = bot_on_stage(server, storage, settings, clock, painter=painter)
        async with running as pump:
            town.play = Play(server, pump, clock=clock, diary=Diary(), see=lambda _: None)
            yield town


def load(storage: Storage, book: Book, settings: Settings, at: dtm.datetime) -> None:
    """Keep a book, and plan the phases of its summer that lie ahead."""
    with storage.work() as work:
        work.book.put(book, at)
        for month in (MAY, JUNE, JULY):
            dues = due_instants(month, schedule=settings.schedule, days_off=settings.days_off)
            work.due.plan(due for due in dues if due.at > at)


def bind(storage: Storage, stage: Stage) -> None:
    """Bind everybody and every group without a word."""
    at = stage.server.room.clock()
    groups = [(Room.COMMAND, number, chat) for number, chat in stage.commands.items()]
    rooms = [(room, None, chat) for room, chat in stage.rooms.items()]
    with storage.work() as work:
        for name, user in stage.people.items():
            work.bindings.bind_person(name, user.id, at)
        for room, number, chat in (*groups, *rooms):
            work.bindings.bind_group(room, number, Address(chat.id), chat.title, at)


def publish_past(
    storage: Storage, month: Month, found: Mapping[str, str], *, settings: Settings
) -> None:
    """Keep a month that was published before the test begins; where no group is bound, silently.

    `found` tells what was determined: a figure, `met`, `unmet`, or `` for what was not reported.
    """
    dues = due_instants(month, schedule=settings.schedule, days_off=settings.days_off)
    at = {due.phase: due.at for due in dues}
    with storage.work() as work:
        work.cycles.put(
            Cycle(
                month,
                asked_at=at[Phase.ASK],
                closes_at=at[Phase.CLOSE],
                closed_at=at[Phase.CLOSE],
                briefed_at=at[Phase.BRIEF],
            )
        )
        for code, written in found.items():
            value = read_value(written or None)
            ground = Ground.SILENCE if value is None else Ground.OFFICE
            made = Determination(value, ground, by="岑春林", at=at[Phase.BRIEF])
            work.determinations.put(month, code, made)
        by_hand(Phase.PUBLISH, month, work=work, at=at[Phase.PUBLISH], settings=settings)
