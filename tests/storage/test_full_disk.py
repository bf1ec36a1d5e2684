import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe

import pytest
from sqlalchemy import Connection, event

from bot.intake import Intake
from storage.engine import BusyError, Storage
from tests.databases import SqliteFiles
from tests.storage import children
from tests.storage.children import PROCESSES
from tests.storage.samples import NOON, update

PATIENCE = 60


@dataclass
class Child:
    """A process that takes in updates; `kept` are those that it said it kept."""

    pid: int
    said: Pipe
    kept: list[int] = field(default_factory=list)

    def hear(self, *, kept: int = 0, refused: int = 0) -> None:
        """Hear so many more words of what is kept, and of what is not."""
        while kept > 0 or refused > 0:
            assert self.said.poll(PATIENCE)
            number = self.said.recv()
            kept, refused = (kept - 1, refused) if number else (kept, refused - 1)
            self.kept += [number] if number else []

    def may_write(self, size: int) -> None:
        """Let no file of it grow beyond a size in bytes."""
        _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (size, hard))


@contextmanager
def child(url: str) -> Iterator[Child]:
    """Let a process take in updates until it is killed; what it said is heard to the end."""
    said, saying = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=children.take_in_for_ever, args=(url, saying))
    process.start()
    assert process.pid is not None
    here = Child(process.pid, said)
    try:
        yield here
    finally:
        process.kill()
        process.join(PATIENCE)
    while said.poll():
        here.kept += filter(None, [said.recv()])


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(0, id="not one byte"),
        pytest.param(100_000, id="some, in the middle of a page"),
        pytest.param(5_000_000, id="until the log must be moved into the file"),
    ],
)
def test_what_is_acknowledged_is_there_though_the_disk_was_full(
    sqlite_files: SqliteFiles, room: int
) -> None:
    url = sqlite_files.fresh()
    with child(url) as here:
        here.hear(kept=10)
        here.may_write(room)
        here.hear(refused=5)
        here.may_write(resource.RLIM_INFINITY)
        here.hear(kept=10)
    assert here.kept == list(range(1, len(here.kept) + 1))
    assert_all_is_there(url, here.kept)


def assert_all_is_there(url: str, acknowledged: list[int]) -> None:
    storage = Storage(url)
    with storage.look() as look:
        there = look.inbox.counts()["new"]
        lines = [int(line.source or 0) for line in look.journal.entries()]
        assert look.journal.verify() is None
    storage.close()
    assert there - len(acknowledged) in {0, 1}  # one that was kept when the child was killed
    assert lines == list(range(1, there + 1))
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@dataclass
class Disk:
    """How many pages a file may have at most; it cannot have fewer than it has."""

    pages: int = 1

    def limit(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {self.pages}")


async def test_what_finds_no_room_is_refused_and_taken_in_when_there_is(
    sqlite_storage: Storage,
) -> None:
    disk, long = Disk(), update(1, text="公里" * 20_000)
    event.listen(sqlite_storage._engine, "begin", disk.limit)
    intake = Intake(sqlite_storage, bot="bot", clock=lambda: NOON, received=lambda *_: None)
    for _ in range(2):
        with pytest.raises(BusyError, match="full"):
            await intake.take([update(2), long])
    disk.pages = 1_000_000
    await intake.take([update(2), long])
    with sqlite_storage.look() as look:
        assert look.inbox.counts()["new"] == 2
