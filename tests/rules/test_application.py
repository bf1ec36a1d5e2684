import datetime as dtm
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.application import (
    Application,
    Category,
    Evidence,
    Goals,
    NothingChangesError,
    ReasonTooShortError,
    SubjectiveReasonError,
    Targets,
    UnevenTargetsError,
    adjusted_in,
    approved_version,
    check_reason,
    check_targets,
    proposed,
    targets_from,
)
from rules.month import Month
from rules.project import Cause, Goal, Milestone, PlanVersion, in_force


def goals(**figures: str) -> Goals:
    """Return goals of 2023 by `m9=...`."""
    return {
        Month(2023, int(name[1:])): Milestone(written) if written.isalpha() else Decimal(written)
        for name, written in figures.items()
    }


RIVER = Targets(Decimal("9.8"), goals(m9="6.5", m10="7.9", m11="9.0", m12="9.8"))
PLAN = PlanVersion(0, Month(2023, 1), {**goals(m6="4.0", m7="5.0", m8="5.6"), **RIVER.goals})
APPLICATION = Application(
    project="SL01",
    revision=1,
    unit="水利站",
    applicant="某人",
    filed_on=dtm.date(2023, 7, 3),
    before=RIVER,
    after=Targets(Decimal("8.6"), goals(m9="5.6", m10="6.8", m11="7.9", m12="8.6")),
    since=Month(2023, 9),
    category=Category.DISASTER,
    reason="6月下旬以来连降暴雨，围堰损毁两处，监理下达停工令",
    evidence=(Evidence("停工令", "file"),),
)


def test_a_smaller_target_is_spread_in_proportion() -> None:
    found = proposed(RIVER, Decimal("8.6"), done=Decimal("5.6"))
    assert found == goals(m9="6.2", m10="7.2", m11="8.0", m12="8.6")


def test_a_year_that_does_not_end_in_its_target_is_only_scaled() -> None:
    before = Targets(Decimal("12.4"), goals(m7="8"))
    assert proposed(before, Decimal(10), done=Decimal("5.8")) == goals(m7="7.2")


def test_stages_stay_where_figures_change() -> None:
    before = Targets(Decimal(100), goals(m9="50", m10="封顶", m12="100"))
    found = proposed(before, Decimal(80), done=Decimal(0))
    assert found == goals(m9="40", m10="封顶", m12="80")


figures = st.decimals(min_value=0, max_value=10**6, places=2)


@given(st.lists(figures.filter(bool), min_size=1, max_size=12), figures.filter(bool), figures)
def test_a_proposal_never_falls_and_ends_at_the_target(
    steps: list[Decimal], annual: Decimal, done: Decimal
) -> None:
    by_month: dict[Month, Goal] = {}
    total = done
    for number, step in enumerate(steps, start=13 - len(steps)):
        total += step
        by_month[Month(2023, number)] = total
    before = Targets(total, by_month)
    found = [goal for _, goal in sorted(proposed(before, annual, done=done).items())]
    assert found == sorted(found, key=lambda goal: Decimal(str(goal)))
    assert found[-1] == annual
    assert all(isinstance(goal, Decimal) and goal > 0 for goal in found)


@pytest.mark.parametrize(
    ("after", "error"),
    [
        pytest.param(RIVER, NothingChangesError, id="nothing changes"),
        pytest.param(
            Targets(RIVER.annual, goals(m9="6.5", m10="6.4", m11="9.0", m12="9.8")),
            UnevenTargetsError,
            id="a month falls",
        ),
        pytest.param(
            Targets(Decimal("8.6"), goals(m9="5", m10="6", m11="7", m12="8")),
            UnevenTargetsError,
            id="the year is not reached",
        ),
        pytest.param(
            Targets(Decimal("8.6"), goals(m9="5", m10="6", m11="7", m12="9")),
            UnevenTargetsError,
            id="the year is passed",
        ),
    ],
)
def test_targets_that_cannot_be_are_refused(after: Targets, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_targets(RIVER, after)


def test_the_split_of_months_may_change_alone() -> None:
    check_targets(RIVER, Targets(RIVER.annual, {**RIVER.goals, Month(2023, 9): Decimal(6)}))


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        pytest.param("", ReasonTooShortError, id="empty"),
        pytest.param("  下 雨  ", ReasonTooShortError, id="too short"),
        pytest.param("由于人手 不足，进度跟不上计划", SubjectiveReasonError, id="own fault"),
        pytest.param("目标定高了，全年完不成任务", SubjectiveReasonError, id="too hard"),
    ],
)
def test_a_reason_must_be_told_and_objective(reason: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_reason(reason)


def test_an_objective_reason_is_taken() -> None:
    check_reason(APPLICATION.reason)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"revision": 2}, id="revision"),
        pytest.param({"unit": "公路站"}, id="unit"),
        pytest.param({"since": Month(2023, 10)}, id="month"),
        pytest.param({"reason": "另一个原因，写得也足够长"}, id="reason"),
        pytest.param({"after": RIVER}, id="targets"),
        pytest.param({"evidence": ()}, id="evidence"),
        pytest.param({"exceptional_because": "再次受灾"}, id="exception"),
    ],
)
def test_whatever_is_signed_is_in_the_digest(part: dict[str, object]) -> None:
    names = [name for name in Application.__slots__ if name != "digest"]
    same = {name: getattr(APPLICATION, name) for name in names}
    assert Application(**same).digest == APPLICATION.digest
    assert Application(**(same | part)).digest != APPLICATION.digest


@pytest.mark.parametrize(
    ("approved_on", "since"),
    [
        pytest.param(dtm.date(2023, 7, 20), Month(2023, 9), id="before its month"),
        pytest.param(dtm.date(2023, 10, 31), Month(2023, 10), id="late: from its own month"),
    ],
)
def test_an_approval_makes_a_version_from_the_later_month(
    approved_on: dtm.date, since: Month
) -> None:
    version = approved_version(APPLICATION, (PLAN,), approved_on)
    assert (version.number, version.since, version.because) == (1, since, Cause.ADJUSTMENT)
    versions = (PLAN, version)
    months = [Month(2023, number) for number in range(6, 13)]
    for month in months:
        wanted = APPLICATION.after.goals if month >= since else PLAN.goals
        assert in_force(versions, month).goal == wanted[month]
    assert adjusted_in(versions, 2023) == (approved_on,)
    assert adjusted_in(versions, 2024) == ()


def test_the_targets_of_a_second_change_begin_with_the_first() -> None:
    first = approved_version(APPLICATION, (PLAN,), dtm.date(2023, 7, 20))
    found = targets_from((PLAN, first), Decimal("9.8"), Month(2023, 8))
    assert found.annual == Decimal("8.6")
    assert found.goals == {Month(2023, 8): Decimal("5.6"), **APPLICATION.after.goals}
