"""The inbox and the outbox a second time, as lists in memory and as plainly as it goes."""

import datetime as dtm
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rules.notice import Notice, Policy
from tests.storage.samples import MINUTE, SECOND

OPEN = {"queued", "leased", "sending"}
HELD = {"leased", "sending"}
STUCK = {"unknown", "dead"}
ASIDE = {"failed", "poison"}
A_MINUTE_SPENT = SECOND * 60.5
Spent = tuple[int, dtm.datetime, int]  # the chat, the slot, the weight


@dataclass
class HeardOnce:
    """An update as it should stand in the inbox."""

    raw: dict[str, Any]
    received_at: dtm.datetime
    next_at: dtm.datetime
    state: str = "new"
    attempts: int = 0
    in_doubt: bool = False

    @property
    def chat(self) -> str:
        return str(self.raw["message"]["chat"]["id"])


@dataclass
class NaiveInbox:
    """Updates in the order in which they came."""

    rows: list[HeardOnce] = field(default_factory=list)

    def new(self, chat: str) -> list[HeardOnce]:
        return [row for row in self.rows if row.chat == chat and row.state == "new"]

    def heads(self) -> list[HeardOnce]:
        return [row for row in self.rows if self.new(row.chat)[:1] == [row]]

    def take_in(self, updates: Sequence[dict[str, Any]], at: dtm.datetime) -> int:
        before = len(self.rows)
        for raw in updates:
            if all(row.raw != raw for row in self.rows):
                self.rows.append(HeardOnce(raw, at, at))
        return len(self.rows) - before

    def ready(self, at: dtm.datetime, limit: int, busy: Collection[str]) -> list[HeardOnce]:
        free = [row for row in self.heads() if row.next_at <= at and row.chat not in busy]
        for row in free[:limit]:
            row.next_at = at + MINUTE / 2
        return free[:limit]

    def settle(self, row: HeardOnce, state: str) -> bool:
        is_ours = row.state == "new"
        row.state = state if is_ours else row.state
        return is_ours

    def fail(self, row: HeardOnce, at: dtm.datetime) -> bool:
        if row.state != "new":
            return False
        row.attempts += 1
        if row.attempts == 3:
            row.state = "failed"
        else:
            row.next_at = at + SECOND * {1: 2, 2: 10}[row.attempts]
        return row.attempts == 3

    def postpone(self, row: HeardOnce, to: dtm.datetime) -> None:
        if row.state == "new":
            row.next_at = to

    def retry(self, row: HeardOnce, at: dtm.datetime) -> bool:
        """Take it up again, after what its chat is about, lest two go on side by side."""
        if row.state not in ASIDE:
            return False
        row.next_at = max([at, *(one.next_at for one in self.new(row.chat))])
        row.state, row.attempts = "new", 0
        return True

    def drop(self, row: HeardOnce) -> bool:
        is_aside = row.state in ASIDE
        row.state = "ignored" if is_aside else row.state
        return is_aside

    def wake(self, at: dtm.datetime) -> None:
        for row in self.rows:
            row.next_at = min(row.next_at, at) if row.state == "new" else row.next_at

    def doubt(self) -> None:
        for row in self.rows:
            row.in_doubt = row.in_doubt or row.state == "new"


@dataclass
class SaidOnce:
    """A notice as it should stand in the outbox; `perhaps` numbers sendings nobody is sure of."""

    notice: Notice
    weight: int
    next_at: dtm.datetime
    state: str = "queued"
    attempts: int = 0
    leased_until: dtm.datetime | None = None
    slot: dtm.datetime | None = None
    messages: tuple[int, ...] = ()
    perhaps: set[int] = field(default_factory=set)

    @property
    def chat(self) -> int:
        return self.notice.to.chat_id

    def becomes(self, state: str) -> None:
        self.state, self.leased_until = state, None

    def begins(self, at: dtm.datetime) -> None:
        """Begin to send it; what is held is sent again only when nobody can have it."""
        assert self.notice.policy is not Policy.HOLD or not self.perhaps
        assert self.slot is not None
        self.state, self.leased_until = "sending", at + 2 * MINUTE
        self.attempts += 1
        self.perhaps.add(self.attempts)
        self.slot = at if at - self.slot > SECOND / 4 else self.slot

    def is_unsure(self, at: dtm.datetime) -> bool:
        """Settle what nobody knows of; tell whether it is held."""
        is_held = self.notice.policy is Policy.HOLD
        self.becomes("unknown" if is_held else "queued")
        if not is_held:
            self.next_at = at + min(2 * SECOND * 2**self.attempts, 5 * MINUTE)
        return is_held


@dataclass
class NaiveOutbox:
    """Notices in the order in which they were put."""

    rows: list[SaidOnce] = field(default_factory=list)

    def put(self, notice: Notice, weight: int, at: dtm.datetime, *, in_doubt: bool) -> bool:
        if any(row.notice.key == notice.key for row in self.rows):
            return False
        self.rows.append(SaidOnce(notice, weight, at))
        if in_doubt and weight:
            self.rows[-1].state = "unknown"
        return True

    def may_go(self, row: SaidOnce) -> bool:
        chat = [other for other in self.rows if other.chat == row.chat and other.state in OPEN]
        first = [other for other in self.rows if other.notice.key == row.notice.follows]
        return (
            chat[:1] == [row]
            and all(other.state == "queued" for other in chat)
            and all(other.state not in OPEN | {"unknown"} for other in first)
        )

    def going(self) -> list[SaidOnce]:
        """Return what may go, whatever the time and the pace say."""
        return [row for row in self.rows if self.may_go(row)]

    def claim(self, at: dtm.datetime, limit: int, ahead: dtm.timedelta) -> list[SaidOnce]:
        taken: list[SaidOnce] = []
        spent = self.spent(at)
        waiting = [row for row in self.going() if row.next_at <= at]
        for row in sorted(waiting, key=lambda one: one.notice.priority):
            slot = free_slot(row, at, spent, apart=SECOND / 25 if ahead else 0 * SECOND)
            if slot <= at + ahead and len(taken) < min(limit, 25):
                row.state, row.leased_until, row.slot = "leased", at + MINUTE, slot
                spent.append((row.chat, slot, row.weight))
                taken.append(row)
        return taken

    def spent(self, at: dtm.datetime) -> list[Spent]:
        """Return the slots of the last minute; much later ones are a wrong clock's."""
        slots = [(row.chat, row.slot, row.weight) for row in self.rows if row.slot]
        return [one for one in slots if at - A_MINUTE_SPENT < one[1] <= at + SECOND]

    def next_at(self, at: dtm.datetime) -> dtm.datetime | None:
        instants = [max(row.next_at, free_slot(row, at, self.spent(at))) for row in self.going()]
        leases = [row.leased_until for row in self.rows if row.leased_until]
        return min([*instants, *leases], default=None)

    def recover(self, at: dtm.datetime, *, is_alone: bool) -> int:
        lost = [
            row for row in self.rows if row.leased_until and (is_alone or row.leased_until <= at)
        ]
        for row in lost:
            if row.state == "sending":
                row.is_unsure(at)
            else:
                row.becomes("queued")
        return len(lost)

    def wake(self, at: dtm.datetime) -> None:
        for row in self.rows:
            if row.state in OPEN:
                row.next_at = min(row.next_at, at)
            if row.leased_until:
                row.leased_until = min(row.leased_until, at + 2 * MINUTE)

    def doubt(self) -> None:
        for row in self.rows:
            if row.state in OPEN and row.weight:
                row.becomes("unknown")


def free_slot(
    row: SaidOnce, at: dtm.datetime, spent: Sequence[Spent], apart: dtm.timedelta = 0 * SECOND
) -> dtm.datetime:
    """Return the first instant from `at` on, so far after all others, at which a notice may go."""
    is_in_group = row.chat < 0 < row.weight
    group = [
        (slot, weight)
        for chat, slot, weight in spent
        if is_in_group and chat == row.chat and weight
    ]
    pauses = [apart, SECOND, 3 * SECOND, A_MINUTE_SPENT]
    instants = {at, *(slot + pause for _, slot, _ in spent for pause in pauses)}
    return min(
        instant
        for instant in instants
        if instant >= at
        and (not apart or all(slot + apart <= instant for _, slot, _ in spent))
        and sum(slot > instant - SECOND for _, slot, _ in spent) < 25
        and all(slot + 3 * SECOND <= instant for slot, _ in group)
        and sum(weight for slot, weight in group if slot > instant - A_MINUTE_SPENT)
        <= 20 - row.weight
    )


def assert_keeps_pace(slots: Collection[Spent]) -> None:
    """Tell that in no second, and of no group in no minute, more is sent than may be."""
    for _, first, _ in slots:
        assert sum(first <= slot < first + SECOND for _, slot, _ in slots) <= 25
    groups = sorted(one for one in slots if one[0] < 0 < one[2])
    for (chat, slot, _), (other, following, _) in pairwise(groups):
        assert chat != other or slot + 3 * SECOND <= following
    for chat, first, _ in groups:
        minute = (w for other, at, w in groups if other == chat and first <= at < first + MINUTE)
        assert sum(minute) <= 20
