"""Copies: files of one engine, written whole or not at all, and why one is refused."""

import contextlib
import os
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from alembic.script import ScriptDirectory

from storage import migrations
from storage.migrations import NewerDatabaseError

Told = Callable[[int, int], None]  # how many parts are done, of how many


class Dialect(StrEnum):
    """The engine that a copy is of."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


_BEGINNINGS: Final = {b"SQLite format 3\0": Dialect.SQLITE, b"PGDMP": Dialect.POSTGRESQL}


class CopyError(Exception):
    """A copy cannot be made or be taken; its words are for the operator."""


class CopyExistsError(CopyError):
    """A copy is never written over another file."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is there already; give a name that is not taken")
        self.file = file


class NotACopyError(CopyError):
    """A file is no copy that may be restored; `why` says what is wrong with it."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} {why}; give a file that `guatu backup` wrote")
        self.file = file
        self.why = why


class OtherEngineError(CopyError):
    """A copy is of another engine than the database."""

    def __init__(self, file: Path, dialect: Dialect) -> None:
        address = {
            Dialect.SQLITE: "sqlite:///FILE",
            Dialect.POSTGRESQL: "postgresql+psycopg://USER@HOST/NAME",
        }[dialect]
        super().__init__(
            f"{file} is a copy of a {dialect} database; set GUATU_DATABASE_URL to {address}"
        )
        self.file = file
        self.dialect = dialect


class CopyFailedError(CopyError):
    """The engine did not do it; `why` is what it said."""

    def __init__(self, why: str) -> None:
        super().__init__(f"nothing was changed: {why}")
        self.why = why


class Copier(Protocol):
    """Copies the database of one engine, and puts copies into it."""

    def write(self, file: Path, told: Told) -> None:
        """Write what is there at one moment into a new file, while others go on writing.

        CopyExistsError, CopyFailedError; BusyError where the database is away.
        """
        ...

    def holds_something(self) -> bool:
        """Tell whether there is something to be kept; CopyFailedError where it is not ours."""
        ...

    def set_aside(self, stamp: str, told: Told) -> Path:
        """Keep what is there in a new file with a stamp in its name, even if it is damaged."""
        ...

    def checked(self, file: Path) -> contextlib.AbstractContextManager["Checked"]:
        """Look whether a file is a whole copy of today's schema or an earlier one.

        NotACopyError, NewerDatabaseError.
        """
        ...


class Checked(Protocol):
    """A copy that may be put in."""

    def put_in(self) -> None:
        """Put it into the database in one transaction; BusyError, CopyFailedError."""
        ...


def dialect_of(file: Path) -> Dialect:
    """Return the engine that wrote a file; NotACopyError where none did."""
    with file.open("rb") as opened:
        begins = opened.read(16)
    for beginning, dialect in _BEGINNINGS.items():
        if begins.startswith(beginning):
            return dialect
    raise NotACopyError(file, "is no copy of a database")


@contextlib.contextmanager
def written(file: Path) -> Iterator[Path]:
    """Lend a new empty file, nobody else's to read; at the end it is there under its name.

    CopyExistsError. It is on the disk before it has its name, and gone where it was not ended.
    """
    part = file.with_name(f"{file.name}.part")
    refuse_present(file)
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        keep(part)
        refuse_present(file)
        part.rename(file)
        keep(file.parent)
    finally:
        part.unlink(missing_ok=True)


def keep(path: Path) -> None:
    """Return when a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_present(file: Path) -> None:
    """Raise CopyExistsError where a file has this name."""
    if file.exists() or file.is_symlink():
        raise CopyExistsError(file)


def refuse_newer(revisions: tuple[str, ...]) -> None:
    """Raise NewerDatabaseError where a copy has a schema that we do not know."""
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    if not {revision.revision for revision in script.walk_revisions()}.issuperset(revisions):
        raise NewerDatabaseError(revisions)
