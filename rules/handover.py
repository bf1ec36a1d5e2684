"""Handovers: another person, or another unit, answers from a day on (C18, C39, E29, E41)."""

import datetime as dtm
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from rules.book import Book, Command, posts_of_tables
from rules.difference import Change, Need, Thing
from rules.posts import Post, Role
from rules.project import CommandNo, Project, ProjectCode

_Thing = TypeVar("_Thing", Command, Project)


class Seat(StrEnum):
    """What is handed over; its value is the field of the project or the command."""

    PERSON = "responsible_person"
    LEADER = "responsible_leader"
    LEAD_UNIT = "lead_unit"
    COMMANDER = "commander"
    DEPUTY = "deputies"
    LIAISON = "liaison"

    @property
    def chinese(self) -> str:
        """Its word."""
        return _CHINESE[self]

    @property
    def is_of_command(self) -> bool:
        """Tell whether it belongs to a command, not to a project."""
        return self in {Seat.COMMANDER, Seat.DEPUTY, Seat.LIAISON}

    @property
    def roles(self) -> tuple[Role, ...]:
        """The posts that change with it; a project's people come with its unit."""
        return _ROLES[self]


_CHINESE = {
    Seat.PERSON: "责任人",
    Seat.LEADER: "责任领导",
    Seat.LEAD_UNIT: "主责单位",
    Seat.COMMANDER: "指挥长",
    Seat.DEPUTY: "副指挥长",
    Seat.LIAISON: "联络员",
}
_ROLES: Mapping[Seat, tuple[Role, ...]] = {
    Seat.PERSON: (Role.RESPONSIBLE_PERSON,),
    Seat.LEADER: (Role.RESPONSIBLE_LEADER,),
    Seat.LEAD_UNIT: (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER),
    Seat.COMMANDER: (Role.COMMANDER,),
    Seat.DEPUTY: (Role.DEPUTY_COMMANDER,),
    Seat.LIAISON: (Role.LIAISON,),
}


@dataclass(frozen=True, slots=True)
class Handover:
    """From `before` to `after`, since a day, in a command or project (`name`: number or code)."""

    seat: Seat
    name: CommandNo | ProjectCode
    before: str
    after: str
    since: dtm.date


def holders(seat: Seat, thing: Command | Project) -> tuple[str, ...]:
    """Return who holds a seat of a command or a project; several may be deputies."""
    found = getattr(thing, seat.value)
    if isinstance(found, tuple):
        return found
    return (found,) if found else ()


def handed_over(one: Handover, thing: _Thing) -> _Thing:
    """Return the command or the project with the new holder in the place of the old one."""
    changed: dict[str, Any] = {one.seat.value: one.after}
    if one.seat is Seat.DEPUTY:
        names = holders(one.seat, thing)
        changed = {one.seat.value: tuple(one.after if n == one.before else n for n in names)}
    return replace(thing, **changed)


def posts_that_end(one: Handover, posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts that a handover ends: the holder's, and those of who acts for him."""
    return tuple(post for post in posts if post.role in one.seat.roles and _is_touched(one, post))


def _is_touched(one: Handover, post: Post) -> bool:
    if not one.seat.is_of_command:
        is_his = one.seat is Seat.LEAD_UNIT or one.before in {post.person, post.acting_for}
        return post.project == one.name and is_his
    return post.command == one.name and one.before in {post.person, post.acting_for}


def posts_that_begin(one: Handover, ended: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts that take the place of those that ended; a delegation is not taken over."""
    own = (post for post in ended if post.acting_for is None)
    part = "unit" if one.seat is Seat.LEAD_UNIT else "person"
    changed: dict[str, Any] = {part: one.after, "since": one.since, "until": None}
    return tuple(replace(post, **changed) for post in own)


def with_present_holders(
    read: Book, kept: Book, former: Sequence[Post]
) -> tuple[Book, tuple[Change, ...]]:
    """Return a book that was read with the present holders where it names former ones.

    A workbook from before a handover is no handover back: what it says otherwise is told, and
    changes by a procedure of its own.
    """
    if not former:
        return read, ()
    changes: list[Change] = []
    commands_kept = {one.number: one for one in kept.commands}
    projects_kept = {one.code: one for one in kept.projects}
    commands = [
        _present(one, commands_kept.get(one.number), one.number, former, changes)
        for one in read.commands
    ]
    projects = [
        _present(one, projects_kept.get(one.code), one.code, former, changes)
        for one in read.projects
    ]
    following = set(posts_of_tables(read.commands, read.projects, read.people))
    own = (post for post in read.posts if post not in following)
    book = replace(read, commands=tuple(commands), projects=tuple(projects))
    posts = posts_of_tables(book.commands, book.projects, book.people)
    return replace(book, posts=tuple(dict.fromkeys((*posts, *own)))), tuple(changes)


def _present(
    read: _Thing, kept: _Thing | None, name: str, former: Sequence[Post], changes: list[Change]
) -> _Thing:
    """Put the present holders into a command or a project, and note where that was needed."""
    is_command = isinstance(read, Command)
    for seat in Seat:
        if kept is None or seat.is_of_command is not is_command:
            continue
        said, holds = getattr(read, seat.value), getattr(kept, seat.value)
        gone = {_held(seat, post) for post in former if _is_about(seat, name, post)}
        if said == holds or gone.isdisjoint(holders(seat, read)):
            continue
        thing = Thing.COMMAND if is_command else Thing.PROJECT
        texts = "、".join(holders(seat, kept)), "、".join(holders(seat, read))
        changes.append(Change(thing, name, seat.value, *texts, Need.HANDOVER))
        read = replace(read, **{seat.value: holds})
    return read


def _held(seat: Seat, post: Post) -> str | None:
    return post.unit if seat is Seat.LEAD_UNIT else post.person


def _is_about(seat: Seat, name: str, post: Post) -> bool:
    where = post.command if seat.is_of_command else post.project
    return post.role in seat.roles and where == name
