"""Words about a support item: an answer to its question, what comes after 「办理中」, a remark."""

import datetime as dtm

from bot.entrance import Present, enter
from bot.open_questions import candidates
from bot.ports import Alert, Content, Heard, Pressed
from bot.refusals import NotYourButtonError
from bot.settings import Settings
from bot.speech import Choice, answer, buttons, replaced
from bot.support_deeds import Taken, answering_post, check_here, keep
from bot.support_desk import FORM, item_of, owed_lines, subject_of_item
from bot.support_questions import asked_in, meant
from bot.support_telling import tell_done
from bot.wording import alerts, supporting
from bot.wording.supporting import SupportLine
from rules.support import SupportDeed, read_deed
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Look, Work

_WHICH = "which_support"
_FEWEST = 6  # characters of unquoted words that are a remark and no thanks
_LONGEST = 500
_UNREADABLE = frozenset({Content.VOICE, Content.STICKER, Content.OTHER})
Asked = list[tuple[int, SupportLine]]


def is_answer(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether a message quotes something of ours that asks about support items."""
    return bool(_quoted(heard, look=look, settings=settings))


def is_unquoted_answer(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether private words are about what the sender owes: nothing else is asked of him."""
    if not heard.is_private or heard.is_edit or look.bindings.person_of(heard.account) is None:
        return False
    said, on = heard.text.strip(), settings.day(heard.said_at)
    here = enter(heard, look=look)
    is_remark = read_deed(said).decides or len(said) >= _FEWEST
    return (
        is_remark
        and bool(_owed(here, look=look, on=on))
        and not candidates(here, look=look, on=on)
    )


def take_answer(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Keep what was answered, or ask which of several items it is about."""
    here, on = enter(heard, look=work), settings.day(at)
    if heard.content in _UNREADABLE:
        work.outbox.put(answer(heard, supporting.words_needed()), at)
        return
    work.book.hold(work.book.year_in_force())
    asked = _quoted(heard, look=work, settings=settings) or _owed(here, look=work, on=on)
    one, said = meant(_said(heard), asked)
    if one is None:
        _ask_which(heard, said, asked, here, work=work, at=at)
        return
    draft = work.drafts.get(heard.account, heard.chat.chat_id)
    if draft is not None and draft.form == FORM:
        work.drafts.drop(heard.account, heard.chat.chat_id)
    _keep(heard, one, said, here, heard.message_id, work=work, at=at)


def take_remark(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Keep the words that come after 「办理中」."""
    here, on = enter(heard, look=work), settings.day(at)
    work.book.hold(work.book.year_in_force())
    one = item_of(draft.facts["about"], look=work, on=on)
    work.drafts.drop(heard.account, heard.chat.chat_id)
    if one is None:
        work.outbox.put(answer(heard, alerts.no_longer_open()), at)
        return
    _keep(heard, one, _said(heard), here, heard.message_id, work=work, at=at)


def choose_support(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Take the words that were kept as the answer about the chosen item."""
    here = enter(pressed, look=work)
    if button.owner != here.person:
        raise NotYourButtonError(button.owner or "")
    draft = work.drafts.get(pressed.account, pressed.chat.chat_id)
    work.book.hold(work.book.year_in_force())
    one = item_of(button.subject, look=work, on=settings.day(at))
    is_open = draft is not None and draft.facts.get("message") == button.at_state
    if draft is None or not is_open or one is None:
        return Alert(alerts.no_longer_open())
    message = int(draft.facts["message"])
    _keep(pressed, one, draft.facts["said"], here, message, work=work, at=at)
    work.drafts.drop(pressed.account, pressed.chat.chat_id)
    work.outbox.put(replaced(pressed, supporting.chosen(one[1])), at)
    return None


def _quoted(heard: Heard, *, look: Look, settings: Settings) -> Asked:
    quoted = heard.quoted
    if quoted is None or not quoted.is_ours:
        return []
    on = settings.day(heard.said_at)
    return asked_in(heard.chat.chat_id, quoted.message_id, look=look, on=on)


def _owed(here: Present, *, look: Look, on: dtm.date) -> Asked:
    year = look.book.year_in_force()
    return [(year, one) for one in owed_lines(here, look=look, on=on)]


def _said(heard: Heard) -> str:
    """Return the words; of a photo or a file without any, what it was: the message is kept."""
    if said := heard.text.strip()[:_LONGEST]:
        return said
    return supporting.handed_in(heard.file_name)


def _keep(
    event: Heard | Pressed,
    one: tuple[int, SupportLine],
    said: str,
    here: Present,
    message: int,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Keep words about an item; only its own person's may say that it is done."""
    year, line = one
    check_here(line, here)
    post = answering_post(line, here, on=line.on)
    deed = read_deed(said) if _may_decide(line, here) else SupportDeed.REMARK
    taken = Taken(line, year, post)
    line = keep(taken, deed, event, said, here=here, work=work, at=at, message=message)
    if deed is SupportDeed.DONE:
        tell_done(event, year, line, work=work, at=at)
    else:
        work.outbox.put(answer(event, supporting.remark_kept(line, said)), at)


def _may_decide(line: SupportLine, here: Present) -> bool:
    return here.person == line.item.person and line.is_open and not line.is_reported


def _ask_which(
    heard: Heard, said: str, asked: Asked, here: Present, *, work: Work, at: dtm.datetime
) -> None:
    """Keep the words until it is known which item they are about."""
    facts = {"said": said, "message": str(heard.message_id)}
    work.drafts.put(Draft(heard.account, heard.chat.chat_id, _WHICH, facts, at))
    rows = [
        [
            Choice(
                supporting.button(number, line),
                "choose_support",
                subject_of_item(year, line.item),
                at_state=str(heard.message_id),
                owner=here.person,
            )
        ]
        for number, (year, line) in enumerate(asked, start=1)
    ]
    work.outbox.put(answer(heard, supporting.which_one(), rows=buttons(work, *rows)), at)
