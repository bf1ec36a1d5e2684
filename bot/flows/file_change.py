"""「确认」 under a preview: the application is filed, and the commander is asked to sign (C57)."""

import datetime as dtm

from bot.applying import post_of_applicant
from bot.change_notices import change_number, journal_line, step_notices
from bot.change_questions import question
from bot.changing import FORM, form_of
from bot.entrance import enter
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import answer, replaced
from bot.wording import alerts, changing
from rules.application import Application
from rules.approval import ChangeRequest, Signature, Step, Word, refiled
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work


def file_change(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """File what the preview showed: it gets its number, and keeps it when it comes back."""
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.form != FORM or draft.facts["id"] != button.at_state:
        return Alert(alerts.no_longer_open())
    here, on = enter(pressed, look=work), settings.day(at)
    form = form_of(draft, look=work, today=on)
    if form is None or form.asks_for is not None:
        return Alert(alerts.no_longer_open())
    post = post_of_applicant(here, form.project, look=work, on=on)
    application = form.application(here.person, revision=form.revision)
    if application.digest != button.subject:
        asked = question(form, here, work=work)  # another day, or another plan, since it was shown
        work.outbox.put(answer(pressed, asked.words, rows=asked.rows), at)
        return Alert(changing.preview_is_old())
    signature = Signature(
        Step.FILE, Word.AGREE, here.person, post.role, on, at, application.digest
    )
    request = _filed(application, signature, draft, work=work)
    if request is None:
        return Alert(alerts.no_longer_open())
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    work.journal.write(journal_line(request))
    words = changing.filed(change_number(request, settings), application, form.project)
    work.outbox.put(replaced(pressed, words), at)
    work.outbox.put_all(step_notices(request, form.project, work=work, settings=settings), at)
    return None


def _filed(
    application: Application, signature: Signature, draft: Draft, *, work: Work
) -> ChangeRequest | None:
    """Keep a new request, or the next revision of a returned one; None where another is open."""
    before = work.requests.open_of(application.project)
    wanted = draft.facts.get("request")
    if (str(before.id) if before else None) != wanted:
        return None
    if before is None:
        return work.requests.file(application.filed_on.year, application, signature)
    request = refiled(before, application, signature)
    work.requests.put(request)
    return request
