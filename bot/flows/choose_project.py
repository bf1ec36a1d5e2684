"""Of several open projects, one is chosen for an answer that named none."""

import datetime as dtm
from collections.abc import Sequence

from bot import unplaced
from bot.answering import take_answer
from bot.entrance import Present, enter
from bot.ports import Alert, Pressed
from bot.questions import Question, Said, check_may_answer, question_about
from bot.refusals import NotYourButtonError
from bot.remarking import put_file, tell_file
from bot.settings import Settings
from bot.speech import replaced
from bot.subjects import about_of
from bot.unplaced import Unplaced
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
    work.outbox.put(replaced(pressed, alerts.chosen(question.project)), at)
    if not one.text.strip():
        _keep_files(pressed, one, kept, question, here, work=work, at=at)
        return None
    if one.file:
        is_photo = bool(one.is_photo)
        put_file(one.file, one.file_name, said, question, here, is_photo=is_photo, work=work)
    take_answer(said, question, event=pressed, here=here, work=work, at=at, settings=settings)
    unplaced.let_go([one], pressed.account, pressed.chat.chat_id, work=work, at=at)
    return None


def _keep_files(
    pressed: Pressed,
    one: Unplaced,
    kept: Sequence[Unplaced],
    question: Question,
    here: Present,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Keep what came without words: an album is several messages, for which was asked once."""
    album = [each for each in kept if not each.text.strip() and each.minute == one.minute]
    for each in album:
        said_at = dtm.datetime.fromisoformat(each.said_at)
        said = Said("", Source(pressed.chat.chat_id, int(each.message), said_at))
        is_photo = bool(each.is_photo)
        put_file(each.file, each.file_name, said, question, here, is_photo=is_photo, work=work)
    unplaced.let_go(album, pressed.account, pressed.chat.chat_id, work=work, at=at)
    tell_file(pressed, question, key=f"{pressed.key}/file", work=work, at=at)
