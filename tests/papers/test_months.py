"""The small table of months: written, filled in by hands that know the sheet alone, read."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from papers.ledger import NoLedger
from papers.months import FilledMonths, MonthRow, MonthsPaper
from papers.months_workbook import read_months, xlsx_of
from papers.returned_reading import read_returned
from rules.month import Month
from rules.project import Milestone

JULY, AUGUST = Month(2023, 7), Month(2023, 8)
PAPER = MonthsPaper(
    "JT01",
    "=禾石路大中修工程",
    "公里",
    "10公里",
    "form/1",
    (
        MonthRow(JULY, Decimal(8), Decimal("7.2")),
        MonthRow(AUGUST, Milestone("贯通"), Milestone("贯通")),
    ),
)


def filled(**cells: Any) -> FilledMonths:
    """Write some cells of the sheet and read it."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(PAPER)))
    sheet = book["月度计划"]
    for place, value in cells.items():
        sheet[place] = value
    written = io.BytesIO()
    book.save(written)
    found = read_returned(written.getvalue(), name="表.xlsx")
    assert isinstance(found, FilledMonths)
    return found


def test_what_was_not_touched_comes_back_as_it_was() -> None:
    assert filled() == FilledMonths(
        "form/1", {JULY: Decimal("7.2"), AUGUST: Milestone("贯通")}, ()
    )


@pytest.mark.parametrize(
    ("written", "goal"),
    [
        pytest.param(7.5, "7.5", id="a number"),
        pytest.param("7.5", "7.5", id="text"),
        pytest.param("７．５公里", "7.5", id="full width with its unit"),
    ],
)
def test_a_month_is_read(written: Any, goal: str) -> None:
    assert filled(C4=written).goals[JULY] == Decimal(goal)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param(None, "没有填", id="empty"),
        pytest.param("=1+1", "是公式", id="a formula"),
        pytest.param("大概7", "月度计划", id="a hedge"),
        pytest.param(-1, "月度计划", id="below nothing"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cell(written: Any, says: str) -> None:
    found = filled(C4=written)
    assert JULY not in found.goals
    (mistake,) = found.mistakes
    assert mistake.startswith("月度计划!C4（7月）")
    assert says in mistake


def test_a_stage_is_named_in_words() -> None:
    assert filled(C5="桥面铺装").goals[AUGUST] == Milestone("桥面铺装")


def test_no_name_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(PAPER)))
    types = {cell.data_type for row in book["月度计划"].iter_rows() for cell in row}
    assert "f" not in types


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook"])
def test_what_is_no_workbook_is_none_of_ours(content: bytes) -> None:
    assert isinstance(read_returned(content, name="表.xlsx"), NoLedger)


def test_another_workbook_is_none_of_ours() -> None:
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    assert read_months(written.getvalue(), name="表.xlsx") is None
