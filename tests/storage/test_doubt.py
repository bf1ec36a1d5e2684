import datetime as dtm
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.doubt import apply_doubt
from storage.engine import Storage
from tests.databases import Databases, SqliteFiles
from tests.storage.copying import (
    LATER,
    copy_by_hand,
    copy_of,
    fill,
    programs,
    put_by_hand,
    searched,
)
from tests.storage.samples import DAY, MINUTE, NOON, notice


@pytest.fixture(autouse=True)
def tools(postgresql: object) -> Iterator[None]:
    """Have PostgreSQL's programs at hand."""
    del postgresql
    with searched(programs()):
        yield


@pytest.fixture
def placed(url: str, databases: Databases, tmp_path: Path) -> Iterator[Storage]:
    """Open a copy that was put in its place by hand."""
    fill(url)
    place = databases.empty()
    put_by_hand(copy_of(url, tmp_path), place)
    storage = Storage(place)
    yield storage
    storage.close()
    databases.drop(place)


def doubts(storage: Storage) -> bool:
    """Apply the doubt; tell whether there was one."""
    with storage.work() as work:
        return apply_doubt(work, LATER)


def test_a_new_database_is_no_copy(storage: Storage) -> None:
    assert [doubts(storage) for _ in range(2)] == [False, False]


def test_what_was_copied_is_no_copy(url: str, storage: Storage, tmp_path: Path) -> None:
    copy_of(url, tmp_path)
    assert not doubts(storage)


def test_a_copy_that_was_put_in_its_place_by_hand_is_doubted_once(placed: Storage) -> None:
    assert [doubts(placed) for _ in range(2)] == [True, False]


def test_what_is_open_in_a_copy_is_in_doubt(placed: Storage) -> None:
    doubts(placed)
    with placed.work() as work:
        counts = work.outbox.counts()
        assert (counts["queued"], counts["unknown"]) == (0, 1)
        assert [heard.in_doubt for heard in work.inbox.ready(LATER, 9)] == [True]
        assert [due.is_in_doubt for due in work.due.ready(LATER + 2 * DAY)] == [True, False]


def test_the_journal_says_as_of_when_a_copy_is(placed: Storage) -> None:
    doubts(placed)
    with placed.look() as look:
        line = look.journal.entries()[-1]
        assert (line.what, line.at, line.actor) == ("database.restored", LATER, "")
        assert line.facts == {"copied_at": "2023-06-30T12:00:00+00:00"}
        assert look.journal.verify() is None
        assert look.watch.copied_at() == NOON
        assert look.watch.restored_at() == LATER


def test_processes_that_start_together_on_a_copy_doubt_once(placed: Storage) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(doubts, [placed] * 4)) == [False, False, False, True]


def test_what_is_queued_after_the_doubt_is_said(placed: Storage) -> None:
    doubts(placed)
    with placed.work() as work:
        work.outbox.put(notice("b", chat=-7), LATER)
        assert [taken.notice.key for taken in work.outbox.claim(LATER, 9)] == ["b"]


def test_a_copy_of_a_doubted_copy_has_its_gap(placed: Storage, tmp_path: Path) -> None:
    doubts(placed)
    copy_of(placed._engine.url.render_as_string(hide_password=False), tmp_path, LATER + DAY)
    with placed.look() as look:
        assert look.watch.copied_at() == NOON
    with placed.work() as work:
        work.watch.made_good()
        work.watch.copied(LATER + DAY)
        assert work.watch.copied_at() == LATER + DAY


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        pytest.param(NOON - MINUTE, NOON, id="it heard before it was copied"),
        pytest.param(NOON + MINUTE, NOON + MINUTE, id="copied by other means, later"),
    ],
)
def test_a_copy_knows_all_until_it_was_made(
    heard: dtm.datetime, known: dtm.datetime, storage: Storage
) -> None:
    with storage.work() as work:
        work.watch.copied(NOON)
        work.watch.heard(heard)
        work.watch.restored(LATER)
        assert work.watch.copied_at() == known


def test_a_file_that_moves_with_its_folder_is_no_copy(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    url = sqlite_files.fresh()
    here = Storage(url)
    assert not doubts(here)
    here.close()
    shutil.move(url.removeprefix("sqlite:///"), tmp_path / "guatu.db")
    there = Storage(f"sqlite:///{tmp_path}/guatu.db")
    assert not doubts(there)
    there.close()


def test_what_pg_dump_alone_dumped_is_a_copy_too(
    postgresql_url: str, postgresql: Databases, tmp_path: Path
) -> None:
    here = Storage(postgresql_url)
    assert not doubts(here)
    here.close()
    copy_by_hand(postgresql_url, tmp_path / "x.dump")
    place = postgresql.empty()
    put_by_hand(tmp_path / "x.dump", place)
    there = Storage(place)
    assert doubts(there)
    there.close()
    postgresql.drop(place)
