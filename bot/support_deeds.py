"""Deeds about support items: what stands against one, in which post, and how it is kept."""

import datetime as dtm
from dataclasses import dataclass, replace

from bot.entrance import Present
from bot.ports import Heard, Pressed
from bot.refusals import ElsewhereError
from bot.settings import Settings
from bot.support_desk import state_of
from bot.wording.supporting import SupportLine
from rules.posts import MAY, Act, Post, Reach, acting_post
from rules.support import (
    OwnSupportError,
    SupportDecidedError,
    SupportDeed,
    SupportWord,
    after,
    last_decision,
)
from storage import journal
from storage.buttons import Button
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that somebody present is about to do something about, and the post in which."""

    line: SupportLine
    year: int
    post: Post


def check_seen(line: SupportLine, button: Button, settings: Settings) -> None:
    """Refuse a button that was offered before something else was decided, with who did that."""
    last = last_decision(line.words)
    if state_of(line.words) != button.at_state and last is not None:
        raise _decided(line, last, settings)


def check_open(line: SupportLine, settings: Settings) -> None:
    """Refuse what is said of an item that is closed, with who closed it."""
    last = last_decision(line.words)
    if not line.is_open:
        is_by_chat = last is not None and last.deed is SupportDeed.CLOSED
        raise _decided(line, last if is_by_chat else None, settings)


def check_not_reported(line: SupportLine, settings: Settings) -> None:
    """Refuse a second report that an item is done, with when the first one was made."""
    last = last_decision(line.words)
    if line.is_reported and last is not None:
        raise _decided(line, last, settings)


def _decided(
    line: SupportLine, made: SupportWord | None, settings: Settings
) -> SupportDecidedError:
    local = made and replace(made, at=settings.local(made.at))
    return SupportDecidedError(line.item, local)


def check_here(line: SupportLine, here: Present) -> None:
    """Refuse another command's item in a command's group."""
    if here.command not in {None, line.project.command}:
        raise ElsewhereError(line.project)


def answering_post(line: SupportLine, here: Present, *, on: dtm.date) -> Post:
    """Return the post in which somebody answers for an item: as its person, or for others."""
    owners = [line.item.person] if line.item.person else []
    posts = [post for post in here.posts if _answers(post, line, here)]
    return acting_post(
        Act.SUPPORT_ANSWER, posts, room=here.room, on=on, project=line.project, owners=owners
    )


def _answers(post: Post, line: SupportLine, here: Present) -> bool:
    is_of_item = MAY[Act.SUPPORT_ANSWER].roles.get(post.role) is Reach.OWN_ITEM
    return not is_of_item or here.person == line.item.person


def settling_post(line: SupportLine, here: Present, *, on: dtm.date) -> Post:
    """Return the post in which somebody confirms; OwnSupportError for the item's own person."""
    post = acting_post(Act.SUPPORT_SETTLE, here.posts, room=here.room, on=on, project=line.project)
    if here.person == line.item.person:
        raise OwnSupportError(line.item)
    return post


def keep(
    taken: Taken,
    deed: SupportDeed,
    event: Heard | Pressed,
    said: str = "",
    *,
    here: Present,
    work: Work,
    at: dtm.datetime,
    message: int | None = None,
) -> SupportLine:
    """Keep a deed, write it down, and return the item as it stands after it.

    `message` is the one of the event's chat that the words came in.
    """
    line, year = taken.line, taken.year
    word = work.supports.put(
        year,
        SupportWord(
            number=line.item.number,
            project=line.project.code,
            deed=deed,
            by=here.person,
            at=at,
            words=said,
            chat_id=event.chat.chat_id if message is not None else None,
            message_id=message,
        ),
    )
    item = after(line.item, deed)
    if item != line.item or deed is SupportDeed.ADDED:
        work.book.put_support_item(year, item)
    work.journal.write(
        journal.Line(
            at=at,
            actor=here.person,
            post=taken.post.role.chinese,
            what=f"support.{deed}",
            project=line.project.code,
            facts={"number": item.number, "what": item.what, "words": said},
            source=event.key,
        )
    )
    return replace(line, item=item, words=(*line.words, word))
