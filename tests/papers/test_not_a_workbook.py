"""What cannot be read at all is refused in one Chinese sentence."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from papers.opening import MAX_BYTES, MAX_SHEETS
from papers.workbook import NotAWorkbookError, read_workbook
from tests.papers.small_book import saved, small_workbook

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO(saved(small_workbook()))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet7.xml", b" " * (MAX_SHEETS + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "不是电子表格", id="a picture"),
        pytest.param("项目编号,项目名称".encode("gbk"), "不是电子表格", id="comma-separated text"),
        pytest.param(b"<html><table></table></html>", "不是电子表格", id="a web page"),
        pytest.param(OLD_OFFICE + b"\0" * 600, "旧版格式", id="old .xls"),
        pytest.param(
            OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "密码", id="with a password"
        ),
        pytest.param(packed(**{"word/document.xml": "<x/>"}), "不是电子表格", id="a .docx"),
        pytest.param(packed(**{"xl/workbook.bin": "x"}), "二进制", id="an .xlsb"),
        pytest.param(packed(**{"xl/workbook.xml": "<x"}), "损坏", id="broken inside"),
        pytest.param(b"PK\x03\x04 nothing more", "损坏", id="cut off"),
        pytest.param(saved(small_workbook())[:-500], "损坏", id="cut off at the end"),
        pytest.param(b"PK" + b"\0" * MAX_BYTES, "20兆", id="too large"),
        pytest.param(bomb(), "过大", id="too large unpacked"),
        pytest.param(saved(Workbook()), "年度", id="a workbook of nothing"),
    ],
)
def test_no_workbook_is_refused_in_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(NotAWorkbookError) as refusal:
        read_workbook(content, name="作战表.xlsx")
    sentence = str(refusal.value)
    assert word in sentence
    assert "作战表.xlsx" in sentence
    assert sentence.endswith("。")


def test_old_office_is_told_how_to_save_anew() -> None:
    with pytest.raises(NotAWorkbookError, match="另存为"):
        read_workbook(OLD_OFFICE, name="作战表.xls")


def test_a_workbook_of_chart_sheets_is_refused() -> None:
    book = small_workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.create_chartsheet("图")
    with pytest.raises(NotAWorkbookError):
        read_workbook(saved(book), name="作战表.xlsx")


def test_one_cell_far_away_costs_nothing() -> None:
    book = small_workbook()
    book["项目"]["XFD1048576"] = "x"
    found = read_workbook(saved(book), name="作战表.xlsx")
    assert len(found.book.projects) == 3


def inserted(
    xml: str, *, after: str = "</sheetData>", part: str = "xl/worksheets/sheet3.xml"
) -> bytes:
    """Return the small workbook with a piece of XML in the sheet 项目."""
    book, file = saved(small_workbook()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w") as new:
        for one in old.namelist():
            text = old.read(one)
            new.writestr(
                one,
                text.replace(after.encode(), f"{after}{xml}".encode()) if one == part else text,
            )
    return file.getvalue()


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', id="one merge"),
        pytest.param(
            '<mergeCells><mergeCell ref="P1:XFD8"/><mergeCell ref="P9:XFD16"/></mergeCells>',
            id="several merges",
        ),
        pytest.param('<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>', id="a link"),
        pytest.param('<hyperlinks><hyperlink ref="A:XFD"/></hyperlinks>', id="whole columns"),
        pytest.param('<hyperlinks><hyperlink ref="1:1048576"/></hyperlinks>', id="whole rows"),
    ],
)
def test_ranges_of_a_whole_sheet_are_refused_before_they_are_read(xml: str) -> None:
    with pytest.raises(NotAWorkbookError, match="范围过大"):
        read_workbook(inserted(xml), name="作战表.xlsx")


def test_a_comment_on_a_whole_sheet_is_refused() -> None:
    file = io.BytesIO(saved(small_workbook()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(
            "xl/c.dat", '<a:comments xmlns:a="x"><a:comment ref="A1:XFD9999"/></a:comments>'
        )
    with pytest.raises(NotAWorkbookError, match="范围过大"):
        read_workbook(file.getvalue(), name="作战表.xlsx")


def test_titles_over_all_columns_cost_nothing_and_are_read() -> None:
    xml = '<mergeCells><mergeCell ref="P1:XFD1"/></mergeCells>'
    assert len(read_workbook(inserted(xml), name="作战表.xlsx").book.projects) == 3


def test_hidden_columns_end_where_a_sheet_does() -> None:
    columns = '<cols><col min="20" max="999999999999" hidden="1"/></cols>'
    content = inserted(columns, after='<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>')
    assert b"999999999999" in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet3.xml")
    assert len(read_workbook(content, name="作战表.xlsx").book.projects) == 3
