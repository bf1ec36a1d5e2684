"""The publication: the township sees the picture, units their warnings, headquarters the reds."""

import datetime as dtm
from dataclasses import asdict

from bot.countersigning import standing
from bot.determining import at_the_desk
from bot.issued_papers import bulletin_notices, for_readers, issue_papers, letter_notices
from bot.issuing import Issuer, issue
from bot.months import month_named
from bot.phases import ALREADY, Ran, begin
from bot.ports import Alert, Heard, Pressed
from bot.publication import (
    command_notices,
    counts_of,
    edition_of,
    headquarters_notices,
    leaders_notices,
    township_notices,
)
from bot.refusals import NotAllDeterminedError
from bot.settings import Settings, Undetermined
from bot.sheet import Line, MonthSheet, sheet_of
from bot.speech import Choice, answer, buttons, replaced
from bot.views import board_view
from bot.wording import alerts, publication
from rules.correction import corrections
from rules.determination import Determination, Ground
from rules.month import Month
from rules.notice import ButtonFace, Notice
from rules.posts import Act, Room
from rules.project import PersonName, write_value
from rules.schedule import Due, Phase
from storage import journal
from storage.buttons import Button
from storage.work import Work

_TOO_LATE = dtm.timedelta(hours=24)
_A_DAY = dtm.timedelta(days=1)
Rows = tuple[tuple[ButtonFace, ...], ...]


def publish_month(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Publish a month, once; what the office has not touched stands as reported (E1).

    By the schedule, a publication that is held back is told to the office and comes a day later;
    one that is more than a day late waits for the office's word (E31), and so does one that may
    have been made already, since a copy was restored, and one while nobody can be heard: what the
    office determined may not have come in.
    """
    cycle = begin(month, Phase.PUBLISH, look=work)
    if cycle is None:
        return ALREADY
    sheet = sheet_of(work, month, settings)
    if due is not None and due.is_in_doubt:
        return _ask_the_office(sheet, due, work=work, at=at)
    opens = tuple(line.project.code for line in sheet.open)
    holds = settings.undetermined is Undetermined.HOLD and bool(opens)
    if due is None and holds:
        raise NotAllDeterminedError(month, opens)
    if due is not None and holds:
        work.due.put_off(due, at + _A_DAY)
        words = publication.held_back(month, opens)
        return _tell_office(f"{month}/publish/held/{settings.day(at)}", words, work=work, at=at)
    if due is not None and (at - due.at > _TOO_LATE or work.watch.is_deaf(at)):
        return _ask_the_office(sheet, due, work=work, at=at)
    return _publish(sheet, by=None, work=work, at=at, settings=settings)


def show_publication(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show the office what would be published, with 「确认」 (`/publish`)."""
    month = month_named(heard.arguments, look=work)
    desk = at_the_desk(heard, month, look=work, at=at, settings=settings, act=Act.PUBLISH)
    sheet = desk.sheet
    opens = tuple(line.project.code for line in sheet.open)
    holds = settings.undetermined is Undetermined.HOLD and bool(opens)
    # A report on time counts in the sheet as it would by the standing rule.
    words = publication.ask_to_publish(sheet.month, counts_of(sheet), opens, holds=holds)
    words += standing(sheet, look=work, settings=settings)
    row = (
        []
        if holds
        else [Choice("确认", "confirm_publication", str(sheet.month), at_state=_state(sheet))]
    )
    work.outbox.put(answer(heard, words, rows=buttons(work, row)), at)


def confirm_publication(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Publish at the office's word."""
    month = Month.parse(button.subject)
    desk = at_the_desk(pressed, month, look=work, at=at, settings=settings, act=Act.PUBLISH)
    opens = tuple(line.project.code for line in desk.sheet.open)
    if settings.undetermined is Undetermined.HOLD and opens:
        raise NotAllDeterminedError(month, opens)
    if button.at_state and button.at_state != _state(desk.sheet):
        return Alert(alerts.draft_changed())
    _publish(desk.sheet, by=desk.here.person, work=work, at=at, settings=settings)
    words = publication.published(month, counts_of(sheet_of(work, month, settings)))
    work.outbox.put(replaced(pressed, words), at)
    return None


def _state(sheet: MonthSheet) -> str:
    """Tell what a preview saw: what changed since then must be seen before it is public."""
    plates = "".join((line.rated.plate or "none")[0] for line in sheet.lines)
    return f"{plates}/{len(sheet.open)}"


def _publish(
    sheet: MonthSheet,
    *,
    by: PersonName | None,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> Ran:
    month = sheet.month
    _accept_reports(sheet, work=work, at=at)
    _close_reopened(sheet, work=work)
    work.cycles.put(sheet.cycle.ran(Phase.PUBLISH, at))
    for phase in (Phase.BRIEF, Phase.PUBLISH):
        work.due.done_by_hand(month, phase, at)
    determined = sheet_of(work, month, settings)
    edition = edition_of(determined, settings)
    work.editions.put(edition, at)
    public = determined.published_as(edition, at)
    counts = counts_of(public)
    work.journal.write(
        journal.Line(
            at=at,
            actor=by or "",
            what="month.published",
            month=month,
            facts={"digest": edition.digest} | asdict(counts),
        )
    )
    papers = issue_papers(public, work=work, at=at, settings=settings)
    bulletin = for_readers(papers.bulletin, settings)
    view = board_view(public, look=work, settings=settings)
    notices = (
        *township_notices(public, view, work=work, settings=settings),
        *command_notices(public, work=work),
        *headquarters_notices(public, work=work),
        *bulletin_notices(papers.bulletin, look=work, settings=settings),
        *letter_notices(papers.letters, look=work),
        *leaders_notices(public, view, bulletin, work=work, on=settings.day(at)),
    )
    queued = work.outbox.put_all(notices, at)
    _correct_later(month, by, work=work, at=at, settings=settings)
    return Ran(queued)


def _correct_later(
    month: Month,
    by: PersonName | None,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Correct what was published of later months before this one was determined (E15)."""
    later = work.editions.since(month.next)
    made = corrections(later, work.facts.of(month.year)) if later else ()
    if made:
        issuer = Issuer(by or "", "", month, publication.published_late(month))
        issue(made, issuer, work=work, at=at, settings=settings)


def _accept_reports(sheet: MonthSheet, *, work: Work, at: dtm.datetime) -> None:
    """Determine what the office has not touched, by the standing rule (E1)."""
    decided = {line.project.code: _by_standing_rule(line, at) for line in sheet.open}
    made = {code: found for code, found in decided.items() if found is not None}
    work.determinations.put_all(sheet.month, made)
    for code, found in made.items():
        work.journal.write(
            journal.Line(
                at=at,
                actor="",
                what="project.determined",
                month=sheet.month,
                project=code,
                figure=write_value(found.value),
                facts={"ground": found.ground},
            )
        )


def _by_standing_rule(line: Line, at: dtm.datetime) -> Determination | None:
    """Return what stands without the office: the report on time, or that there is none (E12)."""
    report = line.report
    if line.is_pending:
        return None
    if report is None or report.is_late:
        return Determination(None, Ground.SILENCE, at=at)
    return Determination(report.value, Ground.REPORT, at=at)


def _close_reopened(sheet: MonthSheet, *, work: Work) -> None:
    """Let questions rest that the office sent back: what comes now can only correct (E13)."""
    for line in sheet.lines:
        if line.question is not None and line.question.is_reopened:
            work.questions.close_again(sheet.month, line.project.code)


def _ask_the_office(sheet: MonthSheet, due: Due, *, work: Work, at: dtm.datetime) -> Ran:
    """Leave a publication that is too late, or in doubt, to the office's word."""
    month = sheet.month
    if work.bindings.group(Room.OFFICE) is None:
        work.due.put_off(due, at + _A_DAY)
        return Ran()
    work.due.done_by_hand(month, Phase.PUBLISH, at)
    rows = buttons(work, [Choice("确认", "confirm_publication", str(month))])
    say = publication.late_publication
    if due.is_in_doubt:
        say = publication.doubtful_publication
    elif at - due.at <= _TOO_LATE:
        say = publication.unheard_publication
    return _tell_office(f"{month}/publish/late", say(month), work=work, at=at, rows=rows)


def _tell_office(key: str, words: str, *, work: Work, at: dtm.datetime, rows: Rows = ()) -> Ran:
    group = work.bindings.group(Room.OFFICE)
    if group is None:
        return Ran()
    notice = Notice(key=key, to=group.address, words=words, buttons=rows)
    return Ran(int(work.outbox.put(notice, at)))
