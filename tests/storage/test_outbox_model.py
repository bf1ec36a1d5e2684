"""Whatever happens to it in whatever order, the outbox does what its plain model does."""

from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from rules.notice import Address, ButtonFace, Notice, Policy, Priority, Recipe, ShownAs
from storage.sent import Outgoing
from storage.tables.mail import OutboxRow, SentMessageRow
from storage.work import Work
from tests.databases import Databases
from tests.storage.mail_machine import ANY, EXAMPLES, GROUPS, PEOPLE, SPANS, Mail, any_of, run
from tests.storage.naive_mail import (
    HELD,
    OPEN,
    STUCK,
    NaiveOutbox,
    SaidOnce,
    Spent,
    assert_keeps_pace,
)
from tests.storage.samples import SECOND

SEEN = ("id", "key", "state", "attempts", "next_at", "leased_until", "paced_at")


@dataclass(frozen=True)
class Claimed:
    """What a sender has in hand; `number` counts the sendings of its notice, 0 before his."""

    outgoing: Outgoing
    row: SaidOnce
    number: int = 0

    def is_mine(self) -> bool:
        """Tell whether it is in this hand still, and in no other."""
        if self.number:
            return self.row.state == "sending" and self.row.attempts == self.number
        lease = self.outgoing.leased_until
        return self.row.state == "leased" and self.row.leased_until == lease


class OutboxMachine(Mail):
    """An outbox, and senders who may be slow or die; `hands` holds what each is about."""

    def __init__(self, databases: Databases) -> None:
        super().__init__(databases)
        self.model = NaiveOutbox()
        self.hands: list[Claimed] = []
        self.going_out: list[Claimed] = []
        self.slots: dict[str, Spent] = {}  # of each notice's latest claim
        self.messages = 0

    @rule(
        key=st.integers(1, 40),
        chat=st.sampled_from([*GROUPS, *PEOPLE]),
        policy=st.sampled_from(Policy),
        priority=st.sampled_from(Priority),
        weight=st.sampled_from([0, 1, 1, 10]),
        follows=st.none() | ANY,
        in_doubt=st.booleans(),
    )
    def put(
        self,
        key: int,
        chat: int,
        weight: int,
        follows: int | None,
        *,
        in_doubt: bool,
        **parts: Any,
    ) -> None:
        known = [row.notice.key for row in self.model.rows] or ["nothing"]
        notice = Notice(
            str(key),
            Address(chat),
            f"words {key}",
            buttons=button(str(key)),
            edits=70 if weight == 0 else None,
            recipe=album(weight) if weight > 1 else None,
            follows=None if follows is None else any_of(known, follows),
            **parts,
        )

        def put(work: Work) -> bool:
            work.outbox.follows_from(in_doubt=in_doubt)
            return work.outbox.put(notice, self.now)

        assert self.do(put) == self.model.put(notice, weight, self.now, in_doubt=in_doubt)

    @precondition(lambda self: len(self.model.rows) < 60)
    @rule(many=st.integers(20, 30))
    def put_to_many(self, many: int) -> None:
        chats = range(1001 + len(self.model.rows), 1001 + len(self.model.rows) + many)
        notices = [
            Notice(f"many {chat}", Address(chat), f"{chat}", buttons=button(f"many {chat}"))
            for chat in chats
        ]
        assert self.do(lambda work: work.outbox.put_all(notices, self.now)) == many
        for notice in notices:
            self.model.put(notice, 1, self.now, in_doubt=False)

    @rule(limit=st.sampled_from([1, 2, 48]), ahead=st.sampled_from([0, 0.25]))
    def claim(self, limit: int, ahead: float) -> None:
        claimed = self.do(lambda work: work.outbox.claim(self.now, limit, ahead=SECOND * ahead))
        expected = self.model.claim(self.now, limit, SECOND * ahead)
        assert [one.notice.key for one in claimed] == [row.notice.key for row in expected]
        assert [one.slot for one in claimed] == [row.slot for row in expected]
        self.hands += map(Claimed, claimed, expected)
        for row in expected:
            assert row.slot is not None
            self.slots[row.notice.key] = row.chat, row.slot, row.weight
        assert_keeps_pace(self.slots.values())

    @rule()
    def wait_until_there_is_work(self) -> None:
        with self.storage.look() as look:
            following = look.outbox.next_at(self.now)
        assert following == self.model.next_at(self.now)
        self.now = max(following or self.now, self.now)

    def hand(self, which: int) -> Claimed:
        return self.hands.pop(which % len(self.hands))

    @precondition(lambda self: self.hands)
    @rule(which=ANY, late=st.sampled_from([0, 0, 0.2, 5]))
    def begin_to_send(self, which: int, late: float) -> None:
        hand = self.hand(which)
        assert hand.row.slot is not None
        self.now = max(self.now, hand.outgoing.slot or self.now) + SECOND * late
        begun = self.do(lambda work: work.outbox.sending(hand.outgoing, self.now))
        assert (begun is not None) == hand.is_mine()
        if begun is not None:
            hand.row.begins(self.now)
            self.going_out.append(Claimed(begun, hand.row, hand.row.attempts))

    @precondition(lambda self: self.hands)
    @rule(which=ANY, is_drawn=st.booleans())
    def do_not_send(self, which: int, is_drawn: bool) -> None:  # noqa: FBT001
        hand = self.hand(which)
        if is_drawn:
            self.do(lambda work: work.outbox.release([hand.outgoing.id]))
            if hand.row.state == "leased":
                hand.row.becomes("queued")
                hand.row.slot = None
                self.slots.pop(hand.row.notice.key, None)
        else:
            self.is_not_sent(hand)

    @precondition(lambda self: self.going_out)
    @rule(which=ANY, verdict=st.sampled_from(["sent", "sent", "again", "unknown", "dead"]))
    def has_sent(self, which: int, verdict: str) -> None:
        hand = self.going_out.pop(which % len(self.going_out))
        id_, row = hand.outgoing.id, hand.row
        if verdict == "sent":
            self.messages += 1
            self.do(lambda work: work.outbox.sent(id_, (self.messages,), self.now))
            row.becomes("sent")
            row.messages += (self.messages,)
        elif verdict == "again":
            self.is_not_sent(hand)
        elif verdict == "unknown":
            is_held = self.do(
                lambda work: work.outbox.unknown(hand.outgoing, "ReadTimeout", self.now)
            )
            assert is_held == (hand.is_mine() and row.is_unsure(self.now))
        else:
            is_news = self.do(lambda work: work.outbox.dead(id_, "Forbidden", self.now))
            assert is_news == (row.state in OPEN | {"unknown"})
            if is_news:
                row.becomes("dead")

    def is_not_sent(self, hand: Claimed) -> None:
        at = self.now + SECOND * 2
        is_queued = self.do(lambda work: work.outbox.again(hand.outgoing, at, "ConnectError"))
        assert is_queued == hand.is_mine()
        if is_queued:
            hand.row.becomes("queued")
            hand.row.next_at = at
        hand.row.perhaps.discard(hand.number)

    @precondition(lambda self: self.hands or self.going_out)
    @rule(which=ANY)
    def die(self, which: int) -> None:
        hands = self.hands or self.going_out
        hands.pop(which % len(hands))

    @rule(is_alone=st.booleans())
    def recover(self, is_alone: bool) -> None:  # noqa: FBT001
        if is_alone:
            self.hands.clear()
            self.going_out.clear()
        freed = self.do(lambda work: work.outbox.recover(self.now, is_alone=is_alone))
        assert freed == self.model.recover(self.now, is_alone=is_alone)

    @precondition(lambda self: self.model.rows)
    @rule(which=ANY, is_dropped=st.booleans())
    def decide(self, which: int, is_dropped: bool) -> None:  # noqa: FBT001
        stuck = [row for row in self.model.rows if row.state in STUCK]
        row = any_of(stuck or self.model.rows, which)
        id_ = self.stored(row).id or 0
        if is_dropped:
            has = self.do(lambda work: work.outbox.drop(id_))
            assert has == (row.state in STUCK | {"queued"})
            row.state = "dropped" if has else row.state
        else:
            has = self.do(lambda work: work.outbox.retry(id_, self.now))
            assert has == (row.state in STUCK)
            if has:
                row.state, row.next_at = "queued", self.now
                row.perhaps.clear()

    @precondition(lambda self: any(row.state == "unknown" for row in self.model.rows))
    @rule(which=ANY, is_quoted=st.booleans())
    def is_proved(self, which: int, is_quoted: bool) -> None:  # noqa: FBT001
        row = any_of([one for one in self.model.rows if one.state == "unknown"], which)
        notice, self.messages = row.notice, self.messages + 1
        token = f"token {notice.key}"
        proof = {"words": notice.words} if is_quoted else {"token": token}
        key = self.do(lambda work: work.outbox.proved(row.chat, self.messages, self.now, **proof))
        assert key == notice.key
        row.becomes("sent")
        row.messages += (self.messages,)

    @rule(seconds=SPANS)
    def clock_is_put_back(self, seconds: float) -> None:
        self.now -= SECOND * seconds
        self.slots.clear()
        self.do(lambda work: work.outbox.wake(self.now))
        self.model.wake(self.now)

    @rule()
    def a_copy_is_restored(self) -> None:
        self.hands.clear()
        self.going_out.clear()
        self.do(lambda work: work.outbox.doubt())
        self.model.doubt()

    def stored(self, row: SaidOnce) -> OutboxRow:
        with self.storage.look() as look:
            query = select(OutboxRow).where(OutboxRow.key == row.notice.key)
            found = look.outbox._first(query)
        assert found is not None
        return found

    @invariant()
    def all_stands_there_as_it_should(self) -> None:
        columns = [OutboxRow.metadata.tables["outbox"].c[name] for name in SEEN]
        with self.storage.look() as look:
            rows = list(look.outbox._tuples(select_columns(*columns).order_by(columns[0])))
            messages = look.outbox._all(select(SentMessageRow).order_by(col(SentMessageRow.id)))
        assert [tuple(row[1:]) for row in rows] == [
            (row.notice.key, row.state, row.attempts, row.next_at, row.leased_until, row.slot)
            for row in self.model.rows
        ]
        keys = {row[0]: row[1] for row in rows}
        sent = {(keys[one.outbox_id], one.message_id) for one in messages}
        assert sent == {(row.notice.key, one) for row in self.model.rows for one in row.messages}

    @invariant()
    def of_a_chat_one_is_on_its_way(self) -> None:
        held = [row.chat for row in self.model.rows if row.state in HELD]
        assert len(held) == len(set(held))


def button(key: str) -> tuple[tuple[ButtonFace, ...], ...]:
    return ((ButtonFace("确认", f"token {key}"),),)


def album(pages: int) -> Recipe:
    return Recipe("board", "{}", tuple(range(1, pages + 1)), ShownAs.ALBUM, "board.png")


@pytest.mark.parametrize(("databases", "examples"), EXAMPLES, indirect=["databases"])
def test_whatever_happens_the_outbox_does_what_its_model_does(
    databases: Databases, examples: int
) -> None:
    run(OutboxMachine, databases, examples=examples)
