"""The roles of a rehearsal: how each responsible person answers, and with which figure."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from rules.project import Goal, Milestone, Project, plain


class Habit(StrEnum):
    """How somebody answers in the month that is rehearsed."""

    PLAIN = "plain"
    UNSURE = "unsure"  # leaves out the unit, is asked back, confirms
    CORRECTED = "corrected"  # sends another figure after a while
    EDITED = "edited"  # changes the message itself
    CONVERTED = "converted"  # writes another unit that converts exactly
    SHORT_AGAIN = "short again"  # misses the target in both months
    SILENT = "silent"
    LATE = "late"  # answers after the close
    SHORT = "short"  # misses the target this month alone
    SHORT_BEFORE = "short before"  # missed it the month before alone
    BY_LIAISON = "by liaison"
    OVERSTATED = "overstated"  # the office finds less, on the ground
    SENT_BACK = "sent back"  # the office asks again
    VOICE = "voice"  # sends a sticker first, then words
    AHEAD = "ahead"  # has done more than the month asks for


_CYCLE = (
    Habit.PLAIN,
    Habit.UNSURE,
    Habit.CORRECTED,
    Habit.EDITED,
    Habit.SHORT_AGAIN,
    Habit.SILENT,
    Habit.LATE,
    Habit.SHORT,
    Habit.SHORT_BEFORE,
    Habit.BY_LIAISON,
    Habit.CONVERTED,
    Habit.OVERSTATED,
    Habit.SENT_BACK,
    Habit.VOICE,
    Habit.PLAIN,
    Habit.AHEAD,
)
_BEFORE = {Habit.SHORT_AGAIN: Habit.SHORT, Habit.SHORT_BEFORE: Habit.SHORT}
_PHRASES = ("累计完成{}", "{}", "截至月底累计完成{}", "已完成{}", "收到，累计完成{}", "目前累计{}")


def habit_of(position: int, *, is_month_before: bool) -> Habit:
    """Return the habit of the project at a place in the book's order."""
    habit = _CYCLE[position % len(_CYCLE)]
    return _BEFORE.get(habit, Habit.PLAIN) if is_month_before else habit


@dataclass(frozen=True, slots=True)
class Part:
    """What one responsible person is to answer about one project in one month."""

    project: Project
    goal: Goal
    last: Decimal
    habit: Habit
    position: int

    @property
    def figure(self) -> Decimal:
        """The figure that is answered: the target, short of it, or more."""
        if isinstance(self.goal, Milestone):
            return Decimal(0)
        if self.habit in {Habit.SHORT, Habit.SHORT_AGAIN}:
            return self.last + _share(self.goal - self.last, "0.6")
        if self.habit is Habit.AHEAD:
            more = self.goal + _share(self.goal - self.last, "0.2")
            return min(more, self.project.annual_target or self.goal)
        return self.goal

    @property
    def words(self) -> str:
        """A sure answer in words."""
        written = f"{plain(self.figure)}{self.project.unit}"
        if self.habit is Habit.CONVERTED:
            written = _converted(self.figure, self.project.unit)
        return _PHRASES[self.position % len(_PHRASES)].format(written)

    @property
    def bare(self) -> str:
        """The figure without its unit."""
        return plain(self.figure)

    @property
    def found(self) -> Decimal:
        """What the office finds on the ground, a little less than what was said."""
        return self.last + _share(self.figure - self.last, "0.8")


def _share(whole: Decimal, share: str) -> Decimal:
    """Return a part of a figure with as many places as the figure has."""
    exponent = whole.normalize().as_tuple().exponent
    places = Decimal(1).scaleb(min(int(exponent), 0)) if isinstance(exponent, int) else Decimal(1)
    return (whole * Decimal(share)).quantize(places, rounding=ROUND_DOWN)


def _converted(figure: Decimal, unit: str) -> str:
    """Write a figure in another unit, where one converts exactly."""
    match unit:
        case "万元":
            return f"{plain(figure / 10000)}亿元"
        case "公里":
            return f"{plain(figure * 1000)}米"
        case "%":
            return f"百分之{plain(figure)}"
        case _:
            return f"{plain(figure)}{unit}"
