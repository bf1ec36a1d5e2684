"""Meters: what a process counts of its own doing, in the words of Prometheus."""

import importlib.metadata
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector

from rules.schedule import Phase

Handled = Literal["done", "ignored", "failed", "poison"]
Sending = Literal["sent", "again", "unknown", "dead"]
HANDLED: Final[tuple[Handled, ...]] = ("done", "ignored", "failed", "poison")
SENDINGS: Final[tuple[Sending, ...]] = ("sent", "again", "unknown", "dead")
_DELIVERY = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)  # seconds
_DRAWING = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20)


class Meters:
    """The counters of one process, in a registry of their own; they begin at 0 at its start."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        build = Info("guatu_build", "The version that runs.", registry=self.registry)
        build.info({"version": importlib.metadata.version("guatu")})
        self._taken_in = self._counter("updates_taken_in", "Updates that came in and were kept.")
        self._new = self._counter("updates_new", "Updates that came in for the first time.")
        self._not_kept = self._counter("updates_not_kept", "Updates that could not be kept yet.")
        self._handled = self._counter(
            "updates_handled", "Updates by what became of them.", "outcome"
        )
        self._sendings = self._counter(
            "sendings", "Attempts to send, by what became of them.", "outcome"
        )
        self._phases = self._counter("phases_run", "Phases of months that ran.", "phase")
        self._kept_hits = self._counter("pictures_kept_hits", "Pictures that were there already.")
        self._not_drawn = self._counter(
            "pictures_failed", "Pages that could not be drawn.", "kind"
        )
        self._delivery = Histogram(
            "guatu_delivery_seconds",
            "From when a notice was queued to when it was sent.",
            buckets=_DELIVERY,
            registry=self.registry,
        )
        self._drawing = Histogram(
            "guatu_picture_drawing_seconds",
            "Drawing a page, without the wait for the one before it.",
            ("kind", "format"),
            buckets=_DRAWING,
            registry=self.registry,
        )
        self._begin_at_0()

    def took_in(self, count: int, *, new: int) -> None:
        """Count updates that were kept, and those of them that are no repetition."""
        self._taken_in.inc(count)
        self._new.inc(new)

    def not_kept(self, count: int) -> None:
        """Count updates that the database did not take; they are brought again."""
        self._not_kept.inc(count)

    def handled(self, outcome: Handled) -> None:
        """Count an update that is done with."""
        self._handled.labels(outcome).inc()

    def sending(self, outcome: Sending) -> None:
        """Count an attempt to send a notice."""
        self._sendings.labels(outcome).inc()

    def delivered(self, seconds: float) -> None:
        """Keep how long a notice that was sent had been on its way."""
        self._delivery.observe(max(seconds, 0))  # a clock may be put back

    def ran(self, phase: Phase) -> None:
        """Count a phase of a month."""
        self._phases.labels(phase.value).inc()

    def drew(self, kind: str, written: str, seconds: float) -> None:
        """Keep how long a page took; `kind` is its recipe's, `written` is `png` or `pdf`."""
        self._drawing.labels(kind, written).observe(seconds)

    def not_drawn(self, kind: str) -> None:
        """Count a page that could not be drawn."""
        self._not_drawn.labels(kind).inc()

    def found_kept(self) -> None:
        """Count a picture that need not be drawn again."""
        self._kept_hits.inc()

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"guatu_{name}", told, labels, registry=self.registry)

    def _begin_at_0(self) -> None:
        """Show what did not happen yet as 0: a rate needs a line to begin from."""
        for handled in HANDLED:
            self._handled.labels(handled)
        for sending in SENDINGS:
            self._sendings.labels(sending)
        for phase in Phase:
            self._phases.labels(phase.value)
