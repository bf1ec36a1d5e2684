"""A workbook is loaded: its book is kept, its months get their due instants."""

import datetime as dtm
from collections.abc import Mapping, Sequence

from bot.settings import Settings
from rules.book import Book
from rules.difference import Change, Thing
from rules.lifecycle import LifecycleEvent, Step
from rules.month import year_of
from rules.revision import Revision, revise
from rules.schedule import due_instants
from storage import journal
from storage.work import Work


def load_book(
    book: Book, *, work: Work, at: dtm.datetime, settings: Settings
) -> tuple[Change, ...]:
    """Keep a year's book; return how it differs from the one that was kept before.

    Of a changed one only what needs no chain is taken (E41), each difference with its line in the
    journal; the same one again changes nothing.
    """
    work.book.hold(book.year)  # what the chat changes comes before or after
    kept = work.book.of(book.year)
    changes: tuple[Change, ...] = ()
    if kept is None:
        work.book.put(book, at)
        _write(work, at, "book.loaded", {"year": book.year, "projects": len(book.projects)})
    else:
        plans = work.book.plans(book.year)
        asked, former = work.cycles.latest_asked(), work.book.former_posts(book.year)
        words = work.supports.of(book.year)
        revision = revise(kept, book, plans=plans, asked=asked, former=former, words=words)
        changes = revision.changes
        _keep(revision, work=work, at=at)
    plan_year(book.year, work=work, settings=settings)
    return changes


def plan_year(year: int, *, work: Work, settings: Settings) -> None:
    """Plan the phases of a loaded year's months that come after its first load (E30, E31).

    A month whose asking lies before it is asked by hand, or not at all; what is left of its
    phases then comes by the schedule, or is passed over.
    """
    loaded_at = work.book.loaded_at(year)
    if loaded_at is None:
        return
    for month in year_of(year):
        dues = due_instants(month, schedule=settings.schedule, days_off=settings.days_off)
        work.due.plan(due for due in dues if due.at > loaded_at)


def _keep(revision: Revision, *, work: Work, at: dtm.datetime) -> None:
    taken = [change for change in revision.changes if change.is_taken]
    if not taken:
        return
    year = revision.book.year
    work.book.put(revision.book, at)
    for code, plan in revision.plans.items():
        work.book.put_plan(year, code, plan)
    if revision.since is not None:
        entry = LifecycleEvent(Step.ENTER, revision.since)
        for code in revision.entered:
            work.book.put_lifecycle_event(year, code, entry)
    _write_down(taken, work=work, at=at)


def _write_down(changes: Sequence[Change], *, work: Work, at: dtm.datetime) -> None:
    for change in changes:
        facts = {
            "thing": change.thing,
            "name": change.name,
            "part": change.part,
            "before": change.before,
            "after": change.after,
        }
        about = change.thing in {Thing.PROJECT, Thing.TARGET, Thing.PROGRESS}
        _write(work, at, "book.changed", facts, project=change.name if about else None)


def _write(
    work: Work,
    at: dtm.datetime,
    what: str,
    facts: Mapping[str, object],
    project: str | None = None,
) -> None:
    work.journal.write(journal.Line(at=at, actor="", what=what, project=project, facts=facts))
