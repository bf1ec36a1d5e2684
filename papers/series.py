"""The figures of a year: cumulative, rising, and ending at the annual target."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from papers.anomaly import asked, noted, refused
from papers.grid import Cell
from papers.remarks import Remarks
from rules.project import plain

_MANY_FALLS = 3


class Point(NamedTuple):
    """A month's figure and where it stands."""

    month: int
    cell: Cell
    value: Decimal


def sound_points(
    points: Sequence[Point],
    *,
    targets: frozenset[Decimal],
    is_whole: bool,
    stretch: str,
    remarks: Remarks,
) -> tuple[Point, ...]:
    """Return the points that may stand, and remark on the others.

    `targets` are the annual targets that the sheets name; `is_whole` tells that the row's last
    figure could be read; `stretch` is the range of all months.
    """
    kept = _without_zeros(points, remarks)
    if _is_monthly(kept, targets):
        total = plain(sum((one.value for one in kept), Decimal(0)))
        says = f"该行有升有降，逐月相加为{total}，疑似填的是当月数而不是累计数，请确认"
        remarks.on(stretch, refused(says))
        return ()
    # One slip is told once: what is too large is out before falls are looked for.
    kept = _within(kept, targets, remarks)
    if is_whole and kept and kept[-1] == points[-1]:
        kept = _ending(kept, targets, remarks)
    return _rising(kept, remarks)


def _without_zeros(points: Sequence[Point], remarks: Remarks) -> list[Point]:
    """Drop the zeros: a goal of zero is no goal (E10)."""
    kept: list[Point] = []
    for one in points:
        if one.value:
            kept.append(one)
        elif kept:
            remarks.at(one.cell, asked(f"{one.month}月填0，是否表示当月无任务，请核对"))
        else:
            remarks.at(one.cell, noted(f"{one.month}月填0，按无月度目标读取"))
    return kept


def _is_monthly(points: Sequence[Point], targets: frozenset[Decimal]) -> bool:
    values = [one.value for one in points]
    if not values or values[-1] in targets:
        return False
    falls = sum(b < a for a, b in pairwise(values))
    adds_up = len(values) > 1 and sum(values) in targets
    return adds_up or falls >= _MANY_FALLS


def _within(points: list[Point], targets: frozenset[Decimal], remarks: Remarks) -> list[Point]:
    most = max(targets, default=None)
    over = [one for one in points if most is not None and one.value > most]
    for one in over:
        says = f"{one.month}月累计目标{plain(one.value)}大于年度目标{plain(most or one.value)}"
        remarks.at(one.cell, refused(f"{says}，请核对"))
    return [one for one in points if one not in over]


def _ending(points: list[Point], targets: frozenset[Decimal], remarks: Remarks) -> list[Point]:
    last = points[-1]
    if not targets or last.value in targets:
        return points
    target = plain(max(targets))
    says = f"{last.month}月累计目标{plain(last.value)}与年度目标{target}不一致，请核对"
    remarks.at(last.cell, refused(says))
    return points[:-1]


def _rising(points: list[Point], remarks: Remarks) -> tuple[Point, ...]:
    """Drop where the figures fall, and the fewest others that keep them from rising."""
    falls = set()
    for before, one in pairwise(points):
        if one.value < before.value:
            falls.add(one)
            says = f"{one.month}月累计目标{plain(one.value)}小于{before.month}月的"
            says += f"{plain(before.value)}，累计数不应减少，请核对是否填成了当月数"
            remarks.at(one.cell, refused(says))
    rising = _longest_rise(points)
    return tuple(one for one in points if one in rising and one not in falls)


def _longest_rise(points: Sequence[Point]) -> frozenset[Point]:
    """Return the longest run that never falls; of several, the one that takes early figures."""
    ends: list[Decimal] = []
    runs: list[tuple[Point, ...]] = []
    best: tuple[Point, ...] = ()
    for one in points:
        at = bisect_right(ends, one.value)
        run = (*(runs[at - 1] if at else ()), one)
        if at == len(ends):
            ends.append(one.value)
            runs.append(run)
        else:
            ends[at], runs[at] = one.value, run
        best = run if len(run) > len(best) else best
    return frozenset(best)
