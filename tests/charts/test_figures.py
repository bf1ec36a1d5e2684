"""Figures: exact, and never rounded in anyone's favour."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from charts import figures
from charts.views import MonthCell
from rules.project import Goal, Milestone, Stage, Value
from tests.charts import township
from tests.charts.strategies import FIGURES


@pytest.mark.parametrize(
    ("goal", "value", "shown"),
    [
        pytest.param(Decimal(14780), Decimal(14774), "99.9%", id="never 100.0 beside yellow"),
        pytest.param(Decimal(100), Decimal("99.96"), "99.9%", id="floored"),
        pytest.param(Decimal("0.3"), Decimal("0.30"), "100.0%", id="exactly met"),
        pytest.param(Decimal(3), Decimal(1), "33.3%", id="a third"),
        pytest.param(Decimal(4760), Decimal(4900), "102.9%", id="more than asked"),
        pytest.param(Decimal(10**30), Decimal(10**30 - 1), "99.9%", id="more digits than a float"),
        pytest.param(None, Decimal(5), "—", id="of nothing"),
        pytest.param(Decimal(0), Decimal(5), "—", id="of zero"),
        pytest.param(Decimal(5), None, "—", id="nothing known"),
        pytest.param(Milestone("封顶"), Stage.MET, "已完成", id="milestone reached"),
        pytest.param(Milestone("封顶"), Stage.UNMET, "未完成", id="milestone missed"),
        pytest.param(Milestone("封顶"), None, "—", id="milestone unknown"),
    ],
)
def test_completion(goal: Goal | None, value: Value | None, shown: str) -> None:
    assert figures.completion(goal, value) == shown


@given(goal=FIGURES, value=FIGURES)
def test_a_miss_never_shows_a_whole_hundred(goal: Decimal, value: Decimal) -> None:
    shown = Decimal(figures.completion(goal, value).removesuffix("%"))
    assert (shown >= 100) == (value >= goal)


@given(goal=FIGURES, value=FIGURES)
def test_a_bar_is_full_only_when_the_goal_is_met(goal: Decimal, value: Decimal) -> None:
    assert (figures.share(goal, value) == 1) == (value >= goal)


@pytest.mark.parametrize(
    ("cell", "unit", "shown"),
    [
        pytest.param(
            MonthCell(Decimal(1530), Decimal(1310)), "万元", "1310/1530万元", id="amount"
        ),
        pytest.param(MonthCell(Decimal(49), Decimal("46.0")), "%", "46% / 49%", id="percent"),
        pytest.param(MonthCell(Decimal(28), is_unreported=True), "%", "未报 / 28%", id="silent"),
        pytest.param(MonthCell(Decimal(28)), "户", "— / 28户", id="unknown"),
        pytest.param(MonthCell(Milestone("封顶"), Stage.MET), "", "已完成 / 封顶", id="milestone"),
        pytest.param(MonthCell(Decimal("1E+3"), Decimal("5.50")), "米", "5.5/1000米", id="zeros"),
    ],
)
def test_pair(cell: MonthCell, unit: str, shown: str) -> None:
    assert figures.pair(cell, unit) == shown


@pytest.mark.parametrize(
    ("goal", "value", "shown"),
    [
        (Decimal(1530), Decimal(1310), "差220公里"),
        (Decimal("5.8"), Decimal("5.8"), "如期"),
        (Decimal(5), Decimal("5.5"), "超0.5公里"),
        (None, Decimal(5), ""),
        (Decimal(5), None, ""),
    ],
)
def test_short_of(goal: Goal | None, value: Value | None, shown: str) -> None:
    assert figures.short_of(MonthCell(goal, value), "公里") == shown


def test_the_need_a_month_is_rounded_up_and_the_pace_down() -> None:
    assert figures.need(township.cards()["JT02"]) == figures.Need(
        gap=Decimal(1440),
        months=5,
        each=Decimal(288),
        counted=6,
        pace=Decimal("218.3"),
        times=Decimal("1.3"),
    )
    silent = figures.need(township.cards()["MS03"])
    assert silent is not None
    assert (silent.each, silent.pace, silent.times) == (
        Decimal("14.2"),
        Decimal("7.5"),
        Decimal("1.8"),
    )


@pytest.mark.parametrize(
    ("due", "months"),
    [
        pytest.param(dtm.date(2023, 11, 30), 5, id="its own due month"),
        pytest.param(dtm.date(2024, 3, 1), 6, id="next year: to December"),
        pytest.param(None, 6, id="unknown: to December"),
        pytest.param(dtm.date(2023, 6, 1), 0, id="this month"),
        pytest.param(dtm.date(2022, 12, 1), 0, id="last year"),
    ],
)
def test_months_left(due: dtm.date | None, months: int) -> None:
    assert figures.months_left(replace(township.cards()["JT02"], due_date=due)) == months


def test_a_target_in_words_needs_no_figure() -> None:
    card = township.cards()["JT02"]
    project = replace(card.project, annual_target=Milestone("合龙"))
    assert figures.need(replace(card, project=project)) is None
