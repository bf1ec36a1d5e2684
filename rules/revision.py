"""Revisions: what a changed workbook may change by itself, and what needs a procedure (E41)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from rules.book import Book, Command
from rules.difference import Change, Need, Thing, differences, written
from rules.handover import with_present_holders
from rules.month import Month, year_of
from rules.posts import Post
from rules.project import Goal, PlanVersion, Project, ProjectCode, in_force, write_goal
from rules.support import SupportWord, with_items_of_chat

Plans = Mapping[ProjectCode, tuple[PlanVersion, ...]]


@dataclass(frozen=True, slots=True)
class Revision:
    """The book that is to be kept, and how the one that was read differs from the one that is.

    `plans` are the year plans that changed without a chain: other 形象进度, or goals where none
    stood. `entered` are the new projects, which are rated from `since` on (None: from the first
    month that is asked).
    """

    book: Book
    changes: tuple[Change, ...]
    plans: Mapping[ProjectCode, PlanVersion]
    entered: tuple[ProjectCode, ...]
    since: Month | None


def revise(
    kept: Book,
    read: Book,
    *,
    plans: Plans,
    asked: Month | None,
    former: Sequence[Post] = (),
    words: Mapping[str, Sequence[SupportWord]] = MappingProxyType({}),
) -> Revision:
    """Compare a book that was read with the one that is kept, and take what needs no chain.

    `plans` are all versions of the kept projects' plans, `asked` is the last month that was asked,
    `former` are the posts that were handed over: a workbook that names them still is outdated.
    `words` is what the chat said of support items, by number.
    Targets stay (E41), but gaps among them are filled until the first month is asked. Projects
    that are missing stay (C55); a new one (C53) is rated from the first month that has not been
    asked, so that it missed nothing before it came (E9).
    """
    read, outdated = with_present_holders(read, kept, former)
    read, decided = with_items_of_chat(read, kept, words)
    since = asked.next if asked is not None and asked >= Month(read.year, 1) else None
    old = {project.code: project for project in kept.projects}
    new = {project.code: project for project in read.projects}
    book = _merged(kept, read, fills_gaps=since is None)
    months = [
        _planned(read.plans[code], plans[code], code, since)
        for code in new
        if code in old and code in plans and code in read.plans
    ]
    changes = [
        *(_entered(change, old, since) for change in differences(kept, book)),
        *_targets_of_year(old, new, fills_gaps=since is None),
        *(change for one in months for change in one.changes),
        *(_exit(project) for code, project in old.items() if code not in new),
        *outdated,
        *decided,
    ]
    replanned = {one.code: one.plan for one in months if any(c.is_taken for c in one.changes)}
    entered = tuple(code for code in new if code not in old)
    return Revision(book, tuple(changes), replanned, entered, since)


def _merged(kept: Book, read: Book, *, fills_gaps: bool) -> Book:
    """Return the book that was read, with what stays as it is in the one that is kept."""
    old = {project.code: project for project in kept.projects}
    codes = {project.code for project in read.projects}
    left = tuple(project for project in kept.projects if project.code not in codes)
    missing = {project.code for project in left}
    needed = {project.command for project in left} - {one.number for one in read.commands}
    commands = tuple(command for command in kept.commands if command.number in needed)
    posts = (post for post in kept.posts if post.project in missing or _leads(post, commands))
    projects = (
        _with_target_of(old.get(one.code), one, fills_gaps=fills_gaps) for one in read.projects
    )
    all_posts = tuple(dict.fromkeys((*read.posts, *posts)))
    holding = {post.person for post in all_posts} - {person.name for person in read.people}
    return replace(
        read,
        commands=(*read.commands, *commands),
        people=(*read.people, *(person for person in kept.people if person.name in holding)),
        projects=(*projects, *left),
        plans={**read.plans, **kept.plans},
        posts=all_posts,
        support_items=(*read.support_items, *_of(missing, kept.support_items)),
        milestones=(*read.milestones, *_of(missing, kept.milestones)),
    )


def _leads(post: Post, commands: Iterable[Command]) -> bool:
    return post.project is None and post.command in {command.number for command in commands}


def _of(codes: set[ProjectCode], items: Iterable[Any]) -> Iterator[Any]:
    return (item for item in items if item.project in codes)


def _with_target_of(old: Project | None, new: Project, *, fills_gaps: bool) -> Project:
    if old is None:
        return new
    if old.annual_target == new.annual_target or (fills_gaps and old.annual_target is None):
        return replace(new, unit=old.unit)
    target, words = old.annual_target, old.annual_target_text
    return replace(new, unit=old.unit, annual_target=target, annual_target_text=words)


def _entered(change: Change, old: Mapping[ProjectCode, Project], since: Month | None) -> Change:
    is_new = change.thing is Thing.PROJECT and change.name not in old
    return replace(change, since=since) if is_new else change


def _exit(project: Project) -> Change:
    return Change(Thing.PROJECT, project.code, "", project.name, None, Need.EXIT)


def _targets_of_year(
    old: Mapping[ProjectCode, Project], new: Mapping[ProjectCode, Project], *, fills_gaps: bool
) -> Iterator[Change]:
    """Yield the annual targets, and the units that they are in, that differ and stay."""
    for code in (code for code in new if code in old):
        for part in ("unit", "annual_target"):
            before, after = getattr(old[code], part), getattr(new[code], part)
            if before != after and not (fills_gaps and before is None):
                texts = written(before), written(after)
                yield Change(Thing.TARGET, code, part, *texts, Need.ADJUSTMENT)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A year plan as it is to be kept, and what was read otherwise."""

    code: ProjectCode
    plan: PlanVersion
    changes: tuple[Change, ...]


def _planned(
    read: PlanVersion, versions: tuple[PlanVersion, ...], code: ProjectCode, since: Month | None
) -> _Planned:
    """Compare the months of a plan.

    A gap is filled until the first month of the year is asked, and after that in a plan that has
    no goal at all, for the months ahead.
    """
    kept = versions[0]
    is_blank = not any(kept.goals.values())
    goals: dict[Month, Goal | None] = dict(kept.goals)
    progress = dict(kept.progress)
    changes = []
    for month in year_of(kept.since.year):
        before, after = kept.goals.get(month), read.goals.get(month)
        if (after or None) not in {before or None, in_force(versions, month).goal or None}:
            is_gap = not before and (since is None or (is_blank and month >= since))
            needs = None if is_gap else Need.ADJUSTMENT
            texts = write_goal(before), write_goal(after)
            changes.append(Change(Thing.TARGET, code, str(month), *texts, needs))
            goals[month] = after if is_gap else before
        was, now = kept.progress.get(month), read.progress.get(month)
        if was != now and (read.goals or read.progress):
            changes.append(Change(Thing.PROGRESS, code, str(month), was, now))
            progress[month] = now or ""
    return _Planned(code, replace(kept, goals=goals, progress=progress), tuple(changes))
