from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from sqlalchemy import event

from rules.cycle import Cycle
from rules.determination import OPEN, Determination, Ground
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.plates import Facts, Filed, Plate, Rules, rate
from rules.report import ReportState
from rules.schedule import Phase
from storage.engine import Storage
from storage.work import Look
from tests.storage.samples import JANUARY, JUNE, NOON, PROJECTS, book, plan, project, report

FEBRUARY, MARCH = JANUARY.next, Month(2023, 3)


def ask(storage: Storage, *months: Month) -> None:
    """Load the book and ask some months."""
    with storage.work() as work:
        work.book.put(book(), NOON)
        for month in months:
            work.cycles.put(Cycle(month).ran(Phase.ASK, NOON))


def test_facts_hold_all_that_a_rating_rests_on(storage: Storage) -> None:
    ask(storage, JANUARY, FEBRUARY)
    later = plan("2.5", since=FEBRUARY, number=1)
    finding = Determination(Decimal(3), Ground.OFFICE, "岑春林", NOON)
    suspended = LifecycleEvent(Step.SUSPEND, MARCH)
    with storage.work() as work:
        work.book.put_plan(2023, "JT01", later)
        work.reports.put(report("1.4", month=JANUARY))
        work.reports.put(report("1.6", month=JANUARY, message=8))
        work.determinations.put(FEBRUARY, "JT01", OPEN)
        work.determinations.put(FEBRUARY, "JT01", finding)
        work.book.put_lifecycle_event(2023, "JT01", suspended)
        facts = work.facts.of(2023)["JT01"]
    assert facts == Facts(
        first=JANUARY,
        plan=(book().plans["JT01"], later),
        reports={JANUARY: Filed(Decimal("1.6"))},
        determinations={FEBRUARY: finding},
        events=(suspended,),
    )


def test_facts_come_for_every_project_of_the_book_in_its_order(storage: Storage) -> None:
    ask(storage, JANUARY)
    with storage.look() as look:
        assert list(look.facts.of(2023)) == [one.code for one in PROJECTS]
        assert list(look.facts.of(2023, ["SL01", "JT01", "XX99"])) == ["JT01", "SL01"]
        assert look.facts.of(2024) == {}


@pytest.mark.parametrize("state", [one for one in ReportState if one is not ReportState.KEPT])
def test_only_a_kept_report_counts(storage: Storage, state: ReportState) -> None:
    ask(storage, JANUARY)
    with storage.work() as work:
        work.reports.put(report("1.4", month=JANUARY, state=state))
        assert work.facts.of(2023)["JT01"].reports == {}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        pytest.param((), JANUARY, id="nothing was asked"),
        pytest.param((JUNE, MARCH), MARCH, id="the first that was asked"),
        pytest.param((Month(2022, 11), JUNE), Month(2022, 11), id="in an earlier year"),
    ],
)
def test_ratings_begin_with_the_first_month_that_was_asked(
    storage: Storage, asked: tuple[Month, ...], first: Month
) -> None:
    ask(storage, *asked)
    with storage.look() as look:
        assert look.facts.of(2023)["JT01"].first == first


def test_nobody_is_missed_for_a_month_that_was_passed_over(storage: Storage) -> None:
    ask(storage, JANUARY, MARCH)
    with storage.look() as look:
        rated = rate(look.facts.of(2023)["JT01"], through=MARCH, rules=Rules())
    assert [one.plate for one in rated] == [Plate.YELLOW, None, Plate.RED]


def test_what_was_found_for_a_month_that_was_passed_over_counts(storage: Storage) -> None:
    ask(storage, JANUARY, MARCH)
    found = Determination(Decimal(9), Ground.OFFICE)
    with storage.work() as work:
        work.determinations.put(FEBRUARY, "JT01", found)
        assert work.facts.of(2023)["JT01"].determinations == {FEBRUARY: found}


def test_a_project_keeps_its_past_over_the_new_year(storage: Storage) -> None:
    december, january = Month(2022, 12), Month(2023, 1)
    before = plan("9", since=december)
    ask(storage, december, january)
    with storage.work() as work:
        work.book.put(book(year=2022, plans={"JT01": before}), NOON)
        work.reports.put(report("8", month=december))
        facts = work.facts.of(2023)["JT01"]
    assert facts.plan == (before, book().plans["JT01"])
    assert facts.reports == {december: Filed(Decimal(8))}


@contextmanager
def counted(storage: Storage) -> Iterator[list[str]]:
    """Collect the statements that a storage runs."""
    statements: list[str] = []

    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(storage._reading, "before_cursor_execute", count)
    yield statements
    event.remove(storage._reading, "before_cursor_execute", count)


def queries(storage: Storage, question: Callable[[Look], object]) -> int:
    with counted(storage) as statements, storage.look() as look:
        question(look)
    return len([one for one in statements if one.lstrip().startswith("SELECT")])


def test_facts_need_as_many_queries_for_many_projects_as_for_few(storage: Storage) -> None:
    ask(storage, JANUARY)
    few = queries(storage, lambda look: look.facts.of(2023))
    many = tuple(project(f"GC{number:03}") for number in range(200))
    plans = {one.code: plan("1", "2", "3") for one in many}
    with storage.work() as work:
        work.book.put(book(projects=many, plans=plans), NOON)
    assert queries(storage, lambda look: look.facts.of(2023)) == few
    assert few <= 7


def test_imported_plates_belong_to_the_facts(storage: Storage) -> None:
    with storage.work() as work:
        work.book.put(book(), NOON)
        work.imported.put(JANUARY, {"JT01": Plate.YELLOW}, by="岑春林", at=NOON)
        work.imported.put(JANUARY, {"JT01": Plate.RED}, by="岑春林", at=NOON)
    with storage.look() as look:
        assert look.imported.of(JANUARY) == {"JT01": Plate.RED}
        assert look.imported.months() == (JANUARY,)
        assert look.facts.of(2023)["JT01"].imported == {JANUARY: Plate.RED}
