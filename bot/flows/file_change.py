"""「确认」 under a preview: the application is filed, and the commander is asked to sign (C57)."""

import datetime as dtm

from bot.applying import post_of_applicant
from bot.change_notices import change_number, journal_line, step_notices
from bot.change_questions import question
from bot.changing import FORM, Form, form_of, still_open
from bot.entrance import Present, enter
from bot.filing import filed
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import answer, replaced
from bot.wording import alerts, changing
from rules.application import Application
from rules.approval import Matter, Signature, Step, Word
from storage.buttons import Button
from storage.work import Work


def file_change(
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
    post = post_of_applicant(here, form.project, Matter.TARGET, look=work, on=on)
    application = _shown(form, here, button)
    if application is None:  # another day, another plan, or something is asked for again
        asked = question(form, here, work=work)
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
    words = changing.filed(change_number(request, settings), application, form.project)
    work.outbox.put(replaced(pressed, words), at)
    work.outbox.put_all(step_notices(request, form.project, work=work, settings=settings), at)
    return None


def _shown(form: Form, here: Present, button: Button) -> Application | None:
    """Return the application, if it is word for word what the preview showed."""
    if form.asks_for is not None:
        return None
    application = form.application(here.person, revision=form.revision)
    return application if application.digest == button.subject else None
