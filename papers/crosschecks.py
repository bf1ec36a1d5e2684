"""指挥部 and 人员 must say the same of who commands what."""

from collections.abc import Iterable

from papers.anomaly import asked
from papers.matching import match
from papers.sheets.commands import CommandLine
from papers.sheets.people import PersonLine
from rules.book import Command
from rules.posts import Role


def check_posts(commands: Iterable[CommandLine], people: Iterable[PersonLine]) -> None:
    """Warn where the two sheets disagree; the posts are taken from 指挥部."""
    lines = tuple(line for line in commands if line.command is not None)
    by_name = {line.command.name: line.command for line in lines if line.command is not None}
    disputed = set()
    for person in people:
        found = match(person.command, by_name) if person.command else None
        command = by_name[found.name] if found is not None else None
        if person.command and command is None:
            says = f"指挥部表中没有“{person.command}”，请核对"
            person.row.say("command", asked(says))
        for role in person.roles if command is not None else ():
            if command is not None and not _agree(person.name or "", role, command):
                says = f"人员表写明是{command.name}{role.chinese}，指挥部表不是，以指挥部表为准"
                person.row.say("role", asked(f"{says}，请核对"))
                disputed.add((command.number, role))
    _check_commanders(lines, tuple(people), disputed)


def _agree(name: str, role: Role, command: Command) -> bool:
    return {
        Role.COMMANDER: name == command.commander,
        Role.DEPUTY_COMMANDER: name in command.deputies,
        Role.LIAISON: name == command.liaison,
    }.get(role, True)


def _check_commanders(
    commands: tuple[CommandLine, ...],
    people: tuple[PersonLine, ...],
    disputed: set[tuple[str, Role]],
) -> None:
    roles = {person.name: person.roles for person in people}
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
