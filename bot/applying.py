"""Applying: who may ask for a change, and for which projects (C53, C55, C57, E8)."""

import datetime as dtm

from bot.entrance import Present
from bot.refusals import CommanderAppliesError
from rules.approval import Matter, Step
from rules.lifecycle import standing
from rules.month import Month
from rules.posts import Act, Post, Role, acting_post
from rules.project import Project
from storage.work import Look

_NAMED = 5  # people whom a refusal names


def projects_of_applicant(here: Present, *, look: Look, on: dtm.date) -> tuple[Project, ...]:
    """Return the projects that somebody may apply for and that are in, in book order."""
    held = [post for post in here.posts if post.held_on(on)]
    units = {post.unit for post in held if post.role is Role.UNIT_STAFF}
    own = {post.project for post in held if post.role is Role.RESPONSIBLE_PERSON}
    year, month = look.book.year_in_force(), Month.of(on)
    return tuple(
        one
        for one in look.book.projects(year)
        if (one.lead_unit in units or one.code in own)
        and standing(look.book.lifecycle_events(year, one.code), month).is_in
    )


def post_of_applicant(
    here: Present, project: Project, matter: Matter, *, look: Look, on: dtm.date
) -> Post:
    """Return the post in which somebody applies; NotYoursError, NotHereError.

    CommanderAppliesError for who must sign it himself.
    """
    if matter is Matter.ENTER:
        return acting_post(Act.NOMINATE, here.posts, room=here.room, on=on, project=project)
    owners = look.book.unit_people(project.lead_unit)[:_NAMED]
    post = acting_post(
        Act.FILE_CHANGE, here.posts, room=here.room, on=on, project=project, owners=owners
    )
    signs = here.person in look.book.holders(Role.COMMANDER, project.command, on=on)
    if signs and Step.SIGN in matter.chain:
        raise CommanderAppliesError(project)
    return post
