"""The ledger comes back: what is asked for is read, and everything wrong has its cell."""

import datetime as dtm
import io
import json
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers.ledger import MOST_BYTES, MOST_ROWS, Entry, Mistake, NoLedger
from papers.ledger_reading import read_ledger
from papers.ledger_stub import NoStubError, Stub
from papers.ledger_workbook import xlsx_of
from papers.pdf import is_installed
from rules.month import Month
from rules.project import Stage
from tests.papers.ledgers import (
    CARE,
    JUNE,
    LINES,
    PAPER,
    ROAD,
    changed,
    filled,
    opened,
    read_back,
    saved,
    sent_back,
)

LEDGER = xlsx_of(PAPER)
Change = Callable[[Worksheet], object]


def test_a_ledger_that_nobody_filled_in_asks_for_nothing() -> None:
    found = read_back(LEDGER)
    assert (found.month, found.codes) == (JUNE, ("JT01", "JT03", "MS01", "MS03"))
    assert (found.entries, found.mistakes) == ((), ())


def test_what_was_filled_in_is_read_to_the_digit_with_what_the_row_was_made_from() -> None:
    found = sent_back(JT01=(5.6, " 现场 核查\n第二次 "), MS01=("已完成", "已验收"))
    assert found.mistakes == ()
    assert found.entries == (
        Entry("M4", "JT01", Decimal("5.6"), "现场 核查 第二次", "/1"),
        Entry("M6", "MS01", Stage.MET, "已验收", "/2"),
    )


@pytest.mark.parametrize(
    ("code", "value"),
    [
        pytest.param("JT01", 5, id="as reported"),
        pytest.param("MS01", "未完成", id="a stage as reported"),
        pytest.param("MS03", 20, id="as reported, determined otherwise"),
        pytest.param("MS03", 22.5, id="as determined"),
    ],
)
def test_a_figure_that_stands_there_already_needs_no_ground(code: str, value: Any) -> None:
    (entry,) = sent_back(**{code: (value, None)}).entries
    assert (entry.project, entry.ground) == (code, "")


@pytest.mark.parametrize(
    ("code", "figure", "ground", "cell", "says"),
    [
        pytest.param("JT01", -1, "核查", "M", "认定数不能为负数，请核对", id="negative"),
        pytest.param("JT01", "约5", "核查", "M", "“约5”是文本，不是数字", id="words"),
        pytest.param("JT01", "5.6", "核查", "M", "“5.6”是文本，不是数字", id="a figure as text"),
        pytest.param("JT01", "5.6公里", "核查", "M", "不写单位", id="with its unit"),
        pytest.param("JT01", True, "核查", "M", "不是数字", id="true"),
        pytest.param("JT01", dtm.date(2023, 5, 8), "核查", "M", "不是数字", id="a day"),
        pytest.param("JT01", 10**15, "核查", "M", "过大", id="too large"),
        pytest.param("JT01", "=1+1", "核查", "M", "公式没有结果", id="a formula"),
        pytest.param("JT01", "#REF!", "核查", "M", "是错误值", id="an error"),
        pytest.param("JT01", None, "核查", "M", "没有写认定数", id="a ground alone"),
        pytest.param("JT01", 5.6, None, "N", "与自报数5不同，请写依据", id="no ground"),
        pytest.param("JT01", 5.6, " \n", "N", "请写依据", id="a blank ground"),
        pytest.param("JT03", 5.6, None, "N", "没有自报数", id="silent, no ground"),
        pytest.param("JT01", 5.6, "=1+1", "N", "依据不能是公式", id="a formula as ground"),
        pytest.param("JT01", 5.6, "长" * 201, "N", "依据有201字", id="a ground too long"),
        pytest.param("MS01", 1, "核查", "M", "请填“已完成”或“未完成”", id="a figure for a stage"),
        pytest.param("MS01", "快了", "核查", "M", "请填“已完成”或“未完成”", id="no stage"),
        pytest.param("MS01", "已完成", None, "N", "与自报数未完成不同", id="a stage, no ground"),
        pytest.param("MS03", 0.3, "核查", "M", "请确认是30%还是0.3%", id="a share or per cent"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_not_taken(
    code: str, figure: Any, ground: Any, cell: str, says: str
) -> None:
    found = sent_back(**{code: (figure, ground)})
    assert found.entries == ()
    (mistake,) = found.mistakes
    assert mistake.cell == f"{cell}{LINES[code]}"
    assert says in mistake.says


def test_all_mistakes_are_told_from_the_upper_left_and_the_rest_is_read() -> None:
    found = sent_back(JT01=(-1, "=1"), JT03=(3, "看过"), MS01=("快了", None))
    assert [one.cell for one in found.mistakes] == ["M4", "N4", "M6"]
    assert [one.project for one in found.entries] == ["JT03"]


@pytest.mark.parametrize("column", range(1, 13))
def test_a_locked_cell_that_changed_is_told(column: int) -> None:
    content = changed(LEDGER, lambda sheet: sheet.cell(7, column, "别的"))
    (mistake,) = read_back(content).mistakes
    assert mistake.cell == f"{'ABCDEFGHIJKL'[column - 1]}7"
    assert "不能改动" in mistake.says
    assert "现为“别的”" in mistake.says


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            lambda sheet: sheet.cell(4, 1, "XX99"),
            Mistake("A4", "「项目编号」不能改动，原为“JT01”，现为“XX99”，请改回"),
            id="another code",
        ),
        pytest.param(
            lambda sheet: sheet.cell(9, 1, "XX99"),
            Mistake(
                "A9",
                "“XX99”所在的行不是本表原有的，或者核对信息已被改动；请发 /ledger 重新取表",
            ),
            id="a row of a code that nobody knows",
        ),
        pytest.param(
            lambda sheet: sheet.cell(4, 15, "{}"),
            Mistake(
                "A4",
                "“JT01”所在的行不是本表原有的，或者核对信息已被改动；请发 /ledger 重新取表",
            ),
            id="a stub that is none",
        ),
        pytest.param(
            lambda sheet: sheet.cell(1, 1, "我的表"),
            Mistake(
                "A1",
                "标题不能改动，原为“禾源镇2023年6月重点项目挂图作战认定”，现为“我的表”，请改回",
            ),
            id="the title",
        ),
        pytest.param(
            lambda sheet: sheet.cell(3, 13, "完成数"),
            Mistake("M3", "表头不能改动，原为“认定数”，现为“完成数”，请改回"),
            id="the head",
        ),
        pytest.param(
            lambda sheet: sheet.cell(5, 17, "看过了"),
            Mistake("Q5", "表外的内容“看过了”不会读取，请删去；需要说明的写在「依据」栏"),
            id="beside the table",
        ),
        pytest.param(
            lambda sheet: sheet.cell(4, 7, "=2+3.8"),
            Mistake("G4", "「本月目标」不能改动，原为“5.8”，现为“=2+3.8”，请改回"),
            id="a formula in a locked cell",
        ),
        pytest.param(
            lambda sheet: sheet.cell(MOST_ROWS + 4, 3, "远处"),
            Mistake(f"A{MOST_ROWS + 4}", f"表格超过{MOST_ROWS}行，请删去多余的行"),
            id="far below",
        ),
    ],
)
def test_what_does_not_belong_to_the_table_is_told(change: Change, told: Mistake) -> None:
    assert read_back(changed(LEDGER, change)).mistakes == (told,)


def test_a_row_that_stands_there_twice_is_told() -> None:
    def repeat(sheet: Worksheet) -> None:
        for column in range(1, 16):
            sheet.cell(8, column, sheet.cell(4, column).value)

    (mistake,) = read_back(changed(LEDGER, repeat)).mistakes
    assert mistake == Mistake("A8", "“JT01”在第4行已经有了，请删去重复的行")


def test_a_row_of_another_month_is_told() -> None:
    may = Stub.of_row(ROAD, Month(2023, 5)).written()
    (mistake,) = read_back(changed(LEDGER, lambda sheet: sheet.cell(4, 15, may))).mistakes
    assert mistake.cell == "A4"
    assert "5月认定表" in mistake.says


def test_rows_that_were_deleted_or_moved_leave_the_others_as_they_are() -> None:
    def shuffle(sheet: Worksheet) -> None:
        sheet.delete_rows(5)
        sheet.move_range("A4:O4", rows=6)
        sheet["M10"] = 5.6
        sheet["N10"] = "核查"

    found = read_back(changed(LEDGER, shuffle))
    assert found.mistakes == ()
    assert found.codes == ("MS01", "MS03", "JT01")
    assert found.entries[0].cell == "M10"


def test_a_percentage_that_a_spreadsheet_made_is_read_as_it_is_shown() -> None:
    def type_in(sheet: Worksheet) -> None:
        sheet["M7"], sheet["N7"] = 0.46, "核查"
        sheet["M7"].number_format = "0%"

    assert read_back(changed(LEDGER, type_in)).entries[0].value == 46


def test_a_sum_of_floats_is_the_figure_that_is_shown() -> None:
    assert sent_back(JT01=(0.1 + 0.2, "核查")).entries[0].value == Decimal("0.3")


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_another_program_may_save_it(ending: str, tmp_path: Path) -> None:
    assert is_installed()
    content = filled(LEDGER, {"JT01": ("=2+3.5", "现场核查"), "MS01": ("已完成", "已验收")})
    (tmp_path / "a.xlsx").write_bytes(content)
    for source, target in (("a.xlsx", ending), (f"out/a.{ending}", "xlsx")):
        _convert(tmp_path, source, target)
    found = read_back((tmp_path / "out" / "a.xlsx").read_bytes())
    assert found.mistakes == ()
    assert [(one.project, one.value) for one in found.entries] == [
        ("JT01", Decimal("5.5")),
        ("MS01", Stage.MET),
    ]


def _convert(folder: Path, source: str, target: str) -> None:
    program = shutil.which("soffice")
    assert program is not None
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    where = ["--convert-to", target, "--outdir", str(folder / "out"), str(folder / source)]
    subprocess.run([*command, *where], check=True, capture_output=True, timeout=120)  # noqa: S603


def packed(**parts: str) -> bytes:
    file = io.BytesIO(LEDGER)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def without_stub() -> bytes:
    return changed(LEDGER, lambda sheet: sheet.delete_cols(15))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b"PK" + b"\0" * MOST_BYTES, "3兆", id="too large"),
        pytest.param(packed(**{"xl/media/a.png": "\0" * 17_000_000}), "过大", id="a bomb"),
        pytest.param(packed(**{"xl/a.xml": " " * 9_000_000}), "过大", id="a bomb of text"),
        pytest.param(LEDGER[:-300], "损坏", id="cut off"),
        pytest.param(saved(Workbook()), "没有「认定」工作表", id="another workbook"),
        pytest.param(without_stub(), "核对信息", id="without what it was made from"),
    ],
)
def test_what_is_no_ledger_is_refused_in_a_sentence(content: bytes, word: str) -> None:
    found = read_ledger(content, name="认定表.xlsx")
    assert isinstance(found, NoLedger)
    assert word in found.says
    assert "认定表.xlsx" in found.says
    assert found.says.endswith("。")


def rewritten(old: str, new: str) -> bytes:
    """Return the ledger with other words in the XML of its first sheet."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(LEDGER)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            text = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            target.writestr(part, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("A1:N1", "A1:XFD1048576", id="a merge of the whole sheet"),
        pytest.param('<dimension ref="', '<dimension ref="A1:XFD1048576" x="', id="a size"),
        pytest.param("</sheetData>", '<row r="1048576"/></sheetData>', id="a row far below"),
        pytest.param(
            "</sheetData>", "<row/>" * 400_000 + "</sheetData>", id="very many empty rows"
        ),
    ],
)
def test_a_sheet_that_pretends_to_be_huge_costs_nothing(old: str, new: str) -> None:
    begun = time.perf_counter()
    found = read_ledger(rewritten(old, new), name="认定表.xlsx")
    assert time.perf_counter() - begun < 5
    assert isinstance(found, NoLedger) or found.entries == ()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "[]",
        "null",
        '"2023-06"',
        '{"month":"2023-13"}',
        '{"month":"2023-06","cells":[],"state":"","goal":null,"reported":"x","determined":null}',
        "[" * 7000,
        json.dumps({"month": "2023-06", "cells": ["x" * 9000]}),
    ],
)
def test_a_stub_that_somebody_wrote_is_none(written: str) -> None:
    with pytest.raises(NoStubError):
        Stub.read(written)


def test_a_stub_says_what_was_written() -> None:
    stub = Stub.of_row(CARE, JUNE)
    assert Stub.read(stub.written()) == stub


def test_the_ledger_of_a_county_is_read_within_the_bounds() -> None:
    rows = tuple(replace(ROAD, code=f"JT{number}") for number in range(MOST_ROWS))
    content = xlsx_of(replace(PAPER, rows=rows))
    assert len(content) < MOST_BYTES
    assert len(read_back(content).codes) == MOST_ROWS


def test_the_sheet_alone_in_another_workbook_is_enough() -> None:
    book = opened(LEDGER)
    del book["说明"]
    assert read_back(saved(book)).codes == tuple(LINES)
