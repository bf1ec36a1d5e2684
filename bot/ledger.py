"""The month's ledger: written from the month's sheet, and compared with it when it comes back."""

import datetime as dtm
from dataclasses import dataclass

from bot.desk import desk_line
from bot.determining import AtTheDesk, by_report, state_of
from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.wording import ledger
from bot.wording.figures import day_and_hour
from bot.wording.ledger import Since
from papers.ledger import Entry, FilledLedger, LedgerPaper, LedgerRow, Mistake
from rules.determination import Determination, Ground
from rules.project import PersonName, ProjectCode, Value, write_goal
from storage.work import Look

Change = tuple[Line, Determination]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a ledger that came back asks for.

    `conflicts` are rows whose project changed since they were written; `missing` are projects of
    the month that have no row.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[tuple[Line, Entry], ...]
    mistakes: tuple[Mistake, ...]
    missing: tuple[ProjectCode, ...]


def ledger_of(
    sheet: MonthSheet, *, look: Look, at: dtm.datetime, settings: Settings
) -> LedgerPaper:
    """Return the ledger of a month: every project that has something to determine."""
    names = {one.number: one.name for one in look.book.commands(sheet.month.year)}
    rows = (
        _row(line, names.get(line.project.command, line.project.command), settings)
        for line in sheet.lines
        if line.is_determinable
    )
    made_at = day_and_hour(settings.local(at))
    return LedgerPaper(settings.name, sheet.month, made_at, tuple(rows))


def _row(line: Line, command: str, settings: Settings) -> LedgerRow:
    project, report = line.project, line.report
    if line.goal is None:
        raise ValueError(f"{project.code} has no goal to be determined by")
    said_at = settings.local(report.source.said_at) if report else None
    return LedgerRow(
        code=project.code,
        name=project.name,
        command=command,
        lead_unit=project.lead_unit,
        person=project.responsible_person,
        unit=project.unit,
        goal=line.goal,
        last=line.last,
        reported=report.value if report else None,
        reported_at=day_and_hour(said_at) if said_at else "",
        how_reported=ledger.how_reported(desk_line(line)),
        determined=line.determined,
        state=stands(line),
    )


def stands(line: Line) -> str:
    """Tell what a row is made from: a later finding, report or target makes it stale."""
    return f"{state_of(line)}/{write_goal(line.goal)}"


def compare(filled: FilledLedger, table: AtTheDesk, *, at: dtm.datetime) -> Comparison:
    """Compare a ledger that came back with its month as it stands now."""
    lines = {one.project.code: one for one in table.sheet.lines if one.is_determinable}
    changes, conflicts, mistakes = [], [], list(filled.mistakes)
    for entry in filled.entries:
        line = lines.get(entry.project)
        if line is None:
            mistakes.append(Mistake(entry.cell, f"“{entry.project}”本月没有需要认定的目标"))
        elif _stands_already(line, entry):
            continue
        elif entry.state != stands(line):
            conflicts.append((line, entry))
        else:
            found = finding(line, entry.value, entry.ground, by=table.here.person, at=at)
            changes.append((line, found))
    missing = tuple(lines.keys() - filled.codes)
    return Comparison(tuple(changes), tuple(conflicts), tuple(mistakes), tuple(sorted(missing)))


def _stands_already(line: Line, entry: Entry) -> bool:
    """Tell whether it is determined as a row asks for, by whomever."""
    made = line.determination_made
    if made is None or made.value != entry.value:
        return False
    return not entry.ground or entry.ground == made.note


def finding(
    line: Line, value: Value, ground: str, *, by: PersonName, at: dtm.datetime
) -> Determination:
    """Return what the office finds; the reported figure without a ground is 按自报认定."""
    report = line.report
    if not ground and report is not None and report.value == value:
        return by_report(report, by=by, at=at)
    return Determination(value, Ground.OFFICE, by=by, at=at, note=ground)


def since(line: Line, state: str, *, settings: Settings) -> Since:
    """Return what happened to a project since it stood so."""
    found, report = line.determination, line.report
    was_found, was_reported = _parts(state)
    is_found, is_reported = _parts(stands(line))
    if found is not None and was_found != is_found:
        return Since(found=found, at=found.at and settings.local(found.at))
    if report is not None and was_reported != is_reported:
        said_at = settings.local(report.source.said_at)
        return Since(reported=report.value, by=report.by, at=said_at)
    return Since()


def _parts(state: str) -> tuple[str, str]:
    """Return a state's finding and report; what a file says may be anything."""
    found, _, rest = state.partition("/")
    return found, rest.partition("/")[0]
