"""Applying: who may ask for another target, and for which projects (C57, E8)."""

import datetime as dtm

from bot.entrance import Present
from bot.refusals import CommanderAppliesError
from rules.posts import Act, Post, Role, acting_post
from rules.project import Project
from storage.work import Look

_NAMED = 5  # people whom a refusal names


def projects_of_applicant(here: Present, *, look: Look, on: dtm.date) -> tuple[Project, ...]:
    """Return the projects that somebody may apply for, in book order."""
    held = [post for post in here.posts if post.held_on(on)]
    units = {post.unit for post in held if post.role is Role.UNIT_STAFF}
    own = {post.project for post in held if post.role is Role.RESPONSIBLE_PERSON}
    projects = look.book.projects(look.book.year_in_force())
    return tuple(one for one in projects if one.lead_unit in units or one.code in own)


def post_of_applicant(here: Present, project: Project, *, look: Look, on: dtm.date) -> Post:
    """Return the post in which somebody applies; NotYoursError, NotHereError.

    CommanderAppliesError for who must sign it himself.
    """
    owners = look.book.unit_people(project.lead_unit)[:_NAMED]
    post = acting_post(
        Act.FILE_CHANGE, here.posts, room=here.room, on=on, project=project, owners=owners
    )
    if here.person in look.book.holders(Role.COMMANDER, project.command, on=on):
        raise CommanderAppliesError(project)
    return post
