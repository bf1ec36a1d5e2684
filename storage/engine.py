"""The engine: one database on SQLite or PostgreSQL, units of work to change it, looks to read."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlmodel import Session

from storage.collection import Unit
from storage.migrations import upgrade
from storage.work import Look, Work

TURN_TIMEOUT: Final = 30.0  # seconds that a unit waits for the other threads of its process

_SQLITE_BUSY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,  # a folder that is not there, or not now
        sqlite3.SQLITE_FULL,  # somebody will make room on the disk
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,  # a disk that took a fault; a look that writes is ours
    }
)

_SERVER_BUSY = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.IdleInTransactionSessionTimeout,
)
_SERVER_LIMITS = {"connect_timeout": "10", "tcp_user_timeout": "20000"}  # seconds, milliseconds


class BusyError(Exception):
    """The database is locked, lost, full or cannot be opened; later the same work may pass."""


class Storage:
    """A database; to be shared by the threads of a process, opened anew in each process."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._reading = self._engine.execution_options(
            mode="look", **_read_only(self._engine.dialect.name)
        )
        self._turns = _Turns(is_needed=self._engine.dialect.name == "sqlite")

    def upgrade(self) -> None:
        """Bring the schema to the newest revision; NewerDatabaseError when it is ahead of us."""
        with self._turns.taken(), _named_errors():
            upgrade(self._engine)

    @contextlib.contextmanager
    def work(self, *, is_first: bool = False) -> Iterator[Work]:
        """Open one transaction to change things: all of it is kept, or nothing if it raises.

        BusyError when the database is locked or lost. Units of a process take turns on SQLite,
        those that are `is_first` before all others that wait; units must not be nested.
        """
        turn = self._turns.taken(is_first=is_first)
        with turn, _named_errors(), _session(self._engine) as session:
            work = Work.of(Unit(session, is_writing=True))
            yield work
            work.journal.append_written()

    @contextlib.contextmanager
    def look(self) -> Iterator[Look]:
        """Open one transaction to read, all of it from one moment; the engine refuses writes."""
        with _named_errors(is_look=True), _session(self._reading) as session:
            yield Look.of(Unit(session, is_writing=False))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


class _Turns:
    """The turns of SQLite's writers in one process: its own waiting starves some of them."""

    def __init__(self, *, is_needed: bool) -> None:
        self._is_needed = is_needed
        self._ended = threading.Condition()
        self._is_taken = False
        self._first = 0  # who wait and go before all others

    @contextlib.contextmanager
    def taken(self, *, is_first: bool = False) -> Iterator[None]:
        """Wait for a turn, at most TURN_TIMEOUT, and keep it."""
        if not self._is_needed:
            yield
            return
        self._take(is_first=is_first)
        try:
            yield
        finally:
            with self._ended:
                self._is_taken = False
                self._ended.notify_all()

    def _take(self, *, is_first: bool) -> None:
        with self._ended:
            self._first += is_first
            try:
                if not self._ended.wait_for(lambda: self._is_free(is_first), TURN_TIMEOUT):
                    raise BusyError("another unit of work of this process did not end")
                self._is_taken = True
            finally:
                self._first -= is_first

    def _is_free(self, is_first: bool) -> bool:  # noqa: FBT001
        return not self._is_taken and (is_first or not self._first)


@contextlib.contextmanager
def _session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextlib.contextmanager
def _named_errors(*, is_look: bool = False) -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        if _is_passing(error, is_look=is_look):
            raise BusyError(str(error.orig)) from error
        raise
    except exc.TimeoutError as error:  # no connection of the pool became free
        raise BusyError(str(error)) from error


def _is_passing(error: exc.DBAPIError, *, is_look: bool) -> bool:
    """Tell whether it is a matter of time: a lock, a deadlock, a server that is away."""
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        is_refused = is_look and cause.sqlite_errorcode == sqlite3.SQLITE_READONLY
        return not is_refused and cause.sqlite_errorcode & 0xFF in _SQLITE_BUSY
    if isinstance(cause, psycopg.errors.ReadOnlySqlTransaction):
        return not is_look  # another server takes over, or a disk is full
    return error.connection_invalidated or isinstance(cause, _SERVER_BUSY)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        given = make_url(url).query
        limits = {name: most for name, most in _SERVER_LIMITS.items() if name not in given}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=limits)
    # Its driver waits 5 s for another process's write.
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _read_only(dialect: str) -> dict[str, Any]:
    if dialect == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as the unit needs it: a write lock at once, or a snapshot that refuses writes."""
    mode = connection.get_execution_options().get("mode", "work")
    # A table that is rebuilt by a migration is dropped for a moment; its references stay.
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if mode == 'migrate' else 'ON'}")
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if mode == 'look' else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if mode == "look" else "BEGIN IMMEDIATE")
