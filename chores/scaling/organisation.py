"""An organisation made to measure: so many projects, ten to a command and its chat."""

import datetime as dtm
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rules.book import Book, Command, Person, SupportItem, SupportState, posts_of_tables
from rules.month import Month, year_of
from rules.notice import Address
from rules.posts import Post, Role, Room
from rules.project import Goal, Kind, Milestone, PlanVersion, Project, Stage, Value

YEAR = 2023
MAY, JUNE = Month(YEAR, 5), Month(YEAR, 6)
PICTURED = 4_800  # projects; the pictures of more go to no chat here
_OF_A_COMMAND = 10  # projects, and five people for them in two units
_OFFICE = ("督查员1", "督查员2")
_ROOMS = (Room.OFFICE, Room.HEADQUARTERS, Room.TOWNSHIP)


class Group(NamedTuple):
    """A chat and the room that it is bound to."""

    room: Room
    command: str | None
    address: Address


@dataclass(frozen=True, slots=True)
class Organisation:
    """So many projects with everything that a month of them needs; equal ones are equal."""

    size: int

    def book(self) -> Book:
        """Return the book of its year."""
        commands = tuple(map(_command, range(-(-self.size // _OF_A_COMMAND))))
        projects = tuple(map(_project, range(self.size)))
        people = tuple(_people(projects, commands))
        office = tuple(Post(name, Role.OFFICE_MEMBER) for name in _OFFICE)
        return Book(
            year=YEAR,
            commands=commands,
            people=people,
            projects=projects,
            plans={_code(n): _plan(n) for n in range(self.size)},
            posts=(*posts_of_tables(commands, projects, people), *office),
            support_items=tuple(map(_support_item, range(0, self.size, _OF_A_COMMAND))),
        )

    def groups(self) -> Iterator[Group]:
        """Yield its chats; past PICTURED projects there is none of the whole township."""
        for n in range(-(-self.size // _OF_A_COMMAND)):
            yield Group(Room.COMMAND, _number(n), Address(-1_000 - n))
        for n, room in enumerate(_ROOMS, start=1):
            if room is not Room.TOWNSHIP or self.size <= PICTURED:
                yield Group(room, None, Address(-n))

    def accounts(self, book: Book) -> dict[str, int]:
        """Return the account of everybody."""
        return {person.name: n for n, person in enumerate(book.people, start=1_000)}


def value_of(n: int, month: Month) -> Value | None:
    """Return what the n-th project has to say for a month: one in ten nothing, two too little."""
    if n % 10 == 9 and month is JUNE:
        return None
    is_short = n % 10 == 8 or (n % 10 == 7 and month is JUNE)
    if _is_staged(n):
        return Stage.UNMET if is_short else Stage.MET
    return Decimal(10 * month.number - is_short)


def words_of(value: Value) -> str:
    """Write what was done as people do."""
    if isinstance(value, Stage):
        return "已完成" if value is Stage.MET else "未完成"
    return f"累计{value}万元"


def _code(n: int) -> str:
    return f"XM{n:06}"


def _number(n: int) -> str:
    return f"{n:05}"


def _is_staged(n: int) -> bool:
    """Tell whether a project's goals are stages: one in twelve."""
    return n % 12 == 0


def _command(n: int) -> Command:
    return Command(
        number=_number(n),
        name=f"第{n}指挥部",
        commander=f"指挥长{n}",
        deputies=(f"副指挥长{n}",),
        units=(f"单位{2 * n}", f"单位{2 * n + 1}"),
        liaison=f"联络员{n}",
        group_name=f"第{n}指挥部作战群",
    )


def _project(n: int) -> Project:
    command = n // _OF_A_COMMAND
    return Project(
        code=_code(n),
        name=f"第{n}号道路提升改造工程",
        command=_number(command),
        kind=Kind.NEW,
        brief="按批复的内容组织实施",
        annual_target_text="年内完成投资120万元",
        unit="节点" if _is_staged(n) else "万元",
        annual_target=None if _is_staged(n) else Decimal(120),
        starts_on=dtm.date(YEAR, 3, 10),
        due_date=dtm.date(YEAR, 11, 30),
        lead_unit=f"单位{n // 5}",
        responsible_leader=f"指挥长{command}",
        responsible_person=f"责任人{n // 2}",
    )


def _plan(n: int) -> PlanVersion:
    def goal(month: Month) -> Goal:
        return Milestone(f"第{month.number}段") if _is_staged(n) else Decimal(10 * month.number)

    return PlanVersion(0, Month(YEAR, 1), {month: goal(month) for month in year_of(YEAR)})


def _support_item(n: int) -> SupportItem:
    return SupportItem(
        number=f"BZ{n:06}",
        project=_code(n),
        category="水电路气讯",
        what="线路迁改",
        department="供电所",
        person=f"责任人{n // 2}",
        due_date=dtm.date(YEAR, 6, 20),
        state=SupportState.IN_PROGRESS,
    )


def _people(projects: tuple[Project, ...], commands: tuple[Command, ...]) -> Iterator[Person]:
    units = {one.responsible_person: one.lead_unit for one in projects}
    yield from (Person(name, unit) for name, unit in units.items())
    for one in commands:
        for name in (one.commander, *one.deputies, one.liaison):
            if name is not None:
                yield Person(name, one.units[0])
    yield from (Person(name, "党政办公室") for name in _OFFICE)
