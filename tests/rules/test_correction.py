"""Corrections: what a published month shows otherwise, and what it leaves alone (E15, E16)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.correction import Correction, corrections, is_public
from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition, EditionRow
from rules.month import Month, year_of
from rules.plates import Facts, Filed, NoPlate, Plate, Rules, rate
from rules.project import PlanVersion, Value
from tests.bot.stage_book import PROJECTS

YEAR = year_of(2023)
MARCH, APRIL, MAY, JUNE = YEAR[2:6]
JT01, JT02, *_ = PROJECTS
GOAL = Decimal(10)
MET, MISSED = Decimal(10), Decimal(9)


def found(value: Value | None) -> Determination:
    return Determination(value, Ground.SILENCE if value is None else Ground.OFFICE)


def facts(
    values: Mapping[Month, Decimal | None], *, first: Month = MARCH, blank: Sequence[Month] = ()
) -> Facts:
    """Return a project whose months are determined so; `blank` ones have no goal."""
    goals = {month: None if month in blank else GOAL for month in YEAR}
    plan = (PlanVersion(0, YEAR[0], goals),)
    return Facts(first, plan, {}, {month: found(value) for month, value in values.items()})


def again(one: Facts, month: Month, value: Value | None) -> Facts:
    """Return the facts after another finding."""
    return replace(one, determinations={**one.determinations, month: found(value)})


def published(
    known: Mapping[str, Facts], months: Sequence[Month], rules: Sequence[Rules] = (Rules(),)
) -> list[Edition]:
    """Publish months one after the other, the n-th by the n-th rules."""
    projects = {"JT01": JT01, "JT02": JT02}
    editions = []
    for place, month in enumerate(months):
        by = rules[place % len(rules)]
        rows = tuple(
            EditionRow(projects[code], rate(one, through=month, rules=by)[-1])
            for code, one in known.items()
        )
        editions.append(Edition(month, 0, by, rows))
    return editions


def plates(editions: Sequence[Edition], code: str = "JT01") -> list[Plate | None]:
    rows = (edition.row(code) for edition in editions)
    return [row.rated.plate for row in rows if row is not None]


def issued(editions: Sequence[Edition], made: Sequence[Correction]) -> list[Edition]:
    """Return what holds after some corrections."""
    new = {one.month: one.edition for one in made}
    return [new.get(edition.month, edition) for edition in editions]


def test_a_yellow_plate_corrected_to_blue_makes_the_next_red_one_yellow() -> None:
    """The worked table at the end of CLAUSES.md."""
    before = facts({MARCH: MISSED, APRIL: MISSED})
    editions = published({"JT01": before}, (MARCH, APRIL))
    assert plates(editions) == [Plate.YELLOW, Plate.RED]
    made = corrections(editions, {"JT01": again(before, MARCH, MET)})
    assert plates(issued(editions, made)) == [Plate.BLUE, Plate.YELLOW]
    assert [(one.month, one.number, one.edition.follows) for one in made] == [
        (edition.month, 1, edition.digest) for edition in editions
    ]
    (card,) = made[1].cards
    assert (card.before.rated.plate, card.after.rated.plate) == (Plate.RED, Plate.YELLOW)
    assert (card.touches_reds, card.touches_warning) == (True, True)


def test_a_blue_plate_corrected_to_yellow_reddens_what_comes_after_until_a_month_is_met() -> None:
    before = facts({MARCH: MET, APRIL: MISSED, MAY: MET, JUNE: MISSED})
    editions = published({"JT01": before}, (MARCH, APRIL, MAY, JUNE))
    made = corrections(editions, {"JT01": again(before, MARCH, MISSED)})
    assert [one.month for one in made] == [MARCH, APRIL]
    assert plates(issued(editions, made)) == [
        *(Plate.YELLOW, Plate.RED, Plate.BLUE, Plate.YELLOW),
    ]


def test_what_was_published_as_undecided_is_decided_by_a_correction() -> None:
    before = facts({APRIL: MISSED})
    before = replace(before, determinations={**before.determinations, MARCH: OPEN})
    editions = published({"JT01": before}, (MARCH, APRIL))
    assert [edition.rows[0].rated.no_plate for edition in editions] == [NoPlate.PENDING, None]
    made = corrections(editions, {"JT01": again(before, MARCH, MISSED)})
    assert plates(issued(editions, made)) == [Plate.YELLOW, Plate.RED]


def test_a_figure_that_changes_no_plate_is_corrected_too_and_in_its_month_alone() -> None:
    before = facts({MARCH: MISSED, APRIL: MISSED})
    editions = published({"JT01": before}, (MARCH, APRIL))
    (made,) = corrections(editions, {"JT01": again(before, MARCH, Decimal("9.5"))})
    assert (made.month, made.edition.rows[0].rated.value) == (MARCH, Decimal("9.5"))


def test_a_finding_that_shows_the_same_is_no_correction() -> None:
    before = facts({MARCH: MET})
    editions = published({"JT01": before}, (MARCH,))
    assert corrections(editions, {"JT01": again(before, MARCH, Decimal("10.00"))}) == ()


def test_a_month_is_corrected_by_the_rules_that_it_was_published_by() -> None:
    """April had no target; only May's rules let that break a streak."""
    rules = (Rules(), Rules(), Rules(no_target_breaks=True), Rules())
    before = facts({MARCH: MET, MAY: MISSED, JUNE: MISSED}, blank=(APRIL,))
    editions = published({"JT01": before}, (MARCH, APRIL, MAY, JUNE), rules)
    made = corrections(editions, {"JT01": again(before, MARCH, MISSED)})
    after = issued(editions, made)
    assert [(one.month, one.edition.rules) for one in made] == [
        (MARCH, Rules()),
        (JUNE, Rules()),
    ]
    streaks = [edition.rows[0].rated.streak for edition in after if edition.rows[0].rated.plate]
    assert streaks == [1, 1, 3]


def test_a_project_stays_as_it_was_published_and_the_others_are_left_alone() -> None:
    one, other = facts({MARCH: MISSED}), facts({MARCH: MISSED})
    (march,) = published({"JT01": one, "JT02": other}, (MARCH,))
    was = replace(march.rows[0].project, lead_unit="旧单位", responsible_person="前任")
    march = replace(march, rows=(replace(march.rows[0], project=was), march.rows[1]))
    (made,) = corrections([march], {"JT01": again(one, MARCH, MET)})
    first, second = made.edition.rows
    assert (first.project, first.corrected) == (was, 1)
    assert second is march.rows[1]
    assert [card.before.project.code for card in made.cards] == ["JT01"]


def test_a_late_report_stands_in_the_row_once_the_month_is_corrected_by_it() -> None:
    before = facts({MARCH: None})
    (march,) = published({"JT01": before}, (MARCH,))
    late = replace(before, reports={MARCH: Filed(MET, is_late=True)})
    assert corrections([march], {"JT01": late}) == ()
    (made,) = corrections([march], {"JT01": again(late, MARCH, MET)})
    (row,) = made.edition.rows
    assert (row.reported, row.reported_late, row.rated.plate) == (MET, True, Plate.BLUE)


def test_a_second_correction_has_the_next_number_and_follows_the_first() -> None:
    before = facts({MARCH: MISSED})
    (march,) = published({"JT01": before}, (MARCH,))
    (first,) = corrections([march], {"JT01": again(before, MARCH, MET)})
    (second,) = corrections([first.edition], {"JT01": again(before, MARCH, Decimal(8))})
    assert (second.number, second.edition.follows) == (2, first.edition.digest)
    assert [one.rows[0].corrected for one in (first.edition, second.edition)] == [1, 2]


def test_the_year_boundary_holds_for_corrections_as_it_did_for_the_plates() -> None:
    december, january = YEAR[-1], Month(2024, 1)
    plan = (
        PlanVersion(0, YEAR[0], {december: GOAL}),
        PlanVersion(0, january, {january: GOAL}),
    )
    before = Facts(december, plan, {}, {december: found(MET), january: found(MISSED)})
    for rules, months in (
        (Rules(), [december]),
        (Rules(carries_over_new_year=True), [december, january]),
    ):
        editions = published({"JT01": before}, (december, january), [rules])
        made = corrections(editions, {"JT01": again(before, december, MISSED)})
        assert [one.month for one in made] == months


VALUES = st.sampled_from((None, Decimal(0), MISSED, MET, Decimal(11)))
RULES = st.builds(Rules, no_target_breaks=st.booleans())
TWELVE = st.lists(st.tuples(st.booleans(), VALUES), min_size=12, max_size=12)


def year(months: Sequence[tuple[bool, Decimal | None]]) -> Facts:
    """Return a year's facts; a month that is not rated has no goal."""
    blank = [month for month, (has_goal, _) in zip(YEAR, months, strict=True) if not has_goal]
    values = {month: value for month, (_, value) in zip(YEAR, months, strict=True)}
    return facts(values, first=YEAR[0], blank=blank)


@given(TWELVE, st.lists(RULES, min_size=1, max_size=3))
def test_facts_that_did_not_change_correct_nothing(
    months: list[tuple[bool, Decimal | None]], rules: list[Rules]
) -> None:
    known = {"JT01": year(months)}
    assert corrections(published(known, YEAR, rules), known) == ()


@given(TWELVE, st.lists(st.tuples(st.integers(0, 11), VALUES), max_size=4), RULES)
def test_corrected_months_show_what_they_would_have_shown_at_once(
    months: list[tuple[bool, Decimal | None]],
    changes: list[tuple[int, Decimal | None]],
    rules: Rules,
) -> None:
    """And streaks are what a naive count of the plates gives."""
    now = year(months)
    holds = published({"JT01": now}, YEAR, [rules])
    first = list(holds)
    for place, value in changes:
        now = again(now, YEAR[place], value)
        made = corrections(holds, {"JT01": now})
        assert all(one.month >= YEAR[place] and one.cards for one in made)
        holds = issued(holds, made)
        assert corrections(holds, {"JT01": now}) == ()
    assert plates(holds) == plates(published({"JT01": now}, YEAR, [rules]))
    assert naive(holds, rules) == [e.rows[0].rated.streak for e in holds if e.rows[0].rated.plate]
    for was, edition in zip(first, holds, strict=True):
        assert (edition is was) == (edition.correction == 0)


def naive(editions: Sequence[Edition], rules: Rules) -> list[int]:
    """Count missed months in a row, as one does with a finger on the wall."""
    streaks, streak = [], 0
    for edition in editions:
        plate = edition.rows[0].rated.plate
        if plate is None:
            streak = 0 if rules.no_target_breaks else streak
            continue
        streak = 0 if plate is Plate.BLUE else streak + 1
        streaks.append(streak)
    return streaks


@pytest.mark.parametrize("ground", ["现场核查", "监理月报，5月31日", "调整后的计量"])
def test_a_ground_that_says_how_it_was_found_is_public(ground: str) -> None:
    assert is_public(ground)


@pytest.mark.parametrize("ground", ["虚报", "经查系虚 报战果", "弄虚作假", "数据造假"])
def test_a_ground_that_accuses_is_not(ground: str) -> None:
    assert not is_public(ground)
