"""Views: a month's sheet becomes what the pictures show; nothing is rated or drawn here."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.bulletin_items import items_of
from bot.project_rows import project_row, published_before
from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.wording import correcting
from charts.views import (
    BoardView,
    CardView,
    Change,
    CommandRows,
    ProjectRow,
    Stamp,
    State,
)
from rules.book import Command, by_project
from rules.cycle import MonthState
from rules.lifecycle import Step
from rules.month import year_of
from rules.plates import Plate
from rules.project import (
    CommandNo,
    Goal,
    PlanVersion,
    ProjectCode,
    in_force,
)
from storage.work import Look


def board_view(sheet: MonthSheet, *, look: Look, settings: Settings) -> BoardView:
    """Return the board of a month: as published, or as a draft without colours."""
    lines = [line for line in sheet.lines if line.standing.is_in]
    year = sheet.month.year
    plans, supports = look.book.plans(year), by_project(look.book.support_items(year))
    published = published_before(sheet, look=look)
    words = look.supports.of(year)
    public = frozenset(look.editions.months(year))
    praise = {one.project.code: one.praise for one in items_of(lines, plans, public)}
    rows: defaultdict[CommandNo, list[ProjectRow]] = defaultdict(list)
    for line in lines:
        code, command = line.project.code, line.as_published.command
        plan, items = plans.get(code, ()), supports.get(code, ())
        row = project_row(line, sheet, published, plan=plan, supports=items, words=words)
        rows[command].append(replace(row, praise=praise.get(code, ())))
    return BoardView(
        stamp=stamp_of(sheet, settings, look=look),
        commands=tuple(
            _command_rows(command, rows[command.number])
            for command in look.book.commands(year)
            if command.number in rows
        ),
        change=_change(sheet, look=look),
    )


def card_view(
    line: Line, sheet: MonthSheet, *, look: Look, settings: Settings, shows_draft: bool = True
) -> CardView:
    """Return the card of one project, with a proposed plate where `shows_draft`."""
    project = line.as_published
    command = look.book.command(sheet.month.year, project.command)
    plan = look.book.plan(sheet.month.year, project.code)
    adjusted = [one for one in plan if one.number]
    supports = look.book.support_items(sheet.month.year, project.code)
    published = published_before(sheet, look=look, codes=[project.code])
    words, last = look.supports.of(sheet.month.year), line.standing.last
    row = project_row(line, sheet, published, plan=plan, supports=supports, words=words)
    return CardView(
        stamp=stamp_of(sheet, settings, look=look, codes={project.code}),
        command=command.name if command else project.command,
        kind=project.kind,
        project=row if shows_draft else _undecided(row, sheet),
        due_date=project.due_date,
        adjusted_since=adjusted[-1].since.number if adjusted else None,
        adjustments=len(adjusted),
        old_plan=_goals(plan[:-1], sheet),
        is_completed=line.standing.completed_since is not None,
        exited_on=_exited_on(line),
        suspension=last.reason if last and last.step is Step.SUSPEND else "",
    )


def _exited_on(line: Line) -> dtm.date | None:
    """Return the day on which a project's exit was decided; None of one that has not left."""
    last = line.standing.last
    return last.decided_on if last and last.step is Step.EXIT else None


def stamp_of(
    sheet: MonthSheet,
    settings: Settings,
    *,
    look: Look,
    codes: Collection[ProjectCode] | None = None,
) -> Stamp:
    """Return which month is shown, by which snapshot, and what its last correction changed.

    With `codes` only the last correction that changed one of these projects is told, of them.
    """
    month, edition = sheet.month, sheet.edition
    is_out = sheet.state is MonthState.PUBLISHED
    return Stamp(
        organisation=settings.name,
        year=month.year,
        month=month.number,
        data_date=month.last_day,
        issue=month.number,
        version=edition.correction + 1 if edition else 1,
        digest=edition.digest if edition else "",
        state=State.PUBLISHED if is_out else State.DRAFT,
        correction=_correction(sheet, codes, look=look),
    )


def _correction(sheet: MonthSheet, codes: Collection[ProjectCode] | None, *, look: Look) -> str:
    """Return the line under the title of a corrected month; the old pictures stay without."""
    shown = [one for one in sheet.lines if codes is None or one.project.code in codes]
    corrected = [one for one in shown if one.corrected]
    number = max((one.corrected for one in corrected), default=0)
    before = look.editions.get(sheet.month, number - 1) if number else None
    if before is None:
        return ""
    was = {row.project.code: row.rated for row in before.rows}
    last = [one for one in corrected if one.corrected == number]
    changed = [(one.project.code, was[one.project.code], one.rated) for one in last]
    return correcting.stamped(number, sheet.month, changed)


def _undecided(row: ProjectRow, sheet: MonthSheet) -> ProjectRow:
    """Leave a proposal out of a row: it is not for everybody."""
    if sheet.state is MonthState.PUBLISHED:
        return row
    months = tuple(
        replace(cell, streak=0, is_unreported=False) if number == sheet.month.number else cell
        for number, cell in enumerate(row.months, start=1)
    )
    return replace(row, proposal=None, months=months)


def _command_rows(command: Command, rows: Sequence[ProjectRow]) -> CommandRows:
    return CommandRows(
        number=command.number,
        name=command.name,
        commander=command.commander,
        deputies=command.deputies,
        rows=tuple(rows),
    )


def _change(sheet: MonthSheet, *, look: Look) -> Change | None:
    """Return how the counts of plates differ from the month before, where that is public."""
    before = sheet.month.previous
    if sheet.state is not MonthState.PUBLISHED or look.editions.head(before) is None:
        return None
    was = [row.rated.plate for row in look.editions.rows(before).values()]
    now = [line.rated.plate for line in sheet.lines]
    blue, yellow, red = (now.count(plate) - was.count(plate) for plate in Plate)
    return Change(before.number, blue=blue, yellow=yellow, red=red)


def _goals(plan: Sequence[PlanVersion], sheet: MonthSheet) -> tuple[Goal | None, ...]:
    """Return the twelve goals before the last adjustment; none where there was none."""
    if not plan:
        return ()
    return tuple(in_force(plan, month).goal for month in year_of(sheet.month.year))
