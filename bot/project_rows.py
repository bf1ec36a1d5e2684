"""A project's month as a row of the pictures: its twelve months, its tags, why it has no plate."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.sheet import Line, MonthSheet
from bot.supports import longest_overdue
from bot.wording import correcting
from charts.views import MonthCell, ProjectRow
from rules.book import SupportItem
from rules.cycle import MonthState
from rules.edition import EditionRow
from rules.lifecycle import Step
from rules.month import Month, year_of
from rules.plates import Flag, NoPlate, Rated
from rules.project import (
    PlanVersion,
    ProjectCode,
    annual_target_in_force,
    in_force,
    plain,
)
from rules.support import SupportWord
from storage.work import Look

Published = Mapping[Month, Mapping[ProjectCode, EditionRow]]


def published_before(
    sheet: MonthSheet, *, look: Look, codes: Sequence[ProjectCode] | None = None
) -> Published:
    """Return what was published of the year before the sheet's month: only that has colours."""
    months = look.editions.months(sheet.month.year)
    return {month: look.editions.rows(month, codes) for month in months if month < sheet.month}


def project_row(
    line: Line,
    sheet: MonthSheet,
    published: Published,
    *,
    plan: Sequence[PlanVersion],
    supports: Sequence[SupportItem],
    words: Mapping[str, Sequence[SupportWord]],
) -> ProjectRow:
    """Return a project's row; `plan` and `supports` are its own, `words` by support item."""
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
        tags=_tags(line, is_published=is_out),
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


def _tags(line: Line, *, is_published: bool) -> tuple[str, ...]:
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
