"""Of several open projects, one is chosen for an answer that named none."""

import datetime as dtm

from bot.answering import take_answer
from bot.entrance import enter
from bot.ports import Alert, Pressed
from bot.questions import Said, check_may_answer, question_about
from bot.refusals import NotYourButtonError
from bot.remarking import put_file
from bot.settings import Settings
from bot.speech import replaced
from bot.subjects import about_of
from bot.wording import alerts
from rules.report import Source
from storage.buttons import Button
from storage.work import Work


def choose_project(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take the words that were kept as the answer for the chosen project."""
    here = enter(pressed, look=work)
    if button.owner != here.person:
        raise NotYourButtonError(button.owner or "")
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    if draft is None or draft.facts.get("message") != button.at_state:
        return Alert(alerts.no_longer_open())
    question = question_about(about_of(button.subject), look=work)
    said_at = dtm.datetime.fromisoformat(draft.facts["said_at"])
    source = Source(pressed.chat.chat_id, int(draft.facts["message"]), said_at)
    said = Said(draft.facts["text"], source)
    check_may_answer(question, here, on=settings.day(at))
    if draft.facts.get("file"):
        file, name = draft.facts["file"], draft.facts["file_name"]
        is_photo = bool(draft.facts["is_photo"])
        put_file(file, name, said, question, here, is_photo=is_photo, work=work)
    take_answer(said, question, event=pressed, here=here, work=work, at=at, settings=settings)
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    work.outbox.put(replaced(pressed, alerts.chosen(question.project)), at)
    return None
