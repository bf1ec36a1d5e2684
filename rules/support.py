"""Support items in the chat: who said what of them, and how that survives a reload (C48, E41)."""

import datetime as dtm
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.book import Book, SupportItem, SupportState
from rules.difference import Change, Need, Thing
from rules.posts import Post, Role
from rules.project import PersonName, ProjectCode
from rules.refusal import RefusalError

ADDED_NUMBER = "增{:03}"  # no workbook numbers its items so
_IS_DONE = re.compile("(?:办结|办完|办好|完成)[了啦]?$")
_IS_UNDERWAY = re.compile("(?:正在|仍在|还在)?办理中|正在(?:办理?|推进)")
_NOT = re.compile(
    "[未没尚差待催请]|不能|预计|计划|争取|力争|基本|部分|大部|一半|即将|快要?|准备|才能|[?？]"
)
_CLAUSE = re.compile("[，,。；;！!\n ]")


class SupportDeed(StrEnum):
    """What was done about an item in the chat."""

    ADDED = "added"
    DONE = "done"  # its person says 已办结; that alone closes nothing
    UNDERWAY = "underway"  # 办理中
    REMARK = "remark"  # words, which decide nothing
    CLOSED = "closed"  # 办结, by who may confirm it
    RETURNED = "returned"  # 未办结: what its person said was not so
    REOPENED = "reopened"

    @property
    def decides(self) -> bool:
        """Tell whether it changes how an item stands."""
        return self not in {SupportDeed.ADDED, SupportDeed.REMARK}


@dataclass(frozen=True, slots=True)
class SupportWord:
    """One deed about an item, never overwritten; `id` is None until it is kept.

    `chat_id` and `message_id` tell the message that it came in, where there was one.
    """

    number: str
    project: ProjectCode
    deed: SupportDeed
    by: PersonName
    at: dtm.datetime
    words: str = ""
    chat_id: int | None = None
    message_id: int | None = None
    id: int | None = None


class SupportDecidedError(RefusalError):
    """The item stands otherwise by now; `made` tells who decided, None: the workbook."""

    def __init__(self, item: SupportItem, made: SupportWord | None) -> None:
        super().__init__(item.number)
        self.item = item
        self.made = made


class OwnSupportError(RefusalError):
    """Nobody confirms that what he himself owes is done."""

    def __init__(self, item: SupportItem) -> None:
        super().__init__(item.number)
        self.item = item


def last_decision(words: Iterable[SupportWord]) -> SupportWord | None:
    """Return the last word that changed how an item stands."""
    return next((one for one in reversed(tuple(words)) if one.deed.decides), None)


def waits_for_word(item: SupportItem, words: Iterable[SupportWord]) -> bool:
    """Tell whether an item was said to be done and nobody has confirmed it."""
    last = last_decision(words)
    is_open = item.state is not SupportState.CLOSED
    return is_open and last is not None and last.deed is SupportDeed.DONE


def after(item: SupportItem, deed: SupportDeed) -> SupportItem:
    """Return an item as it stands after a deed."""
    if not deed.decides:
        return item
    is_closed = deed is SupportDeed.CLOSED
    return replace(item, state=SupportState.CLOSED if is_closed else SupportState.IN_PROGRESS)


def read_deed(said: str) -> SupportDeed:
    """Tell what an answer says: done only where it begins so and takes nothing back."""
    first = _CLAUSE.split(said.strip(), maxsplit=1)[0]
    if _IS_DONE.search(first) and not _NOT.search(said):
        return SupportDeed.DONE
    return SupportDeed.UNDERWAY if _IS_UNDERWAY.match(first) else SupportDeed.REMARK


def with_items_of_chat(
    read: Book, kept: Book, words: Mapping[str, Sequence[SupportWord]]
) -> tuple[Book, tuple[Change, ...]]:
    """Return a book that was read with what the chat decided, and what it says otherwise.

    What was closed in the chat stays closed, whatever an older workbook says; what a workbook has
    as closed is closed. An item that the chat added stays, and is one with the row that says the
    same of its project.
    """
    said = _said(kept.support_items, words)
    touched = [one for one in kept.support_items if one.number in said]
    pairs = _pairs(touched, read.support_items)
    codes = {project.code for project in read.projects}
    added = tuple(
        one
        for one in touched
        if one not in pairs.values() and one.project in codes and _is_added(said[one.number])
    )
    taken = {one.number for one in (*pairs.values(), *added)}
    items: list[SupportItem] = []
    changes: list[Change] = []
    for place, row in enumerate(read.support_items):
        known = pairs.get(place)
        if known is None:
            items.append(_with_free_number(row, taken, read.support_items))
            continue
        items.append(replace(row, number=known.number, state=_state(row, said[known.number])))
        changes += _otherwise(row, items[-1])
    posts = tuple(dict.fromkeys((*read.posts, *posts_of_items(added))))
    return replace(read, support_items=(*items, *added), posts=posts), tuple(changes)


def _said(
    items: Iterable[SupportItem], words: Mapping[str, Sequence[SupportWord]]
) -> dict[str, list[SupportWord]]:
    """Return the words about each item that has any; a number may have been another project's."""
    mine = {
        one.number: [word for word in words.get(one.number, ()) if word.project == one.project]
        for one in items
    }
    return {number: said for number, said in mine.items() if said}


def _otherwise(row: SupportItem, stands: SupportItem) -> Iterable[Change]:
    """Yield that a workbook says of an item that it stands otherwise."""
    if stands.state is not row.state:
        states = stands.state.value, row.state.value
        yield Change(Thing.SUPPORT_ITEM, stands.number, "state", *states, Need.CONFIRMATION)


def posts_of_items(items: Iterable[SupportItem]) -> tuple[Post, ...]:
    """Return the posts of those who answer for items."""
    named = (one for one in items if one.person)
    return tuple(Post(one.person, Role.SUPPORT_PERSON, unit=one.department) for one in named)


def _is_added(words: Iterable[SupportWord]) -> bool:
    return any(one.deed is SupportDeed.ADDED for one in words)


def _pairs(touched: Sequence[SupportItem], read: Sequence[SupportItem]) -> dict[int, SupportItem]:
    """Return which row of a workbook is which item: by its number, or else by what it says."""
    pairs: dict[int, SupportItem] = {}
    for is_it in (_has_number_of, says_the_same):
        for one in touched:
            if one in pairs.values():
                continue
            found = [n for n, row in enumerate(read) if n not in pairs and is_it(one, row)]
            if len(found) == 1:
                pairs[found[0]] = one
    return pairs


def _has_number_of(one: SupportItem, row: SupportItem) -> bool:
    """Compare numbers; where a sheet has none its rows are counted, and must say the same too."""
    if (one.number, one.project) != (row.number, row.project):
        return False
    return not one.number.isdecimal() or says_the_same(one, row)


def says_the_same(one: SupportItem, row: SupportItem) -> bool:
    """Tell whether two items are one thing that one project waits for."""
    return one.project == row.project and _folded(one.what) == _folded(row.what)


def _folded(what: str) -> str:
    return "".join(what.split())


def _state(row: SupportItem, words: Sequence[SupportWord]) -> SupportState:
    last = last_decision(words)
    if SupportState.CLOSED is row.state or last is None:
        return row.state
    return after(row, last.deed).state


def _with_free_number(
    row: SupportItem, taken: set[str], rows: Sequence[SupportItem]
) -> SupportItem:
    """Give a row another number where an item of the chat has its: a counted sheet changed."""
    if row.number not in taken:
        return row
    numbers = taken | {one.number for one in rows}
    count = len(numbers)
    while str(count) in numbers:
        count += 1
    taken.add(str(count))
    return replace(row, number=str(count))
