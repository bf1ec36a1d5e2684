"""What other processes do in the tests of races and of kills."""

import contextlib
import datetime as dtm
import itertools
import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from rules.schedule import Phase
from storage.engine import BusyError, Storage
from storage.journal import Line
from storage.work import Work
from tests.storage.samples import JUNE, NOON, SECOND, notice, update

Attempt = Callable[[Work, str], bool]


def claim_due(work: Work, _: str) -> bool:
    """Take the phase that is due; tell whether it was still there."""
    claimed = [due for due in work.due.ready(NOON) if work.due.done(due, NOON)]
    return bool(claimed)


def press(work: Work, token: str) -> bool:
    """Press a button whose deed is done once."""
    button = work.buttons.get(token)
    if button is None or work.journal.entries(month=JUNE):
        return False
    work.journal.write(Line(at=NOON, actor="岑春林", what=button.act, month=JUNE))
    return True


def sign(work: Work, unit: str) -> bool:
    """Sign for a warning."""
    return work.receipts.put(JUNE, 0, unit, "01", "谢玉洁", NOON)


def redeem(work: Work, code: str) -> bool:
    """Use a code."""
    return work.bindings.redeem_person(code, NOON) is not None


def ask(work: Work, _: str) -> bool:
    """Ask a month unless it was asked."""
    cycle = work.cycles.get(JUNE)
    if cycle.has_run(Phase.ASK):
        return False
    work.cycles.put(cycle.ran(Phase.ASK, NOON))
    return True


def claim_notices(work: Work, _: str) -> bool:
    """Take what may be sent; tell whether there was something."""
    return bool(work.outbox.claim(NOON, 9))


def take_up(work: Work, _: str) -> bool:
    """Take up what was heard; tell whether there was something."""
    return bool(work.inbox.ready(NOON, 9))


def bring(job: tuple[str, list[int]]) -> int:
    """Take updates in until they are committed, as who brings them does; return the new ones."""
    url, numbers = job
    storage = Storage(url)
    batch = [update(number) for number in numbers]
    while True:
        with contextlib.suppress(BusyError), storage.work() as work:
            new = work.inbox.take_in("bot", batch, NOON)
            time.sleep(0.05)
            break
    storage.close()
    return new


def send_all(job: tuple[str, float]) -> list[tuple[str, dtm.datetime, int]]:
    """Send until nothing is left; return each notice's key, its slot and its place among all."""
    url, began = job
    storage, sent = Storage(url), []

    def now() -> dtm.datetime:
        return NOON + SECOND * (time.perf_counter() - began)

    while True:
        with storage.work() as work:
            claimed = work.outbox.claim(now(), 7, ahead=SECOND / 4)
            is_over = not work.outbox.counts()["queued"]
        for one in claimed:
            assert one.slot is not None
            time.sleep(max((one.slot - now()).total_seconds(), 0))
            with storage.work() as work:
                begun = work.outbox.sending(one, now())
            place = time.perf_counter_ns()
            with storage.work() as work:
                work.outbox.sent(one.id, (1,), now())
            sent += [(one.notice.key, one.slot, place)] if begun else []
        if is_over:
            storage.close()
            return sent
        time.sleep(0.01)


def try_once(job: tuple[Attempt, str, str]) -> bool:
    """Make an attempt in a process of its own, and stay a while in its unit of work."""
    attempt, url, subject = job
    storage = Storage(url)
    with storage.work() as work:
        has_done = attempt(work, subject)
        time.sleep(0.05)
    storage.close()
    return has_done


def upgrade(url: str) -> None:
    """Migrate a database."""
    storage = Storage(url)
    storage.upgrade()
    storage.close()


def write_for_ever(url: str, has_begun: Event) -> None:
    """Queue a notice and write its line, over and over, a unit each."""
    storage = Storage(url)
    number = 0
    while True:
        with storage.work() as work:
            for _ in range(5):
                number += 1
                key = f"{os.getpid()}/{number}"
                work.outbox.put(notice(key), NOON)
                work.journal.write(Line(at=NOON, actor="child", what="put", source=key))
        if number == 25:
            has_begun.set()


def take_in_for_ever(url: str, said: Connection) -> None:
    """Take in updates, a unit each; say of each that it is kept, or 0 as often as it is not."""
    storage = Storage(url)
    for number in itertools.count(1):
        while not is_taken_in(storage, number):
            said.send(0)
        said.send(number)


def is_taken_in(storage: Storage, number: int) -> bool:
    """Take in one update and write its line; False where that must be done later."""
    with contextlib.suppress(BusyError), storage.work() as work:
        work.inbox.take_in("bot", [update(number, text="公里" * 20_000)], NOON)
        work.journal.write(Line(at=NOON, actor="child", what="heard", source=str(number)))
        return True
    return False


def stop_in_a_unit(url: str, has_begun: Event) -> None:
    """Write much, and never come to an end."""
    storage = Storage(url)
    with storage.work() as work:
        for number in range(50):
            work.outbox.put(notice(str(number)), NOON)
            work.journal.write(Line(at=NOON, actor="child", what="put"))
        work.journal.append_written()
        has_begun.set()
        time.sleep(60)


PROCESSES = get_context("spawn")
