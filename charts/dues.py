"""When support items fall due: overdue from the day after, soon within thirty days (E40)."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from charts.views import Stamp, SupportRow, SupportView

SOON = 30  # days


class Dues(NamedTuple):
    """The open items: those overdue for longest first, the others by due date, no date last."""

    overdue: tuple[SupportRow, ...]
    soon: tuple[SupportRow, ...]
    later: tuple[SupportRow, ...]

    @property
    def ahead(self) -> tuple[SupportRow, ...]:
        """Those that are not overdue."""
        return self.soon + self.later


def dues(view: SupportView) -> Dues:
    """Sort the items by how they stand on the data date; equal ones stay in their order."""
    left = [(days_left(row, view.stamp), row) for row in view.rows]
    dated = sorted(((days, row) for days, row in left if days is not None), key=_days)
    undated = tuple(row for days, row in left if days is None)
    return Dues(
        overdue=tuple(row for days, row in dated if days < 0),
        soon=tuple(row for days, row in dated if 0 <= days <= SOON),
        later=tuple(row for days, row in dated if days > SOON) + undated,
    )


def days_left(row: SupportRow, stamp: Stamp) -> int | None:
    """Return the days to an item's due date, negative once it is overdue; None without one."""
    return None if row.due_date is None else (row.due_date - stamp.data_date).days


def _days(dated: tuple[int, SupportRow]) -> int:
    return dated[0]


def counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Count names, the most frequent first, equal ones in their order."""
    return Counter(names).most_common()


def by_category(rows: tuple[SupportRow, ...]) -> tuple[tuple[str, tuple[SupportRow, ...]], ...]:
    """Return items by category in the order in which categories first stand."""
    return tuple(
        (name, tuple(row for row in rows if row.category == name))
        for name in dict.fromkeys(row.category for row in rows)
    )
