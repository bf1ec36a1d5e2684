"""The marked copy of a workbook: each anomaly at its cell, all of them in a list in front."""

import colorsys
import io
import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from charts.palette import FACES
from papers.anomaly import Anomaly, Severity
from papers.checked import AUTHOR, MOST_ANOMALIES, SHEET, CheckedBook, Tally
from papers.checking import check_book
from papers.marking import marked
from papers.marks import COLOURS
from papers.workbook import read_workbook
from rules.plates import Plate
from tests.papers.small_book import saved, small_workbook

DATA = Path(__file__).parent / "data"
MESSY = (DATA / "township_messy.xlsx").read_bytes()
CLEAN = (Path(__file__).parents[2] / "samples" / "township.xlsx").read_bytes()
EXPECTED = json.loads((DATA / "messy_expected.json").read_text("utf-8"))["anomalies"]
WORDS = {"error": "错误", "warning": "提醒", "info": "说明"}
HEAD = 6


def check(content: bytes) -> CheckedBook:
    found = check_book(content, name="作战表.xlsx")
    assert found is not None
    return found


def opened(content: bytes | None) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content or b""))


def checked_copy(book: Workbook) -> Workbook:
    return opened(check(saved(book)).copy)


def first(book: Workbook, sheet: str, place: str | None) -> Cell:
    """Return the first cell of a place; of a whole sheet its first one."""
    column, row, _, _ = range_boundaries(place or "A1")
    cell = book[sheet].cell(row or 1, column or 1)
    assert isinstance(cell, Cell)
    return cell


def comments(book: Workbook) -> dict[tuple[str, str], Comment]:
    return {
        (sheet.title, cell.coordinate): cell.comment
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


@pytest.fixture(scope="module")
def messy() -> CheckedBook:
    return check(MESSY)


@pytest.fixture(scope="module")
def copy(messy: CheckedBook) -> Workbook:
    return opened(messy.copy)


@pytest.mark.parametrize(
    "expected", [pytest.param(one, id=one["id"]) for one in EXPECTED if one["sheet"]]
)
def test_every_fault_has_its_comment_at_its_place(
    expected: dict[str, str], copy: Workbook
) -> None:
    comment = first(copy, expected["sheet"], expected["cell"]).comment
    assert comment is not None
    assert comment.author == AUTHOR
    assert f"【{WORDS[expected['severity']]}】" in comment.text
    if expected["normalised"] is not None:
        assert f"采用：{expected['normalised']}" in comment.text


def test_every_place_has_the_colour_of_its_gravest_fault(
    messy: CheckedBook, copy: Workbook
) -> None:
    gravest: dict[tuple[str, str], Severity] = {}
    for one in reversed(messy.anomalies):
        if one.sheet and one.cell:
            gravest[one.sheet, first(copy, one.sheet, one.cell).coordinate] = one.severity
    shown = {at: first(copy, *at).fill.fgColor.rgb for at in gravest}
    assert shown == {at: COLOURS[severity] for at, severity in gravest.items()}


def test_nothing_else_is_marked(messy: CheckedBook, copy: Workbook) -> None:
    told = {
        (one.sheet, first(copy, one.sheet, one.cell).coordinate)
        for one in messy.anomalies
        if one.sheet
    }
    assert set(comments(copy)) == told


def test_the_list_stands_in_front_the_gravest_first(messy: CheckedBook, copy: Workbook) -> None:
    assert copy.sheetnames[0] == SHEET
    assert copy.active is copy[SHEET]
    assert [sheet.title for sheet in copy.worksheets if sheet.sheet_view.tabSelected] == [SHEET]
    rows = list(copy[SHEET].iter_rows(min_row=HEAD, max_col=6, values_only=True))
    assert rows[0] == ("级别", "工作表", "单元格", "原内容", "采用", "说明")
    assert rows[1:] == [
        (
            WORDS[one.severity],
            one.sheet or "（整个文件）",
            None if one.sheet is None else one.cell or "整表",
            one.found,
            one.taken,
            one.says,
        )
        for one in messy.anomalies
    ]
    ranks = [one.severity.rank for one in messy.anomalies]
    assert ranks == sorted(ranks, reverse=True)
    assert messy.tally == Tally(errors=45, warnings=36, infos=62)


def test_a_row_of_the_list_leads_to_its_place(copy: Workbook) -> None:
    links = [cell.hyperlink.location for cell in copy[SHEET]["C"] if cell.hyperlink]
    assert "'项目 '!J8" in links
    assert "'月度计划'!G75:R75" in links


def test_a_workbook_without_a_fault_has_no_copy() -> None:
    found = check(CLEAN)
    assert (found.anomalies, found.copy) == ((), None)
    assert found.counts.projects == 48
    assert comments(opened(marked(CLEAN, (), name="作战表.xlsx"))) == {}


def test_no_colour_is_a_plates() -> None:
    def hue(colour: str) -> tuple[float, float]:
        parts = (int(colour[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
        angle, _, saturation = colorsys.rgb_to_hls(*parts)
        return angle * 360, saturation

    for colour in COLOURS.values():
        angle, saturation = hue(colour)
        for plate in Plate:
            away = abs(angle - hue(FACES[plate].fill)[0])
            assert saturation == 0 or min(away, 360 - away) > 30


def test_a_copy_that_comes_back_is_read_as_the_workbook_itself(messy: CheckedBook) -> None:
    again = check(messy.copy or b"")
    assert again.anomalies == messy.anomalies
    assert again.counts == messy.counts
    assert comments(opened(again.copy)).keys() == comments(opened(messy.copy)).keys()
    assert read_workbook(messy.copy or b"", name="作战表.xlsx").book == (
        read_workbook(MESSY, name="作战表.xlsx").book
    )


def test_what_was_mended_in_the_copy_loses_its_mark() -> None:
    book = small_workbook()
    book["项目"]["H2"], book["项目"]["H3"] = "约12.4", "约2750"
    copy = checked_copy(book)
    assert copy["项目"]["H2"].comment is not None
    copy["项目"]["H2"] = 12.4
    again = checked_copy(copy)
    assert again["项目"]["H2"].comment is None
    assert again["项目"]["H2"].fill.fill_type is None
    assert again["项目"]["H3"].fill.fgColor.rgb == COLOURS[Severity.ERROR]
    again["项目"]["H3"] = 2750
    assert check(saved(again)).copy is None


def test_what_a_person_commented_stays() -> None:
    book = small_workbook()
    book["项目"]["H2"] = "约12.4"
    book["项目"]["H2"].comment = Comment("请公路站核实", "岑春林")
    copy = checked_copy(book)
    said = copy["项目"]["H2"].comment
    assert said is not None
    assert said.text.startswith("【错误】")
    assert said.text.endswith("原批注：\n请公路站核实")
    again = checked_copy(copy)["项目"]["H2"].comment
    assert again is not None
    assert again.text == said.text


def test_a_place_under_a_merge_is_marked_where_it_shows() -> None:
    book = small_workbook()
    book["项目"].merge_cells("A2:C4")
    one = Anomaly("项目", "B3", Severity.ERROR, None, None, "看不见的单元格")
    copy = opened(marked(saved(book), [one], name="作战表.xlsx"))
    assert set(comments(copy)) == {("项目", "A2")}
    assert copy["项目"]["A2"].fill.fgColor.rgb == COLOURS[Severity.ERROR]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "@SUM(A1)", "a\x07\x00b"])
def test_what_was_written_never_becomes_a_formula(text: str) -> None:
    one = Anomaly("项目", "A2", Severity.ERROR, text, text, text)
    copy = opened(marked(saved(small_workbook()), [one], name="作战表.xlsx"))
    cells = [cell for row in copy[SHEET].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    comment = copy["项目"]["A2"].comment
    assert comment is not None
    assert text.replace("\x07\x00", "") in comment.text


def test_more_than_is_marked_is_counted() -> None:
    book = small_workbook()
    for _ in range(200):
        book["项目"].append(["x"] * 14)
    found = check(saved(book))
    assert sum(found.tally) > len(found.anomalies) == MOST_ANOMALIES
    copy = opened(found.copy)
    left = sum(found.tally) - MOST_ANOMALIES
    assert copy[SHEET].cell(HEAD + MOST_ANOMALIES + 1, 1).value == (
        f"另有{left}处没有列出，请先改好以上各处"
    )
