"""「确认」 under a preview: a step of a project's life is applied for, and goes to its chain."""

import datetime as dtm

from bot.applying import post_of_applicant
from bot.change_notices import change_number, journal_line, step_notices
from bot.entrance import enter
from bot.filing import filed
from bot.lifecycle_draft import FORM, form_of, still_open
from bot.lifecycle_questions import question
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import answer, replaced
from bot.wording import alerts, changing, lifecycle, matters
from rules.approval import Signature, Step, Word
from storage.buttons import Button
from storage.work import Work


def file_lifecycle(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """File what the preview showed: it gets its number, and keeps it when it comes back."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, on = enter(pressed, look=work), settings.day(at)
    draft = still_open(draft, at, look=work, today=on)
    form = form_of(draft, look=work, today=on)
    if form is None:
        return Alert(alerts.no_longer_open())
    post = post_of_applicant(here, form.project, form.matter, look=work, on=on)
    application = form.application(here.person) if form.asks_for is None else None
    if application is None or application.digest != button.subject:
        asked = question(form, here, work=work)  # another day, another code, or a month has passed
        work.drafts.put(draft)
        work.outbox.put(answer(pressed, asked.words, rows=asked.rows, asks_reply=asked.hint), at)
        return Alert(changing.preview_is_old())
    signature = Signature(
        Step.FILE, Word.AGREE, here.person, post.role, on, at, application.digest
    )
    request = filed(application, signature, draft, work=work)
    if request is None:
        return Alert(alerts.no_longer_open())
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    work.journal.write(journal_line(request))
    number, to = change_number(request, settings), matters.goes_to(request.matter)
    words = lifecycle.filed(number, application, form.project, to)
    work.outbox.put(replaced(pressed, words), at)
    work.outbox.put_all(step_notices(request, form.project, work=work, settings=settings), at)
    return None
