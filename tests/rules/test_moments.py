import pytest

from rules.moments import Moment, find_moment


def moment(
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    *,
    at_end: bool = False,
    side: str = "",
    since_january: bool = False,
) -> Moment:
    return Moment(year, month, day, at_end, side, since_january)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("6月30日", moment(month=6, day=30), id="a day"),
        pytest.param("6月", moment(month=6), id="a month"),
        pytest.param("六月份", moment(month=6), id="a month in Chinese"),
        pytest.param("十一月三十日", moment(month=11, day=30), id="a day in Chinese"),
        pytest.param("25号", moment(day=25), id="a day of this month"),
        pytest.param("6月底", moment(month=6, at_end=True), id="the end"),
        pytest.param("8月31日前", moment(month=8, day=31, side="前"), id="before it"),
        pytest.param("2023年", moment(2023), id="a year"),
        pytest.param("23年6月", moment(2023, 6), id="a short year"),
        pytest.param("二〇二三年六月", moment(2023, 6), id="a year in Chinese"),
        pytest.param("2023-06-30", moment(2023, 6, 30), id="ISO"),
        pytest.param("20230630", moment(2023, 6, 30), id="eight digits"),
        pytest.param("1-6月", moment(month=6, since_january=True), id="since January"),
        pytest.param("5-6月", moment(month=6), id="not since January"),
        pytest.param("6月1日至30日", moment(month=6, day=30), id="within a month"),
        pytest.param("上半年", moment(month=6, since_january=True), id="half a year"),
        pytest.param("前三季度", moment(month=9, since_january=True), id="three quarters"),
        pytest.param("第二季度", moment(month=6), id="a quarter"),
    ],
)
def test_a_time_is_understood_to_its_end(written: str, named: Moment) -> None:
    assert find_moment(written, 0) == (named, len(written))


@pytest.mark.parametrize(
    "written", ["12.4公里", "65%", "3号楼", "十二点四", "13月", "6个月", "2023.6%"]
)
def test_what_is_no_time_is_not_taken_for_one(written: str) -> None:
    found = find_moment(written, 0)
    assert found is None or found[1] < len(written) - 1


def test_a_date_after_a_point_needs_a_word_before_it() -> None:
    assert find_moment("截至6.30累计", 2) == (moment(month=6, day=30), 6)
    assert find_moment("完成6.30", 2) is None
