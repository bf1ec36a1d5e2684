import signal
from collections.abc import Callable
from multiprocessing.synchronize import Event

from storage.engine import Storage
from storage.journal import Line
from tests.storage import children
from tests.storage.children import PROCESSES
from tests.storage.samples import NOON

Child = Callable[[str, Event], None]


def kill(child: Child, url: str) -> None:
    """Start a process, and kill it with SIGKILL when it is in the middle of its work."""
    has_begun = PROCESSES.Event()
    process = PROCESSES.Process(target=child, args=(url, has_begun))
    process.start()
    assert has_begun.wait(30)
    process.kill()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL


def test_a_unit_that_is_killed_leaves_nothing(storage: Storage, url: str) -> None:
    kill(children.stop_in_a_unit, url)
    with storage.work() as work:
        assert work.outbox.counts()["queued"] == 0
        work.journal.write(Line(at=NOON, actor="parent", what="goes on"))
    with storage.look() as look:
        assert len(look.journal.entries()) == 1


def test_units_that_were_committed_before_a_kill_are_whole(storage: Storage, url: str) -> None:
    for _ in range(2):
        kill(children.write_for_ever, url)
    with storage.look() as look:
        entries = look.journal.entries()
        assert len(entries) >= 2 * 25
        assert len(entries) % 5 == 0
        assert look.outbox.counts()["queued"] == len({entry.source for entry in entries})
        assert look.journal.verify() is None
