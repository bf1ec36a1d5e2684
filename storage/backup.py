"""Backup: a whole copy of a database that is in use."""

import datetime as dtm
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from storage.copies import Copier, Dialect, Told, refuse_present
from storage.doubt import apply_doubt
from storage.engine import Storage
from storage.postgresql_copies import PostgresqlCopier
from storage.sqlite_copies import SqliteCopier


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was written; `size` is in bytes."""

    file: Path
    size: int
    dialect: Dialect
    at: dtm.datetime


def back_up(url: str, file: Path, *, at: dtm.datetime, told: Told) -> Copy:
    """Copy a database of today's schema into a new file, while others go on writing.

    The copy is of one moment, and knows when. CopyError says why there is none; BusyError.
    """
    refuse_present(file)
    announce(url, at)
    copier_of(url).write(file, told)
    return Copy(file, file.stat().st_size, dialect_at(url), at)


def announce(url: str, at: dtm.datetime) -> None:
    """Let a database know when it is copied, and a copy that nobody worked on that it is one."""
    storage = Storage(url)
    try:
        with storage.work() as work:
            apply_doubt(work, at)
            work.watch.copied(at)
    finally:
        storage.close()


def dialect_at(url: str) -> Dialect:
    """Return the engine of an address."""
    return Dialect(make_url(url).get_backend_name())


def copier_of(url: str) -> Copier:
    """Return what copies the database at an address."""
    address = make_url(url)
    if dialect_at(url) is Dialect.SQLITE:
        return SqliteCopier(Path(address.database or ""))
    return PostgresqlCopier(address)
