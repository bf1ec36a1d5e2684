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
