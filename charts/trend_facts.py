"""What the trend counts, and what it finds: plates by month, and how the last one differs."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from charts.figures import rate, rounded
from charts.views import Square, TrendView


class Counts(NamedTuple):
    """The projects that are in, by plate."""

    blue: int
    yellow: int
    red: int
    none: int

    @property
    def rated(self) -> int:
        """Those with a plate."""
        return self.blue + self.yellow + self.red

    @property
    def total(self) -> int:
        """All of them."""
        return self.rated + self.none

    def of(self, square: Square) -> int:
        """Return how many show a square."""
        return {
            Square.BLUE: self.blue,
            Square.YELLOW: self.yellow,
            Square.RED: self.red,
            Square.NONE: self.none,
        }.get(square, 0)


def count(squares: Iterable[Square]) -> Counts:
    """Count squares; a project that is not in counts nowhere."""
    found = Counter(squares)
    return Counts(*(found[one] for one in (Square.BLUE, Square.YELLOW, Square.RED, Square.NONE)))


def counts(view: TrendView) -> tuple[Counts, ...]:
    """Return the counts of each month of a view."""
    rows = view.rows
    return tuple(count(row.squares[place] for row in rows) for place in range(len(view.months)))


def title(view: TrendView) -> str:
    """Name the trend: 1—6月各月挂牌."""
    each = "各月" if len(view.months) > 1 else ""
    return f"{span(view)}{each}挂牌"


def span(view: TrendView) -> str:
    """Name the months: 1—6月; the year where there is none."""
    if not view.months:
        return f"{view.stamp.year}年"
    first, last = view.months[0], view.months[-1]
    return f"{last}月" if first == last else f"{first}—{last}月"


def finding(view: TrendView) -> str:
    """Say what was found: the share of blue, its change, and the red ones."""
    found = counts(view)
    if not found:
        return f"{view.stamp.year}年尚无已公布的月份"
    month, last = view.months[-1], found[-1]
    if not last.rated:
        return f"{month}月无考核任务"
    share = rate(last.blue, last.rated)
    said = f"{month}月蓝牌率{rounded(share)}%"
    if len(found) > 1 and found[-2].rated:
        before = rate(found[-2].blue, found[-2].rated)
        said += f"，{_moved(share - before, view.months[-2])}"
    return f"{said}；{_reds(found)}"


def _moved(change: Fraction, since: int) -> str:
    """Say by how much a share changed: 比5月高2.3个百分点, 与5月持平."""
    size = rounded(abs(change))
    if not change:
        return f"与{since}月持平"
    return f"比{since}月{'高' if change > 0 else '低'}{size}个百分点"


def _reds(found: tuple[Counts, ...]) -> str:
    """Count the red plates, and say where they are more than ever in the year."""
    red, before = found[-1].red, [each.red for each in found[:-1]]
    if not red:
        return "无红牌"
    return f"红牌{red}个，今年最多" if before and red > max(before) else f"红牌{red}个"
