"""A rehearsal from the first code to the last receipt: two months of one township."""

import dataclasses
import datetime as dtm
import itertools
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

from bot.rehearsal.diary import Diary
from bot.rehearsal.headline import Figures
from bot.rehearsal.keepsakes import Keepsakes
from bot.rehearsal.office import Office, Readers
from bot.rehearsal.page import write_page
from bot.rehearsal.people import Answerers
from bot.rehearsal.play import Play, StageClock, bot_on_stage
from bot.rehearsal.roles import Part, habit_of
from bot.rehearsal.server import ChatServer
from bot.rehearsal.stage import Stage
from bot.rehearsal.transcript import write_transcript
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from rules.book import Book
from rules.month import Month
from rules.plates import Plate
from rules.posts import Room
from rules.project import ProjectCode, in_force
from rules.schedule import Due, Phase, due_instants
from storage.codes import GroupSubject, PersonSubject
from storage.engine import Storage

Progress = Callable[[float, str], None]
_BEFORE = dtm.timedelta(hours=2)  # people are bound before the first question
_AFTER = dtm.timedelta(days=1)  # the publication is read, warnings are signed for


@dataclasses.dataclass(frozen=True, slots=True)
class Summary:
    """What `guatu rehearse` prints of a rehearsal."""

    figures: Figures
    messages: int
    pictures: int


class Performance:
    """Plays the month before, then the month; the figures are the month's."""

    def __init__(
        self, book: Book, month: Month, *, settings: Settings, out: Path, progress: Progress
    ) -> None:
        self._book = book
        self._month = month
        self._months = tuple(one for one in (month.previous, month) if one.year == book.year)
        self._settings = settings.model_copy(
            update={"organisation": settings.organisation or _place_of(book)}
        )
        self._out = out
        self._progress = progress
        self._diary = Diary()
        self._dues = {
            one: due_instants(one, schedule=settings.schedule, days_off=settings.days_off)
            for one in self._months
        }
        self._positions = self._places()

    async def play(self) -> Summary:
        """Play, and write the page, the transcript and the pictures."""
        begins = self._due(self._months[0], Phase.ASK).at - _BEFORE
        ends = self._due(self._month, Phase.PUBLISH).at + _AFTER
        clock = StageClock(begins)
        storage = self._storage(begins)
        try:
            async with ChatServer(clock=clock) as server:
                stage = Stage(server, self._book)
                stage.set_up()
                await self._on(stage, storage, clock=clock, ends=ends)
                return self._write(server, storage)
        finally:
            storage.close()

    def _storage(self, at: dtm.datetime) -> Storage:
        """Open a new database of the rehearsal's own, with the book and its schedule."""
        self._out.mkdir(parents=True, exist_ok=True)
        for name in ("guatu.db", "guatu.db-wal", "guatu.db-shm"):
            (self._out / name).unlink(missing_ok=True)
        storage = Storage(f"sqlite:///{self._out / 'guatu.db'}")
        storage.upgrade()
        with storage.work() as work:
            work.book.put(self._book, at)
            work.due.plan(due for dues in self._dues.values() for due in dues)
        return storage

    async def _on(
        self, stage: Stage, storage: Storage, *, clock: StageClock, ends: dtm.datetime
    ) -> None:
        self._bind(stage, storage, clock.at)
        answerers = Answerers(stage, self._diary)
        see = self._eyes(stage, answerers)
        for month in self._months:
            ask = self._due(month, Phase.ASK).at - _BEFORE / 2
            self._diary.write(ask, partial(self._cast, answerers, storage, month))
        begins = clock.at
        async with bot_on_stage(stage.server, storage, self._settings, clock) as pump:
            play = Play(stage.server, pump, clock=clock, diary=self._diary, see=see)
            await play.until(ends, passed=lambda at: self._tell((at - begins) / (ends - begins)))

    def _bind(self, stage: Stage, storage: Storage, at: dtm.datetime) -> None:
        """Let everybody type his code, one of them a wrong one first, and bind the groups."""
        talk = stage.server.talk
        with storage.work() as work:
            codes = {name: work.bindings.invitation(PersonSubject(name)) for name in stage.people}
            groups = [
                (chat, work.bindings.invitation(GroupSubject(Room.COMMAND, number)))
                for number, chat in stage.commands.items()
            ] + [
                (chat, work.bindings.invitation(GroupSubject(room, None)))
                for room, chat in stage.rooms.items()
            ]
        first = next(iter(stage.people.values()))
        self._diary.write(at, partial(talk.start, first, "ABCD1234EF"))
        for number, (name, code) in enumerate(codes.items()):
            when = at + dtm.timedelta(seconds=30 * (number + 1))
            user = stage.people[name]
            self._diary.write(when, partial(talk.start, user, code))
        for chat, code in groups:
            speaker = stage.server.room.people[next(iter(chat.members))]
            self._diary.write(at, partial(talk.say, speaker, chat, f"/bind {code}"))

    def _cast(self, answerers: Answerers, storage: Storage, month: Month) -> None:
        """Give out the roles of a month."""
        answerers.parts = self._parts(storage, month)
        answerers.closes_at = self._due(month, Phase.CLOSE).at

    def _parts(self, storage: Storage, month: Month) -> dict[ProjectCode, Part]:
        found = {}
        with storage.look() as look:
            for project in self._book.projects:
                goal = in_force((self._book.plans[project.code],), month).goal
                last = look.determinations.last_before(month, project.code)
                position = self._positions.get(project.code, 0)
                habit = habit_of(position, is_month_before=month != self._month)
                if goal is not None:
                    before = last if isinstance(last, Decimal) else Decimal(0)
                    found[project.code] = Part(project, goal, before, habit, position)
        return found

    def _places(self) -> dict[ProjectCode, int]:
        """Return the places of the projects that have a target in the month, in order."""
        asked = [
            one.code
            for one in sorted(self._book.projects, key=lambda one: (one.command, one.code))
            if in_force((self._book.plans[one.code],), self._month).goal is not None
        ]
        return {code: number for number, code in enumerate(asked)}

    def _eyes(self, stage: Stage, answerers: Answerers) -> Callable[[dtm.datetime], None]:
        """Return how the people see what the bot has said since they looked last."""
        office, readers = Office(stage, self._diary), Readers(stage, self._diary)
        commands = {chat.id for chat in stage.commands.values()}
        desk = stage.rooms[Room.OFFICE].id

        def see(at: dtm.datetime) -> None:
            for message in stage.server.reading.read_all():
                if message.chat.id in commands:
                    answerers.see(message, at)
                if message.chat.id == desk:
                    office.see(message, tuple(answerers.parts.values()), at)
                else:
                    readers.see(message, at)

        return see

    def _tell(self, share: float) -> None:
        self._progress(min(share, 1.0), f"{self._month}")

    def _due(self, month: Month, phase: Phase) -> Due:
        return next(due for due in self._dues[month] if due.phase is phase)

    def _write(self, server: ChatServer, storage: Storage) -> Summary:
        """Write what the rehearsal leaves behind, and count it."""
        record = server.room.record()
        with storage.look() as look:
            figures = _figures(sheet_of(look, self._month, self._settings), self._settings)
        write_page(record, figures=figures, zone=self._settings.zone, out=self._out)
        write_transcript(record, self._out)
        messages = sum(len(log.messages) for log in record.chats)
        pictures = sum(file.kind == "photo" for file in Keepsakes(record).files)
        return Summary(figures, messages, pictures)


def _figures(sheet: MonthSheet, settings: Settings) -> Figures:
    plates = [line.rated.plate for line in sheet.lines if line.standing.is_in]
    return Figures(
        organisation=settings.name,
        month=sheet.month,
        asked=len(sheet.asked),
        replied=sum(line.report is not None for line in sheet.asked),
        determined=sum(line.determination_made is not None for line in sheet.asked),
        blue=plates.count(Plate.BLUE),
        yellow=plates.count(Plate.YELLOW),
        red=plates.count(Plate.RED),
        none=plates.count(None),
    )


def _place_of(book: Book) -> str | None:
    """Return what all groups' names begin with, such as 禾源镇."""
    names = [command.group_name for command in book.commands]
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike) or None
