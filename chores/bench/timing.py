"""How long a thing takes: the median of several runs, and a table of them."""

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table: what was measured, ours, the plain way, and the ratio or a remark."""

    what: str
    ours: str
    plain: str = ""
    remark: str = ""


def seconds(call: Callable[[], object], *, runs: int = 3, warm: bool = True) -> float:
    """Return the median of some runs, by the monotonic clock; a first one is not counted."""
    if warm:
        call()
    return statistics.median(once(call) for _ in range(runs))


def once(call: Callable[[], object]) -> float:
    """Return how long one run takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def written(taken: float) -> str:
    """Write a time as people read it."""
    return f"{taken * 1000:.0f} ms" if taken < 1 else f"{taken:.2f} s"


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a part of the table."""
    sys.stdout.write(f"\n{title}\n")
    for row in rows:
        line = f"  {row.what:<46}{row.ours:>12}{row.plain:>14}   {row.remark}"
        sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()
