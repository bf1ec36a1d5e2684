"""The backlog: what waits in the database at a moment, as gauges."""

import datetime as dtm
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from storage.work import Look


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is not done with: how many by state, and since when the oldest waits."""

    inbox: Mapping[str, int]
    oldest_update: dtm.datetime | None
    outbox: Mapping[str, int]
    oldest_notice: dtm.datetime | None
    overdue: int
    next_due: dtm.datetime | None


def backlog_of(look: Look, at: dtm.datetime) -> Backlog:
    """Count what waits; what is over is not looked at, so that it stays quick after years."""
    return Backlog(
        inbox=look.inbox.open_counts(),
        oldest_update=look.inbox.oldest_new(),
        outbox=look.outbox.open_counts(),
        oldest_notice=look.outbox.oldest_queued(),
        overdue=look.due.overdue(at),
        next_due=look.due.next_at(),
    )


class Gauges(Collector):
    """What stands at an instant; without a backlog the database is away."""

    def __init__(
        self, backlog: Backlog | None, *, at: dtm.datetime, heard_until: dtm.datetime | None
    ) -> None:
        self._backlog = backlog
        self._at = at
        self._heard_until = heard_until

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return every gauge; one whose value nobody knows is left out."""
        is_up = self._backlog is not None
        yield _gauge("database_up", "Whether the database answers.", float(is_up))
        if self._heard_until is not None:
            told = "Since when nothing that was said is known to be missing."
            yield _gauge("heard_all_age_seconds", told, self._age(self._heard_until))
        if self._backlog is not None:
            yield from self._mail(self._backlog)
            yield from self._dues(self._backlog)

    def _mail(self, backlog: Backlog) -> Iterable[GaugeMetricFamily]:
        yield _by_state("inbox_updates", "Updates that are not done with.", backlog.inbox)
        told = "How long the oldest update waits that is not handled."
        yield _gauge("inbox_oldest_age_seconds", told, self._age(backlog.oldest_update))
        yield _by_state("outbox_notices", "Notices that did not arrive yet.", backlog.outbox)
        told = "How long the oldest notice waits that is on its way."
        yield _gauge("outbox_oldest_age_seconds", told, self._age(backlog.oldest_notice))

    def _dues(self, backlog: Backlog) -> Iterable[GaugeMetricFamily]:
        due = backlog.next_due
        yield _gauge("phases_overdue", "Phases that are due and did not run.", backlog.overdue)
        told = "By how much the most overdue phase is late."
        yield _gauge("phases_most_overdue_seconds", told, self._age(due))
        if due is not None:
            told = "When the next phase is due; in the past where one is overdue."
            yield _gauge("next_phase_due_timestamp_seconds", told, due.timestamp())

    def _age(self, since: dtm.datetime | None) -> float:
        """Return the seconds since an instant; 0 where there is none or it lies ahead."""
        return 0.0 if since is None else max((self._at - since).total_seconds(), 0.0)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"guatu_{name}", told, value=value)


def _by_state(name: str, told: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    found = GaugeMetricFamily(f"guatu_{name}", told, labels=("state",))
    for state, count in counts.items():
        found.add_metric((state,), count)
    return found
