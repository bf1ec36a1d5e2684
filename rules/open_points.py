"""Which of the readings that the decision leaves open made a month what it is (E5, E10, E19)."""

from dataclasses import fields, replace
from typing import NamedTuple

from rules.month import Month
from rules.plates import Facts, Rated, Rules, rate


class OpenPoint(NamedTuple):
    """A reading, by its name in `Rules`, and the month as the other reading would have it."""

    name: str
    otherwise: Rated


def decisive(facts: Facts, month: Month, rules: Rules) -> tuple[OpenPoint, ...]:
    """Return the readings of which the other one, alone, would give another plate or streak."""
    held = rate(facts, through=month, rules=rules)[-1]
    others = (
        OpenPoint(one.name, _otherwise(facts, month, rules, one.name)) for one in fields(Rules)
    )
    return tuple(one for one in others if _plate(one.otherwise) != _plate(held))


def _otherwise(facts: Facts, month: Month, rules: Rules, name: str) -> Rated:
    other = replace(rules, **{name: not getattr(rules, name)})
    return rate(facts, through=month, rules=other)[-1]


def _plate(rated: Rated) -> tuple[object, int | None]:
    """Return what is seen of a month: where there is no plate, no streak is."""
    return rated.plate, rated.streak if rated.plate else None
