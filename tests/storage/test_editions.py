from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Facts, Filed, Rules, rate
from rules.project import Stage
from storage.editions import PublishedAs
from storage.engine import Storage
from storage.receipts import Receipt
from storage.tables.months import PublishedRow
from tests.storage.samples import DAY, JANUARY, JUNE, NOON, PROJECTS, plan

RULES = Rules(no_target_breaks=True)
UNIT, COMMAND = "公路站", "01"


def edition(month: Month = JANUARY, correction: int = 0, follows: str | None = None) -> Edition:
    """Return what was published about a missed goal, a milestone and no goal."""
    goals = (plan("1.50"), plan("M:主体封顶"), plan("0"))
    values = (Decimal("1.4"), Stage.MET, None)
    rows = []
    for project, goal, value in zip(PROJECTS, goals, values, strict=True):
        facts = Facts(JANUARY, (goal,), {JANUARY: Filed(value)})
        rated = rate(facts, through=JANUARY, rules=RULES)[0]
        rows.append(EditionRow(project, rated, value, reported_late=value is None))
    return Edition(month, correction, RULES, tuple(rows), follows)


def test_an_edition_comes_back_with_its_digest(storage: Storage) -> None:
    published = edition()
    with storage.work() as work:
        work.editions.put(published, NOON)
    with storage.look() as look:
        found = look.editions.latest(JANUARY)
    assert found == published
    assert found is not None
    assert found.digest == published.digest


def test_a_month_that_was_not_published_has_no_edition(storage: Storage) -> None:
    with storage.look() as look:
        assert look.editions.latest(JUNE) is None
        assert look.editions.history(JUNE) == ()
        assert look.editions.published_at(JUNE) is None


def test_the_last_correction_holds_and_the_first_publication_stays(storage: Storage) -> None:
    first = edition()
    second = edition(correction=1, follows=first.digest)
    with storage.work() as work:
        work.editions.put(first, NOON)
        work.editions.put(second, NOON + DAY)
        assert work.editions.latest(JANUARY) == second
        assert work.editions.history(JANUARY) == (first, second)
        assert work.editions.published_at(JANUARY) == NOON
        assert work.editions.published_at(JANUARY, 1) == NOON + DAY


def test_a_year_shows_what_holds_for_each_month(storage: Storage) -> None:
    january, corrected, june = edition(), edition(correction=1), edition(JUNE)
    with storage.work() as work:
        for one in (june, january, corrected, edition(Month(2024, 1))):
            work.editions.put(one, NOON)
        assert work.editions.of_year(2023) == (corrected, june)


def test_what_holds_from_a_month_on_is_whole_and_in_order(storage: Storage) -> None:
    january, corrected, june = edition(), edition(correction=1), edition(JUNE)
    with storage.work() as work:
        for one in (june, january, corrected, edition(Month(2024, 1))):
            work.editions.put(one, NOON)
        assert work.editions.published() == (JANUARY, JUNE, Month(2024, 1))
        assert work.editions.since(JANUARY) == (corrected, june, edition(Month(2024, 1)))
        assert work.editions.since(Month(2023, 2)) == (june, edition(Month(2024, 1)))
        assert work.editions.get(JANUARY, 0) == january
        assert work.editions.get(JANUARY, 2) is None


def test_a_projects_month_is_told_as_it_was_shown_each_time(storage: Storage) -> None:
    first = edition()
    changed = replace(first.rows[0], reported=Decimal("1.5"), corrected=1)
    second = replace(first, correction=1, rows=(changed, *first.rows[1:]), follows=first.digest)
    with storage.work() as work:
        work.editions.put(first, NOON)
        work.editions.put(second, NOON + DAY)
        assert work.editions.rows_of(JANUARY, "JT01") == (
            PublishedAs(0, NOON, first.rows[0]),
            PublishedAs(1, NOON + DAY, changed),
        )
        assert work.editions.rows_of(JANUARY, "XX99") == ()


def test_a_row_that_was_kept_before_corrections_were_known_was_not_corrected(
    storage: Storage,
) -> None:
    with storage.work() as work:
        work.editions.put(edition(), NOON)
    with storage._engine.begin() as connection:
        for place, row in connection.execute(
            select(col(PublishedRow.place), col(PublishedRow.row))
        ).all():
            kept = {part: row[part] for part in row if part != "corrected"}
            here = col(PublishedRow.place) == place
            connection.execute(update(PublishedRow).where(here).values(row=kept))
    with storage.look() as look:
        found = look.editions.latest(JANUARY)
    assert found == edition()


def test_what_is_out_is_never_replaced(storage: Storage) -> None:
    with storage.work() as work:
        work.editions.put(edition(), NOON)

    def publish_again() -> None:
        with storage.work() as work:
            work.editions.put(edition(follows="another"), NOON + DAY)

    with pytest.raises(IntegrityError):
        publish_again()
    with storage.look() as look:
        assert look.editions.latest(JANUARY) == edition()


def test_a_warning_is_signed_for_once(storage: Storage) -> None:
    with storage.work() as work:
        assert work.receipts.put(JUNE, 0, UNIT, COMMAND, "谢玉洁", NOON)
        assert not work.receipts.put(JUNE, 0, UNIT, COMMAND, "云慧敏", NOON + DAY)
        signed = Receipt(JUNE, 0, UNIT, COMMAND, "谢玉洁", NOON)
        assert work.receipts.get(JUNE, UNIT, COMMAND) == signed
        assert work.receipts.get(JUNE, UNIT, "02") is None


def test_a_corrected_warning_is_signed_for_anew(storage: Storage) -> None:
    with storage.work() as work:
        work.receipts.put(JUNE, 0, UNIT, COMMAND, "谢玉洁", NOON)
        assert work.receipts.put(JUNE, 1, UNIT, COMMAND, "云慧敏", NOON + DAY)
        found = work.receipts.of(JUNE)
        assert [(one.correction, one.by) for one in found] == [(0, "谢玉洁"), (1, "云慧敏")]
        assert work.receipts.get(JUNE, UNIT, COMMAND) == found[1]
        assert work.receipts.get(JUNE, UNIT, COMMAND, correction=0) == found[0]
