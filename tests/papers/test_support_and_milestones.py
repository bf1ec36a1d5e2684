"""Support items and milestones: each belongs to a project, has its own number and a day."""

import pytest

from rules.book import SupportState
from tests.papers.small_book import Changes, changed, read, small_workbook, told

ERROR, WARNING, INFO = "error", "warning", "info"


@pytest.mark.parametrize(
    ("place", "value", "severity"),
    [
        pytest.param("保障事项!A3", "BZ001", ERROR, id="a number twice"),
        pytest.param("保障事项!A3", None, ERROR, id="no number"),
        pytest.param("保障事项!B2", "XX99", WARNING, id="a wrong code beside a known name"),
        pytest.param("保障事项!C2", "禾石路", WARNING, id="another name"),
        pytest.param("保障事项!D2", "其他", WARNING, id="another category"),
        pytest.param("保障事项!E2", None, ERROR, id="nothing to do"),
        pytest.param("保障事项!F2", "供电所、自来水厂", WARNING, id="two departments"),
        pytest.param("保障事项!F2", "县自然资源局", WARNING, id="outside the township"),
        pytest.param("保障事项!G2", "周某某", ERROR, id="an unknown person"),
        pytest.param("保障事项!G2", None, ERROR, id="no person"),
        pytest.param("保障事项!H2", "3月底前", WARNING, id="by the month's end"),
        pytest.param("保障事项!I2", "基本完成", ERROR, id="a vague state"),
        pytest.param("保障事项!I2", None, WARNING, id="no state"),
        pytest.param("节点!A3", "JT01-N1", ERROR, id="a milestone's number twice"),
        pytest.param("节点!D2", None, ERROR, id="a milestone of no name"),
        pytest.param("节点!F2", "周某某", ERROR, id="a milestone of somebody unknown"),
        pytest.param("节点!H3", "已完成", WARNING, id="done, but when"),
        pytest.param("节点!H2", "未到期", WARNING, id="not due, but done"),
        pytest.param("节点!H2", "差不多", WARNING, id="another state"),
    ],
)
def test_a_cell_is_checked(place: str, value: object, severity: str) -> None:
    assert told(changed({place: value})) == [(place, severity)]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        pytest.param({"保障事项!B2": "XX99", "保障事项!C2": None}, "保障事项!B2", id="by code"),
        pytest.param({"保障事项!B2": None, "保障事项!C2": "绿道"}, "保障事项!C2", id="by name"),
        pytest.param({"保障事项!B2": None, "保障事项!C2": None}, "保障事项!B2", id="by nothing"),
        pytest.param({"节点!B2": "XX99", "节点!C2": "绿道"}, "节点!B2", id="a milestone"),
    ],
)
def test_what_belongs_to_no_project_is_left_out(changes: Changes, place: str) -> None:
    found = changed(changes)
    assert told(found) == [(place, ERROR)]
    assert len(found.book.support_items) + len(found.book.milestones) == 3


def test_without_codes_and_categories_both_are_found_in_the_words() -> None:
    book = small_workbook()
    sheet = book["保障事项"]
    sheet["E2"], sheet["E3"] = "水电路气讯：线路迁改", "拨付进度款"
    sheet.delete_cols(4)
    sheet.delete_cols(2)
    found = read(book)
    assert told(found) == [("保障事项!B1", WARNING)]
    assert [(one.project, one.category, one.what) for one in found.book.support_items] == [
        ("JT01", "水电路气讯", "线路迁改"),
        ("JT02", "", "拨付进度款"),
    ]


def test_without_numbers_the_items_are_counted() -> None:
    book = small_workbook()
    book["保障事项"].delete_cols(1)
    found = read(book)
    assert found.anomalies == ()
    assert [one.number for one in found.book.support_items] == ["1", "2"]


def test_an_item_without_a_state_has_not_begun() -> None:
    item = changed({"保障事项!I2": None}).book.support_items[0]
    assert item.state is SupportState.NOT_STARTED


def test_an_item_without_a_day_is_kept_without_one() -> None:
    assert changed({"保障事项!H2": "立即"}).book.support_items[0].due_date is None
