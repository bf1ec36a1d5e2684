"""Plates: blue for a goal met, yellow for one missed, red for one missed again (C50 to C52)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.determination import OPEN, Determination, Ground
from rules.month import Month, year_of
from rules.plates import Facts, Filed, Flag, NoPlate, Plate, Rated, Rules, met, rate
from rules.project import Goal, Milestone, PlanVersion, Stage, Value

YEAR = year_of(2023)
FIGURES = st.decimals(0, 1000, places=2)
GOALS = st.one_of(st.none(), FIGURES.filter(bool))
REPORTED = st.one_of(st.none(), FIGURES)
TWELVE = st.lists(st.tuples(GOALS, REPORTED), min_size=12, max_size=12)
RULES = st.builds(Rules, st.booleans(), st.booleans(), st.booleans())
ORDER = (Plate.BLUE, Plate.YELLOW, Plate.RED)


def facts(
    months: list[tuple[Decimal | None, Decimal | None]],
    found: dict[Month, Determination] | None = None,
) -> Facts:
    """Return a year with each month's goal and on-time report."""
    goals: dict[Month, Goal | None] = {}
    reports = {}
    for month, (goal, reported) in zip(YEAR, months, strict=False):
        goals[month] = goal
        if reported is not None:
            reports[month] = Filed(reported)
    return Facts(YEAR[0], (PlanVersion(0, YEAR[0], goals),), reports, found or {})


def rated(one: Facts, rules: Rules = Rules()) -> tuple[Rated, ...]:  # noqa: B008
    return rate(one, through=YEAR[-1], rules=rules)


def seen(ratings: tuple[Rated, ...]) -> list[tuple[Plate | None, int, tuple[Flag, ...]]]:
    """Return what people see of ratings, without the plan behind them."""
    return [(one.plate, one.streak, one.flags) for one in ratings]


@pytest.mark.parametrize(
    ("goal", "value", "is_met"),
    [
        pytest.param(Decimal("5.8"), Decimal("5.80"), True, id="exactly on target"),
        pytest.param(Decimal(100), Decimal("99.96"), False, id="nearly, and nothing is rounded"),
        pytest.param(Decimal("0.3"), Decimal("0.1") + Decimal("0.2"), True, id="exact decimals"),
        pytest.param(Decimal(1), None, False, id="nothing said"),
        pytest.param(Milestone("封顶"), Stage.MET, True, id="a stage that is reached"),
        pytest.param(Milestone("封顶"), Stage.UNMET, False, id="a stage that is not"),
        pytest.param(Milestone("封顶"), Decimal(100), False, id="a figure for a stage"),
        pytest.param(Decimal(1), Stage.MET, False, id="a stage for a figure"),
    ],
)
def test_a_goal_is_met_or_not(goal: Goal, value: Value | None, is_met: bool) -> None:  # noqa: FBT001
    assert met(goal=goal, value=value) is is_met


@given(TWELVE, st.integers(0, 11), FIGURES, RULES)
def test_more_progress_never_worsens_a_plate(
    months: list[tuple[Decimal | None, Decimal | None]], place: int, more: Decimal, rules: Rules
) -> None:
    before = rated(facts(months), rules)
    goal, reported = months[place]
    months[place] = (goal, (reported or Decimal(0)) + more)
    after = rated(facts(months), rules)
    for was, now in zip(before, after, strict=True):
        if was.plate is not None and now.plate is not None:
            assert ORDER.index(now.plate) <= ORDER.index(was.plate)


@given(TWELVE, RULES)
def test_there_is_no_red_plate_without_a_miss_before(
    months: list[tuple[Decimal | None, Decimal | None]], rules: Rules
) -> None:
    missed = False
    for one in rated(facts(months), rules):
        if one.plate is Plate.RED:
            assert missed
        if one.plate is not None:
            missed = one.plate is not Plate.BLUE


@given(TWELVE, RULES)
def test_the_streak_counts_what_the_plate_shows(
    months: list[tuple[Decimal | None, Decimal | None]], rules: Rules
) -> None:
    for one in rated(facts(months), rules):
        if one.plate is not None:
            assert one.plate is ORDER[min(one.streak, 2)]


@given(TWELVE, st.integers(0, 11))
def test_a_month_that_is_met_resets_whatever_came_before(
    months: list[tuple[Decimal | None, Decimal | None]], place: int
) -> None:
    months[place] = (Decimal(1), Decimal(1))
    fresh = [(None, None)] * (place + 1) + months[place + 1 :]
    assert seen(rated(facts(months)))[place + 1 :] == seen(rated(facts(fresh)))[place + 1 :]


@given(TWELVE, st.integers(0, 12))
def test_a_month_without_a_goal_changes_no_other_month(
    months: list[tuple[Decimal | None, Decimal | None]], place: int
) -> None:
    """E10: a blank month neither breaks nor extends a streak."""
    blank: list[tuple[Decimal | None, Decimal | None]] = [(None, Decimal(7))]
    longer = [*months[:place], *blank, *months[place:]][:12]
    plates = [one.plate for one in rated(facts(months))]
    found = [one.plate for one in rated(facts(longer))]
    assert found == [*plates[:place], None, *plates[place:]][:12]


@given(TWELVE, st.integers(0, 11))
def test_a_month_that_is_not_decided_keeps_the_streak(
    months: list[tuple[Decimal | None, Decimal | None]], place: int
) -> None:
    months[place] = (Decimal(1), Decimal(0))
    found = rated(facts(months, {YEAR[place]: OPEN}))
    before = found[place - 1].streak if place else 0
    assert (found[place].no_plate, found[place].streak) == (NoPlate.PENDING, before)


@given(TWELVE, RULES, st.integers(0, 11))
def test_what_comes_later_changes_no_earlier_month(
    months: list[tuple[Decimal | None, Decimal | None]], rules: Rules, place: int
) -> None:
    whole = rated(facts(months), rules)
    part = rate(facts(months[: place + 1]), through=YEAR[place], rules=rules)
    assert seen(whole)[: place + 1] == seen(part)


@pytest.mark.parametrize(
    ("found", "value", "flags"),
    [
        pytest.param(None, Decimal(5), (), id="the report"),
        pytest.param(
            Determination(Decimal(6), Ground.OFFICE),
            Decimal(6),
            (Flag.DETERMINED,),
            id="the office's",
        ),
        pytest.param(
            Determination(Decimal(5), Ground.REPORT), Decimal(5), (Flag.BY_REPORT,), id="accepted"
        ),
        pytest.param(
            Determination(None, Ground.SILENCE), None, (Flag.UNREPORTED,), id="taken as silence"
        ),
    ],
)
def test_the_value_that_counts_tells_where_it_comes_from(
    found: Determination | None, value: Decimal | None, flags: tuple[Flag, ...]
) -> None:
    one = rated(facts([(Decimal(10), Decimal(5))], {YEAR[0]: found} if found else None))[0]
    assert (one.value, one.flags) == (value, flags)


@pytest.mark.parametrize(
    ("filed", "flags"),
    [
        (Filed(Decimal(12)), (Flag.OVER_FULFILLED,)),
        (Filed(Decimal(10)), ()),
        (Filed(Decimal(12), is_late=True), (Flag.LATE, Flag.UNREPORTED)),
        (None, (Flag.UNREPORTED,)),
    ],
    ids=["over", "on target", "late", "silent"],
)
def test_flags_tell_what_is_to_be_known_beside_a_plate(
    filed: Filed | None, flags: tuple[Flag, ...]
) -> None:
    plan = (PlanVersion(0, YEAR[0], {YEAR[0]: Decimal(10)}),)
    one = Facts(YEAR[0], plan, {YEAR[0]: filed} if filed else {})
    assert rate(one, through=YEAR[0], rules=Rules())[0].flags == flags


def test_before_the_first_month_nothing_is_rated() -> None:
    one = Facts(YEAR[5], (PlanVersion(0, YEAR[0], dict.fromkeys(YEAR, Decimal(1))),))
    assert rate(one, through=YEAR[4], rules=Rules()) == ()
    assert [each.month for each in rate(one, through=YEAR[6], rules=Rules())] == list(YEAR[5:7])


BLUE, YELLOW, RED = Plate


@pytest.mark.parametrize(
    ("imported", "rules", "streak"),
    [
        pytest.param({}, Rules(), 1, id="nothing was imported"),
        pytest.param({3: YELLOW}, Rules(), 2, id="yellow before it"),
        pytest.param({3: BLUE}, Rules(), 1, id="blue before it"),
        pytest.param({3: RED}, Rules(), 3, id="red alone had a miss before it"),
        pytest.param({2: YELLOW, 3: RED}, Rules(), 3, id="yellow, then red"),
        pytest.param({2: YELLOW, 3: BLUE}, Rules(), 1, id="a blue one ends it"),
        pytest.param({1: YELLOW}, Rules(), 1, id="a gap is nobody's miss"),
        pytest.param({2: YELLOW, 3: None}, Rules(), 2, id="a month without plate is skipped"),
        pytest.param(
            {2: YELLOW, 3: None}, Rules(no_target_breaks=True), 1, id="or breaks, as it is set"
        ),
        pytest.param({1: YELLOW, 2: RED, 3: RED}, Rules(), 4, id="three months"),
    ],
)
def test_imported_plates_count_for_the_streak(
    imported: dict[int, Plate | None], rules: Rules, streak: int
) -> None:
    """E38: paper colours count once the office has confirmed them."""
    one = facts([(Decimal(10), Decimal(1))] * 12)
    plates = {YEAR[number - 1]: plate for number, plate in imported.items()}
    started = replace(one, first=YEAR[3], imported=plates)
    assert rate(started, through=YEAR[3], rules=rules)[-1].streak == streak


@pytest.mark.parametrize(("carries", "streak"), [(False, 1), (True, 2)])
def test_an_imported_december_counts_in_january_only_where_the_streak_is_carried(
    carries: bool,  # noqa: FBT001
    streak: int,
) -> None:
    one = facts([(Decimal(10), Decimal(1))] * 12)
    started = replace(one, imported={YEAR[0].previous: YELLOW})
    rules = Rules(carries_over_new_year=carries)
    assert rate(started, through=YEAR[0], rules=rules)[-1].streak == streak
