"""The diary of a rehearsal: what somebody will do, and when."""

import datetime as dtm
import heapq
import itertools
from collections.abc import Callable

Act = Callable[[], object]


class Diary:
    """Acts in the order of their instants; those of one instant in the order of writing."""

    def __init__(self) -> None:
        self._acts: list[tuple[dtm.datetime, int, Act]] = []
        self._numbers = itertools.count()

    def write(self, at: dtm.datetime, act: Act) -> None:
        """Put an act down."""
        heapq.heappush(self._acts, (at, next(self._numbers), act))

    @property
    def next_at(self) -> dtm.datetime | None:
        """The instant of the next act."""
        return self._acts[0][0] if self._acts else None

    def do(self, at: dtm.datetime) -> bool:
        """Do what is due; tell whether there was anything."""
        was = len(self._acts)
        while self._acts and self._acts[0][0] <= at:
            heapq.heappop(self._acts)[2]()
        return len(self._acts) != was
