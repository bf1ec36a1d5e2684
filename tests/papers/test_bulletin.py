"""The bulletin on paper: an official paper's form, and all that the view tells."""

import io
import re
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentOf
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from pypdf import PageObject, PdfReader

from papers.bulletin import TEMPLATE, BulletinPaper, Paragraph, _words, docx_of, printed
from papers.pdf import is_installed
from tests.papers.applications import lines, parts, rows
from tests.papers.bulletins import BULLETINS, CORRECTED, MANY, NOTHING, USUAL

GUIDE = Path(__file__).parents[2] / "docs" / "office.md"
COMMANDS, ANNEX, COLOPHON = range(3)  # the tables, in their order


def body(view: BulletinPaper) -> list[str]:
    """Return the paragraphs outside the tables, those that hold something."""
    return [one.text for one in Document(io.BytesIO(docx_of(view))).paragraphs if one.text]


def test_the_whole_paper_reads_as_an_official_one() -> None:
    """C75; the annex begins a page of its own."""
    assert body(USUAL) == [
        "禾源镇重点项目挂图作战督考办公室",
        "禾政督〔2023〕8号　第6期",
        "关于2023年6月份重点项目挂图作战",
        "进展情况的通报",
        "各作战指挥部、镇直各单位：",
        "根据《2023年重点项目挂图作战实施意见》，现通报如下。",
        "一、总体情况",
        "截至6月30日，纳入挂图作战的项目共1个。",
        "二、各指挥部情况",
        "三、未完成月度目标的项目",
        "（一）红牌（连续两个月及以上未完成）1个。",
        "1.青龙河大桥改建工程（JT02）：差220万元。",
        "（二）黄牌（本月未完成）。本月无黄牌项目。",
        "附件：2023年6月份重点项目月度任务认定表",
        "禾源镇重点项目挂图作战督考办公室（印章）",
        "2023年7月6日",
        "（系统生成，经签发并盖章后生效。签发人：＿＿＿＿）",
        "附件",
        "2023年6月份重点项目月度任务认定表",
    ]
    assert rows(docx_of(USUAL), COLOPHON)[1:] == [
        ["抄送：总指挥部。"],
        ["禾源镇重点项目挂图作战督考办公室\t2023年7月6日印发"],
    ]


def test_a_corrections_circular_says_which_one_it_is() -> None:
    paper = body(CORRECTED)
    assert paper[1:4] == [
        "禾政督〔2023〕9号　第6期",
        "关于2023年6月份重点项目挂图作战",
        "进展情况的更正通报",
    ]
    assert "附件：2023年6月份重点项目月度任务认定表（更正第1号）" in paper
    assert paper[-1] == "2023年6月份重点项目月度任务认定表（更正第1号）"


def test_the_tables_have_all_columns_in_their_order() -> None:
    paper = docx_of(USUAL)
    assert rows(paper, COMMANDS) == [
        [
            "指挥部",
            "指挥长",
            "项目数",
            "参评数",
            "蓝牌",
            "黄牌",
            "红牌",
            "待认定",
            "未报",
            "蓝牌率",
        ],
        [str(one) for one in astuple(USUAL.commands[0])],
    ]
    head, row = rows(paper, ANNEX)
    assert head == [
        *("序号", "项目编号", "项目名称", "指挥部", "指挥长", "主责单位", "责任人", "单位"),
        *("年度目标", "本月累计目标", "自报累计", "认定累计", "完成率", "标识"),
        *("连续未完成月数", "备注"),
    ]
    assert row == [str(one) for one in astuple(USUAL.annex[0])]


def test_an_annex_without_projects_says_so() -> None:
    assert len(rows(docx_of(NOTHING), ANNEX)) == 1
    assert body(NOTHING)[-1] == "没有纳入挂图作战的项目。"
    assert body(NOTHING)[0] == "重点项目挂图作战督考办公室"


def test_the_pages_are_those_of_an_official_paper() -> None:
    """GB/T 9704: A4, 37 mm above, 28 mm left; the annex lies, the foot is on an even page."""
    text, annex, foot = _template().sections
    assert [_mm(one.page_width) for one in (text, annex, foot)] == [210, 297, 210]
    assert [_mm(one.page_height) for one in (text, annex, foot)] == [297, 210, 297]
    for page in (text, foot):
        margins = (page.top_margin, page.left_margin, page.right_margin, page.bottom_margin)
        assert [_mm(side) for side in margins] == [37, 28, 26, 35]
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert foot.start_type == WD_SECTION.EVEN_PAGE


def _template() -> DocumentOf:
    return Document(io.BytesIO(TEMPLATE.read_bytes()))


def _mm(length: Length | None) -> int:
    assert length is not None
    return round(length / Mm(1))


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("红头", "方正小标宋简体", 26),
        ("公文标题", "方正小标宋简体", 22),
        ("正文段落", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("版记", "仿宋_GB2312", 14),
    ],
)
def test_each_part_has_its_font_and_size(name: str, font: str, size: int) -> None:
    style = _template().styles[name]
    fonts = style.element.find(".//" + qn("w:rFonts"))
    own = fonts.get(qn("w:eastAsia")) if fonts is not None else "仿宋_GB2312"  # the document's
    found = style.font.size or Pt(16)
    assert (own, found.pt) == (font, size)


def test_a_body_page_holds_22_lines() -> None:
    pitch = _template().styles["一级标题"].paragraph_format.line_spacing
    assert pitch == Pt(29)
    assert (Mm(297 - 37 - 35) + Pt(1)) // pitch == 22


def test_a_heading_with_no_words_of_its_own_stays_with_what_follows() -> None:
    found = {one.text: one.style for one in Document(io.BytesIO(docx_of(USUAL))).paragraphs}
    alone = found["（一）红牌（连续两个月及以上未完成）1个。"]
    assert alone is not None
    assert (alone.name, alone.paragraph_format.keep_with_next) == ("二级标题", True)


def test_the_annex_repeats_its_head() -> None:
    table = Document(io.BytesIO(docx_of(MANY))).tables[ANNEX]
    heads = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + [False] * 60


def test_fonts_are_named_with_stand_ins_and_never_embedded() -> None:
    inside = parts(TEMPLATE.read_bytes())
    fonts = inside["word/fontTable.xml"].decode()
    named = set(re.findall(r'w:eastAsia="([^"]+)"/?', inside["word/styles.xml"].decode()))
    assert named - {"zh-CN"} == {"仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"}
    assert [font for font in named - {"zh-CN"} if f'w:name="{font}"' not in fonts] == []
    assert [name for name in inside if "font" in name] == ["word/fontTable.xml"]


@pytest.mark.parametrize("state", BULLETINS)
def test_the_same_view_gives_the_same_paper(state: str) -> None:
    once, again = (parts(docx_of(BULLETINS[state])) for _ in range(2))
    assert once == again


def test_the_words_of_people_come_out_as_they_were_written() -> None:
    words = "{{ 7*7 }}{% if x %}</w:t>A&B &lt; {_{ 号 }_}"
    said = replace(USUAL.sections[0], paragraphs=(Paragraph(words, words),))
    row = replace(USUAL.annex[0], name=words, remarks=words)
    view = replace(USUAL, opening=words, sections=(said,), annex=(row,))
    assert "\n".join(lines(docx_of(view))).count(words) == 5


def test_the_guide_names_every_place_of_the_template() -> None:
    guide = GUIDE.read_text(encoding="utf-8").partition("月通报的模板")[2].partition("\n## ")[0]
    names = re.findall(r"^\| (`.*?`) \|", guide, re.MULTILINE)
    listed = {name for row in names for name in re.findall(r"`([^`]+)`", row)}
    assert listed == set(_words(USUAL))


@pytest.mark.office
@pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")
def test_the_printed_bulletin_has_its_head_its_lying_annex_and_its_foot() -> None:
    pages = PdfReader(io.BytesIO(printed(MANY))).pages
    said = ["".join(page.extract_text().split()) for page in pages]
    assert said[0].startswith(
        "禾源镇重点项目挂图作战督考办公室禾政督〔2023〕8号第6期关于2023年6月份"
    )
    shape = [_size(page) for page in pages]
    lying = [place for place, size in enumerate(shape) if size == (297, 210)]
    assert lying == list(range(lying[0], lying[-1] + 1))
    assert len(lying) > 1
    assert {size for size in shape if size != (297, 210)} == {(210, 297)}
    assert all("连续未" in said[place] for place in lying)
    assert lying[-1] == len(pages) - 2
    number = len(pages) + len(pages) % 2  # a page that is left empty is not printed
    assert (
        said[-1] == f"抄送：总指挥部。禾源镇重点项目挂图作战督考办公室2023年7月6日印发—{number}—"
    )
    assert said[0].endswith("—1—")


def _size(page: PageObject) -> tuple[int, int]:
    """Return a page's width and height in millimetres."""
    return round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)
