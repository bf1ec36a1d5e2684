import datetime as dtm
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from rules.assessment import Group, Tally, assess, by_command, by_person, by_unit, ranked
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Flag, NoPlate, Plate, Rated, Rules
from rules.project import Cause, Milestone, PlanVersion, Project, Stage
from tests.bot.stage_book import PROJECTS

JT01, JT02, MS01 = (PROJECTS[place] for place in (0, 1, 3))
PLAN = PlanVersion(0, Month(2023, 1), {Month(2023, 12): Decimal("12.4")})
CHANGE = PlanVersion(
    1,
    Month(2023, 8),
    {Month(2023, 12): Decimal(10)},
    Cause.ADJUSTMENT,
    dtm.date(2023, 7, 20),
    annual_target=Decimal(10),
)
PLATES = {"蓝": Plate.BLUE, "黄": Plate.YELLOW, "红": Plate.RED}


def row(project: Project, month: int, shown: str, value: str = "", streak: int = 0) -> EditionRow:
    """Return a row that shows 蓝, 黄, 红, 待 or 无."""
    plate = PLATES.get(shown)
    why = {"待": NoPlate.PENDING, "无": NoPlate.NO_TARGET}.get(shown)
    found = Decimal(value) if value else None
    flags = () if plate else (Flag(why or "pending"),)
    rated = Rated(Month(2023, month), plate, streak, flags, why, value=found)
    return EditionRow(project, rated, reported=found)


def edition(month: int, *rows: EditionRow, correction: int = 0) -> Edition:
    return Edition(Month(2023, month), correction, Rules(), rows)


def year(project: Project, shown: str, values: Sequence[str] = ()) -> list[list[Edition]]:
    """Return the editions of a year from January on, one letter a month."""
    found = []
    streak = 0
    for number, letter in enumerate(shown, start=1):
        streak = {"蓝": 0, "黄": 1, "红": streak + 1}.get(letter, streak)
        value = values[number - 1] if number <= len(values) else ""
        found.append([edition(number, row(project, number, letter, value, streak))])
    return found


def test_a_year_is_told_month_by_month() -> None:
    found = assess(JT01, (PLAN,), year(JT01, "无蓝黄红红待蓝", ["", "1", "2", "3", "4"]))
    assert found.tally == Tally(blue=2, yellow=1, red=2, pending=1, none=1)
    assert (found.longest_streak, found.tally.rated) == (3, 5)
    assert (found.determined, found.determined_in) == (Decimal(4), Month(2023, 5))


@pytest.mark.parametrize(
    ("value", "is_met"), [("9.9999", False), ("10", True), ("12", True), ("", None)]
)
def test_it_goes_by_the_adjusted_target_and_keeps_the_original_one(
    value: str,
    is_met: bool | None,  # noqa: FBT001
) -> None:
    found = assess(JT01, (PLAN, CHANGE), year(JT01, "蓝", [value]))
    assert (found.original, found.adjusted) == (Decimal("12.4"), Decimal(10))
    assert found.is_met is is_met
    assert found.adjusted_on == (dtm.date(2023, 7, 20),)


def test_a_stage_is_met_or_not() -> None:
    plan = PlanVersion(0, Month(2023, 1), {Month(2023, 12): Milestone("主体封顶")})
    met = row(MS01, 12, "蓝")
    met = replace(met, rated=met.rated._replace(value=Stage.MET))
    found = assess(MS01, (plan,), [[edition(12, met)]])
    assert (found.original, found.adjusted, found.is_met) == (
        Milestone("主体封顶"),
        Milestone("主体封顶"),
        True,
    )


@pytest.mark.parametrize("last", [Stage.UNMET, None], ids=["not reached", "not reported"])
def test_an_earlier_stage_is_not_the_years_target(last: Stage | None) -> None:
    goals = {Month(2023, 9): Milestone("主体封顶"), Month(2023, 12): Milestone("竣工验收")}
    shown = [row(MS01, 9, "蓝"), row(MS01, 12, "黄", streak=1)]
    published = [
        [edition(one.rated.month.number, replace(one, rated=one.rated._replace(value=value)))]
        for one, value in zip(shown, (Stage.MET, last), strict=True)
    ]
    found = assess(MS01, (PlanVersion(0, Month(2023, 1), goals),), published)
    assert (found.adjusted, found.is_met) == (Milestone("竣工验收"), False)


def test_the_last_correction_counts_and_is_named() -> None:
    first = edition(3, row(JT01, 3, "红", "1", 2), row(JT02, 3, "蓝", "5"))
    second = edition(3, row(JT01, 3, "蓝", "9"), row(JT02, 3, "蓝", "5"), correction=1)
    found = assess(JT01, (PLAN,), [[first, second]])
    assert (found.tally, found.corrections) == (Tally(blue=1), (Month(2023, 3),))
    assert assess(JT02, (PLAN,), [[first, second]]).corrections == ()


def test_a_streak_that_was_corrected_is_not_kept_by_a_month_without_a_plate() -> None:
    """The card of a month without a plate shows no streak, and is not corrected with it."""
    published = [
        [edition(1, row(JT01, 1, "黄", streak=1))],
        [
            edition(2, row(JT01, 2, "红", streak=2)),
            edition(2, row(JT01, 2, "蓝"), correction=1),
        ],
        [edition(3, row(JT01, 3, "无", streak=2))],
    ]
    assert assess(JT01, (PLAN,), published).longest_streak == 1


def test_months_belong_to_who_answered_for_them() -> None:
    before = replace(JT01, responsible_person="前任")
    published = [
        [edition(1, row(before, 1, "黄", streak=1))],
        [edition(2, row(before, 2, "红", streak=2))],
        [edition(3, row(JT01, 3, "蓝"))],
    ]
    found = assess(JT01, (PLAN,), published)
    assert [(one.person, one.first.number, one.last.number) for one in found.tenures] == [
        ("前任", 1, 2),
        (JT01.responsible_person, 3, 3),
    ]
    people = by_person([found])
    assert people["前任"] == Group("前任", 0, 0, Tally(yellow=1, red=1))
    assert people[JT01.responsible_person].tally == Tally(blue=1)


def test_a_project_that_was_never_published_has_its_row() -> None:
    found = assess(JT01, (PLAN,), [])
    assert (found.tally, found.is_met, found.tenures) == (Tally(), None, ())


def test_groups_add_up_to_all_months() -> None:
    assessed = [
        assess(JT01, (PLAN,), year(JT01, "蓝黄红", ["1", "2", "13"])),
        assess(JT02, (PLAN,), year(JT02, "蓝蓝无")),
        assess(MS01, (PLAN,), year(MS01, "黄蓝蓝")),
    ]
    whole = Tally(blue=5, yellow=2, red=1, none=1)
    for groups in (by_command(assessed), by_unit(assessed), by_person(assessed)):
        assert sum((one.tally for one in groups.values()), Tally()) == whole
        assert sum(one.projects for one in groups.values()) == 3
    assert by_command(assessed)["06"].met == 1


def test_ties_share_a_place_and_who_was_not_rated_has_none() -> None:
    groups = [
        Group("甲", 1, 1, Tally(blue=1, red=1)),
        Group("乙", 2, 0, Tally(blue=2, red=2)),
        Group("丙", 1, 1, Tally(blue=1)),
        Group("丁", 1, 0, Tally(none=4)),
    ]
    places = [(one.place, one.group.name) for one in ranked(groups)]
    assert places == [(1, "丙"), (2, "乙"), (2, "甲")]
