"""Figures: a sure one is taken, an unsure one is asked back; nothing is rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.cells.figures import read_figure
from papers.cells.numerals import chinese_number
from papers.cells.units import factor
from papers.grid import Cell
from papers.workbook import read_workbook
from rules.project import plain
from tests.papers.small_book import changed, read, reckoned, saved, small_workbook, told

ERROR, WARNING, INFO = "error", "warning", "info"


@pytest.mark.parametrize(
    ("written", "unit", "value", "severity"),
    [
        pytest.param(12000, "万元", "12000", None, id="a whole number"),
        pytest.param(18.6, "公里", "18.6", None, id="a float is what it shows"),
        pytest.param(0.1 + 0.2, "公里", "0.3", INFO, id="what a float makes of it"),
        pytest.param("12000", "万元", "12000", INFO, id="a number as text"),
        pytest.param("１２０００", "万元", "12000", INFO, id="full width"),
        pytest.param("8,600", "万元", "8600", INFO, id="thousands"),
        pytest.param("9.8\xa0", "公里", "9.8", INFO, id="a space that does not break"),
        pytest.param("12000。", "万元", "12000", INFO, id="a full stop behind"),
        pytest.param("12.4公里", "公里", "12.4", INFO, id="its unit behind"),
        pytest.param("12.4km", "公里", "12.4", INFO, id="another name of its unit"),
        pytest.param("75％", "%", "75", INFO, id="a percent sign"),
        pytest.param("0.5%", "%", "0.5", INFO, id="half a percent"),
        pytest.param("百分之六十五", "%", "65", INFO, id="percent in words"),
        pytest.param("三百一十二", "户", "312", INFO, id="Chinese numerals"),
        pytest.param("壹仟贰佰万元整", "万元", "1200", INFO, id="financial numerals"),
        pytest.param("0.65亿元", "万元", "6500", WARNING, id="亿元"),
        pytest.param("12000元", "万元", "1.2", WARNING, id="元"),
        pytest.param("1.2亿", "万元", "12000", WARNING, id="亿 alone is 亿元"),
        pytest.param("500米", "公里", "0.5", WARNING, id="metres"),
        pytest.param("10公顷", "亩", "150", WARNING, id="hectares"),
        pytest.param("1.2万户", "户", "12000", WARNING, id="ten thousands"),
        pytest.param("240户（含商铺12间）", "户", "240", WARNING, id="a remark"),
        pytest.param("320个探头", "个", "320", WARNING, id="a noun"),
        pytest.param("≥95%", "%", "95", WARNING, id="at least"),
        pytest.param("不低于95", "%", "95", WARNING, id="at least in words"),
        pytest.param("95以上", "%", "95", WARNING, id="or more"),
        pytest.param("累计完成8600万元", "万元", "8600", WARNING, id="a verb before it"),
        pytest.param("约30000", "万元", None, ERROR, id="about"),
        pytest.param("300余户", "户", None, ERROR, id="and some"),
        pytest.param("近300", "户", None, ERROR, id="nearly"),
        pytest.param("150-160", "户", None, ERROR, id="a range"),
        pytest.param("3.5万至4万", "户", None, ERROR, id="a range in words"),
        pytest.param("1500/2", "户", None, ERROR, id="a sum"),
        pytest.param("4..5", "公里", None, ERROR, id="two points"),
        pytest.param("2千1", "万元", None, ERROR, id="colloquial"),
        pytest.param("两千一", "万元", None, ERROR, id="colloquial in Chinese"),
        pytest.param("1 2000", "万元", None, ERROR, id="a space inside"),
        pytest.param("-3100", "万元", None, ERROR, id="negative text"),
        pytest.param(-3100, "万元", None, ERROR, id="negative"),
        pytest.param(0.15, "%", None, ERROR, id="a share where percents are meant"),
        pytest.param("5%", "户", None, ERROR, id="percent of what"),
        pytest.param("20间", "个", None, ERROR, id="another unit"),
        pytest.param("<5", "个", None, ERROR, id="less than"),
        pytest.param("主体完工", "万元", None, ERROR, id="words"),
        pytest.param(True, "个", None, ERROR, id="a truth"),
        pytest.param(1e300, "个", None, ERROR, id="beyond reason"),
    ],
)
def test_a_figure_is_read(
    written: object, unit: str, value: str | None, severity: str | None
) -> None:
    found = read_figure(Cell(1, 1, written), unit=unit, name="目标")  # type: ignore[arg-type]
    assert (None if found.value is None else str(found.value)) == value
    assert (found.finding.severity if found.finding else None) == severity
    if found.finding and value is not None:
        assert found.finding.taken == value


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_figure_written_plainly_is_that_figure(figure: Decimal) -> None:
    found = read_figure(Cell(1, 1, plain(figure)), unit="万元", name="目标")
    assert found.value == figure


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_float_is_the_decimal_that_it_shows(figure: Decimal) -> None:
    assert read_figure(Cell(1, 1, float(figure)), unit="万元", name="目标").value == figure


@given(st.text(max_size=50))
def test_no_text_is_beyond_reading(text: str) -> None:
    found = read_figure(Cell(1, 1, text), unit="个", name="目标")
    assert found.value is None or found.value >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("一千零一十", 1010),
        ("两万", 20000),
        ("一亿二千万", 120000000),
        ("零", 0),
        ("一百五", None),
        ("一二", None),
        ("万", None),
        ("点五", None),
        ("", None),
    ],
)
def test_chinese_numerals_are_read(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


def test_decimals_in_chinese_are_exact() -> None:
    assert chinese_number("五点六") == Decimal("5.6")


@pytest.mark.parametrize(
    ("given_unit", "wanted", "times"),
    [
        ("亿元", "万元", "10000"),
        ("米", "公里", "0.001"),
        ("万亩", "亩", "10000"),
        ("户", "亩", None),
    ],
)
def test_conversions_are_exact(given_unit: str, wanted: str, times: str | None) -> None:
    assert factor(given_unit, wanted) == (None if times is None else Decimal(times))


@pytest.mark.parametrize(
    ("value", "shown_as", "severity"),
    [
        pytest.param(1, "General", ERROR, id="1 may be 1 % or 100 %"),
        pytest.param(1, "0%", INFO, id="1 shown as 100 % is 100 %"),
        pytest.param(100, '0"%"', None, id="a percent sign that is only shown"),
        pytest.param(120, "General", WARNING, id="more than everything"),
        pytest.param(0, "General", ERROR, id="nothing"),
    ],
)
def test_an_annual_target_in_percent(value: int, shown_as: str, severity: str | None) -> None:
    book = small_workbook()
    book["项目"]["H4"], book["月度计划"]["D4"] = value, None
    book["项目"]["H4"].number_format = shown_as
    book["月度计划"]["AA4"] = min(max(value, 100), 120)
    found = read(book)
    assert told(found) == ([("项目!H4", severity)] if severity else [])


@pytest.mark.parametrize(
    ("value", "word"),
    [
        pytest.param("#REF!", "错误值", id="an error value"),
        pytest.param("=3600*2", "公式", id="a formula that nobody has reckoned"),
        pytest.param(None, "缺少", id="blank"),
    ],
)
def test_what_cannot_be_read_as_a_figure_is_left_out(value: str | None, word: str) -> None:
    found = changed({"项目!H2": value})
    (anomaly,) = found.anomalies
    assert (anomaly.cell, anomaly.severity, anomaly.found) == ("H2", ERROR, value)
    assert word in anomaly.says
    assert found.book.projects[0].annual_target is None


def test_a_formula_is_read_by_its_result() -> None:
    book = small_workbook()
    book["项目"]["H3"] = "=2500+250"
    found = read_workbook(reckoned(saved(book), "2750"), name="作战表.xlsx")
    assert told(found) == [("项目!H3", INFO)]
    assert found.book.projects[1].annual_target == 2750


def test_an_error_is_told_where_a_formula_came_to_one() -> None:
    book = small_workbook()
    book["项目"]["H3"] = "=1/0"
    found = read_workbook(reckoned(saved(book), "#DIV/0!"), name="作战表.xlsx")
    assert told(found) == [("项目!H3", ERROR)]
