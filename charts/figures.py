"""Figures as they are shown: exact decimals in, words out; nothing is rounded in anyone's favour.

A rate is floored to one decimal (14774 of 14780 is 99.9%), what is needed a month is rounded up,
averages and multiples are floored. A percentage of nothing is `—`.
"""

import math
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from charts.views import CardView, MonthCell
from rules.back_schedule import months_ahead, raised
from rules.month import Month
from rules.project import Goal, Milestone, Stage, Value, plain

NOTHING = "—"
UNREPORTED = "未报"


def completion(goal: Goal | None, value: Value | None) -> str:
    """Return how much of a goal is done: `99.9%`; of a milestone, whether it was reached."""
    if isinstance(value, Stage):
        return stage(value)
    if not isinstance(goal, Decimal) or value is None or not goal:
        return NOTHING
    return f"{_floored(Fraction(value) * 100 / Fraction(goal)):.1f}%"


def stage(value: Stage) -> str:
    """Say whether a milestone was reached."""
    return "已完成" if value is Stage.MET else "未完成"


def share(goal: Goal | None, value: Value | None) -> float:
    """Return how far a bar reaches towards its goal, 0 to 1."""
    if isinstance(value, Stage):
        return float(value is Stage.MET)
    if not isinstance(goal, Decimal) or value is None or not goal:
        return 0.0
    return float(min(max(Fraction(value) / Fraction(goal), Fraction(0)), Fraction(1)))


def goal_on_bar(goal: Goal | None, value: Value | None) -> float:
    """Return where the goal stands on a bar that is as long as what was done, 0 to 1."""
    if not isinstance(goal, Decimal) or not isinstance(value, Decimal) or value <= goal:
        return 1.0
    return float(max(Fraction(goal) / Fraction(value), Fraction(0)))


def rate(count: int, whole: int) -> Fraction:
    """Return how many of a hundred are counted, exactly; of nothing, 0."""
    return Fraction(100 * count, whole) if whole else Fraction(0)


def rounded(percentage: Fraction) -> str:
    """Write a share with one decimal, rounded as usual, a half up (E23)."""
    return f"{Decimal(math.floor(percentage * 10 + Fraction(1, 2))) / 10:.1f}"


def amount(figure: Goal | Value | None, unit: str = "") -> str:
    """Write a figure with its unit behind, a milestone as its words."""
    if figure is None:
        return NOTHING
    if isinstance(figure, Stage):
        return stage(figure)
    if isinstance(figure, Milestone):
        return str(figure)
    return f"{plain(figure)}{unit}"


def pair(cell: MonthCell, unit: str) -> str:
    """Write what was determined beside the goal: `1310/1530万元`, `46% / 46%`, `未报 / 28%`."""
    goal = amount(cell.goal, unit)
    if cell.is_unreported:
        return f"{UNREPORTED} / {goal}"
    if isinstance(cell.goal, Milestone) or isinstance(cell.value, Stage) or cell.value is None:
        return f"{amount(cell.value, unit)} / {goal}"
    return f"{amount(cell.value, unit)} / {goal}" if unit == "%" else f"{plain(cell.value)}/{goal}"


def short_of(cell: MonthCell, unit: str) -> str:
    """Say how far a month is from its goal: `差220万元`, `超20亩`, `如期`; empty where unknown."""
    if not isinstance(cell.goal, Decimal) or not isinstance(cell.value, Decimal):
        return ""
    gap = cell.goal - cell.value
    if not gap:
        return "如期"
    return f"{'差' if gap > 0 else '超'}{amount(abs(gap), unit)}"


def last_figure(months: tuple[MonthCell, ...]) -> tuple[int, Decimal] | None:
    """Return the latest month (1 to 12) with a determined figure, and the figure."""
    for number in range(len(months), 0, -1):
        value = months[number - 1].value
        if isinstance(value, Decimal):
            return number, value
    return None


class Need(NamedTuple):
    """What is left of the year: the gap, the months for it, what each must bring, the pace so far.

    `pace` is the mean of the `counted` months, and `times` how many times as much is needed; None
    where nothing was determined or nothing was done. Cumulative figures hold also the work of
    planned months without a figure of their own, as after a start in mid-year: they count too.
    """

    gap: Decimal
    months: int
    each: Decimal | None
    counted: int
    pace: Decimal | None
    times: Decimal | None


def need(card: CardView) -> Need | None:
    """Return what is left to do; None where the year's target is no figure."""
    target = card.project.annual_target
    if not isinstance(target, Decimal):
        return None
    figures = _figures(card)
    done = _done(card, figures)
    months = months_left(card)
    gap = max(target - done, Decimal(0))
    counted = _counted(card, figures)
    pace = Fraction(done) / counted if counted else None
    each = Fraction(gap) / months if months else None
    times = each / pace if pace and pace > 0 and each is not None else None
    return Need(
        gap,
        months,
        raised(each) if each is not None else None,
        counted,
        _floored(pace) if pace is not None else None,
        _floored(times) if times is not None else None,
    )


def months_left(card: CardView) -> int:
    """Return the months with a target to the project's own due month, in the year (C36)."""
    return len(_ahead(card))


def last_month(card: CardView) -> int:
    """Return the month (1 to 12) in which the last of what is left is to be done."""
    return max((month.number for month in _ahead(card)), default=card.stamp.month)


def _ahead(card: CardView) -> tuple[Month, ...]:
    stamp, goals = card.stamp, [cell.goal for cell in card.project.months]
    shown = Month(stamp.year, stamp.month)
    return months_ahead(stamp.year, goals, after=shown, on=stamp.data_date, due=card.due_date)


def _figures(card: CardView) -> list[Decimal]:
    cells = card.project.months[: card.stamp.month]
    return [cell.value for cell in cells if isinstance(cell.value, Decimal)]


def _counted(card: CardView, figures: list[Decimal]) -> int:
    """Return over how many months the figures were brought together."""
    if not figures or not card.project.is_cumulative:
        return len(figures)
    cells = card.project.months[: card.stamp.month]
    last = max(n for n, cell in enumerate(cells) if isinstance(cell.value, Decimal))
    planned = sum(cell.goal is not None for cell in cells[: last + 1])
    return max(planned, len(figures))


def has_figure_each_month(card: CardView) -> bool:
    """Tell whether every month that the pace counts has a figure of its own."""
    figures = _figures(card)
    return len(figures) == _counted(card, figures)


def _done(card: CardView, figures: list[Decimal]) -> Decimal:
    """Return what was done this year: the last figure, or their sum where they are by month."""
    if not figures:
        return Decimal(0)
    return figures[-1] if card.project.is_cumulative else sum(figures, Decimal(0))


def _floored(figure: Fraction) -> Decimal:
    return Decimal(math.floor(figure * 10)) / 10
