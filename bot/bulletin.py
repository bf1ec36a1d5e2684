"""The bulletin of a published month, and the circular of its correction (C27, C68, E15)."""

import datetime as dtm
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.bulletin_items import items_of, of_year
from bot.bulletin_tables import annex_rows, command_rows
from bot.settings import Settings
from bot.sheet import MonthSheet
from bot.wording import bulletin as words
from bot.wording import bulletin_matters as matters
from papers.bulletin import BulletinPaper, Paragraph, Section
from rules.book import Command, SupportState
from rules.bulletin import Item, Praise, Reported, Retargeted, rounded, tally
from rules.correction import Correction, is_miss
from rules.days_off import DaysOff
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.plates import Facts, NoPlate, Plate
from rules.project import (
    CommandNo,
    PlanVersion,
    Project,
    ProjectCode,
)
from storage.work import Look

# Working days after the bulletin, so that nobody is due on a Saturday. The opinion sets none:
# who overran a date knows why and has two days; measures are agreed on at the site first.
DAYS_TO_EXPLAIN, DAYS_TO_MEND = 2, 6
MOST_OVERDUE = 10  # support items that are named; the support picture has them all


@dataclass(frozen=True, slots=True)
class _Told:
    """What the sections are made of."""

    sheet: MonthSheet
    items: tuple[Item, ...]
    commands: Mapping[CommandNo, Command]
    facts: Mapping[ProjectCode, Facts]
    issued_on: dtm.date
    days_off: DaysOff

    @property
    def month(self) -> Month:
        """The month of the bulletin."""
        return self.sheet.month

    def worked_days_later(self, count: int) -> dtm.date:
        """Return the day so many worked days after the bulletin."""
        return self.days_off.working_day_after(self.issued_on, count)


def bulletin_of(
    sheet: MonthSheet,
    *,
    look: Look,
    at: dtm.datetime,
    settings: Settings,
    symbol: str,
    number: int,
    correction: Correction | None = None,
) -> BulletinPaper:
    """Return the bulletin of a published month; with a correction, the circular of that."""
    month, nth = sheet.month, correction.number if correction else 0
    told = _told(sheet, look=look, at=at, settings=settings)
    sections = _corrected(told, correction, look) if correction else _sections(told, look)
    return BulletinPaper(
        organisation=settings.organisation or "",
        symbol=symbol,
        number=number,
        month=month,
        correction=nth,
        issued_on=told.issued_on,
        file_name=words.file_name(symbol, told.issued_on.year, number, month, nth),
        opening=words.opening(month, nth),
        sections=tuple(sections),
        commands=tuple(command_rows(told.items, told.commands)),
        annex=tuple(annex_rows(told.items, told.commands)),
    )


def _told(sheet: MonthSheet, *, look: Look, at: dtm.datetime, settings: Settings) -> _Told:
    year = sheet.month.year
    facts = look.facts.of(year)
    plans = {code: of_year(one.plan, year) for code, one in facts.items()}
    public = frozenset(look.editions.months(year))
    return _Told(
        sheet=sheet,
        items=items_of(sheet.lines, plans, public),
        commands={one.number: one for one in look.book.commands(year)},
        facts=facts,
        issued_on=settings.day(at),
        days_off=settings.days_off,
    )


def _sections(told: _Told, look: Look) -> Iterator[Section]:
    counts = tally(told.items)
    yield _overall(told, look)
    yield Section(words.BY_COMMAND, (), has_commands=True)
    yield Section(words.PRAISE, tuple(_praise(told.items)))
    yield Section(words.MISSED, tuple(_missed(told.items)))
    yield Section(words.REPORTING, tuple(_reporting(told.items)))
    yield Section(words.SUPPORT, tuple(_support(told, look)))
    yield Section(words.MOVES, tuple(_moves(told)))
    is_late = any(one.reported is Reported.LATE for one in told.items)
    by = told.worked_days_later(DAYS_TO_MEND)
    asked = words.requirements(counts, is_late=is_late, by=by)
    yield Section(words.REQUIREMENTS, tuple(map(Paragraph, asked)))


def _corrected(told: _Told, correction: Correction, look: Look) -> Iterator[Section]:
    """Yield what a correction changes, the counts anew, and what is expected of who misses now."""
    cards = sorted(correction.cards, key=lambda one: (one.after.command, one.after.project.code))
    changed = (words.corrected(place, card) for place, card in enumerate(cards, 1))
    yield Section(words.CORRECTED, tuple(map(Paragraph, changed)))
    yield _overall(told, look)
    yield Section(words.BY_COMMAND, (), has_commands=True)
    by = told.worked_days_later(DAYS_TO_MEND)
    is_warned = any(is_miss(card.after.rated) for card in cards)
    asked = [words.mend(by, is_correction=True)] if is_warned else []
    yield Section(words.REQUIREMENTS, tuple(map(Paragraph, [*asked, words.stands()])))


def _overall(told: _Told, look: Look) -> Section:
    said = words.overall(told.month, tally(told.items), _share_before(told.month, look))
    return Section(words.OVERALL, (Paragraph(said),))


def _share_before(month: Month, look: Look) -> Decimal | None:
    """Return last month's blue rate; None where it was not published, or had no plates."""
    plates = [row.rated.plate for row in look.editions.rows(month.previous).values()]
    rated = sum(plate is not None for plate in plates)
    return rounded(plates.count(Plate.BLUE), rated) if rated else None


def _praise(items: Sequence[Item]) -> Iterator[Paragraph]:
    """Yield who exceeded the goal, who is ahead of the year, who left red (C15, E17, E36)."""
    over = [one for one in items if Praise.SURPLUS in one.praise]
    ahead = [one for one in items if Praise.AHEAD in one.praise]
    turned = [one for one in items if Praise.TURNED_BLUE in one.praise]
    if not (over or ahead or turned):
        yield Paragraph(words.nobody_praised(tally(items)))
        return
    yield from _named(words.overfulfilled(over), over, words.praised)
    yield from _named(words.ahead(ahead), ahead, words.praised)
    yield from _named(words.turned_blue(turned), turned, words.praised)


def _missed(items: Sequence[Item]) -> Iterator[Paragraph]:
    """Yield the red ones, the yellow ones, and apart from them what is not determined."""
    reds = [one for one in items if one.rated.plate is Plate.RED]
    yellows = [one for one in items if one.rated.plate is Plate.YELLOW]
    if reds or yellows:
        yield from _named(words.reds(reds), reds, words.missed)
        yield from _named(words.yellows(yellows), yellows, words.missed)
    else:
        yield Paragraph(words.nobody_missed(tally(items)))
    waiting = [one for one in items if one.rated.no_plate is NoPlate.PENDING]
    if waiting:
        lead, said = words.pending(waiting)
        yield Paragraph(said, lead)


def _named(
    head: tuple[str, str], items: Sequence[Item], say: Callable[[int, Item], str]
) -> Iterator[Paragraph]:
    lead, nothing = head
    yield Paragraph(nothing, lead)
    for place, one in enumerate(items, 1):
        yield Paragraph(say(place, one))


def _reporting(items: Sequence[Item]) -> Iterator[Paragraph]:
    yield Paragraph(matters.reporting(items))
    silent = [one for one in items if one.reported is Reported.SILENT]
    late = [one for one in items if one.reported is Reported.LATE]
    if silent:
        yield Paragraph(matters.silent(silent))
    if late:
        yield Paragraph(matters.late(late))


def _support(told: _Told, look: Look) -> Iterator[Paragraph]:
    """Yield the items due by the month's end; an open one is overdue on the bulletin's day."""
    projects = {one.project.code: one.project for one in told.items}
    items = [
        (one, one.due_date)
        for one in look.book.support_items(told.month.year)
        if one.project in projects
    ]
    due = [one for one, day in items if day and Month.of(day) == told.month]
    closed = [one for one in due if one.state is SupportState.CLOSED]
    overdue = [
        one
        for one, day in items
        if day and Month.of(day) <= told.month and one.days_overdue(told.issued_on)
    ]
    earlier = [one for one in overdue if one not in due]
    late = len(overdue) - len(earlier)
    yield Paragraph(matters.support(len(due), len(closed), late, len(earlier)))
    longest = sorted(overdue, key=lambda one: -one.days_overdue(told.issued_on))
    for place, one in enumerate(longest[:MOST_OVERDUE], 1):
        said = matters.overdue(place, one, projects[one.project], told.issued_on)
        yield Paragraph(said)
    if (rest := len(overdue) - MOST_OVERDUE) > 0:
        yield Paragraph(matters.more_overdue(rest))
    if overdue:
        yield Paragraph(matters.explain_by(told.worked_days_later(DAYS_TO_EXPLAIN)))


def _moves(told: _Told) -> Iterator[Paragraph]:
    """Yield what was approved in the month: steps of projects' lives, other targets (C53)."""
    projects = {one.project.code: one.as_published for one in told.sheet.lines}
    events = [
        (project, event)
        for code, project in projects.items()
        for event in told.facts[code].events
        if _decided_in(event) == told.month
    ]
    events.sort(key=lambda pair: list(Step).index(pair[1].step))
    changes = [
        one
        for code, project in projects.items()
        for one in _retargeted(project, told.facts[code].plan, told.month)
    ]
    yield Paragraph(matters.moves(events, len(changes)))
    for project, event in events:
        yield Paragraph(matters.moved(project, event))
    for one in changes:
        yield Paragraph(matters.retargeted(one))


def _decided_in(event: LifecycleEvent) -> Month:
    return Month.of(event.decided_on) if event.decided_on else event.effective


def _retargeted(
    project: Project, plan: Sequence[PlanVersion], month: Month
) -> Iterator[Retargeted]:
    before = project.annual_target
    for version in of_year(plan, month.year):
        after = version.annual_target
        if version.number and version.approved_on and Month.of(version.approved_on) == month:
            is_other = after is not None and after != before
            yield Retargeted(project, version.since, before, after if is_other else None)
        before = after or before
