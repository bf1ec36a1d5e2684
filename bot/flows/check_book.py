"""The year's workbook is sent in: it is checked as `guatu load --dry-run` does, and marked."""

import datetime as dtm
import hashlib
from pathlib import PurePath

from bot.entrance import enter
from bot.paper_kinds import paper_recipe
from bot.pictures import digest
from bot.ports import Content, Heard
from bot.settings import Settings
from bot.speech import answer
from bot.wording import checking
from papers.checked import CheckedBook, MarkedCopy
from rules.notice import Recipe
from rules.posts import Act, acting_post
from rules.refusal import RefusalError
from storage.work import Look, Work

_ENDING = ".xlsx"
_OTHER_TABLES = frozenset(
    {".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".et", ".ett", ".ods", ".csv", ".numbers"}
)


def wants_file(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether a file may be the year's workbook: one that a member of the office sent."""
    return _ending(heard) == _ENDING and _may(heard, look=look, settings=settings)


def is_other_table(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether a member of the office sent us a table that is to be saved anew.

    In the group only what answers us is sent to us; what answers a question is evidence.
    """
    if _ending(heard) not in _OTHER_TABLES or heard.text.strip():
        return False
    quoted = heard.quoted
    if quoted is None or not quoted.is_ours:
        return heard.is_private and _may(heard, look=look, settings=settings)
    is_evidence = look.outbox.about(heard.chat.chat_id, quoted.message_id) is not None
    return not is_evidence and _may(heard, look=look, settings=settings)


def ask_for_another_format(heard: Heard, *, work: Work, at: dtm.datetime) -> None:
    """Say how a table is saved anew."""
    work.outbox.put(answer(heard, checking.other_format()), at)


def tell_check(
    heard: Heard, book: CheckedBook, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Tell what was found in a workbook, and send its marked copy; nothing is loaded."""
    _check_may(heard, look=work, on=settings.day(at))
    recipe = None
    if book.copy is not None:
        name = checking.copy_name(settings.name, book.year)
        recipe = _kept(book.copy, name, work=work, at=at)
    work.outbox.put(answer(heard, checking.checked(book), recipe=recipe), at)


def _kept(copy: bytes, name: str, *, work: Work, at: dtm.datetime) -> Recipe:
    """Keep a copy where delivery looks for what was drawn already; return its recipe."""
    view = MarkedCopy(hashlib.sha256(copy).hexdigest())
    recipe = paper_recipe("marked_copy", view, name)
    work.pictures.put(digest(recipe), [copy], at)
    return recipe


def _ending(heard: Heard) -> str:
    """Return how the name of a file that came as such ends; "" for anything else."""
    is_plain = heard.content is Content.FILE and not heard.command
    if not is_plain or heard.is_edit:
        return ""
    return PurePath(heard.file_name).suffix.lower()


def _may(heard: Heard, *, look: Look, settings: Settings) -> bool:
    try:
        _check_may(heard, look=look, on=settings.day(heard.said_at))
    except RefusalError:
        return False
    return True


def _check_may(heard: Heard, *, look: Look, on: dtm.date) -> None:
    here = enter(heard, look=look)
    acting_post(Act.CHECK_BOOK, here.posts, room=here.room, on=on)
