"""The outbox is emptied without a platform, on a clock that jumps to whatever comes next."""

import datetime as dtm
import itertools
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from chores.scaling.timing import Taken, timed
from storage.engine import Storage
from storage.sent import Outgoing
from storage.work import Work

_SIDE_BY_SIDE = 32  # as many as the delivery has under way
_ONE_BY_ONE = 2_000  # notices that are settled as the delivery does it; it takes the same for all
_MESSAGES = itertools.count(1)
Found = TypeVar("Found")


@dataclass(slots=True)
class Emptied:
    """What it took: each claim, look and settling, and the seconds of the pace alone."""

    notices: int = 0
    claims: list[Taken] = field(default_factory=list)
    looks: list[Taken] = field(default_factory=list)
    settlings: list[Taken] = field(default_factory=list)
    pace: float = 0.0

    @property
    def whole(self) -> Taken:
        """All that is done for the notices, without what the pace has us wait."""
        return Taken(self._whole(0), self._whole(1))

    def _whole(self, part: int) -> float:
        settling = statistics.fmean([one[part] for one in self.settlings] or [0.0])
        return sum(one[part] for one in (*self.claims, *self.looks)) + self.notices * settling


def empty(storage: Storage, begun: dtm.datetime) -> Emptied:
    """Send everything; the first ones each in the transactions that the delivery has for it."""
    found, at = Emptied(), begun
    while True:
        taken = _kept(found.claims, partial(_claim, storage, at))
        if taken:
            _settle(storage, taken, at, found)
            continue
        after = _kept(found.looks, partial(_next_at, storage, at))
        if after is None:
            found.pace = (at - begun).total_seconds()
            return found
        at = max(after, at)


def _claim(storage: Storage, at: dtm.datetime) -> tuple[Outgoing, ...]:
    with storage.work() as work:
        return work.outbox.claim(at, _SIDE_BY_SIDE)


def _next_at(storage: Storage, at: dtm.datetime) -> dtm.datetime | None:
    with storage.look() as look:
        return look.outbox.next_at(at)


def _settle(
    storage: Storage, taken: tuple[Outgoing, ...], at: dtm.datetime, found: Emptied
) -> None:
    found.notices += len(taken)
    if found.notices <= _ONE_BY_ONE:
        for one in taken:
            _kept(found.settlings, partial(_settle_one, storage, one, at))
        return
    with storage.work() as work:
        for one in taken:
            _sent(work, work.outbox.sending(one, at), at)


def _settle_one(storage: Storage, claimed: Outgoing, at: dtm.datetime) -> None:
    with storage.work() as work:
        begun = work.outbox.sending(claimed, at)
    with storage.work() as work:
        _sent(work, begun, at)


def _sent(work: Work, begun: Outgoing | None, at: dtm.datetime) -> None:
    if begun is not None:
        work.outbox.sent(begun.id, (next(_MESSAGES),), at)


def _kept(into: list[Taken], do: Callable[[], Found]) -> Found:
    """Do something, keep how long it took, and return what came of it."""
    found: list[Found] = []
    into.append(timed(lambda: found.append(do())))
    return found[0]
