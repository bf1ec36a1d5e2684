"""The warning letters of a month: one a unit, a command and a colour (C69, C70, E27)."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.publication import misses_of
from bot.settings import Settings
from bot.sheet import MonthSheet
from bot.wording.publication import Miss
from papers.warning_letter import MissedMonth, MissedProject, WarningLetter
from rules.issued import Series
from rules.plates import Plate
from rules.project import CommandNo, UnitName
from storage.work import Look

# Worked days until the written answer; a red plate does not wait (FORMS.md 2 and 3 suggest them).
_ANSWER_WITHIN = {Series.YELLOW: 4, Series.RED: 2}


class Warns(NamedTuple):
    """Whom a letter warns, and with which colour."""

    command: CommandNo
    unit: UnitName
    series: Series


class Numbered(NamedTuple):
    """What a letter gets when it is issued: its full number, and whose place it takes."""

    number: str
    correction: int = 0
    replaces: str = ""


def projects_to_warn_of(sheet: MonthSheet) -> Mapping[Warns, tuple[MissedProject, ...]]:
    """Return what each letter of a month lists, in the order of the projects."""
    found: defaultdict[Warns, list[MissedProject]] = defaultdict(list)
    for miss in sorted(misses_of(sheet), key=lambda one: (one.project.command, one.project.code)):
        project = miss.project
        whom = Warns(project.command, project.lead_unit, Series.of(miss.plate))
        found[whom].append(_missed(miss, sheet))
    return {whom: tuple(projects) for whom, projects in found.items()}


def _missed(miss: Miss, sheet: MonthSheet) -> MissedProject:
    months = (*miss.earlier, (sheet.month, miss.goal, miss.value))
    return MissedProject(
        code=miss.project.code,
        name=miss.project.name,
        unit=miss.project.unit,
        streak=miss.streak,
        months=tuple(MissedMonth(*one) for one in months),
    )


def warning_letter(
    whom: Warns,
    projects: Sequence[MissedProject],
    numbered: Numbered,
    sheet: MonthSheet,
    *,
    look: Look,
    at: dtm.datetime,
    settings: Settings,
) -> WarningLetter:
    """Return the letter to a unit about some of its projects, as it is issued at an instant."""
    month, today = sheet.month, settings.day(at)
    command = look.book.command(month.year, whom.command)
    return WarningLetter(
        plate=Plate(whom.series.value),
        number=numbered.number,
        unit=whom.unit,
        command=command.name if command else whom.command,
        month=month,
        projects=tuple(projects),
        issued_on=today,
        reply_by=settings.days_off.working_day_after(today, _ANSWER_WITHIN[whom.series]),
        scope=settings.scope,
        next_is_red=month.number < 12 or settings.rules.carries_over_new_year,
        correction=numbered.correction,
        replaces=numbered.replaces,
    )
