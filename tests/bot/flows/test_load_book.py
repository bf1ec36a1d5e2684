import datetime as dtm
from dataclasses import replace

import pytest

from bot.compose import by_hand, compose
from bot.falling_due import FallingDue
from bot.flows.load_book import load_book
from bot.settings import Settings
from rules.book import Book
from rules.cycle import Cycle
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month, year_of
from rules.project import Project
from rules.schedule import Phase
from storage.engine import Storage
from tests.bot.stage_book import TOWNSHIP

SETTINGS = Settings()
MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
WHOLE = [Phase.ASK, *[Phase.REMIND] * 3, Phase.CLOSE, Phase.BRIEF, Phase.PUBLISH]


def moment(written: str) -> dtm.datetime:
    """Read `2023-06-30 08:00` in the township's zone."""
    return dtm.datetime.fromisoformat(f"{written}+08:00")


def load(storage: Storage, book: Book = TOWNSHIP, *, at: str = "2023-05-02 08:00") -> None:
    """Load a book."""
    with storage.work() as work:
        load_book(book, work=work, at=moment(at), settings=SETTINGS)


def planned(storage: Storage, month: Month) -> list[Phase]:
    """Return the phases of a month that were planned, in their order."""
    with storage.look() as look:
        return [due.phase for due in look.due.of(month)]


def without(code: str) -> Book:
    """Return the township without a project."""
    kept = tuple(one for one in TOWNSHIP.projects if one.code != code)
    plans = {one.code: TOWNSHIP.plans[one.code] for one in kept}
    posts = tuple(post for post in TOWNSHIP.posts if post.project != code)
    items = tuple(one for one in TOWNSHIP.support_items if one.project != code)
    return replace(TOWNSHIP, projects=kept, plans=plans, posts=posts, support_items=items)


def test_a_book_is_kept_whole(sqlite_storage: Storage) -> None:
    load(sqlite_storage)
    with sqlite_storage.look() as look:
        assert look.book.of(2023) == TOWNSHIP
        assert [entry.what for entry in look.journal.entries()] == ["book.loaded"]


@pytest.mark.parametrize(
    ("at", "month", "phases"),
    [
        pytest.param("2022-12-20 08:00", Month(2023, 1), WHOLE, id="before all"),
        pytest.param("2023-06-30 08:59", JUNE, WHOLE, id="a minute before the asking"),
        pytest.param("2023-06-30 09:00", JUNE, WHOLE[1:], id="at the asking"),
        pytest.param("2023-07-02 12:00", JUNE, WHOLE[3:], id="between the reminders"),
        pytest.param("2023-07-03 17:00", JUNE, WHOLE[5:], id="at the close"),
        pytest.param("2023-07-06 09:00", JUNE, [], id="at the publication"),
        pytest.param("2023-12-31 12:00", Month(2023, 12), WHOLE[1:], id="in the last days"),
    ],
)
def test_what_lies_before_the_first_load_is_not_planned(
    at: str, month: Month, phases: list[Phase], sqlite_storage: Storage
) -> None:
    load(sqlite_storage, at=at)
    found = planned(sqlite_storage, month)
    assert set(found) == set(phases)
    assert found[-1:] == phases[-1:]


def test_a_second_load_plans_nothing_anew(sqlite_storage: Storage) -> None:
    load(sqlite_storage, at="2023-06-30 12:00")
    before = {month: planned(sqlite_storage, month) for month in year_of(2023)}
    load(sqlite_storage, at="2023-08-15 12:00")
    assert {month: planned(sqlite_storage, month) for month in year_of(2023)} == before
    assert Phase.ASK not in before[JUNE]


def fall_due(storage: Storage, at: str) -> None:
    """Run what is due."""
    FallingDue(storage, compose(SETTINGS).phases).run(moment(at))


def test_the_phases_of_a_month_that_nobody_asked_are_passed_over(sqlite_storage: Storage) -> None:
    load(sqlite_storage, at="2023-06-30 12:00")
    fall_due(sqlite_storage, "2023-07-10 12:00")
    with sqlite_storage.look() as look:
        assert look.cycles.get(JUNE) == Cycle(JUNE)
        assert look.due.next_at() == moment("2023-07-31 09:00")


def test_a_month_asked_by_hand_before_its_close_goes_on_by_the_schedule(
    sqlite_storage: Storage,
) -> None:
    load(sqlite_storage, at="2023-06-30 12:00")
    with sqlite_storage.work() as work:
        by_hand(Phase.ASK, JUNE, work=work, at=moment("2023-06-30 15:00"), settings=SETTINGS)
    fall_due(sqlite_storage, "2023-07-03 17:00")
    with sqlite_storage.look() as look:
        cycle = look.cycles.get(JUNE)
    assert (cycle.closed_at, cycle.published_at) == (moment("2023-07-03 17:00"), None)
    assert cycle.closes_at == cycle.closed_at


def test_a_new_project_enters_with_the_first_month_that_was_not_asked(
    sqlite_storage: Storage,
) -> None:
    load(sqlite_storage, without("JT01"))
    with sqlite_storage.work() as work:
        by_hand(Phase.ASK, JUNE, work=work, at=moment("2023-06-30 09:00"), settings=SETTINGS)
    load(sqlite_storage, at="2023-07-05 08:00")
    with sqlite_storage.look() as look:
        assert look.book.lifecycle_events(2023, "JT01") == (LifecycleEvent(Step.ENTER, JULY),)
        assert look.book.plan(2023, "JT01") == (TOWNSHIP.plans["JT01"],)
        assert look.book.of(2023) is not None
        (entry,) = look.journal.entries("JT01")
    assert (entry.what, entry.facts["after"]) == ("book.changed", "禾石路大中修工程")


def test_before_the_first_question_a_new_project_needs_no_entry(sqlite_storage: Storage) -> None:
    load(sqlite_storage, without("JT01"))
    load(sqlite_storage)
    with sqlite_storage.look() as look:
        assert look.book.lifecycle_events(2023, "JT01") == ()


def renamed(project: Project) -> Project:
    """Return a project with another brief."""
    return replace(project, brief="按新的批复组织实施")


def test_each_change_has_its_line_in_the_journal(sqlite_storage: Storage) -> None:
    load(sqlite_storage)
    load(sqlite_storage, replace(TOWNSHIP, projects=tuple(map(renamed, TOWNSHIP.projects))))
    with sqlite_storage.look() as look:
        lines = look.journal.entries("MS04")
        assert look.journal.verify() is None
    assert [(line.what, line.facts) for line in lines] == [
        (
            "book.changed",
            {
                "thing": "project",
                "name": "MS04",
                "part": "brief",
                "before": "按批复的内容组织实施",
                "after": "按新的批复组织实施",
            },
        )
    ]


def test_progress_in_words_changes_and_targets_stay(sqlite_storage: Storage) -> None:
    load(sqlite_storage)
    plan = replace(TOWNSHIP.plans["JT01"], goals={}, progress={JUNE: "路基完成"})
    load(sqlite_storage, replace(TOWNSHIP, plans={**TOWNSHIP.plans, "JT01": plan}))
    with sqlite_storage.look() as look:
        (kept,) = look.book.plan(2023, "JT01")
    assert kept == replace(TOWNSHIP.plans["JT01"], progress={JUNE: "路基完成"})
