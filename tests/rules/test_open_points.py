"""Which of the open readings made a month what it is (E5, E10, E19)."""

import datetime as dtm
from decimal import Decimal

import pytest

from rules.determination import Determination, Ground
from rules.month import Month
from rules.open_points import decisive
from rules.plates import Facts, Plate, Rules
from rules.project import Cause, PlanVersion

DECEMBER, JANUARY, FEBRUARY = Month(2022, 12), Month(2023, 1), Month(2023, 2)
ONE = Decimal(1)
MISSED = Determination(Decimal(0), Ground.OFFICE)
OVER_NEW_YEAR = Facts(
    DECEMBER,
    (PlanVersion(0, DECEMBER, {DECEMBER: ONE, JANUARY: ONE}),),
    determinations={DECEMBER: MISSED, JANUARY: MISSED},
)
CHANGED = Facts(
    JANUARY,
    (
        PlanVersion(0, JANUARY, {JANUARY: ONE, FEBRUARY: Decimal(2)}),
        PlanVersion(1, FEBRUARY, {FEBRUARY: ONE}, Cause.ADJUSTMENT, dtm.date(2023, 2, 1)),
    ),
    determinations={JANUARY: MISSED, FEBRUARY: MISSED},
)


@pytest.mark.parametrize(
    ("facts", "month", "rules", "points"),
    [
        pytest.param(
            OVER_NEW_YEAR,
            JANUARY,
            Rules(),
            [("carries_over_new_year", Plate.RED, 2)],
            id="January begins anew",
        ),
        pytest.param(
            OVER_NEW_YEAR,
            JANUARY,
            Rules(carries_over_new_year=True),
            [("carries_over_new_year", Plate.YELLOW, 1)],
            id="a streak crosses the new year",
        ),
        pytest.param(OVER_NEW_YEAR, DECEMBER, Rules(), [], id="nothing was open"),
        pytest.param(
            CHANGED,
            FEBRUARY,
            Rules(),
            [("change_resets_streak", Plate.YELLOW, 1)],
            id="a change erases nothing",
        ),
    ],
)
def test_a_reading_decides_where_the_other_gives_another_plate(
    facts: Facts, month: Month, rules: Rules, points: list[tuple[str, Plate, int]]
) -> None:
    found = decisive(facts, month, rules)
    assert [(one.name, one.otherwise.plate, one.otherwise.streak) for one in found] == points
