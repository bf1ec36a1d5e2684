import datetime as dtm
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from storage.alone import NotAloneError, alone
from storage.engine import BusyError, Storage
from storage.journal import Line
from storage.sent import Outgoing
from storage.tables.mail import OutboxState
from storage.work import Work
from tests.databases import OwnServer, own_server
from tests.storage.samples import DAY, MINUTE, NOON, notice, update

Piece = Callable[[int], None]
MANY, PATIENCE = 15, 60  # pieces of work between two halts; seconds


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@dataclass
class Worker:
    """Does one piece of work after the other, each until it is acknowledged."""

    piece: Piece
    stop: threading.Event = field(default_factory=threading.Event)
    kept: list[int] = field(default_factory=list)
    halts: int = 0

    def work(self) -> None:
        number = 1
        while not self.stop.is_set():
            try:
                self.piece(number)
            except BusyError:
                self.halts += 1
                time.sleep(0.02)
            else:
                self.kept.append(number)
                number += 1


def in_units(storage: Storage, change: Callable[[Work, int], object]) -> Piece:
    def piece(number: int) -> None:
        with storage.work() as work:
            change(work, number)

    return piece


def take_in(work: Work, number: int) -> None:
    work.inbox.take_in("bot", [update(number)], NOON)


def note_down(work: Work, number: int) -> None:
    work.journal.write(Line(at=NOON, actor="谢玉洁", what="noted", source=str(number)))


def look_at(storage: Storage) -> Piece:
    def piece(_: int) -> None:
        with storage.look() as look:
            look.outbox.counts()

    return piece


def say(storage: Storage) -> Piece:
    """Return what queues a notice and sends all that wait, unit by unit like a delivery."""
    hours = itertools.count()

    def piece(number: int) -> None:
        at = NOON + DAY * next(hours)
        with storage.work() as work:
            work.outbox.put(notice(str(number)), at)
        with storage.work() as work:
            work.outbox.recover(at, is_alone=True)
        while claimed := claim(storage, at):
            with storage.work() as work:
                work.outbox.sending(claimed, at)
            with storage.work() as work:
                work.outbox.sent(claimed.id, (number,), at)
            at += MINUTE

    return piece


def claim(storage: Storage, at: dtm.datetime) -> Outgoing | None:
    with storage.work() as work:
        return next(iter(work.outbox.claim(at, 1)), None)


class Crew:
    """Workers side by side, all on one storage."""

    def __init__(self, *pieces: Piece) -> None:
        self.workers = [Worker(piece) for piece in pieces]

    def until(self, is_so: Callable[[Worker], bool]) -> None:
        """Wait until something is so of every worker; one that failed is raised."""
        for _ in range(PATIENCE * 50):
            if all(map(is_so, self.workers)):
                return
            time.sleep(0.02)
        raise TimeoutError([(worker.halts, len(worker.kept)) for worker in self.workers])

    def goes_on(self) -> None:
        """Wait until each has done so much more."""
        goals = {id(worker): len(worker.kept) + MANY for worker in self.workers}
        self.until(lambda one: len(one.kept) >= goals[id(one)])

    def halts(self) -> None:
        """Wait until each has found the server away once more."""
        halts = {id(worker): worker.halts for worker in self.workers}
        self.until(lambda one: one.halts > halts[id(one)])


@contextmanager
def at_work(*pieces: Piece) -> Iterator[Crew]:
    """Let workers work; what one of them raises is raised at the end."""
    crew = Crew(*pieces)
    with ThreadPoolExecutor(len(pieces)) as threads:
        done = [threads.submit(worker.work) for worker in crew.workers]
        try:
            yield crew
        finally:
            for worker in crew.workers:
                worker.stop.set()
    for one in done:
        one.result()


def test_work_goes_on_after_its_server_lost_power(server: OwnServer) -> None:
    storage = Storage(server.url)
    pieces = in_units(storage, take_in), in_units(storage, note_down), say(storage)
    with at_work(*pieces, look_at(storage)) as crew:
        for _ in range(2):
            crew.goes_on()
            server.lose_power()
            crew.halts()
            server.start()
        crew.goes_on()
    taken, noted, said, _ = (worker.kept for worker in crew.workers)
    with storage.look() as look:
        assert look.inbox.counts()["new"] - len(taken) in {0, 1}  # one whose word was lost
        sources = [line.source for line in look.journal.entries()]
        assert set(map(str, noted)) <= set(sources)
        assert look.journal.verify() is None
        assert {look.outbox.state(str(number)) for number in said} == {OutboxState.SENT}
    storage.close()


def test_what_is_held_alone_is_held_again_after_a_restart(server: OwnServer) -> None:
    with alone(server.url, "polling") as hold:
        server.lose_power()
        with pytest.raises(BusyError):
            hold.renew()
        server.start()
        hold.renew()
        with pytest.raises(NotAloneError), alone(server.url, "polling"):
            pass
