"""`guatu ratings`: every project's month as one line, a colour only once it is public."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.commands.database import present
from bot.commands.parameters import AsJson, MonthWritten, month_of
from bot.commands.printing import print_json, print_table
from bot.refusals import YearNotLoadedError
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from rules.edition import Edition
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate
from rules.project import ProjectCode, write_goal, write_value
from rules.schedule import Phase
from storage.work import Look

_NOT_PUBLISHED = "not_published"
_CORRECTED = "corrected"
_CAUGHT_UP = "caught_up"
Row = Mapping[str, Any]


def ratings(written: MonthWritten, *, as_json: AsJson = False) -> None:
    """List every project's target, report, determination and plate in a month.

    A month that is not published has no plates.

    Example: guatu ratings 2023-06 --json
    """
    settings = Settings.read()
    month = month_of(written)
    with present(settings) as storage, storage.look() as look:
        rows = rows_of(month, look=look, settings=settings)
    if as_json:
        print_json(rows)
    else:
        _print(rows)


def rows_of(month: Month, *, look: Look, settings: Settings) -> list[Row]:
    """Return a month's rows by command and code, as `--json` prints them; YearNotLoadedError."""
    if month.year not in look.book.years():
        raise YearNotLoadedError(month)
    sheet = sheet_of(look, month, settings)
    history = look.editions.history(month)
    later = [one for one in look.editions.of_year(month.year) if one.month > month]
    return [_row(line, sheet, history, later) for line in sheet.lines]


def _row(
    line: Line, sheet: MonthSheet, history: Sequence[Edition], later: Sequence[Edition]
) -> Row:
    project = line.project
    plate = line.published.rated.plate if line.published else None
    reported = line.report.value if line.report else None
    return {
        "project": project.code,
        "name": project.name,
        "command": project.command,
        "unit": project.unit,
        "target": write_goal(line.goal),
        "reported": write_value(reported),
        "determined": write_value(line.determined),
        "plate": plate,
        "streak": line.rated.streak if line.published else _streak_before(line, sheet.month),
        "flags": _flags(line, sheet, history, later),
        "no_plate_reason": None if plate else _no_plate(line),
        "state": sheet.state,
    }


def _streak_before(line: Line, month: Month) -> int:
    """Return with how many missed months this one begins; what it adds is not public yet."""
    return next((one.streak for one in reversed(line.months) if one.month < month), 0)


def _no_plate(line: Line) -> str | None:
    if line.published is not None:
        return line.published.rated.no_plate
    if not line.standing.is_active:
        return NoPlate.NOT_ACTIVE
    if line.goal is None:
        return NoPlate.NO_TARGET
    return NoPlate.PENDING if line.is_pending else _NOT_PUBLISHED


def _flags(
    line: Line, sheet: MonthSheet, history: Sequence[Edition], later: Sequence[Edition]
) -> list[str]:
    """Return the flags as published, or what is known of an unpublished month, sorted."""
    reason = _no_plate(line)
    if reason in set(NoPlate):
        return [str(reason)]
    flags: set[str] = set(line.rated.flags)
    if line.published is None:
        if line.has_pending_change:
            flags.add(Flag.ADJUSTMENT_PENDING)
        hidden = set(NoPlate) if sheet.cycle.has_run(Phase.CLOSE) else {*NoPlate, Flag.UNREPORTED}
        return sorted(flags - hidden)
    code = line.project.code
    if _is_corrected(code, history):
        flags.add(_CORRECTED)
    if line.rated.plate is not Plate.BLUE and _is_met_later(code, later):
        flags.add(_CAUGHT_UP)
    return sorted(flags)


def _is_corrected(code: ProjectCode, history: Sequence[Edition]) -> bool:
    """Tell whether a correction changed the project's line since its first publication (E15)."""
    rows = [edition.row(code) for edition in history]
    return any(row is not None and row != rows[0] for row in rows)


def _is_met_later(code: ProjectCode, later: Sequence[Edition]) -> bool:
    """Tell whether a later month of the year was met: figures are cumulative (E18)."""
    rows = (edition.row(code) for edition in later)
    return any(row is not None and row.rated.plate is Plate.BLUE for row in rows)


def _print(rows: Sequence[Row]) -> None:
    """Print the table; a month's state is the same for all its lines."""
    shown = ("project", "name", "target", "reported", "determined", "plate", "streak")
    print_table(
        (*shown, "unit", "why no plate", "flags"),
        (
            (
                *(row[part] for part in shown),
                row["unit"],
                row["no_plate_reason"],
                " ".join(row["flags"]),
            )
            for row in rows
        ),
    )
