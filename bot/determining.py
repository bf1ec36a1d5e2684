"""Determining: a finding about a project's month is made, once, by somebody of the office."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.entrance import Present, enter
from bot.ports import Heard, Pressed
from bot.refusals import (
    AlreadyDecidedError,
    NeverAskedError,
    NotClosedYetError,
    NothingToDetermineError,
    NotRatedError,
    PublishedAlreadyError,
    UnknownProjectError,
)
from bot.settings import Settings, Undetermined
from bot.sheet import Line, MonthSheet, sheet_of
from rules.cycle import MonthState
from rules.determination import Determination, Ground
from rules.month import Month
from rules.plates import Rules
from rules.posts import Act, acting_post
from rules.project import PersonName, ProjectCode, write_value
from rules.report import Report
from rules.schedule import Phase, following
from storage import journal
from storage.work import Look, Work


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """A member of the office at a closed month's sheet."""

    here: Present
    post: str
    sheet: MonthSheet
    rules: Rules

    def line(self, code: ProjectCode) -> Line:
        """Return a project's line; a refusal where it is unknown or not rated."""
        found = self.sheet.line(code)
        if found is None:
            raise UnknownProjectError(code)
        if not found.is_determinable:
            raise NotRatedError(self.sheet.month, found.project)
        return found


def at_the_desk(
    event: Heard | Pressed,
    month: Month | None,
    *,
    look: Look,
    at: dtm.datetime,
    settings: Settings,
    act: Act = Act.DETERMINE,
) -> AtTheDesk:
    """Let a member of the office to a month's desk; None means the oldest that waits.

    To sit in the office's group is not enough; every press is checked like this.
    """
    here = enter(event, look=look)
    post = acting_post(act, here.posts, room=here.room, on=settings.day(at))
    month = month or look.cycles.oldest_closed_unpublished()
    if month is None:
        raise NothingToDetermineError
    look.cycles.get(month)  # held: two of the office decide one after the other
    sheet = sheet_of(look, month, settings)
    latest = look.cycles.latest_asked()
    if sheet.cycle.asked_at is None and latest is not None and month < latest:
        raise NeverAskedError(month)
    if sheet.state is MonthState.OPEN:
        raise NotClosedYetError(month)
    if sheet.state is MonthState.PUBLISHED:
        raise _published_already(sheet, look=look, settings=settings)
    return AtTheDesk(here, post.role.chinese, sheet, settings.rules)


def _published_already(
    sheet: MonthSheet, *, look: Look, settings: Settings
) -> PublishedAlreadyError:
    """Return the refusal that tells who published a month, and when."""
    entries = look.journal.entries(month=sheet.month, what="month.published")
    by = next((one.actor for one in entries), "")
    at = sheet.cycle.published_at
    return PublishedAlreadyError(sheet.month, at=at and settings.local(at), by=by)


def state_of(line: Line) -> str:
    """Tell what a proposal saw: a later determination or report makes it stale."""
    made, report = line.determination, line.report
    return f"{made.at if made else ''}/{report.id if report else ''}"


def by_report(report: Report, *, by: PersonName, at: dtm.datetime) -> Determination:
    """Return the finding that a report is right; of one that came late it is the office's own."""
    ground = Ground.OFFICE if report.is_late else Ground.REPORT
    return Determination(report.value, ground, by=by, at=at)


def determine(
    line: Line, found: Determination, desk: AtTheDesk, *, work: Work, at: dtm.datetime
) -> None:
    """Make a finding and leave its line in the journal; a question sent back is closed."""
    determine_all([(line, found)], desk, work=work, at=at)


def determine_all(
    findings: Sequence[tuple[Line, Determination]],
    desk: AtTheDesk,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Make any number of findings, each as one alone is made."""
    month = desk.sheet.month
    work.determinations.put_all(month, {line.project.code: found for line, found in findings})
    for line, found in findings:
        code = line.project.code
        if line.question is not None and line.question.is_reopened:
            work.questions.close_again(month, code)
        work.journal.write(
            journal.Line(
                at=at,
                what="project.determined",
                actor=desk.here.person,
                post=desk.post,
                month=month,
                project=code,
                figure=write_value(found.value),
                facts={"ground": found.ground, "note": found.note},
            )
        )


def refuse_if_decided(line: Line, *, settings: Settings) -> None:
    """Refuse a second press on a decided project with AlreadyDecidedError."""
    made = line.determination_made
    if made is not None:
        local = replace(made, at=made.at and settings.local(made.at))
        raise AlreadyDecidedError(line.project, local)


def release_publication(month: Month, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """After the last determination, let a publication that was held back come now (E1)."""
    if settings.undetermined is not Undetermined.HOLD:
        return
    sheet = sheet_of(work, month, settings)
    if sheet.open:
        return
    closed_on = settings.day(sheet.cycle.closed_at or at)
    _, publish = following(
        month, closed_on, schedule=settings.schedule, days_off=settings.days_off
    )
    if publish.at <= at:
        work.due.move(month, Phase.PUBLISH, at)
