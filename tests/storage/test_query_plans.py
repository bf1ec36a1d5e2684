from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert, text

from rules.edition import Edition, EditionRow
from rules.notice import Policy
from rules.plates import Facts, Rules, rate
from storage.engine import Storage
from storage.questions import Question
from storage.tables.mail import InboxRow, InboxState, OutboxRow, OutboxState
from storage.work import Look, Work
from tests.storage.samples import JANUARY, JUNE, NOON, book, notice, plan, project, update

PAST = 4000  # rows that nobody waits for any more
PROJECTS = [
    project(
        f"XM{n:04}",
        command=f"{n // 10:03}",
        lead_unit=f"单位{n // 5}",
        responsible_person=f"人{n}",
    )
    for n in range(2000)
]

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


def plan_of(work: Look, statement: Statement) -> str:
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
        found = plan_of(work, statement)
    # Both indexes hold what is open alone; which one is cheaper is for the engine to say.
    assert "ix_outbox_queued" in found or "ix_outbox_open" in found
    assert "pk_outbox" not in found
    assert "Seq Scan on outbox" not in found
    assert "SCAN outbox\n" not in found


def test_updates_are_taken_up_from_the_queue_and_not_from_the_past(long_used: Storage) -> None:
    with long_used.work() as work, heard(work, "inbox") as statements:
        assert len(work.inbox.ready(NOON, 9)) == 5
        (statement,) = statements
        found = plan_of(work, statement)
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
        found = [plan_of(look, statement) for statement in statements.copy()]
    assert len(found) == len(indexes)
    assert {name for name in indexes if any(name in one for one in found)} == indexes
    assert [one for one in found if "Seq Scan" in one] == []


@pytest.fixture
def large(storage: Storage) -> Storage:
    """Open a database with very many projects, asked and published."""
    asked = [Question(JUNE, one.code, one.responsible_person, None, NOON) for one in PROJECTS]
    rated = rate(Facts(JANUARY, (), {}), through=JANUARY, rules=Rules())[0]
    rows = tuple(EditionRow(one, rated) for one in PROJECTS)
    plans = {one.code: plan("1.5") for one in PROJECTS}
    of_many = book(
        commands=(), people=(), projects=tuple(PROJECTS), plans=plans, posts=(), support_items=()
    )
    with storage.work() as work:
        work.book.put(of_many, NOON)
        work.questions.put_all(JUNE, asked)
        work.editions.put(Edition(JANUARY, 0, Rules(), rows), NOON)
        if work.outbox._unit.is_postgresql:  # which does it by itself; nobody does it for SQLite
            work.outbox._session.connection().execute(text("ANALYZE"))
    return storage


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        pytest.param(
            lambda look: look.book.projects(2023, commands=["007"]),
            {"ix_project_year_command"},
            id="projects of a command",
        ),
        pytest.param(
            lambda look: look.facts.of(2023, ["XM0007"]),
            {"ix_plan_version_project"},
            id="facts of a project",
        ),
        pytest.param(
            lambda look: look.questions.latest("XM0007"), {"ix_question_project"}, id="a question"
        ),
        pytest.param(
            lambda look: look.editions.rows(JANUARY, ["XM0007"]),
            {"ix_published_month_correction_code"},
            id="a published project",
        ),
        pytest.param(
            lambda look: look.editions.answered_for(JANUARY, units=["单位7"], person="人1"),
            {
                "ix_published_month_correction_lead_unit",
                "ix_published_month_correction_responsible_person",
            },
            id="what somebody answers for",
        ),
    ],
)
def test_what_is_asked_of_one_project_does_not_read_all(
    ask: Callable[[Look], object], indexes: set[str], large: Storage
) -> None:
    with large.look() as look, every_select(look) as statements:
        assert ask(look)
        found = "\n".join(plan_of(look, statement) for statement in statements.copy())
    assert {name for name in indexes if name in found} == indexes


def test_the_next_instant_is_found_without_reading_the_whole_queue(long_used: Storage) -> None:
    with long_used.work() as work:
        work.outbox.put_all([notice(f"new/{n}", -n % 5) for n in range(PAST)], NOON)
        work.outbox._session.connection().execute(text("ANALYZE"))
    with long_used.look() as look, every_select(look) as statements:
        assert look.outbox.next_at(NOON) == NOON
        found = [plan_of(look, statement) for statement in statements.copy()]
    (heads,) = (one for one in found if "chats" in one)
    assert "ix_outbox_open" in heads
    assert "Seq Scan on outbox" not in heads
    assert "SCAN outbox\n" not in heads
