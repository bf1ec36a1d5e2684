"""Leaps: a figure that rises by far more than its month was to bring is asked back."""

from decimal import Decimal

from rules.project import Goal, Value

TIMES = 3  # the month's plan


def is_leap(value: Value, *, last: Value | None, goal: Goal, goal_before: Goal | None) -> bool:
    """Tell whether a cumulative figure rose by more than TIMES what the month's plan adds.

    `last` is what was determined last, `goal_before` the plan of the month before (None in
    January: the year begins at nothing). Where anything of it is no figure, or the plan adds
    nothing, nothing is told.
    """
    before = Decimal(0) if goal_before is None else goal_before
    figures = (value, last, goal, before)
    if not all(isinstance(one, Decimal) for one in figures):
        return False
    done, had, wanted, was = (one for one in figures if isinstance(one, Decimal))
    plan = wanted - was
    return plan > 0 and done - had > TIMES * plan
