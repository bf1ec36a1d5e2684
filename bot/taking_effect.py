"""An agreed request takes effect: a new version of the plan, or a step of the project's life."""

import datetime as dtm

from bot.change_notices import change_number
from bot.issuing import Issuer, issue
from bot.refusals import CodeTakenError, ExceptionNeededError, TooLateInYearError
from bot.settings import Settings
from bot.wording import lifecycle, signing
from rules.application import Application, adjusted_in, approved_version
from rules.approval import ChangeRequest
from rules.book import Person
from rules.correction import corrections
from rules.edition import Edition
from rules.lifecycle_application import Entry, LifecycleApplication, effective_month
from rules.month import Month
from rules.posts import Post, Role
from rules.project import PlanVersion, write_value
from storage import journal
from storage.work import Work


def take_effect(
    request: ChangeRequest, *, work: Work, at: dtm.datetime, settings: Settings
) -> str:
    """Change what a request asks for, and tell from when it holds.

    Minutes that are entered late may change a month that is public: that is a correction (E6).
    ExceptionNeededError, TooLateInYearError, CodeTakenError.
    """
    if isinstance(request.application, Application):
        return _another_target(request, request.application, work=work, at=at, settings=settings)
    return _a_step(request, request.application, work=work, at=at, settings=settings)


def _another_target(
    request: ChangeRequest,
    application: Application,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> str:
    """Make the new version of the plan, which holds from the approval's month on (E3)."""
    year, last = application.since.year, request.signatures[-1]
    versions = work.book.plan(year, application.project)
    before = adjusted_in(versions, last.on.year)
    if before and not application.is_exception:
        raise ExceptionNeededError(before)
    version = approved_version(application, versions, last.on)
    if not version.goals:
        raise TooLateInYearError
    published = _held(version.since, work)
    work.book.put_plan(year, application.project, version)
    ground = signing.correction_ground(change_number(request, settings), last)
    _correct(request, published, ground, work=work, at=at, settings=settings)
    return signing.came_true(version.since)


def _a_step(
    request: ChangeRequest,
    application: LifecycleApplication,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> str:
    """Keep what happens to the project, from the first month that it can still concern."""
    year, last = application.since.year, request.signatures[-1]
    effective = _effective(request, application, work=work, settings=settings)
    if effective.year > year:
        raise TooLateInYearError
    published = _held(effective, work)
    if application.entry is not None:
        _enter(application.entry, effective, work=work)
    work.book.put_lifecycle_event(year, application.project, application.event(effective, last.on))
    work.journal.write(_line(request, application, effective))
    ground = lifecycle.correction_ground(change_number(request, settings), application)
    _correct(request, published, ground, work=work, at=at, settings=settings)
    return lifecycle.came_true(application, effective)


def _effective(
    request: ChangeRequest, application: LifecycleApplication, *, work: Work, settings: Settings
) -> Month:
    last = request.signatures[-1]

    def is_past(month: Month) -> bool:
        closed_at = work.cycles.get(month).closed_at
        if closed_at is None:
            return False
        return not last.minutes or settings.day(closed_at) <= last.on

    def is_asked(month: Month) -> bool:
        return work.cycles.get(month).asked_at is not None

    return effective_month(application.what, application.since, is_past=is_past, is_asked=is_asked)


def _held(since: Month, work: Work) -> tuple[Edition, ...]:
    """Return what is published from a month on; nothing is published on what is to change."""
    for month in work.cycles.asked():
        if month >= since:
            work.cycles.get(month)
    return work.editions.since(since)


def _enter(entry: Entry, effective: Month, *, work: Work) -> None:
    """Put a project into the book: its people and its plan from the month that it is rated."""
    project, year = entry.project, effective.year
    if work.book.project(year, project.code) is not None:
        raise CodeTakenError(project.code)
    work.book.put_project(year, project)
    goals = {month: goal for month, goal in entry.goals.items() if month >= effective}
    if not goals:
        raise TooLateInYearError
    work.book.put_plan(year, project.code, PlanVersion(0, Month(year, 1), goals))
    answerable = {
        Role.RESPONSIBLE_PERSON: project.responsible_person,
        Role.RESPONSIBLE_LEADER: project.responsible_leader,
    }
    for role, name in answerable.items():
        post = Post(name, role, project.command, project.code, project.lead_unit)
        work.book.put_post(year, post)
        if work.book.person(name) is None:
            work.book.put_person(year, Person(name, unit=project.lead_unit))


def _correct(
    request: ChangeRequest,
    published: tuple[Edition, ...],
    ground: str,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    application, last = request.application, request.signatures[-1]
    facts = work.facts.of(application.since.year, [application.project])
    made = corrections(published, facts)
    if made:
        by = Issuer(last.person, last.role.chinese, made[0].month, ground)
        issue(made, by, work=work, at=at, settings=settings)


def _line(
    request: ChangeRequest, application: LifecycleApplication, effective: Month
) -> journal.Line:
    last = request.signatures[-1]
    return journal.Line(
        at=last.at,
        actor=last.person,
        post=last.role.chinese,
        what=f"project.{application.what}",
        month=effective,
        project=application.project,
        figure=write_value(application.value),
        facts={"request": request.id, "on": last.on, "reason": application.reason},
    )
