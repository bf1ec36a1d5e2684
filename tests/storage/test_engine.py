import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rules.cycle import Cycle
from storage.collection import Unit
from storage.drafts import Draft
from storage.engine import BusyError, Storage
from storage.work import Look, Work
from tests.databases import SqliteFiles
from tests.storage.samples import GROUP, JUNE, NOON, notice, report

DRAFT = Draft(501, GROUP, "adjust", {}, NOON)
CHANGES = [
    pytest.param(lambda work: work.drafts.put(DRAFT), id="put"),
    pytest.param(lambda work: work.drafts.drop(501, GROUP), id="drop"),
    pytest.param(lambda work: work.outbox.put(notice("a"), NOON), id="queue"),
    pytest.param(lambda work: work.reports.put(report("5.8")), id="report"),
    pytest.param(lambda work: work.cycles.put(Cycle(JUNE)), id="go on"),
]


def test_a_unit_that_raises_leaves_nothing(storage: Storage) -> None:
    def change_and_fail() -> None:
        with storage.work() as work:
            work.drafts.put(DRAFT)
            work.outbox.put(notice("a"), NOON)
            work.reports.put(report("5.8"))
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    with storage.look() as look:
        assert look.reports.of(JUNE) == {}
        assert look.outbox.counts()["queued"] == 0
        assert look.drafts.get(501, GROUP) is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_look_refuses_to_change_anything(
    storage: Storage, change: Callable[[Work], object]
) -> None:
    def change_while_looking() -> None:
        with storage.look() as look:
            change(Work.of(Unit(look.drafts._session, is_writing=False)))

    with pytest.raises(DBAPIError, match=r"read.?only"):
        change_while_looking()
    with storage.work() as work:
        work.drafts.put(DRAFT)


def test_a_look_offers_no_way_to_change_anything() -> None:
    offered = {name for kind in Look.__annotations__.values() for name in dir(kind)}
    assert not offered & {"put", "drop", "claim", "take_in", "write", "settle", "done"}


def test_a_look_sees_one_moment(storage: Storage) -> None:
    with storage.look() as look:
        assert look.drafts.get(501, GROUP) is None
        with storage.work() as work:
            work.drafts.put(DRAFT)
        assert look.drafts.get(501, GROUP) is None
    with storage.look() as look:
        assert look.drafts.get(501, GROUP) == DRAFT


def test_threads_share_a_storage(storage: Storage) -> None:
    def put(number: int) -> None:
        with storage.work() as work:
            work.outbox.put(notice(str(number), number), NOON)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with storage.look() as look:
        assert look.outbox.counts()["queued"] == 12


def test_who_is_first_passes_all_who_wait(sqlite_storage: Storage) -> None:
    order, threads = list[str](), list[threading.Thread]()

    def change(name: str) -> None:
        with sqlite_storage.work(is_first=name == "first"):
            order.append(name)

    with sqlite_storage.work():
        for name in ("second", "third", "fourth", "first"):
            threads.append(threading.Thread(target=change, args=(name,)))
            threads[-1].start()
            time.sleep(0.05)  # it waits by now
    for thread in threads:
        thread.join()
    assert order[0] == "first"
    assert sorted(order[1:]) == ["fourth", "second", "third"]


def test_a_file_that_another_process_writes_to_is_busy(sqlite_files: SqliteFiles) -> None:
    url = sqlite_files.fresh()
    storage = Storage(f"{url}?timeout=0.05")
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)

    def put() -> None:
        with storage.work() as work:
            work.drafts.put(DRAFT)

    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="locked"):
        put()
    other.close()
    put()
    storage.close()


def test_a_folder_that_is_not_there_is_busy(tmp_path: Path) -> None:
    storage = Storage(f"sqlite:///{tmp_path}/gone/guatu.db")

    def look() -> None:
        with storage.look() as look:
            look.cycles.asked()

    with pytest.raises(BusyError, match="unable to open"):
        look()


def test_a_server_that_was_lost_is_busy_and_comes_back(postgresql_url: str) -> None:
    storage, killer = Storage(postgresql_url), Storage(postgresql_url)

    def put_with_a_lost_server() -> None:
        with storage.work() as work:
            session = work.drafts._session
            process = session.connection().scalar(text("SELECT pg_backend_pid()"))
            with killer._engine.begin() as connection:
                connection.execute(text(f"SELECT pg_terminate_backend({process})"))
            work.drafts.put(DRAFT)

    with pytest.raises(BusyError):
        put_with_a_lost_server()
    with storage.work() as work:
        work.drafts.put(DRAFT)
    storage.close()
    killer.close()


def test_a_server_that_is_not_there_is_busy() -> None:
    storage = Storage("postgresql+psycopg://postgres@127.0.0.1:1/guatu")

    def look() -> None:
        with storage.look() as look:
            look.cycles.asked()

    with pytest.raises(BusyError):
        look()


def test_a_fault_of_ours_is_not_taken_for_a_busy_database(empty_url: str) -> None:
    storage = Storage(empty_url)

    def look_into_nothing() -> None:
        with storage.look() as look:
            look.cycles.asked()

    with pytest.raises(DBAPIError, match="cycle"):
        look_into_nothing()
    storage.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("query_only", 0)],
)
def test_sqlite_is_set_up_not_to_lose_anything(
    sqlite_storage: Storage, pragma: str, value: object
) -> None:
    with sqlite_storage.work() as work:
        found = work.drafts._session.connection().exec_driver_sql(f"PRAGMA {pragma}")
        assert found.scalar() == value


def test_a_row_that_another_one_stands_on_is_not_removed(storage: Storage) -> None:
    def remove() -> None:
        with storage.work() as work:
            work.outbox.put(notice("a"), NOON)
            (claimed,) = work.outbox.claim(NOON, 1)
            work.outbox.sent(claimed.id, (70,), NOON)
            work.outbox._session.connection().execute(text("DELETE FROM outbox"))

    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        remove()


def test_an_error_of_a_statement_does_not_repeat_what_it_was_given(storage: Storage) -> None:
    with pytest.raises(DBAPIError) as raised, storage.look() as look:
        look.outbox._session.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": "韦长河"})
    assert "nowhere" in str(raised.value)
    assert "韦长河" not in str(raised.value)
