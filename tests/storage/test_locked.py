"""Another program has the database to itself for a while."""

import asyncio
import datetime as dtm
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from structlog.testing import capture_logs

from bot.clock import now
from bot.delivery import Delivery
from bot.meters import Meters
from bot.painter import Painter
from bot.pictures import Pictures
from bot.ports import Alert
from bot.routes import Ear, Errand
from bot.shift import Shift
from rules.notice import Notice
from rules.schedule import Due, Phase
from storage.engine import BusyError, Storage
from storage.journal import Line
from storage.work import Work
from tests.bot.pumping import Rig, note, nothing, rig, routes
from tests.bot.test_shift import Held, Nobody, until_said
from tests.databases import SqliteFiles
from tests.storage.samples import JUNE, NOON, notice, update, warning

PATIENCE = 30
Logs = Sequence[MutableMapping[str, Any]]


_PROGRAM = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
for word in sys.stdin:
    file.execute(word)
    print(word, end="", flush=True)
"""


class OtherProgram:
    """A process that works on a file too, and does what it is told."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-c", _PROGRAM, url.removeprefix("sqlite:///")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def lock(self) -> None:
        """Keep all other writers out."""
        self._do("BEGIN EXCLUSIVE")

    def unlock(self) -> None:
        self._do("COMMIT")

    def end(self) -> None:
        self._process.communicate(timeout=PATIENCE)

    def _do(self, word: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == f"{word}\n"


@dataclass
class HastyFile:
    """A file whose storage does not wait long, and who else may lock it."""

    storage: Storage
    other: OtherProgram


@pytest.fixture
def file(sqlite_files: SqliteFiles) -> Iterator[HastyFile]:
    url = sqlite_files.fresh()
    storage, other = Storage(f"{url}?timeout=0.05"), OtherProgram(url)
    yield HastyFile(storage, other)
    other.end()
    storage.close()


CHANGES = [
    pytest.param(lambda work: work.inbox.take_in("bot", [update(1)], NOON), id="take in"),
    pytest.param(lambda work: work.inbox.ready(NOON, 9), id="take up"),
    pytest.param(lambda work: work.outbox.put(notice("b"), NOON), id="queue"),
    pytest.param(lambda work: work.outbox.claim(NOON, 9), id="claim"),
    pytest.param(lambda work: work.due.ready(NOON), id="fall due"),
    pytest.param(
        lambda work: work.journal.write(Line(at=NOON, actor="", what="noted")), id="note down"
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_locked_file_is_busy_and_then_it_is_not(
    file: HastyFile, change: Callable[[Work], object]
) -> None:
    def do() -> None:
        with file.storage.work() as work:
            change(work)

    file.other.lock()
    with pytest.raises(BusyError, match="locked"):
        do()
    file.other.unlock()
    do()


class Tables:
    """Tables that another program locks, and who waits for them."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("+psycopg", "")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody out of what all work needs."""
        with psycopg.connect(self._url) as other:
            other.execute("LOCK TABLE inbox, outbox, due, journal IN ACCESS EXCLUSIVE MODE")
            yield

    def are_waited_for(self, by: int) -> bool:
        """Tell whether so many wait."""
        with psycopg.connect(self._url) as other:
            found = other.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            return len(found.fetchall()) >= by


def test_locked_tables_are_waited_for(postgresql_url: str) -> None:
    storage, tables = Storage(postgresql_url), Tables(postgresql_url)

    def do(change: Any) -> None:
        with storage.work() as work:
            change(work)

    with ThreadPoolExecutor(len(CHANGES)) as threads:
        with tables.locked():
            doing = [threads.submit(do, *param.values) for param in CHANGES]
            until(lambda: tables.are_waited_for(len(CHANGES)))
            assert not any(one.done() for one in doing)
        for one in doing:
            one.result(PATIENCE)
    storage.close()


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 50):
        if is_so():
            return
        time.sleep(0.02)
    raise TimeoutError


def about_to_begin(here: Rig) -> Shift:
    """Have something to hear, to fall due and to say, and a shift that is to do it."""
    here.server.talk.say(here.wei, here.wei, "累计5.8公里")
    here.take_in()
    here.put(note("queued", here.wei, "6月通报"))
    with here.storage.work() as work:
        work.due.plan([Due(NOON, JUNE, Phase.ASK)])
    return Shift(here.pump, clock=now, hold=Held(), is_alone=False, patience=NOON - NOON)


async def goes_on(here: Rig) -> None:
    for words in ("6月通报", "6月进展？", "累计5.8公里"):
        await until_said(here, words)


def ask(due: Due, work: Work, at: dtm.datetime) -> None:
    """Ask where something was queued."""
    del due
    queued = work.outbox.notice("queued")
    assert queued is not None
    work.outbox.put(Notice("ask", queued.to, "6月进展？"), at)


async def told(logs: Logs, event: str, *, times: int = 1) -> None:
    """Wait until the log tells something so often."""
    async with asyncio.timeout(PATIENCE):
        while [line["event"] for line in logs].count(event) < times:  # noqa: ASYNC110 - a list
            await asyncio.sleep(0.02)


async def test_no_step_dies_of_a_locked_file(file: HastyFile) -> None:
    async with rig(file.storage, routes(phases={Phase.ASK: ask})) as here:
        shift = about_to_begin(here)
        file.other.lock()
        with capture_logs() as logs:
            working = asyncio.create_task(shift.work(Nobody()))
            shift.understands()
            shift.caught_up()
            await told(logs, "a step failed", times=4)
            file.other.unlock()
            await goes_on(here)
            shift.stop()
            await working


async def test_no_step_dies_of_locked_tables(postgresql_url: str) -> None:
    storage, tables = Storage(postgresql_url), Tables(postgresql_url)
    async with rig(storage, routes(phases={Phase.ASK: ask})) as here:
        shift = about_to_begin(here)
        with tables.locked():
            working = asyncio.create_task(shift.work(Nobody()))
            shift.understands()
            shift.caught_up()
            await asyncio.to_thread(until, lambda: tables.are_waited_for(3))
        await goes_on(here)
        shift.stop()
        await working
    storage.close()


@dataclass
class LockingEar:
    """An ear that another program locks the database behind, the first time."""

    ear: Ear
    other: OtherProgram
    heard: int = 0

    async def understand(self, raw: Mapping[str, Any]) -> Errand[Any] | None:
        self.heard += 1
        if self.heard == 1:
            await asyncio.to_thread(self.other.lock)
        return await self.ear.understand(raw)


async def test_what_was_in_hand_when_the_file_was_locked_is_done_afterwards(
    file: HastyFile,
) -> None:
    async with rig(file.storage, ear=lambda ear: LockingEar(ear, file.other)) as here:
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        with capture_logs() as logs:
            hearing = asyncio.create_task(here.hear())
            await told(logs, "trying again until it works")
            file.other.unlock()
            following = await hearing
        assert here.heard() == {"new": 1}
        assert following is not None
        here.clock.now = following
        await here.hear()
        assert here.heard() == {"done": 1}


@dataclass
class Lips:
    """A messenger behind whom another program locks the database as soon as he has spoken."""

    other: OtherProgram
    said: list[str] = field(default_factory=list)

    async def say(self, given: Notice, pages: tuple[bytes, ...]) -> tuple[int, ...]:
        del pages
        self.said.append(given.key)
        await asyncio.to_thread(self.other.lock)
        return (70,)

    async def answer(self, press_id: str, alert: Alert | None) -> None:
        raise NotImplementedError


async def test_what_was_said_before_the_file_was_locked_is_not_said_again(
    file: HastyFile,
) -> None:
    lips, meters = Lips(file.other), Meters()
    delivery = Delivery(
        file.storage,
        messenger=lips,
        pictures=Pictures(file.storage, Painter(), meters=meters),
        moved=nothing,
        clock=lambda: NOON,
        meters=meters,
    )
    with file.storage.work() as work:
        work.outbox.put(warning("a"), NOON)
    with capture_logs() as logs:
        await delivery.begin(NOON)
        await told(logs, "trying again until it works")
        file.other.unlock()
        await delivery.lanes.one_ends()
    with file.storage.look() as look:
        assert look.outbox.state("a") == "sent"
    assert lips.said == ["a"]
