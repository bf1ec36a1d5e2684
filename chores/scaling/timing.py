"""How long things take: by the clock, and of it this process at work."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """What was measured; `is_each` tells of one of many, which should not grow at all.

    `busy` is the part of it that this process worked: what others do on the machine is not in it,
    and neither is a disk that is waited for.
    """

    name: str
    figure: float
    unit: str = "s"
    is_each: bool = False
    busy: float | None = None


class Taken(NamedTuple):
    """Seconds: of the clock, and of this process at work."""

    passed: float
    busy: float

    def step(self, name: str) -> Step:
        """Return what was measured of the whole organisation."""
        return Step(name, self.passed, busy=self.busy)


def timed(do: Callable[[], object]) -> Taken:
    """Return how long something takes once."""
    begun, at_work = time.perf_counter(), time.process_time()
    do()
    return Taken(time.perf_counter() - begun, time.process_time() - at_work)


def each(name: str, taken: Sequence[Taken]) -> Step:
    """Return the median of things that were done one by one, in milliseconds."""
    passed, busy = (
        1000 * statistics.median(part) for part in zip(*taken or [Taken(0, 0)], strict=True)
    )
    return Step(name, passed, "ms", is_each=True, busy=busy)
