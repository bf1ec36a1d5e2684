"""Whatever happens to it in whatever order, the inbox does what its plain model does."""

import datetime as dtm
import json
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import invariant, precondition, rule
from sqlmodel import col, select

from storage.inbox import AlreadySettledError
from storage.tables.mail import InboxRow
from tests.databases import Databases
from tests.storage.mail_machine import ANY, EXAMPLES, GROUPS, PEOPLE, SPANS, Mail, any_of, run
from tests.storage.naive_mail import ASIDE, HeardOnce, NaiveInbox
from tests.storage.samples import SECOND, update


@dataclass(frozen=True)
class Taken:
    """What a taker has in hand, and until when it is his alone."""

    id: int
    row: HeardOnce
    until: dtm.datetime

    def lasts(self, at: dtm.datetime) -> bool:
        return self.row.state == "new" and at < self.until == self.row.next_at


class InboxMachine(Mail):
    """An inbox, and takers who may be slow or die; `hands` holds what each is about."""

    def __init__(self, databases: Databases) -> None:
        super().__init__(databases)
        self.model = NaiveInbox()
        self.hands: list[Taken] = []

    @rule(
        batch=st.lists(
            st.builds(
                update,
                st.integers(1, 6),
                st.sampled_from([*GROUPS, *PEOPLE]),
                text=st.sampled_from(["5.8", "6"]),
            ),
            max_size=4,
        )
    )
    def take_in(self, batch: list[dict[str, Any]]) -> None:
        new = self.do(lambda work: work.inbox.take_in("bot", batch, self.now))
        assert new == self.model.take_in(batch, self.now)

    @rule(limit=st.integers(1, 4), busy=st.sets(st.sampled_from(["-1", "2"])))
    def take_up(self, limit: int, busy: set[str]) -> None:
        taken = self.do(lambda work: work.inbox.ready(self.now, limit, busy))
        expected = self.model.ready(self.now, limit, busy)
        assert [row.raw for row in taken] == [row.raw for row in expected]
        self.hands += [
            Taken(one.id, row, row.next_at) for one, row in zip(taken, expected, strict=True)
        ]

    def hand(self, which: int) -> tuple[int, HeardOnce]:
        hand = self.hands.pop(which % len(self.hands))
        return hand.id, hand.row

    @precondition(lambda self: self.hands)
    @rule(which=ANY, is_ours=st.booleans())
    def settle(self, which: int, is_ours: bool) -> None:  # noqa: FBT001
        id_, row = self.hand(which)
        try:
            self.do(lambda work: work.inbox.settle(id_, "done" if is_ours else "ignored"))
            has_settled = True
        except AlreadySettledError:
            has_settled = False
        assert has_settled == self.model.settle(row, "done" if is_ours else "ignored")

    @precondition(lambda self: self.hands)
    @rule(which=ANY)
    def fail(self, which: int) -> None:
        id_, row = self.hand(which)
        is_over = self.do(lambda work: work.inbox.fail(id_, "ValueError", self.now))
        assert is_over == self.model.fail(row, self.now)

    @precondition(lambda self: self.hands)
    @rule(which=ANY)
    def cannot_read(self, which: int) -> None:
        id_, row = self.hand(which)
        self.do(lambda work: work.inbox.poison(id_, "KeyError"))
        self.model.settle(row, "poison")

    @precondition(lambda self: self.hands)
    @rule(which=ANY, seconds=st.sampled_from([0, 2]))
    def give_back(self, which: int, seconds: int) -> None:
        id_, row = self.hand(which)
        to = self.now + SECOND * seconds
        self.do(lambda work: work.inbox.give_back([id_], to))
        self.model.postpone(row, to)

    @precondition(lambda self: self.hands)
    @rule(which=ANY)
    def die(self, which: int) -> None:
        self.hand(which)

    @precondition(lambda self: self.model.rows)
    @rule(which=ANY, is_dropped=st.booleans())
    def decide(self, which: int, is_dropped: bool) -> None:  # noqa: FBT001
        aside = [row for row in self.model.rows if row.state in ASIDE]
        row = any_of(aside or self.model.rows, which)
        id_ = self.ids()[self.model.rows.index(row)]
        if is_dropped:
            assert self.do(lambda work: work.inbox.drop(id_)) == self.model.drop(row)
        else:
            has = self.do(lambda work: work.inbox.retry(id_, self.now))
            assert has == self.model.retry(row, self.now)

    @rule(seconds=SPANS)
    def clock_is_put_back(self, seconds: float) -> None:
        self.now -= SECOND * seconds
        self.do(lambda work: work.inbox.wake(self.now))
        self.model.wake(self.now)
        self.hands.clear()

    @rule()
    def a_copy_is_restored(self) -> None:
        self.do(lambda work: work.inbox.doubt())
        self.model.doubt()
        self.hands.clear()

    def ids(self) -> list[int]:
        with self.storage.look() as look:
            rows = look.inbox._all(select(InboxRow).order_by(col(InboxRow.id)))
        return [row.id for row in rows if row.id]

    @invariant()
    def all_stands_there_as_it_should(self) -> None:
        with self.storage.look() as look:
            rows = look.inbox._all(select(InboxRow).order_by(col(InboxRow.id)))
            next_at = look.inbox.next_at()
        assert [
            (json.loads(row.raw or ""), row.state, row.attempts, row.in_doubt, row.next_at)
            for row in rows
        ] == [
            (row.raw, row.state, row.attempts, row.in_doubt, row.next_at)
            for row in self.model.rows
        ]
        assert next_at == min((row.next_at for row in self.model.heads()), default=None)

    @invariant()
    def of_a_chat_one_is_handled_at_a_time(self) -> None:
        held = [hand.row for hand in self.hands if hand.lasts(self.now)]
        chats = {row.chat: row for row in held}
        assert all(row is chats[row.chat] for row in held)


@pytest.mark.parametrize(("databases", "examples"), EXAMPLES, indirect=["databases"])
def test_whatever_happens_the_inbox_does_what_its_model_does(
    databases: Databases, examples: int
) -> None:
    run(InboxMachine, databases, examples=examples)
