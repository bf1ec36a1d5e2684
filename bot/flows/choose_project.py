"""Of several open projects, one is chosen for an answer that named none."""

import datetime as dtm

from bot import unplaced
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
    kept = unplaced.waiting(pressed.account, pressed.chat.chat_id, look=work)
    one = next((each for each in kept if each.message == button.at_state), None)
    if one is None:
        return Alert(alerts.no_longer_open())
    question = question_about(about_of(button.subject), look=work)
    said_at = dtm.datetime.fromisoformat(one.said_at)
    said = Said(one.text, Source(pressed.chat.chat_id, int(one.message), said_at))
    check_may_answer(question, here, on=settings.day(at))
    if one.file:
        is_photo = bool(one.is_photo)
        put_file(one.file, one.file_name, said, question, here, is_photo=is_photo, work=work)
    take_answer(said, question, event=pressed, here=here, work=work, at=at, settings=settings)
    unplaced.let_go(one, pressed.account, pressed.chat.chat_id, work=work, at=at)
    work.outbox.put(replaced(pressed, alerts.chosen(question.project)), at)
    return None
