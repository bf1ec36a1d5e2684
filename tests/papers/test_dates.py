"""Dates: a day is taken, anything coarser is asked back (C37)."""

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.cells.dates import Side, read_date
from papers.grid import Cell
from tests.papers.small_book import changed, told

_instant = dtm.datetime.fromisoformat
ERROR, WARNING, INFO = "error", "warning", "info"


def read(written: object, side: Side = Side.LAST) -> tuple[str | None, str | None]:
    cell = Cell(1, 1, written)  # type: ignore[arg-type]
    value, finding = read_date(cell, year=2023, name="完成日期", side=side)
    return (
        None if value is None else value.isoformat(),
        None if finding is None else finding.severity.value,
    )


@pytest.mark.parametrize(
    ("written", "day", "severity"),
    [
        pytest.param(_instant("2023-12-31"), "2023-12-31", None, id="a date"),
        pytest.param(_instant("2023-02-01T08:30"), "2023-02-01", INFO, id="with a time"),
        pytest.param("2023-12-31", "2023-12-31", INFO, id="text"),
        pytest.param("2023.3.15", "2023-03-15", INFO, id="points"),
        pytest.param("2023年10月31日", "2023-10-31", INFO, id="Chinese"),
        pytest.param("二〇二三年三月一日", "2023-03-01", INFO, id="Chinese numerals"),
        pytest.param("20230520", "2023-05-20", INFO, id="compact"),
        pytest.param(20230520, "2023-05-20", INFO, id="compact as a number"),
        pytest.param("2023-12-31 00:00:00", "2023-12-31", INFO, id="text with a time"),
        pytest.param(45002, "2023-03-17", WARNING, id="a serial number"),
        pytest.param("3月1日", "2023-03-01", WARNING, id="no year"),
        pytest.param("12.31", "2023-12-31", WARNING, id="no year, a point"),
        pytest.param(12.31, "2023-12-31", WARNING, id="kept as a number"),
        pytest.param("4/5", "2023-04-05", WARNING, id="month and day"),
        pytest.param("23.12.31", "2023-12-31", WARNING, id="half a year"),
        pytest.param("11月底前", "2023-11-30", WARNING, id="by the month's end"),
        pytest.param("2024年2月末", "2024-02-29", WARNING, id="a leap year's February"),
        pytest.param("年底前", "2023-12-31", WARNING, id="by the year's end"),
        pytest.param("6.30前", "2023-06-30", WARNING, id="before a day"),
        pytest.param("12月31日（争取）", "2023-12-31", WARNING, id="a remark"),
        pytest.param("4月15日至4月25日", "2023-04-25", WARNING, id="from and to"),
        pytest.param("4月15日至25日", "2023-04-25", WARNING, id="from and to in a month"),
        pytest.param("3.1-12.31", "2023-12-31", WARNING, id="from and to in points"),
        pytest.param("2023-3-1-2023-12-31", "2023-12-31", WARNING, id="five hyphens"),
        pytest.param("2023-11-31", None, ERROR, id="no such day"),
        pytest.param("2023年2月30日", None, ERROR, id="no such day in Chinese"),
        pytest.param("13月1日", None, ERROR, id="no such month"),
        pytest.param("12月", None, ERROR, id="a month only"),
        pytest.param("2023.12", None, ERROR, id="a month only in points"),
        pytest.param("8月上旬", None, ERROR, id="ten days"),
        pytest.param("上半年", None, ERROR, id="half a year long"),
        pytest.param("年初", None, ERROR, id="early in the year"),
        pytest.param("长期", None, ERROR, id="for long"),
        pytest.param("立即", None, ERROR, id="at once"),
        pytest.param("同上", None, ERROR, id="as above"),
        pytest.param(3.1, None, ERROR, id="3.1 or 3.10"),
        pytest.param(2023, None, ERROR, id="a year only"),
        pytest.param(True, None, ERROR, id="a truth"),
        pytest.param(dtm.time(8, 30), None, ERROR, id="a time of day"),
    ],
)
def test_a_date_is_read(written: object, day: str | None, severity: str | None) -> None:
    assert read(written) == (day, severity)


def test_of_two_days_work_starts_on_the_first() -> None:
    assert read("4月15日至4月25日", Side.FIRST) == ("2023-04-15", WARNING)


@given(st.dates(dtm.date(1900, 1, 1), dtm.date(2100, 12, 31)))
def test_any_day_written_out_is_that_day(day: dtm.date) -> None:
    assert read(f"{day.year}年{day.month}月{day.day}日") == (day.isoformat(), INFO)


@given(st.text(alphabet="0123456789年月日底前至到.-/~（） 一十", max_size=45))
def test_no_text_is_beyond_reading(text: str) -> None:
    day, severity = read(text)
    assert severity == ERROR if day is None else severity in {INFO, WARNING}


@given(st.floats() | st.integers())
def test_no_number_is_beyond_reading(number: float) -> None:
    day, severity = read(number)
    assert severity == ERROR if day is None else severity in {INFO, WARNING}


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        pytest.param("项目!J2", None, ERROR, id="a project needs a due date"),
        pytest.param("项目!J2", dtm.date(2023, 3, 1), ERROR, id="due before the start"),
        pytest.param("项目!J2", dtm.date(2024, 6, 20), WARNING, id="due in another year"),
        pytest.param("项目!I2", dtm.date(2022, 6, 20), WARNING, id="a new one begun before"),
        pytest.param("项目!I3", dtm.date(2022, 6, 20), None, id="a continued one begun before"),
        pytest.param("项目!I2", None, WARNING, id="no start"),
        pytest.param("保障事项!H2", None, ERROR, id="a support item needs a date"),
        pytest.param("保障事项!H2", dtm.date(2024, 1, 1), WARNING, id="support in another year"),
        pytest.param("节点!E3", "尽快", ERROR, id="a vague milestone"),
        pytest.param("节点!G3", "昨天", ERROR, id="a vague completion"),
    ],
)
def test_dates_are_checked_where_they_stand(
    place: str, value: object, expected: str | None
) -> None:
    assert told(changed({place: value})) == ([(place, expected)] if expected else [])
