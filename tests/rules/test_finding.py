"""Findings as the office writes them: a figure in the project's unit, and on what ground."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.finding import read_finding, read_silence
from rules.project import Milestone, Stage, Value, plain

STAGE = Milestone("主体封顶")


@pytest.mark.parametrize(
    ("written", "unit", "value", "note"),
    [
        ("6.5 现场核查", "公里", "6.5", "现场核查"),
        ("6.5公里，现场核查", "公里", "6.5", "现场核查"),
        ("6.5现场核查", "公里", "6.5", "现场核查"),
        ("6.5 方案已调整", "公里", "6.5", "方案已调整"),
        ("6500米 丈量", "公里", "6.5", "丈量"),
        ("1,310 监理月报", "万元", "1310", "监理月报"),
        ("1310 万", "万元", "1310", ""),
        ("0.131亿元", "万元", "1310", ""),
        ("12公顷", "亩", "180", ""),
        ("46%", "%", "46", ""),
        ("４６", "%", "46", ""),
        ("0 未开工", "户", "0", "未开工"),
        ("3座", "座", "3", ""),
    ],
)
def test_a_figure_is_read_with_its_ground(written: str, unit: str, value: str, note: str) -> None:
    found = read_finding(written, unit=unit, goal=Decimal(1))
    assert found is not None
    assert (found.value, found.note) == (Decimal(value), note)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        pytest.param("", "公里", id="nothing"),
        pytest.param("现场核查", "公里", id="no figure"),
        pytest.param("大概6公里", "公里", id="about"),
        pytest.param("6公里左右", "公里", id="about, behind"),
        pytest.param("6多", "公里", id="more"),
        pytest.param("6-7公里", "公里", id="a range"),
        pytest.param("6 至 7公里", "公里", id="a range in words"),
        pytest.param("-6", "公里", id="negative"),
        pytest.param("6.5%", "公里", id="a share"),
        pytest.param("6公里", "%", id="a length for a share"),
        pytest.param("6户", "公里", id="households for a length"),
        pytest.param("13里", "公里", id="converted inexactly"),
        pytest.param("1e5", "公里", id="a program's writing"),
        pytest.param("1.2.3", "公里", id="a version"),
        pytest.param("9" * 20, "公里", id="endless"),
        pytest.param("已完成", "公里", id="a stage for a figure"),
    ],
)
def test_what_is_no_sure_figure_is_not_taken(written: str, unit: str) -> None:
    assert read_finding(written, unit=unit, goal=Decimal(1)) is None


@pytest.mark.parametrize(
    ("written", "value", "note"),
    [
        ("已完成", Stage.MET, ""),
        ("未完成，差屋面", Stage.UNMET, "差屋面"),
        ("已完成 看了现场", Stage.MET, "看了现场"),
    ],
)
def test_a_stage_is_read_in_words(written: str, value: Value, note: str) -> None:
    assert read_finding(written, unit="节点", goal=STAGE) == (value, note)


@pytest.mark.parametrize("written", ["完成", "5", "100%", "快了", ""])
def test_other_words_about_a_stage_are_not_taken(written: str) -> None:
    assert read_finding(written, unit="节点", goal=STAGE) is None


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["公里", "万元", "%", "亩", "户", "座"]))
def test_a_figure_in_the_projects_unit_is_that_figure(figure: Decimal, unit: str) -> None:
    bare, with_unit = (
        read_finding(f"{plain(figure)}{one} 现场核查", unit=unit, goal=Decimal(1))
        for one in ("", unit)
    )
    assert bare == with_unit == (figure, "现场核查")


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_declined(written: str) -> None:
    found = read_finding(written, unit="公里", goal=Decimal(1))
    assert found is None or (isinstance(found.value, Decimal) and found.value >= 0)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("未报", ""),
        ("未报 查无报送", "查无报送"),
        (" 未报送，查无报送。", "查无报送"),
        ("未报 依据：查无报送", "查无报送"),
        ("未报：\n查无报送", "查无报送"),
    ],
)
def test_that_nothing_was_reported_is_read_with_its_ground(written: str, note: str) -> None:
    assert read_silence(written) == note


@pytest.mark.parametrize(
    "written", ["", "6.5 现场核查", "未完成", "未报批 差手续", "6 未报", "没报"]
)
def test_other_words_are_not_silence(written: str) -> None:
    assert read_silence(written) is None
