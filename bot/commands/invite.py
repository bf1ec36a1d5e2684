"""`guatu invite`: the codes that bind people to their accounts and groups to their rooms."""

import difflib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from bot.clock import now
from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson
from bot.commands.printing import print_json, print_table
from bot.posts_held import group_name, post_names
from bot.refusals import NoBookError
from bot.settings import Settings
from rules.posts import Room
from rules.project import CommandNo, PersonName
from storage import journal
from storage.bindings import GroupSubject, PersonSubject, Subject
from storage.work import Look, Work

_ROOMS = (Room.TOWNSHIP, Room.HEADQUARTERS, Room.OFFICE)


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """A person of the book; `code` is None once it was used."""

    name: PersonName
    unit: str
    posts: tuple[str, ...]
    code: str | None
    bound: bool


@dataclass(frozen=True, slots=True)
class InvitedGroup:
    """A group that guatu speaks to; `command` is a command's number."""

    kind: Room
    command: CommandNo | None
    name: str
    code: str | None
    bound: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """Everybody who can be bound, and every group."""

    people: tuple[InvitedPerson, ...]
    groups: tuple[InvitedGroup, ...]


def invite(
    *,
    renew: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Unbind this person or group and make a new code."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List who can be bound with which code: /start CODE in private, /bind CODE in a group.

    A code stays the same until it is used.

    Example: guatu invite --renew 苏佳宁
    """
    settings = Settings.read()
    with present(settings) as storage, storage.work() as work:
        if not work.book.years():
            raise NoBookError
        if renew is not None:
            _renew(renew, work)
        found = invited(work)
    if as_json:
        print_json(asdict(found))
    else:
        _print(found)


def invited(work: Work) -> Invited:
    """Return all codes; those that are not there yet are made."""
    return Invited(tuple(_people(work)), tuple(_groups(work)))


def _people(work: Work) -> Iterator[InvitedPerson]:
    units = {person.name: person.unit for person in work.book.people()}
    names = dict.fromkeys([*units, *(post.person for post in work.book.posts())])
    bound = work.bindings.accounts(names)
    for name in names:
        posts = post_names(work.book.posts_of(name), look=work)
        code = None if name in bound else work.bindings.invitation(PersonSubject(name))
        yield InvitedPerson(name, units.get(name, ""), posts, code, name in bound)


def _groups(work: Work) -> Iterator[InvitedGroup]:
    bound = {(group.room, group.command): group for group in work.bindings.groups()}
    for subject in _group_subjects(work):
        group = bound.get((subject.room, subject.command))
        code = None if group else work.bindings.invitation(subject)
        name = _title(subject, work)
        yield InvitedGroup(subject.room, subject.command, name, code, group is not None)


def _group_subjects(look: Look) -> tuple[GroupSubject, ...]:
    year = look.book.years()[-1]
    commands = (GroupSubject(Room.COMMAND, one.number) for one in look.book.commands(year))
    return (*commands, *(GroupSubject(room) for room in _ROOMS))


def _title(subject: GroupSubject, look: Look) -> str:
    """Return a bound group's own title, else the name by which the book or we know it."""
    group = look.bindings.group(subject.room, subject.command)
    return (group.title if group else "") or group_name(subject.room, subject.command, look=look)


def _renew(name: str, work: Work) -> None:
    subject = _subject(name, work)
    work.bindings.renew(subject)
    work.journal.write(journal.Line(at=now(), actor="", what="code.renewed", facts={"name": name}))


def _subject(name: str, work: Work) -> Subject:
    """Find whom a name means: a person, or a group by its title, its command's name or number."""
    found: dict[str, set[Subject]] = {}
    for post in work.book.posts():
        found.setdefault(post.person, set()).add(PersonSubject(post.person))
    for person in work.book.people():
        found.setdefault(person.name, set()).add(PersonSubject(person.name))
    for group in _group_subjects(work):
        for called in _names(group, work):
            found.setdefault(called, set()).add(group)
    if name not in found:
        near = difflib.get_close_matches(name, sorted(found), n=3, cutoff=0.3)
        hint = f"; is it {' or '.join(near)}?" if near else ""
        raise DeclinedError(f"there is no person and no group named {name}{hint}")
    if len(found[name]) > 1:
        raise DeclinedError(f"several are named {name}; give a command's number to name its group")
    return found[name].pop()


def _names(group: GroupSubject, look: Look) -> set[str]:
    names = {_title(group, look), group_name(group.room, group.command, look=look)}
    command = look.book.command(look.book.years()[-1], group.command) if group.command else None
    return names | {command.name, command.number} if command else names


def _print(found: Invited) -> None:
    print_table(
        ("person", "unit", "posts", "code"),
        ((one.name, one.unit, "、".join(one.posts), one.code or "bound") for one in found.people),
    )
    typer.echo()
    print_table(
        ("group", "kind", "command", "code"),
        ((one.name, one.kind, one.command, one.code or "bound") for one in found.groups),
    )
