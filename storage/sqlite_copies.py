"""Copies of a SQLite database: its online backup, both ways."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from storage.copies import CopyFailedError, NotACopyError, Told, keep, refuse_newer, written
from storage.engine import BusyError
from storage.watch import A_COPY

_PAGES: Final = 1000  # of 4 kB, at a time
_PAUSE: Final = 0.25  # seconds until another program is asked again to let us write
_PAUSES: Final = 40
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BESIDE: Final = ("-wal", "-shm", "-journal")
_UNDATED: Final = "does not say when it was copied"


class SqliteCopier:
    """Copies a file of SQLite, and puts copies into it."""

    def __init__(self, file: Path) -> None:
        self._file = file.resolve()

    def write(self, file: Path, told: Told) -> None:
        """Write what is there at one moment into a new file; see `Copier`."""
        with _named_errors(), written(file) as part:
            _copy(self._file, part, told)
            if (fault := _fault(part)) is not None:
                raise CopyFailedError(f"the database is damaged ({fault}); restore a good copy")

    def holds_something(self) -> bool:
        """Tell whether there is a file with something in it."""
        return self._file.is_file() and self._file.stat().st_size > 0

    def set_aside(self, stamp: str, told: Told) -> Path:
        """Keep what is there in a file beside it; what is damaged is kept byte by byte."""
        file = self._file.with_name(f"{self._file.name}.before-restore-{stamp}")
        with _named_errors():
            try:
                with written(file) as part:
                    _copy(self._file, part, told)
            except sqlite3.DatabaseError as error:
                if not _is(error, _DAMAGE):
                    raise
                _copy_bytes(self._file, file)
        return file

    @contextlib.contextmanager
    def checked(self, file: Path) -> Iterator["CheckedFile"]:
        """Look at a copy of the copy, beside the database; see `Copier`."""
        if self._file.exists() and self._file.samefile(file):
            raise NotACopyError(file, "is the database itself")
        new = self._file.with_name(f"{self._file.name}.restoring")
        try:
            _remove(new)
            _copy_bytes(file, new)
            _check(new, of=file)
            yield CheckedFile(new, self._file)
        finally:
            _remove(new)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A copy that may be put into a database, from a file that is ours."""

    new: Path
    database: Path

    def put_in(self) -> None:
        """Put it in, in one transaction of SQLite's; what is damaged is replaced as a file."""
        with _named_errors():
            try:
                self._overwrite()
            except sqlite3.DatabaseError as error:
                if not _is(error, _DAMAGE):
                    raise
                self._replace()

    def _overwrite(self) -> None:
        with _opened(self.new) as source, _opened(self.database) as target:
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target, pages=_PAGES, sleep=_PAUSE, progress=_Patience().told)

    def _replace(self) -> None:
        with _opened(self.new) as source:
            source.execute("PRAGMA journal_mode = DELETE")
        shutil.copymode(self.database, self.new)
        keep(self.new)
        for end in _BESIDE:
            self.database.with_name(f"{self.database.name}{end}").unlink(missing_ok=True)
        self.new.replace(self.database)
        keep(self.database.parent)


@dataclass(slots=True)
class _Patience:
    """Ends a backup that waits too long: by itself it would wait for ever."""

    pauses: int = field(default=0)

    def told(self, status: int, _left: int, _of: int) -> None:
        self.pauses = self.pauses + 1 if status in _BUSY else 0
        if self.pauses > _PAUSES:
            raise BusyError("another program writes into the database")


def _copy(database: Path, part: Path, told: Told) -> None:
    """Copy a database into an empty file, and let the copy know that it is one.

    The moment is held by a transaction that reads: writers go on beside it, in the WAL, and
    without it the backup would begin anew whenever one of them commits.
    """

    def tell(_status: int, left: int, of: int) -> None:
        told(of - left, of)

    with _opened(database) as source, _opened(part) as copy:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master")
        copy.execute("PRAGMA synchronous = OFF")  # it is kept when it is whole
        source.backup(copy, pages=_PAGES, progress=tell)
    _mark(part)


def _mark(file: Path) -> None:
    """Let a file know that it is a copy, and be one file."""
    with _opened(file) as copy:
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'watch'").fetchone():
            copy.execute("UPDATE watch SET place = ? WHERE instant = 'home'", (A_COPY,))
        copy.execute("PRAGMA journal_mode = DELETE")


def _check(new: Path, *, of: Path) -> None:
    if (fault := _fault(new)) is not None:
        raise NotACopyError(of, f"is damaged ({fault})")
    try:
        with _opened(new) as copy:
            found = copy.execute("SELECT version_num FROM alembic_version").fetchall()
            dated = copy.execute("SELECT 1 FROM watch WHERE instant = 'copied'").fetchone()
    except sqlite3.OperationalError as error:
        raise NotACopyError(of, _UNDATED) from error
    if dated is None:
        raise NotACopyError(of, _UNDATED)
    refuse_newer(tuple(revision for (revision,) in found))
    _mark(new)


def _fault(file: Path) -> str | None:
    """Return what SQLite finds wrong in a file, the first of it."""
    try:
        with _opened(file) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if verdict == "ok" else " ".join(str(verdict).split())


def _copy_bytes(file: Path, to: Path) -> None:
    """Copy a file as it is, with what SQLite keeps beside it."""
    with written(to) as part:
        shutil.copyfile(file, part)
    for end in _BESIDE:
        beside = file.with_name(f"{file.name}{end}")
        if beside.exists():
            shutil.copyfile(beside, to.with_name(f"{to.name}{end}"))


def _remove(file: Path) -> None:
    for end in ("", *_BESIDE):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


@contextlib.contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if _is(error, _BUSY):
            raise BusyError(str(error)) from error
        raise CopyFailedError(f"SQLite says: {error}") from error


def _is(error: sqlite3.Error, codes: tuple[int, ...]) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes
