"""Views: a month's sheet becomes what the pictures show; nothing is rated or drawn here."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.bulletin_items import items_of
from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.supports import longest_overdue
from bot.wording import correcting
from charts.views import (
    BoardView,
    CardView,
    Change,
    CommandRows,
    MonthCell,
    ProjectRow,
    Stamp,
    State,
)
from rules.book import Command, SupportItem, by_project
from rules.cycle import MonthState
from rules.edition import EditionRow
from rules.lifecycle import Step
from rules.month import Month, year_of
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import (
    CommandNo,
    Goal,
    PlanVersion,
    ProjectCode,
    annual_target_in_force,
    in_force,
    plain,
)
from rules.support import SupportWord
from storage.work import Look

Published = Mapping[Month, Mapping[ProjectCode, EditionRow]]


def board_view(sheet: MonthSheet, *, look: Look, settings: Settings) -> BoardView:
    """Return the board of a month: as published, or as a draft without colours."""
    lines = [line for line in sheet.lines if line.standing.is_in]
    year = sheet.month.year
    plans, supports = look.book.plans(year), by_project(look.book.support_items(year))
    published = _published(sheet, look=look)
    words = look.supports.of(year)
    public = frozenset(look.editions.months(year))
    praise = {one.project.code: one.praise for one in items_of(lines, plans, public)}
    rows: defaultdict[CommandNo, list[ProjectRow]] = defaultdict(list)
    for line in lines:
        code, command = line.project.code, line.as_published.command
        plan, items = plans.get(code, ()), supports.get(code, ())
        row = _row(line, sheet, published, plan=plan, supports=items, words=words)
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
    published = _published(sheet, look=look, codes=[project.code])
    words, last = look.supports.of(sheet.month.year), line.standing.last
    row = _row(line, sheet, published, plan=plan, supports=supports, words=words)
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


def _resting(line: Line, month: Month) -> str:
    """Say why a project is not active: 暂停至9月, 已退出; empty where it is, or not in yet."""
    standing, last = line.standing, line.standing.last
    if not standing.is_in:
        return "已退出" if last and last.step is Step.EXIT else ""
    if not standing.is_suspended:
        return ""
    until = last.until if last and last.step is Step.SUSPEND else None
    if until is None:
        return "暂停"
    year = f"{until.year}年" if until.year != month.year else ""
    return f"暂停至{year}{until.chinese}"


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


def _published(
    sheet: MonthSheet, *, look: Look, codes: Sequence[ProjectCode] | None = None
) -> Published:
    """Return what was published of the year before the sheet's month: only that has colours."""
    months = look.editions.months(sheet.month.year)
    return {month: look.editions.rows(month, codes) for month in months if month < sheet.month}


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


def _row(
    line: Line,
    sheet: MonthSheet,
    published: Published,
    *,
    plan: Sequence[PlanVersion],
    supports: Sequence[SupportItem],
    words: Mapping[str, Sequence[SupportWord]],
) -> ProjectRow:
    project, rated = line.as_published, line.rated
    annual, text = _annual_target(line, plan, sheet.month)
    is_out = sheet.state is MonthState.PUBLISHED
    is_open = rated.no_plate is None or rated.no_plate is NoPlate.PENDING
    return ProjectRow(
        code=project.code,
        name=project.name,
        brief=project.brief,
        annual_target_text=text,
        annual_target=annual,
        unit=project.unit,
        months=_months(line, plan, sheet, published),
        lead_unit=project.lead_unit,
        responsible_person=project.responsible_person,
        responsible_leader=project.responsible_leader,
        physical_progress=plan[0].progress.get(sheet.month, "") if plan else "",
        no_plate=rated.no_plate,
        no_plate_words=_resting(line, sheet.month),
        tags=tags_of(line, is_published=is_out),
        proposal=rated.plate if not is_out and is_open else None,
        overdue=longest_overdue(supports, sheet.month.last_day, words),
    )


def _annual_target(
    line: Line, plan: Sequence[PlanVersion], month: Month
) -> tuple[Decimal | None, str]:
    """Return the year's target that holds in a month, and its words with the original one."""
    project = line.project
    target = annual_target_in_force(project, plan, month)
    if target is None or target == project.annual_target:
        return project.annual_target, project.annual_target_text
    now = f"{plain(target)}{project.unit}"
    return target, f"{now}（已调整，原：{project.annual_target_text}）"


def _months(
    line: Line, plan: Sequence[PlanVersion], sheet: MonthSheet, published: Published
) -> tuple[MonthCell, ...]:
    """Return the twelve months; what was published stands, and colours only where it was (E4)."""
    rated = {one.month: one for one in line.months} | {sheet.month: line.rated}
    public = {
        month: row
        for month, rows in published.items()
        if (row := rows.get(line.project.code)) is not None
    }
    rated |= {month: row.rated for month, row in public.items()}
    corrected = {month: row.corrected for month, row in public.items()}
    corrected[sheet.month] = line.corrected
    is_out = {sheet.month} if sheet.state is MonthState.PUBLISHED else set()
    return tuple(
        _cell(
            month,
            plan,
            rated.get(month),
            corrected=corrected.get(month, 0),
            is_public=month in public.keys() | is_out,
            is_open=month == sheet.month and sheet.state is MonthState.OPEN,
        )
        for month in year_of(sheet.month.year)
    )


def _cell(
    month: Month,
    plan: Sequence[PlanVersion],
    rated: Rated | None,
    *,
    corrected: int,
    is_public: bool,
    is_open: bool,
) -> MonthCell:
    goal = in_force(plan, month).goal
    if rated is None:
        return MonthCell(goal=goal)
    has_plate = rated.plate is not None
    return MonthCell(
        goal=goal,
        value=rated.value,
        plate=rated.plate if is_public else None,
        streak=rated.streak if has_plate else 0,
        flag=_flag_word(rated.flags, corrected) if has_plate else "",
        is_unreported=Flag.UNREPORTED in rated.flags and not is_open,
    )


_FLAG_WORDS = {
    Flag.ADJUSTED_TARGET: "已调整",
    Flag.LATE: "迟报",
    Flag.DETERMINED: "核查认定",
    Flag.COMPLETED: "已完工",
}


def _flag_word(flags: Sequence[Flag], corrected: int) -> str:
    """Return the weightiest word for a month's flags; empty where nothing is to be said."""
    if corrected:
        return correcting.tag(corrected)
    return next((word for flag, word in _FLAG_WORDS.items() if flag in flags), "")


def tags_of(line: Line, *, is_published: bool) -> tuple[str, ...]:
    """Return the words that stand beside a project's person."""
    tags = [correcting.tag(line.corrected)] if line.corrected else []
    tags += [word for flag, word in _FLAG_WORDS.items() if flag in line.rated.flags]
    if Flag.BY_REPORT in line.rated.flags:
        tags.append("按自报认定")
    if line.standing.is_suspended:
        tags.append("暂停")
    is_pending = Flag.ADJUSTMENT_PENDING in line.rated.flags
    if is_pending or (line.has_pending_change and not is_published):
        tags.append("调整申请审批中")
    if not is_published and line.is_open:
        tags.append("未认定")
    return tuple(tags)


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
