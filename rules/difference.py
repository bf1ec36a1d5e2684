"""Differences: what one book says otherwise than another, thing by thing and field by field."""

import dataclasses
import datetime as dtm
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rules.book import Book, posts_of_tables
from rules.month import Month
from rules.posts import Post
from rules.project import plain


class Thing(StrEnum):
    """What a difference is about."""

    COMMAND = "command"
    PERSON = "person"
    POST = "post"
    PROJECT = "project"
    TARGET = "target"
    PROGRESS = "progress"
    SUPPORT_ITEM = "support_item"
    MILESTONE = "milestone"


class Need(StrEnum):
    """By which procedure alone something changes."""

    ADJUSTMENT = "adjustment"  # a target: C56 to C60, E41, E42
    EXIT = "exit"  # a project leaves: C55
    HANDOVER = "handover"  # somebody answers again who handed over: C18, E29
    CONFIRMATION = "confirmation"  # a support item stands otherwise in the chat: C48


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between the book that is kept and the one that was read.

    `name` is the code, number or name of the thing; `part` its field or month, empty for the
    whole thing, which is then new (`before` None) or gone (`after` None). `needs` tells why it
    was not taken; `since` from which month a new project is rated.
    """

    thing: Thing
    name: str
    part: str
    before: str | None
    after: str | None
    needs: Need | None = None
    since: Month | None = None

    @property
    def is_taken(self) -> bool:
        """Tell whether it holds from now on."""
        return self.needs is None


def differences(kept: Book, read: Book) -> Iterator[Change]:
    """Yield how the tables of two books differ, targets and plans left out."""
    yield from _of_table(Thing.COMMAND, kept.commands, read.commands, lambda one: one.number)
    yield from _of_table(Thing.PERSON, kept.people, read.people, lambda one: one.name)
    yield from _of_posts(kept, read)
    yield from _of_table(Thing.PROJECT, kept.projects, read.projects, lambda one: one.code)
    items = (kept.support_items, read.support_items)
    yield from _of_table(Thing.SUPPORT_ITEM, *items, lambda one: one.number)
    dated = (kept.milestones, read.milestones)
    yield from _of_table(Thing.MILESTONE, *dated, lambda one: one.number)


def _of_table(
    thing: Thing, kept: Iterable[Any], read: Iterable[Any], name_of: Callable[[Any], str]
) -> Iterator[Change]:
    old, new = _numbered(kept, name_of), _numbered(read, name_of)
    for key in {**new, **old}:
        name = key[0]
        if key not in old:
            yield Change(thing, name, "", None, _title(new[key]))
        elif key not in new:
            yield Change(thing, name, "", _title(old[key]), None)
        else:
            yield from _of_fields(thing, name, old[key], new[key])


def _numbered(things: Iterable[Any], name_of: Callable[[Any], str]) -> dict[tuple[str, int], Any]:
    """Return things by name; those that share one are told apart by their order."""
    count: Counter[str] = Counter()
    found = {}
    for thing in things:
        name = name_of(thing)
        found[name, count[name]] = thing
        count[name] += 1
    return found


def _of_fields(thing: Thing, name: str, old: Any, new: Any) -> Iterator[Change]:
    for part in dataclasses.fields(old):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if before != after:
            yield Change(thing, name, part.name, written(before), written(after))


def _of_posts(kept: Book, read: Book) -> Iterator[Change]:
    """Yield the posts that do not follow from the other tables: headquarters, office, support."""
    old, new = _own_posts(kept), _own_posts(read)
    for post in {**new, **old}:
        if post not in old:
            yield Change(Thing.POST, post.person, "", None, post.role.chinese)
        elif post not in new:
            yield Change(Thing.POST, post.person, "", post.role.chinese, None)


def _own_posts(book: Book) -> dict[Post, None]:
    following = set(posts_of_tables(book.commands, book.projects, book.people))
    return {post: None for post in book.posts if post not in following}


def _title(thing: Any) -> str:
    return str(getattr(thing, "what", None) or thing.name)


def written(value: Any) -> str | None:
    """Write a field's value as people read it; None is None."""
    match value:
        case None:
            return None
        case Decimal():
            return plain(value)
        case dtm.date():
            return value.isoformat()
        case tuple():
            return "、".join(value)
        case _:
            return str(value)
