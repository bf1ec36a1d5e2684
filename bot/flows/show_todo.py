"""`/todo`: what waits for me, and since when."""

import datetime as dtm

from bot.change_notices import change_number, project_of, who_may
from bot.countersigning import draft_key
from bot.entrance import Present, enter
from bot.open_questions import unanswered
from bot.ports import Heard
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.speech import answer
from bot.support_desk import may, owed_lines, reported_lines
from bot.wording import countersigning, signing, supporting, todo
from rules.correction import is_miss
from rules.lifecycle import standing
from rules.month import Month
from rules.posts import OFFICE, Act, Role
from rules.project import CommandNo, UnitName
from rules.report import ReportState
from storage.work import Look, Work


def show_todo(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """List open questions, unconfirmed answers, the desk, warnings not received."""
    here = enter(heard, look=work)
    items = [
        *_questions(here, look=work, at=at, settings=settings),
        *_unconfirmed(here, look=work, settings=settings),
        *_desk(here, look=work, at=at, settings=settings),
        *_drafts(here, look=work, at=at, settings=settings),
        *_warnings(here, look=work, settings=settings),
        *_changes(here, look=work, at=at, settings=settings),
        *_pauses(here, look=work, on=settings.day(at)),
        *_supports(here, look=work, on=settings.day(at)),
    ]
    work.outbox.put(answer(heard, todo.listing(items)), at)


def _questions(here: Present, *, look: Look, at: dtm.datetime, settings: Settings) -> list[str]:
    """Return what the person has been asked and not answered."""
    found = []
    for one in unanswered(here, look=look, on=settings.day(at)):
        asked = look.questions.get(one.about.month, one.project.code)
        waits = any(version.state is ReportState.WAITING for version in one.versions)
        if asked is not None and not waits:
            since = settings.local(asked.asked_at)
            ends = one.cycle.closes_at
            until = settings.local(ends) if ends and not one.is_reopened else None
            found.append(todo.to_answer(one.project, one.about.month, one.goal, since, until))
    return found


def _unconfirmed(here: Present, *, look: Look, settings: Settings) -> list[str]:
    found = []
    for report in look.reports.waiting_of(here.person):
        project = look.book.project(report.month.year, report.project)
        if project is not None:
            since = settings.local(report.source.said_at)
            found.append(todo.to_confirm(project, report.month, since))
    return found


def _desk(here: Present, *, look: Look, at: dtm.datetime, settings: Settings) -> list[str]:
    """Return what the office has to determine or to publish, and for how many days it has."""
    is_office = any(post.role in OFFICE and post.held_on(settings.day(at)) for post in here.posts)
    month = look.cycles.oldest_closed_unpublished()
    if not is_office or month is None:
        return []
    sheet = sheet_of(look, month, settings)
    closed_at = settings.local(sheet.cycle.closed_at or at)
    days = (settings.day(at) - closed_at.date()).days
    if sheet.open:
        return [todo.to_determine(month, len(sheet.open), closed_at, days)]
    return [todo.to_publish(month, closed_at, days)]


def _drafts(here: Present, *, look: Look, at: dtm.datetime, settings: Settings) -> list[str]:
    """Return the drafts that were sent to the person and to which nobody has said anything."""
    month, on = look.cycles.oldest_closed_unpublished(), settings.day(at)
    briefed_at = look.cycles.seen(month).briefed_at if month else None
    if month is None or briefed_at is None:
        return []
    led = {one.command for one in here.posts if one.role is Role.COMMANDER and one.held_on(on)}
    return [
        countersigning.waits(command, month, settings.local(briefed_at))
        for command in look.book.commands(month.year)
        if command.number in led
        and look.outbox.state(draft_key(month, command.number, here.person)) is not None
        and not look.countersigns.of(month, command.number)
    ]


def _changes(here: Present, *, look: Look, at: dtm.datetime, settings: Settings) -> list[str]:
    """Return the target changes that wait for the person's step, and for how many days."""
    found = []
    for request in look.requests.open():
        project = project_of(request, look=look)
        on = settings.day(at)
        if project is None or here.person not in who_may(request, project, look=look, on=on):
            continue
        since = settings.local(request.since)
        number = change_number(request, settings)
        days = (on - since.date()).days
        found.append(signing.waits(request, project, number=number, since=since, days=days))
    return found


def _pauses(here: Present, *, look: Look, on: dtm.date) -> list[str]:
    """Return the pauses whose expected end has passed: the office sees to it that they go on."""
    if not any(post.role in OFFICE and post.held_on(on) for post in here.posts):
        return []
    year, month = look.book.year_in_force(), Month.of(on)
    projects = {one.code: one for one in look.book.projects(year)}
    found = []
    for code, facts in look.facts.of(year).items():
        now = standing(facts.events, month)
        until = now.last.until if now.last and now.is_in and now.is_suspended else None
        if until is not None and until < month:
            found.append(todo.to_resume(projects[code], until))
    return found


def _supports(here: Present, *, look: Look, on: dtm.date) -> list[str]:
    """Return the overdue support items that the person owes, then how many he may confirm."""
    owed = [
        supporting.waits_for_me(one)
        for one in owed_lines(here, look=look, on=on)
        if one.days_overdue and not one.is_reported
    ]
    waiting = [
        one
        for one in reported_lines(look=look, on=on)
        if one.item.person != here.person
        and may(Act.SUPPORT_SETTLE, here, on=on, project=one.project)
    ]
    return [*owed, *([supporting.waits_for_confirmation(len(waiting))] if waiting else [])]


def _warnings(here: Present, *, look: Look, settings: Settings) -> list[str]:
    """Return the warnings that the person may sign for and nobody has.

    Of the months before the latest only what a correction warned of is still asked for.
    """
    latest = look.cycles.latest_published()
    found = []
    for month in look.editions.published():
        for (unit, command), number in _last_warnings(month, here, look=look).items():
            is_asked_for = number or month == latest
            receipt = look.receipts.get(month, unit, command, correction=number)
            since = look.editions.published_at(month, number)
            if is_asked_for and receipt is None:
                local = settings.local(since) if since else None
                found.append(todo.to_receive(unit, month, local))
    return found


def _last_warnings(
    month: Month, here: Present, *, look: Look
) -> dict[tuple[UnitName, CommandNo], int]:
    """Return who was warned, in order, and by which correction last (0: by the publication)."""
    units = {post.unit for post in here.posts if post.role is Role.UNIT_STAFF and post.unit}
    last: dict[tuple[UnitName, CommandNo], int] = {}
    for row in look.editions.answered_for(month, units=units, person=here.person):
        if is_miss(row.rated):
            where = row.lead_unit, row.command
            last[where] = max(last.get(where, 0), row.corrected)
    return dict(sorted(last.items()))
