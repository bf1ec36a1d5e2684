"""指挥部: the commands, with their commander, deputies, units and liaison (C31)."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from papers.anomaly import Reading, Severity, asked, noted, refused
from papers.cells.people import read_people, read_person, read_units
from papers.cells.text import plain_text, read_code, read_name
from papers.columns import ORDINAL, Column
from papers.grid import Cell
from papers.known import Known
from papers.matching import match
from papers.sheets.people import PersonLine
from papers.table import Row, Table
from rules.book import Command
from rules.posts import Role
from rules.project import CommandNo

COLUMNS = (
    Column("number", "编号", ("指挥部编号", *ORDINAL.headings), Severity.WARNING),
    Column("name", "指挥部名称", ("作战指挥部", "名称"), Severity.ERROR),
    Column("commander", "指挥长", missing=Severity.ERROR),
    Column("deputies", "副指挥长", missing=Severity.WARNING),
    Column("units", "成员单位", ("责任单位", "组成单位")),
    Column("liaison", "联络员", ("联系人",), Severity.WARNING),
    Column("group_name", "工作群名称", ("群名称", "工作群")),
    Column("group_number", "群号"),
)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A row of 指挥部; `command` is None where a field is missing that it cannot do without."""

    row: Row
    number: CommandNo | None
    name: str | None
    command: Command | None


def read_commands(table: Table, known: Known) -> tuple[CommandLine, ...]:
    """Return a line for every row; a number or a name makes a command only once."""
    numbers: set[str] = set()
    names: set[str] = set()
    found = []
    for at, row in enumerate(table.rows, start=1):
        number = row.take("number", _read_number, blank=Severity.ERROR)
        number = number if row.has("number") else f"{at:02}"
        name = row.take("name", read_name, blank=Severity.ERROR)
        command = _read(row, known, number, name)
        if number in numbers:
            row.say("number", refused(f"指挥部编号{number}重复出现，请改正"))
            command = None
        if name in names:
            row.say("name", refused(f"指挥部“{name}”重复出现，请改正"))
            command = None
        found.append(CommandLine(row, number, name, command))
        numbers |= {number or ""}
        names |= {name or ""}
    return tuple(found)


def commands_of(people: Iterable[PersonLine]) -> tuple[Command, ...]:
    """Return the commands that 人员 tells of, numbered as they come, where 指挥部 is missing."""
    lines = [line for line in people if line.command and line.name]
    found = []
    for at, name in enumerate(dict.fromkeys(line.command for line in lines), start=1):
        here = [line for line in lines if line.command == name]
        chiefs, deputies, liaisons = (
            tuple(line.name or "" for line in here if role in line.roles)
            for role in (Role.COMMANDER, Role.DEPUTY_COMMANDER, Role.LIAISON)
        )
        if chiefs:
            liaison = liaisons[0] if liaisons else None
            number = f"{at:02}"
            found.append(Command(number, name, chiefs[0], deputies, (), liaison, ""))
    return tuple(found)


def read_command(cell: Cell, known: Known) -> Reading[CommandNo]:
    """Read the command of a project: its name, a short form of it, or its number."""
    name, told = read_name(cell)
    commands = known.commands
    if name is None or commands is None:
        return Reading(None, told)
    number, _ = _read_number(cell)
    if number in commands.values():
        full = next(one for one, no in commands.items() if no == number)
        return Reading(number, asked(f"“{name}”按“{full}”读取，请确认", full))
    found = match(name, commands)
    if found is None:
        return Reading(None, refused(f"指挥部表中没有“{name}”，请核对指挥部名称"))
    if found.is_same and name != found.name:
        told = told or noted(f"“{name}”已按“{found.name}”读取", found.name)
    if not found.is_same:
        told = asked(f"“{name}”按“{found.name}”匹配，请确认", found.name)
    return Reading(commands[found.name], told)


def _read(row: Row, known: Known, number: str | None, name: str | None) -> Command | None:
    person = functools.partial(read_person, known=known.people)
    several = functools.partial(read_people, known=known.people, name="副指挥长")
    commander = row.take(
        "commander", functools.partial(person, name="指挥长"), blank=Severity.ERROR
    )
    deputies = row.take("deputies", several) or ()
    units = row.take("units", read_units) or ()
    liaison = row.take("liaison", functools.partial(person, name="联络员"), blank=Severity.WARNING)
    group_name = row.take("group_name", read_name) or ""
    if commander in deputies:
        row.say("deputies", asked(f"“{commander}”既是指挥长又是副指挥长，请核对"))
    if number is None or name is None or commander is None:
        return None
    return Command(number, name, commander, deputies, units, liaison, group_name)


def _read_number(cell: Cell) -> Reading[CommandNo]:
    code, told = read_code(cell)
    if code is None or not code.isdigit():
        return Reading(code, told)
    number = f"{int(code):02}"
    if number != plain_text(cell):
        return Reading(number, noted(f"指挥部编号已转为{number}", number))
    return Reading(number)
