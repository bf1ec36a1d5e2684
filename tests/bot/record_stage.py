"""A small township without a platform: what people say and press goes straight to the flows."""

import datetime as dtm
import hashlib
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event

from bot import changing, lifecycle_draft
from bot.compose import COMMANDS as FLOWS
from bot.compose import by_hand, press, scheduled
from bot.listening import hear_words
from bot.ports import Heard, Pressed, Quoted
from bot.settings import Settings
from rules.book import Book, posts_of_tables
from rules.month import Month
from rules.notice import Address
from rules.posts import Post, Role
from rules.project import Goal, Milestone, PlanVersion
from rules.refusal import RefusalError
from rules.schedule import Due, Phase, due_instants
from storage.drafts import Draft
from storage.engine import Storage
from storage.work import Look, Work
from tests.bot.naive_record import Goal as NaiveGoal
from tests.bot.naive_requests import People
from tests.bot.stage_book import COMMANDS, PEOPLE, PROJECTS, ROADS, TOWNSHIP, WELFARE, YEAR
from tests.databases import SqliteFiles
from tests.storage.mail_machine import hurry

Found = TypeVar("Found")
CODES = ("JT01", "JT02", "MS01", "MS03")
DEPUTY, ROADS_COMMANDER, WELFARE_COMMANDER = "谢玉洁", "卫宏伟", "章少华"
ANSWERS = {"JT01": "韦长河", "JT02": "俞振邦", "MS01": "柏如意", "MS03": "昌宏伟"}
LIAISONS = {"JT": "云慧敏", "MS": "余明辉"}
NEW_PERSON = "唐旭东"  # answers for what enters
PLAN: Mapping[str, Mapping[int, NaiveGoal]] = {
    "JT01": {m: Decimal(g) for m, g in zip((2, 3, 4, 6, 7, 9, 12), range(2, 16, 2), strict=True)},
    "JT02": {m: Decimal(200 * m) for m in range(1, 13)},
    "MS01": {3: "基础完成", 4: "主体封顶", 7: "外墙完成", 8: "装修完成", 11: "竣工验收"},
    "MS03": {m: Decimal(f"{m * 8}.5") for m in range(3, 12)},
}
_ANNUAL = {"JT01": Decimal(14), "JT02": Decimal(2400), "MS01": None, "MS03": Decimal(100)}
_MORE_POSTS = (  # hands that could take two steps of one request
    Post(ROADS_COMMANDER, Role.OFFICE_MEMBER),
    Post(WELFARE_COMMANDER, Role.CHIEF),
    Post(DEPUTY, Role.COMMANDER, command=ROADS, acting_for=ROADS_COMMANDER),
)
RECORD = [
    "cycle",
    "question",
    "report",
    "determination",
    "edition",
    "published",
    "plan_version",
    "lifecycle_event",
    "change_request",
    "signature",
    "project",
    "post",
    "person",
    "journal",
    "due",
]


def goal_of(goal: NaiveGoal) -> Goal:
    """Return a goal as the product has it: in the model a stage is its name."""
    return Milestone(goal) if isinstance(goal, str) else goal


def _book() -> Book:
    known = {one.code: one for one in PROJECTS}
    projects = tuple(replace(known[code], annual_target=_ANNUAL[code]) for code in CODES)
    top = tuple(post for post in TOWNSHIP.posts if post.role in _TOP)
    plans = {
        code: PlanVersion(
            0, Month(YEAR, 1), {Month(YEAR, m): goal_of(goal) for m, goal in PLAN[code].items()}
        )
        for code in CODES
    }
    return Book(
        year=YEAR,
        commands=COMMANDS,
        people=PEOPLE,
        projects=projects,
        plans=plans,
        posts=(*posts_of_tables(COMMANDS, projects, PEOPLE), *top, *_MORE_POSTS),
        support_items=(),
    )


_TOP = {Role.FIRST_CHIEF, Role.CHIEF, Role.OFFICE_DIRECTOR, Role.OFFICE_MEMBER}
BOOK = _book()
NAMES = tuple(one.name for one in PEOPLE)


def people() -> People:
    """Write down who may do what, from the tables of the book."""
    staff: dict[str, frozenset[str]] = {}
    for one in BOOK.projects:
        of_unit = {person.name for person in PEOPLE if person.unit == one.lead_unit}
        staff[one.code] = frozenset(of_unit | {one.responsible_person})
    return People(
        commanders={ROADS: ROADS_COMMANDER, WELFARE: WELFARE_COMMANDER},
        acting={ROADS: {DEPUTY: ROADS_COMMANDER}, WELFARE: {}},
        office=frozenset({"秦振邦", "岑春林", "柳艳玲", ROADS_COMMANDER}),
        chiefs=frozenset({"赵文博", "褚长河", WELFARE_COMMANDER}),
        units=staff,
        commands={
            one.number: frozenset({one.commander, *one.deputies, one.liaison or ""})
            for one in COMMANDS
        },
    )


@dataclass
class Ground:
    """One storage for all runs of the machine: its engine keeps what it has compiled."""

    files: SqliteFiles
    settings: Settings
    storage: Storage = field(init=False)
    _eye: sqlite3.Connection | None = None

    def __post_init__(self) -> None:
        self._file, self._laid = (_path(self.files.fresh()) for _ in range(2))
        prepared = Storage(f"sqlite:///{self._laid}")
        at = dtm.datetime(YEAR, 1, 3, 8, tzinfo=self.settings.zone)
        with prepared.work() as work:
            work.book.put(BOOK, at)
            for account, name in enumerate(NAMES, start=1):
                work.bindings.bind_person(name, account, at)
        prepared.close()
        self.storage = Storage(f"sqlite:///{self._file}")
        event.listen(self.storage._engine, "connect", hurry)

    def begin(self) -> "Town":
        """Begin anew, in the first days of the year."""
        self.storage.close()
        if self._eye is not None:
            self._eye.close()
        for log in ("-wal", "-shm"):
            Path(f"{self._file}{log}").unlink(missing_ok=True)
        shutil.copy(self._laid, self._file)
        at = dtm.datetime(YEAR, 1, 3, 10, tzinfo=self.settings.zone)
        self._eye = sqlite3.connect(self._file)
        return Town(self.storage, self.settings, at, self._eye)


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@dataclass
class Town:
    """A clock, and whoever acts; what is refused says so and has changed nothing."""

    storage: Storage
    settings: Settings
    at: dtm.datetime
    eye: sqlite3.Connection  # on the same file, past all collections
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def do(self, change: Callable[[Work], Found]) -> Found:
        with self.storage.work() as work:
            return change(work)

    def see(self, look: Callable[[Look], Found]) -> Found:
        with self.storage.look() as seen:
            return look(seen)

    def record(self) -> str:
        """Return the hash of all that is on record: no words, no drafts, no buttons."""
        tables = [self.rows(f"SELECT * FROM {table}") for table in RECORD]
        return hashlib.sha256(repr(tables).encode()).hexdigest()

    def press(self, name: str, act: str, subject: str, state: str = "") -> str:
        """Let somebody press a button privately; return the key of what follows from it."""
        token = self.do(lambda work: work.buttons.put(act, subject, state))
        return self.press_token(name, token)

    def press_token(self, name: str, token: str) -> str:
        account, number = NAMES.index(name) + 1, next(self._numbers)
        pressed = Pressed(
            chat=Address(account),
            is_private=True,
            account=account,
            presser=name,
            message_id=number,
            token=token,
            press_id=f"p{number}",
        )
        self._go(lambda work: press(pressed, work=work, at=self.at, settings=self.settings))
        return pressed.key

    def say(self, name: str, words: str, about: str = "") -> str:
        """Let somebody write privately, a command where it begins with a slash."""
        account, number = NAMES.index(name) + 1, next(self._numbers)
        command, _, arguments = words.removeprefix("/").partition(" ")
        is_command = words.startswith("/")
        heard = Heard(
            chat=Address(account),
            is_private=True,
            chat_title="",
            account=account,
            sender=name,
            message_id=number,
            said_at=self.at.replace(microsecond=0),
            text=words,
            command=command if is_command else None,
            arguments=arguments if is_command else "",
            quoted=Quoted(0, is_ours=True, text=about) if about else None,
        )
        flow = FLOWS[command] if is_command else hear_words
        self._go(lambda work: flow(heard, work=work, at=self.at, settings=self.settings))
        return heard.key

    def _go(self, flow: Callable[[Work], object]) -> None:
        try:
            self.do(flow)
        except RefusalError:
            return

    def has_draft(self, name: str) -> bool:
        account = NAMES.index(name) + 1
        return self.see(lambda look: look.drafts.get(account, account)) is not None

    def forget_drafts(self) -> None:
        """Let everybody begin anew: words of a later act are none of an earlier one."""
        with self.eye:
            self.eye.execute("DELETE FROM draft")

    def offered(self, key: str, label: str) -> str | None:
        """Return the token of a button that was offered in an answer."""
        notice = self.see(lambda look: look.outbox.notice(key))
        rows = notice.buttons if notice else ()
        return next((one.token for row in rows for one in row if one.label == label), None)

    def due(self, month: int, phase: Phase) -> dtm.datetime:
        """Return when a phase of a month is planned."""
        dues = due_instants(
            Month(YEAR, month), schedule=self.settings.schedule, days_off=self.settings.days_off
        )
        return next(one.at for one in dues if one.phase is phase)

    def phase(self, phase: Phase, month: int, *, by_schedule: bool = False) -> None:
        """Run a phase, by hand or as the schedule does at this minute."""
        if by_schedule:
            due, run = Due(self.at, Month(YEAR, month), phase), scheduled(phase, self.settings)
            self._go(lambda work: run(due, work, self.at))
            return
        at, settings = self.at, self.settings
        self._go(
            lambda work: by_hand(phase, Month(YEAR, month), work=work, at=at, settings=settings)
        )

    def deliver(self, month: int, code: str) -> None:
        """Let the question about a project's month arrive."""
        key = f"{Month(YEAR, month)}/ask/{code}"
        (number,) = self.rows("SELECT id FROM outbox WHERE key = :key", key=key)[0]
        self.do(lambda work: work.outbox.sent(number, (number,), self.at))

    def rows(self, query: str, **parts: object) -> list[tuple[Any, ...]]:
        """Return rows as the file has them."""
        return self.eye.execute(query, parts).fetchall()

    def file(self, name: str, form: str, facts: Mapping[str, str]) -> None:
        """Let somebody press 「确认」 under the preview of a form that is filled in."""
        account, id_ = NAMES.index(name) + 1, f"d{next(self._numbers)}"
        draft = Draft(account, account, form, {**facts, "id": id_}, self.at)

        def preview(work: Work) -> str:
            work.drafts.put(draft)
            return self._digest(draft, name, work)

        kind = "change" if form == changing.FORM else "lifecycle"
        self.press(name, f"file_{kind}", self.do(preview), id_)

    def _digest(self, draft: Draft, name: str, look: Look) -> str:
        today = self.settings.day(self.at)
        if draft.form == lifecycle_draft.FORM:
            step = lifecycle_draft.form_of(draft, look=look, today=today)
            assert step is not None
            return step.application(name).digest
        change = changing.form_of(draft, look=look, today=today)
        assert change is not None
        return change.application(name, revision=change.revision).digest
