"""指挥部 and 人员 must say the same of who commands what."""

from collections.abc import Iterable

from papers.anomaly import asked
from papers.matching import match
from papers.sheets.commands import CommandLine
from papers.sheets.people import PersonLine
from rules.book import Command
from rules.posts import Role
from rules.project import CommandNo


def check_posts(commands: Iterable[CommandLine], people: tuple[PersonLine, ...]) -> None:
    """Warn where the two sheets disagree; the posts are taken from 指挥部."""
    lines = tuple(line for line in commands if line.command is not None)
    by_name = {line.command.name: line.command for line in lines if line.command is not None}
    staff = tuple(person for person in people if person.command)
    disputed = set()
    for person in staff:
        found = match(person.command, by_name)
        if found is None:
            person.row.say("command", asked(f"指挥部表中没有“{person.command}”，请核对"))
        else:
            disputed |= _disputed(person, by_name[found.name])
    _check_commanders(lines, people, disputed)


def _disputed(person: PersonLine, command: Command) -> set[tuple[CommandNo, Role]]:
    """Return the posts that 人员 gives somebody in a command and 指挥部 does not."""
    roles = {role for role in person.roles if not _agree(person.name or "", role, command)}
    for role in sorted(roles):
        says = f"人员表写明是{command.name}{role.chinese}，指挥部表不是，以指挥部表为准，请核对"
        person.row.say("role", asked(says))
    return {(command.number, role) for role in roles}


def _agree(name: str, role: Role, command: Command) -> bool:
    return {
        Role.COMMANDER: name == command.commander,
        Role.DEPUTY_COMMANDER: name in command.deputies,
        Role.LIAISON: name == command.liaison,
    }.get(role, True)


def _check_commanders(
    commands: tuple[CommandLine, ...],
    people: tuple[PersonLine, ...],
    disputed: set[tuple[CommandNo, Role]],
) -> None:
    roles = {person.name: person.roles for person in people}
    # A sheet of people that names no commander at all just does not tell roles of commands.
    if not any(Role.COMMANDER in held for held in roles.values()):
        return
    for line in commands:
        command = line.command
        if command is None:
            continue
        held = roles.get(command.commander, (Role.COMMANDER,))
        if Role.COMMANDER not in held and (command.number, Role.COMMANDER) not in disputed:
            says = f"人员表中“{command.commander}”的角色不是指挥长，以指挥部表为准，请核对"
            line.row.say("commander", asked(says))
