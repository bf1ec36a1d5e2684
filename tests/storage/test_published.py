import contextlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Facts, Filed, Rules, rate
from storage.engine import Storage
from storage.migrations import downgrade
from storage.values import dump
from tests.storage.copying import copy_of, programs, put_back, searched
from tests.storage.samples import DAY, JANUARY, JUNE, NOON, plan, project

BEFORE = "0002_gaps"  # an edition was one row, whatever it said of how many projects


@pytest.fixture
def storage(empty_url: str) -> Iterator[Storage]:
    """Open a storage that is migrated here, since what is done to it here is not undone."""
    storage = Storage(empty_url)
    storage.upgrade()
    yield storage
    storage.close()


@pytest.fixture
def tools(postgresql: object, tmp_path: Path) -> Iterator[None]:
    """Have PostgreSQL's programs at hand, and a working directory of one's own."""
    del postgresql
    with searched(programs()), contextlib.chdir(tmp_path):
        yield


def edition(
    month: Month, size: int, *, correction: int = 0, follows: str | None = None
) -> Edition:
    """Return what was published about so many projects, the last code first."""
    rated = rate(
        Facts(month, (plan("1.50", since=month),), {month: Filed(Decimal("1.4"))}),
        through=month,
        rules=Rules(),
    )[0]
    rows = (
        EditionRow(project(f"XM{n:04}"), rated, Decimal("1.40"), reported_late=n % 2 == 0)
        for n in reversed(range(size))
    )
    return Edition(month, correction, Rules(), tuple(rows), follows)


FIRST = edition(JANUARY, 250)
SECOND = edition(JANUARY, 3, correction=1, follows=FIRST.digest)
EMPTY = edition(JUNE, 0)


def publish(storage: Storage) -> None:
    with storage.work() as work:
        for one in (FIRST, SECOND, EMPTY):
            work.editions.put(one, NOON)


def check(storage: Storage) -> None:
    with storage.look() as look:
        assert look.editions.history(JANUARY) == (FIRST, SECOND)
        assert look.editions.latest(JUNE) == EMPTY
        assert look.editions.of_year(2023) == (SECOND, EMPTY)
        head = look.editions.head(JANUARY)
        assert head is not None
        assert head.digest == SECOND.digest
        assert tuple(look.editions.rows(JANUARY)) == ("XM0002", "XM0001", "XM0000")
        assert look.editions.rows(JANUARY, ["XM0001", "XM0200"]) == {"XM0001": SECOND.rows[1]}
        assert look.editions.rows(JUNE) == {}


def written(storage: Storage) -> list[object]:
    """Return the rows of the editions as they stood in one column."""
    with storage._engine.begin() as connection:
        found = connection.execute(text("SELECT rows FROM edition ORDER BY month, correction"))
        return [json.loads(rows) if isinstance(rows, str) else rows for (rows,) in found]


def test_what_an_edition_says_comes_back_in_its_order(storage: Storage) -> None:
    publish(storage)
    check(storage)


def test_what_was_published_before_the_change_is_carried_over_and_back(storage: Storage) -> None:
    publish(storage)
    downgrade(storage._engine, BEFORE)
    assert written(storage) == [dump(one.rows) for one in (FIRST, SECOND, EMPTY)]
    storage.upgrade()
    check(storage)


def test_a_database_that_went_down_can_be_published_into_again(storage: Storage) -> None:
    publish(storage)
    downgrade(storage._engine, BEFORE)
    storage.upgrade()
    later = edition(JUNE, 2, correction=1, follows=EMPTY.digest)
    with storage.work() as work:
        work.editions.put(later, NOON + DAY)
        assert work.editions.history(JUNE) == (EMPTY, later)


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("is_old", [False, True], ids=["of today", "of before"])
def test_a_copy_holds_what_was_published(
    storage: Storage,
    url: str,
    tmp_path: Path,
    is_old: bool,  # noqa: FBT001
) -> None:
    publish(storage)
    if is_old:
        downgrade(storage._engine, BEFORE)
    copy = copy_of(str(storage._engine.url.render_as_string(hide_password=False)), tmp_path)
    put_back(url, copy)
    restored = Storage(url)
    check(restored)
    restored.close()
