from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert, text

from rules.notice import Policy
from storage.engine import Storage
from storage.tables.mail import InboxRow, InboxState, OutboxRow, OutboxState
from storage.work import Look, Work
from tests.storage.samples import NOON, notice, update

PAST = 4000  # rows that nobody waits for any more

Statement = tuple[str, object]


@pytest.fixture
def long_used(storage: Storage) -> Storage:
    """Open a database with a long past and a short queue."""
    sent = [
        {
            "key": f"old/{n}", "chat_id": -n % 50, "notice": {}, "policy": Policy.HOLD,
            "priority": 5, "weight": 1, "state": OutboxState.SENT, "attempts": 1,
            "queued_at": NOON, "next_at": NOON,
        }
        for n in range(PAST)
    ]  # fmt: skip
    done = [
        {
            "bot": "bot", "update_id": n, "fingerprint": str(n), "chat_key": str(n % 50),
            "state": InboxState.DONE, "attempts": 0, "received_at": NOON, "next_at": NOON,
        }
        for n in range(PAST)
    ]  # fmt: skip
    with storage._engine.begin() as connection:
        connection.execute(insert(OutboxRow), sent)
        connection.execute(insert(InboxRow), done)
    with storage.work() as work:
        work.outbox.put_all([notice(str(n), n) for n in range(5)], NOON)
        work.inbox.take_in("bot", [update(PAST + n, n) for n in range(5)], NOON)
        work.outbox._session.connection().execute(text("ANALYZE"))
    return storage


@contextmanager
def heard(work: Work, table: str) -> Iterator[list[Statement]]:
    """Collect the statements that read a queue to take something from it."""
    connection, statements = work.outbox._session.connection(), list[Statement]()

    def hear(*arguments: object) -> None:
        written = str(arguments[2])
        if (
            f"FROM {table}" in written
            and "next_at <= " in written.rpartition("WHERE")[0] + written
        ):
            statements.append((written, arguments[3]))

    event.listen(connection, "before_cursor_execute", hear)
    yield statements
    event.remove(connection, "before_cursor_execute", hear)


@contextmanager
def every_select(look: Look) -> Iterator[list[Statement]]:
    """Collect what is read."""
    connection, statements = look.outbox._session.connection(), list[Statement]()

    def hear(*arguments: object) -> None:
        statements.append((str(arguments[2]), arguments[3]))

    event.listen(connection, "before_cursor_execute", hear)
    yield statements
    event.remove(connection, "before_cursor_execute", hear)


def plan(work: Look, statement: Statement) -> str:
    """Return how an engine goes about a statement."""
    connection = work.outbox._session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    found = connection.exec_driver_sql(f"{explain} {statement[0]}", statement[1])  # type: ignore[arg-type]
    return "\n".join(str(row) for row in found)


def test_a_claim_goes_through_the_queue_and_not_through_the_past(long_used: Storage) -> None:
    with long_used.work() as work, heard(work, "outbox") as statements:
        assert len(work.outbox.claim(NOON, 9)) == 5
        (statement,) = statements
        found = plan(work, statement)
    # Both indexes hold what is open alone; which one is cheaper is for the engine to say.
    assert "ix_outbox_queued" in found or "ix_outbox_open" in found
    assert "pk_outbox" not in found
    assert "Seq Scan on outbox" not in found
    assert "SCAN outbox\n" not in found


def test_updates_are_taken_up_from_the_queue_and_not_from_the_past(long_used: Storage) -> None:
    with long_used.work() as work, heard(work, "inbox") as statements:
        assert len(work.inbox.ready(NOON, 9)) == 5
        (statement,) = statements
        found = plan(work, statement)
    assert "ix_inbox_new" in found
    assert "Seq Scan on inbox" not in found


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        pytest.param(
            lambda look: look.inbox.open_counts(),
            {"ix_inbox_new", "ix_inbox_troubled"},
            id="updates",
        ),
        pytest.param(lambda look: look.inbox.oldest_new(), {"ix_inbox_new"}, id="oldest update"),
        pytest.param(
            lambda look: look.outbox.open_counts(),
            {"ix_outbox_open", "ix_outbox_troubled"},
            id="notices",
        ),
        pytest.param(
            lambda look: look.outbox.oldest_queued(), {"ix_outbox_open"}, id="oldest notice"
        ),
    ],
)
def test_a_monitor_looks_at_what_waits_and_not_at_the_past(
    ask: Callable[[Look], object], indexes: set[str], long_used: Storage
) -> None:
    with long_used.look() as look, every_select(look) as statements:
        ask(look)
        found = [plan(look, statement) for statement in statements.copy()]
    assert len(found) == len(indexes)
    assert {name for name in indexes if any(name in one for one in found)} == indexes
    assert [one for one in found if "Seq Scan" in one] == []
