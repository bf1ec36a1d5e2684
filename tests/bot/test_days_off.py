import datetime as dtm
from pathlib import Path

import pytest

from bot.clock import now
from bot.days_off import HolidaysError, built_in, days_off_of


def day(written: str) -> dtm.date:
    """Read `2026-10-01`."""
    return dtm.date.fromisoformat(written)


def file(folder: Path, text: str) -> Path:
    """Write a file of days off."""
    path = folder / "days.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "is_off"),
    [
        pytest.param("2023-06-22", True, id="a holiday on a weekday"),
        pytest.param("2023-06-25", False, id="a Sunday that is worked in its place"),
        pytest.param("2023-06-24", True, id="a Saturday within the holiday"),
        pytest.param("2023-06-30", False, id="an ordinary Friday"),
        pytest.param("2023-07-01", True, id="an ordinary Saturday"),
        pytest.param("1999-10-01", False, id="a holiday of a year that nobody knows"),
        pytest.param("1999-10-02", True, id="a weekend of such a year"),
    ],
)
def test_the_built_in_table_knows_holidays_and_worked_weekends(
    written: str, *, is_off: bool
) -> None:
    assert built_in().is_off(day(written)) is is_off


def test_the_built_in_table_has_not_ended() -> None:
    """The library is to be renewed before its table ends: red two weeks before it does."""
    assert built_in().knows((now() + dtm.timedelta(days=14)).year)


def test_the_table_tells_which_years_it_knows() -> None:
    table = built_in()
    assert (table.knows(2023), table.knows(1999)) == (True, False)


def test_without_a_file_the_table_stands() -> None:
    assert days_off_of(None) == built_in()


def test_a_file_goes_over_the_table(tmp_path: Path) -> None:
    text = "# 调休\n2027-10-01 off  # 国庆\n\n2027-10-10 work\n2023-06-22 work\n2023-06-25 off\n"
    found = days_off_of(file(tmp_path, text))
    assert found.is_off(day("2027-10-01"))
    assert not found.is_off(day("2027-10-10"))
    assert not found.is_off(day("2023-06-22"))
    assert found.is_off(day("2023-06-25"))
    assert found.is_off(day("2023-06-23"))
    assert found.knows(2027)


def test_a_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    assert days_off_of(file(tmp_path, "\ufeff2031-10-01 off\n")).is_off(day("2031-10-01"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("2027-10-01", "line 2: write lines like 2027-10-01 off", id="no word"),
        pytest.param("2027-10-01 free", "line 2: write lines", id="another word"),
        pytest.param("2027/10/01 off", "line 2: write lines", id="another date"),
        pytest.param("2027-02-30 off", "line 2: write lines", id="no day"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(HolidaysError, match=told):
        days_off_of(file(tmp_path, f"2027-10-02 off\n{line}\n"))


@pytest.mark.parametrize(
    "content", [pytest.param(None, id="no file"), pytest.param(b"\xff\xfe\xfa", id="no text")]
)
def test_a_file_that_cannot_be_read_is_told(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(HolidaysError, match="cannot be read"):
        days_off_of(path)
