"""What only one process may do on a database, such as asking Telegram for updates."""

import contextlib
import sqlite3
from collections.abc import Iterator

from sqlalchemy import NullPool, create_engine, exc, func, make_url, select

from storage.collection import lock_number
from storage.engine import BusyError


class NotAloneError(Exception):
    """Another process does the same on this database; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"another process is {what} on this database")
        self.what = what


@contextlib.contextmanager
def alone(url: str, what: str) -> Iterator[None]:
    """Hold what only one process may do; NotAloneError where another one holds it.

    However the process ends, what it held is free: both locks live in an open connection.
    BusyError where the database cannot be opened.
    """
    hold = _hold_file if url.startswith("sqlite") else _hold_server
    with hold(url, what):
        yield


@contextlib.contextmanager
def _hold_server(url: str, what: str) -> Iterator[None]:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        connection = engine.connect()
    except exc.DBAPIError as error:
        raise BusyError(str(error.orig)) from error
    with connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(lock_number("alone", what)))):
            raise NotAloneError(what)
        yield


@contextlib.contextmanager
def _hold_file(url: str, what: str) -> Iterator[None]:
    """Lock an empty database beside ours: a lock on ours would keep its writers out."""
    file = f"{make_url(url).database}-{what}"
    try:
        connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise BusyError(f"{file}: {error}") from error
    with contextlib.closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise NotAloneError(what) from error
        yield
