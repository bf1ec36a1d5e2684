"""The desk's buttons: 「按自报认定」 「按未报」 「退回」 「其余按自报认定」, and its pages."""

import datetime as dtm

from bot import dialogues
from bot.desk import closed_words, desk_list, desk_one
from bot.determining import (
    AtTheDesk,
    at_the_desk,
    by_report,
    determine,
    determine_all,
    refuse_if_decided,
    release_publication,
)
from bot.ports import Alert, Heard, Pressed
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from bot.speech import Reach, answer, buttons, replaced, stage_choices
from bot.subjects import about_of
from bot.wording import alerts, asking, desk
from rules.determination import Determination, Ground
from rules.month import Month
from rules.notice import About, Notice
from rules.project import Milestone
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work

FORM = "question_back"
_LONGEST_QUESTION = 300  # characters


def accept_report(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Determine a project by its report; one that came late becomes the office's own finding."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    refuse_if_decided(line, settings=settings)
    report = line.report
    if report is None or str(report.id) != button.at_state:
        return Alert(alerts.report_changed(line.project))
    found = by_report(report, by=table.here.person, at=at)
    return _decided(pressed, line, found, table, work=work, at=at, settings=settings)


def accept_silence(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Determine that nothing was reported and nothing else is known: not met (E12)."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    refuse_if_decided(line, settings=settings)
    if line.report is not None:
        return Alert(alerts.report_changed(line.project))
    found = Determination(None, Ground.SILENCE, by=table.here.person, at=at)
    return _decided(pressed, line, found, table, work=work, at=at, settings=settings)


def accept_rest(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Determine by their reports all projects whose report is sure and on time."""
    month = Month.parse(button.subject)
    table = at_the_desk(pressed, month, look=work, at=at, settings=settings)
    person, opens = table.here.person, table.sheet.open
    accepted = [
        (line, by_report(line.report, by=person, at=at))
        for line in opens
        if line.is_acceptable and line.report is not None
    ]
    determine_all(accepted, table, work=work, at=at)
    left = len(opens) - len(accepted)
    _refresh(pressed, month, work=work, at=at, settings=settings)
    release_publication(month, work=work, at=at, settings=settings)
    return Alert(desk.made_for_rest(month, len(accepted), left))


def send_back(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask the person again; the month is pending for the project until it is decided."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    refuse_if_decided(line, settings=settings)
    note = alerts.sent_back_note()
    found = Determination(None, Ground.OPEN, by=table.here.person, at=at, note=note)
    determine(line, found, table, work=work, at=at)
    notice = _question_again(line, about, pressed.key, work=work)
    work.questions.reopen(about.month, about.project, notice.key if notice else None, at)
    if notice is not None:
        work.outbox.put(notice, at)
    words = desk.sent_back(line.project, about.month, reached=notice is not None)
    if notice is None:
        work.outbox.put(answer(pressed, words), at)
    else:
        dialogues.begin_about(
            FORM, about, line.project, words, event=pressed, hint="要问什么", work=work, at=at
        )
    _refresh(pressed, about.month, work=work, at=at, settings=settings)
    return None


def take_question(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Pass on to the person what the office asks about a figure that it sent back."""
    about = dialogues.about_in(draft)
    table = at_the_desk(heard, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    dialogues.end(draft, work=work)
    reach = Reach.of([line.project], look=work)
    to = reach.where_to_ask(line.project)
    if to is None or not line.is_pending:
        work.outbox.put(answer(heard, alerts.report_changed(line.project)), at)
        return
    person = line.project.responsible_person
    asked = heard.text.strip()[:_LONGEST_QUESTION]
    notice = Notice(
        key=f"{heard.key}/question",
        to=to,
        words=asking.office_asks(line.project, about.month, asked),
        names=reach.named([person]),
        about=about,
    )
    work.outbox.put(notice, at)
    work.outbox.put(answer(heard, desk.question_passed_on(person)), at)


def desk_page(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Turn the desk's page."""
    month = Month.parse(button.subject)
    table = at_the_desk(pressed, month, look=work, at=at, settings=settings)
    page = int(button.at_state or 0)
    _show_page(pressed, table.sheet, page, work=work, at=at, settings=settings)
    return None


def show_desk_line(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show one open project by itself."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    refuse_if_decided(line, settings=settings)
    shown = desk_one(line, table.sheet, work=work)
    work.outbox.put(answer(pressed, shown.words, rows=shown.buttons), at)
    return None


def _decided(
    pressed: Pressed,
    line: Line,
    found: Determination,
    table: AtTheDesk,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> Alert:
    month = table.sheet.month
    determine(line, found, table, work=work, at=at)
    _refresh(pressed, month, work=work, at=at, settings=settings)
    release_publication(month, work=work, at=at, settings=settings)
    words = desk.made(line.project, month, value=found.value, by=table.here.person, note="")
    return Alert(words, is_box=False)


def _refresh(
    pressed: Pressed, month: Month, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Show in the pressed message what is open now, also what a colleague has just done."""
    sheet = sheet_of(work, month, settings)
    _show_page(pressed, sheet, 0, work=work, at=at, settings=settings)


def _show_page(
    pressed: Pressed,
    sheet: MonthSheet,
    page: int,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Show a page of the desk in the pressed message; the close's keeps its count."""
    shown = desk_list(sheet, work=work, settings=settings, page=page)
    key = work.outbox.key_of(pressed.chat.chat_id, pressed.message_id)
    is_close = key == f"{sheet.month}/close"
    head = f"{closed_words(sheet, look=work)}\n\n" if is_close else ""
    work.outbox.put(replaced(pressed, f"{head}{shown.words}", rows=shown.buttons), at)


def _question_again(line: Line, about: About, key: str, *, work: Work) -> Notice | None:
    """Return the question that is asked again, where somebody can be reached."""
    project, goal = line.project, line.goal
    reach = Reach.of([project], look=work)
    to = reach.where_to_ask(project)
    if to is None or goal is None:
        return None
    is_stage = isinstance(goal, Milestone)
    return Notice(
        key=f"{key}/again",
        to=to,
        words=asking.asked_again(project, about.month, goal),
        names=reach.named([project.responsible_person]),
        buttons=buttons(work, stage_choices(about)) if is_stage else (),
        asks_reply=None if is_stage else f"如：累计10{project.unit}",
        about=about,
    )
