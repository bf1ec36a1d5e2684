"""Who works on a database: one process alone, or several together, never both."""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Protocol

from sqlalchemy import Connection, Engine, NullPool, create_engine, exc, func, make_url, select

from storage.collection import lock_number
from storage.engine import BusyError


class NotAloneError(Exception):
    """Another process works on this database in a way that excludes ours; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"another process is {what} on this database")
        self.what = what


class Hold(Protocol):
    """What is held as long as its process lives."""

    def renew(self) -> None:
        """Hold it again where the server let it go, as when it was started anew.

        NotAloneError where somebody else was quicker, BusyError while the server is away.
        """
        ...


@contextlib.contextmanager
def alone(url: str, what: str, *, with_others: bool = False) -> Iterator[Hold]:
    """Hold what only one process may do, or several of one kind `with_others`; NotAloneError.

    However the process ends, what it held is free: both locks live in an open connection.
    BusyError where the database cannot be opened.
    """
    hold = _hold_file if url.startswith("sqlite") else _hold_server
    with hold(url, what, with_others=with_others) as held:
        yield held


class _ServerHold:
    """An advisory lock of a connection's own, which is lost with the connection."""

    def __init__(self, engine: Engine, what: str, *, with_others: bool) -> None:
        self._engine = engine
        self._what = what
        self._take = func.pg_try_advisory_lock_shared if with_others else func.pg_try_advisory_lock
        self._connection: Connection | None = self._taken()

    def renew(self) -> None:
        """Ask whether the connection lives; where it does not, take the lock in a new one."""
        try:
            if self._connection is not None:
                self._connection.scalar(select(1))
        except exc.DBAPIError:
            self.close()
        if self._connection is None:
            self._connection = self._taken()

    def close(self) -> None:
        """Let the lock go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(exc.DBAPIError):
                connection.close()

    def _taken(self) -> Connection:
        try:
            connection = self._engine.connect()
            is_ours = connection.scalar(select(self._take(lock_number("alone", self._what))))
        except exc.DBAPIError as error:
            raise BusyError(str(error.orig)) from error
        if not is_ours:
            connection.close()
            raise NotAloneError(self._what)
        return connection


@contextlib.contextmanager
def _hold_server(url: str, what: str, *, with_others: bool) -> Iterator[Hold]:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    held = _ServerHold(engine, what, with_others=with_others)
    try:
        yield held
    finally:
        held.close()


class _FileHold:
    """A lock on a file, which nobody but us lets go."""

    def renew(self) -> None:
        """Do nothing: it is held as long as the process lives."""


@contextlib.contextmanager
def _hold_file(url: str, what: str, *, with_others: bool) -> Iterator[Hold]:
    """Lock an empty database beside ours: a lock on ours would keep its writers out."""
    file = f"{make_url(url).database}-{what}"
    try:
        connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise BusyError(f"{file}: {error}") from error
    with contextlib.closing(connection):
        try:
            connection.execute("BEGIN" if with_others else "BEGIN EXCLUSIVE")
            connection.execute("SELECT count(*) FROM sqlite_master")  # a plain BEGIN locks nothing
        except sqlite3.OperationalError as error:
            raise NotAloneError(what) from error
        yield _FileHold()
