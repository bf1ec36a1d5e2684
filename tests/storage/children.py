"""What other processes do in the tests of races and of kills."""

import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from rules.schedule import Phase
from storage.engine import Storage
from storage.journal import Line
from storage.work import Work
from tests.storage.samples import JUNE, NOON, notice

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
