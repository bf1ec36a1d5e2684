"""Headquarters' briefing: one page of A4, whatever a month comes to (C20, C67)."""

import io
import json
import re
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from papers.briefing import (
    LINE,
    LINES,
    TEMPLATE,
    BriefingPaper,
    Section,
    _words,
    docx_of,
    fitted,
    printed,
)
from papers.pdf import is_installed
from papers.widths import lines_of
from storage.values import dump, load
from tests.papers.applications import lines, parts
from tests.papers.briefings import STATES

GUIDE = Path(__file__).parents[2] / "docs" / "office.md"
needs_office = pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")


def test_a_usual_month_stands_whole_in_its_order() -> None:
    found = lines(docx_of(STATES["usual"]))
    assert found[:4] == [
        "禾源镇重点项目挂图作战情况简报",
        "（2023年6月，草稿，尚未公布）　　重点项目挂图作战督考办公室　　2023年7月5日",
        "本月应报43个。拟蓝34个，拟黄6个，拟红3个，未认定0个，无牌5个。督考办已全部认定。",
        "一、拟红牌3个（连续两个月及以上未完成）",
    ]
    heads = [line for line in found if re.match("[一二三四五]、", line)]
    assert heads == [section.title for section in STATES["usual"].sections]
    assert [line for line in found if "另" in line] == []
    items = [item for section in STATES["usual"].sections for item in section.items]
    assert [item for item in items if item not in found] == []
    assert found[-2] == "暂无（草稿与本简报同时送各指挥长核签）。"


def test_what_does_not_fit_is_counted() -> None:
    found = lines(docx_of(STATES["too much"]))
    assert [line for line in found if line.startswith("另")] == [
        *("另12个", "另27个", "另36项", "另6件", "另11个")
    ]


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("state", STATES)
def test_it_is_one_page_always(state: str) -> None:
    (page,) = PdfReader(io.BytesIO(printed(STATES[state]))).pages
    said = "".join(page.extract_text().split())
    last = fitted(STATES[state].sections)[-1]
    assert "".join((last.items or (last.none,))[-1].split()) in said


counts = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 300)), min_size=1, max_size=5)


@given(counts)
def test_the_first_of_each_part_is_kept_and_all_are_counted(
    wanted: list[tuple[int, int]],
) -> None:
    given = [Section("某", ("长" * length,) * count, "个", "无。") for count, length in wanted]
    found = fitted(given)
    assert sum(lines_of(item, LINE) for one in found for item in one.items) <= LINES
    for before, after in zip(given, found, strict=True):
        *shown, last = after.items or ("",)
        more = re.fullmatch("另([0-9]+)个", last)
        total = len(shown) + (int(more[1]) if more else len(after.items) - len(shown))
        assert total == len(before.items)
        assert bool(shown) or not more


def test_the_page_has_the_margins_that_its_lines_are_counted_by() -> None:
    page = Document(io.BytesIO(TEMPLATE.read_bytes())).sections[0]
    sides = (page.page_width, page.page_height, page.left_margin, page.right_margin)
    assert [round((side or 0) / Mm(1)) for side in sides] == [210, 297, 20, 20]


def test_the_same_view_gives_the_same_paper_and_comes_back_from_its_recipe() -> None:
    view = STATES["usual"]
    assert parts(docx_of(view)) == parts(docx_of(view))
    assert load(BriefingPaper, json.loads(json.dumps(dump(view)))) == view


def test_the_guide_names_every_place_of_the_template() -> None:
    guide = GUIDE.read_text(encoding="utf-8").partition("简报的模板")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (`.*?`) \|", guide, re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert listed == set(_words(STATES["usual"]))
