"""A machine that does to inbox or outbox whatever may be done, in whatever order."""

from collections.abc import Callable
from typing import Any, TypeVar

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import event

from storage.engine import Storage
from storage.work import Work
from tests.databases import Databases
from tests.storage.samples import NOON, SECOND

Found = TypeVar("Found")
ANY = st.integers(0, 99)  # which of those that there are
SPANS = st.sampled_from([0.1, 0.5, 1, 3, 10, 60, 181])
GROUPS, PEOPLE = (-1, -2), (1, 2)
EXAMPLES = [("sqlite", 30), ("postgresql", 6)]


def any_of(found: list[Found], number: int) -> Found:
    return found[number % len(found)]


def hurry(connection: Any, _: object) -> None:
    """Let a file be written when it may: nobody pulls the plug here."""
    connection.execute("PRAGMA synchronous = OFF")


class Mail(RuleBasedStateMachine):
    """A fresh database, a clock, and whoever works on both."""

    def __init__(self, databases: Databases) -> None:
        super().__init__()
        self.databases, self.now = databases, NOON
        self.url = databases.fresh()
        self.storage = Storage(self.url)
        if self.url.startswith("sqlite"):
            event.listen(self.storage._engine, "connect", hurry)

    def do(self, change: Callable[[Work], Found]) -> Found:
        with self.storage.work() as work:
            return change(work)

    @rule(seconds=SPANS)
    def time_goes_on(self, seconds: float) -> None:
        self.now += SECOND * seconds

    def teardown(self) -> None:
        self.storage.close()
        self.databases.give_back(self.url)


def run(machine: type[Mail], databases: Databases, *, examples: int) -> None:
    """Let a machine run so many times, the same way each time."""
    run_state_machine_as_test(
        lambda: machine(databases),  # type: ignore[arg-type] # whatever makes one will do
        settings=settings(
            max_examples=examples, stateful_step_count=40, derandomize=True, deadline=None
        ),
    )
