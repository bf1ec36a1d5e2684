"""What a bulletin says of one project, and how its counts add up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.bulletin import Item, Reported, Tally, floored, tally
from rules.edition import EditionRow
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate, Rated
from rules.project import Goal, Milestone, Stage, Value
from tests.bot.stage_book import PROJECTS

JUNE = Month(2023, 6)


def item(
    goal: Goal | None,
    value: Value | None,
    *flags: Flag,
    plate: Plate | None = Plate.BLUE,
    no_plate: NoPlate | None = None,
) -> Item:
    rated = Rated(JUNE, plate, 0, flags, no_plate, goal, None, value)
    return Item(EditionRow(PROJECTS[0], rated), annual=Decimal(10))


@pytest.mark.parametrize(
    ("one", "is_ahead"),
    [
        pytest.param(item(Decimal(8), Decimal(10)), True, id="the year is done before the plan"),
        pytest.param(item(Decimal(10), Decimal(10)), False, id="the plan asks for no more"),
        pytest.param(item(Decimal(8), Decimal("9.99")), False, id="not all of the year"),
        pytest.param(
            item(Decimal(12), Decimal(10), plate=Plate.YELLOW), False, id="the month is missed"
        ),
        pytest.param(item(Milestone("封顶"), Stage.MET), False, id="a stage is not the year"),
        pytest.param(
            replace(item(Milestone("封顶"), Stage.MET), is_completed=True, has_more_to_do=True),
            True,
            id="finished with stages to come",
        ),
        pytest.param(
            replace(item(Milestone("封顶"), Stage.MET), is_completed=True),
            False,
            id="finished with the last stage",
        ),
    ],
)
def test_who_is_ahead_of_the_year(one: Item, *, is_ahead: bool) -> None:
    assert one.is_ahead is is_ahead


def test_a_completion_is_floored_and_a_share_rounded() -> None:
    """E23: 99.96 shows 99.9, and 2 of 3 are 66.7."""
    short = item(Decimal(100), Decimal("99.96"), plate=Plate.YELLOW)
    assert (short.completion, short.surplus) == (Decimal("99.9"), None)
    assert floored(Decimal(-1), Decimal(3)) == Decimal("-33.4")
    assert Tally(blue=2, red=1).share == Decimal("66.7")


def test_percent_of_nothing_is_none() -> None:
    """E23, E43."""
    assert Tally(pending=1, without_goal=3).share is None
    assert item(None, None, plate=None, no_plate=NoPlate.NO_TARGET).completion is None
    assert item(Milestone("封顶"), Stage.MET).completion is None


@pytest.mark.parametrize(
    ("one", "how"),
    [
        pytest.param(
            item(Decimal(8), None, Flag.UNREPORTED, plate=Plate.YELLOW),
            Reported.SILENT,
            id="silence",
        ),
        pytest.param(
            item(Decimal(8), None, plate=None, no_plate=NoPlate.PENDING),
            Reported.OPEN,
            id="undecided: nobody says whose silence it is",
        ),
        pytest.param(item(Decimal(8), Decimal(8)), Reported.FOUND, id="found by the office"),
        pytest.param(
            item(None, None, plate=None, no_plate=NoPlate.NO_TARGET), None, id="nothing was owed"
        ),
    ],
)
def test_how_a_project_was_reported(one: Item, how: Reported | None) -> None:
    assert one.reported is how


def test_a_late_report_is_late_also_where_it_did_not_count() -> None:
    one = item(Decimal(8), None, Flag.LATE, Flag.UNREPORTED, plate=Plate.YELLOW)
    late = replace(one, row=replace(one.row, reported=Decimal(8), reported_late=True))
    assert late.reported is Reported.LATE
    assert tally([late]) == Tally(yellow=1)


def test_all_projects_are_counted_once() -> None:
    items = [
        item(Decimal(8), Decimal(8)),
        item(Decimal(8), None, Flag.UNREPORTED, plate=Plate.RED),
        item(None, None, plate=None, no_plate=NoPlate.NO_TARGET),
        item(None, None, plate=None, no_plate=NoPlate.NOT_ACTIVE),
        item(Decimal(8), None, plate=None, no_plate=NoPlate.PENDING),
    ]
    counts = tally(items)
    assert counts == Tally(blue=1, red=1, pending=1, without_goal=1, resting=1, silent=1)
    assert (counts.rated, counts.projects, counts.has_task) == (2, 5, True)
