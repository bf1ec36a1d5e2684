"""The posts that follow from the workbook: who answers, commands, supervises and supports."""

from collections.abc import Iterable

from papers.sheets.people import PersonLine
from rules.book import Command, SupportItem, posts_of_tables
from rules.posts import HEADQUARTERS, OFFICE, Post, Role
from rules.project import Project


def posts_of(
    commands: tuple[Command, ...],
    projects: tuple[Project, ...],
    lines: Iterable[PersonLine],
    support_items: Iterable[SupportItem],
) -> tuple[Post, ...]:
    """Return all posts without repeats, headquarters and the office first.

    Commands' posts come from 指挥部 and projects' from 项目; headquarters and the office from
    人员/角色; support persons from 保障事项 and 人员/角色, by their unit.
    """
    people = tuple(lines)
    held = [(line, role) for line in people for role in line.roles]
    found: dict[Post, None] = {}
    for line, role in held:
        if role in HEADQUARTERS | OFFICE:
            found[Post(line.name or "", role)] = None
    found |= dict.fromkeys(posts_of_tables(commands, projects, tuple(p.person for p in people)))
    for line, role in held:
        if role is Role.SUPPORT_PERSON:
            found[Post(line.name or "", role, unit=line.unit)] = None
    for item in support_items:
        if item.person:
            found[Post(item.person, Role.SUPPORT_PERSON, unit=item.department)] = None
    return tuple(found)
