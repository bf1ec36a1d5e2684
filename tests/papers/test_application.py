"""The application on paper: all that the view tells stands on it, signed and unsigned."""

import dataclasses
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from papers.application import (
    TEMPLATE,
    ApplicationPaper,
    Choice,
    NotOnTheFormError,
    _words,
    docx_of,
)
from rules.project import plain
from tests.papers.applications import (
    BLANK,
    EXCEPTION,
    SIGNED,
    SPREAD,
    STAGES,
    STATES,
    lines,
    parts,
    rows,
)

GUIDE = Path(__file__).parents[2] / "docs" / "office.md"
PROJECT, TARGETS, REASONS, SIGNING = range(4)  # the tables, in their order


def text(view: ApplicationPaper) -> str:
    return "\n".join(lines(docx_of(view)))


def told(value: object) -> Iterator[str]:
    """Yield every word and figure of a view, as it is to be read on paper."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from told(getattr(value, field.name))
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from told(one)
    elif isinstance(value, Decimal):
        yield plain(value)
    elif isinstance(value, str) and not hasattr(value, "chinese"):
        yield from value.splitlines()


@pytest.mark.parametrize("state", STATES)
def test_every_word_and_figure_is_on_the_paper(state: str) -> None:
    wanted = list(told(STATES[state]))
    paper = text(STATES[state])
    assert len(wanted) > 30
    assert [word for word in wanted if word not in paper] == []


def test_the_months_stand_old_beside_new() -> None:
    assert rows(docx_of(BLANK), TARGETS) == [
        ["月份", "原目标", "调整后", "月份", "原目标", "调整后"],
        ["1月", "—", "—", "7月", "5.1", "3.91"],
        ["2月", "—", "—", "8月", "6.3", "3.92"],
        ["3月", "0.6", "0.6", "9月", "7.4", "5.6"],
        ["4月", "1.5", "1.5", "10月", "8.4", "6.8"],
        ["5月", "2.6", "2.6", "11月", "9.2", "7.9"],
        ["6月", "3.9", "3.9", "12月", "9.8", "8.6"],
        ["原年度目标", "9.8", "调整后年度目标", "8.6"],
    ]


def test_what_changes_is_bold() -> None:
    table = Document(io.BytesIO(docx_of(BLANK))).tables[TARGETS]
    bold = [
        run.text
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        if run.bold
    ]
    assert bold == ["3.91", "3.92", "5.6", "6.8", "7.9", "8.6", "8.6"]


def test_stages_stand_in_their_months_and_the_year_has_no_figure() -> None:
    table = rows(docx_of(STAGES), TARGETS)
    assert table[3] == ["3月", "施工图审查", "施工图审查", "9月", "桩基完成", "—"]
    assert table[5] == ["5月", "—", "—", "11月", "—", "桩基完成"]
    assert table[-1] == ["原年度目标", "—", "调整后年度目标", "—"]


def test_the_letter_says_what_is_asked_for() -> None:
    assert (
        "我单位承担的青龙河中小河流治理工程（SL01），因自然灾害，无法按期完成原定目标任务，"
        "现申请将2023年度目标由9.8公里调整为8.6公里，月度累计目标相应调整，"
        "自2023年7月起执行（批准较晚的，自批准当月起），请予审核。"
    ) in lines(docx_of(BLANK))


def test_a_change_of_the_months_alone_says_that_the_year_stays() -> None:
    """E42."""
    assert "现申请调整2023年月度累计目标，年度目标不变，自2023年7月起执行（" in text(SPREAD)


def test_the_category_is_ticked_and_the_others_are_not() -> None:
    category = rows(docx_of(BLANK), REASONS)[0]
    assert category == ["原因类别", "☑自然灾害 □上级政策 □规划变更 □其他客观原因"]


def test_an_unsigned_paper_leaves_lines_for_a_pen() -> None:
    signing = rows(docx_of(BLANK), SIGNING)
    assert [row[1].strip() for row in signing[1:]] == [
        "",
        "□同意上报 □不同意",
        "□建议批准 □退回补正 □不予支持",
        "□批准 □不批准",
    ]
    assert {row[2] for row in signing[1:]} == {"签字：＿＿＿＿＿＿\n\n日期：　　年　月　日"}
    assert "系统签认" not in text(BLANK)


def test_a_signed_paper_says_who_signed_in_which_post_and_when() -> None:
    signing = rows(docx_of(SIGNED), SIGNING)
    assert [[cell.strip() for cell in row[1:]] for row in signing[1:]] == [
        ["", "覃小满 责任人\n2023年7月3日09:05\n系统签认"],
        [
            "☑同意上报 □不同意\n情况属实。",
            "黄秋生 副指挥长（代指挥长）\n2023年7月3日17:40\n系统签认",
        ],
        [
            "☑建议批准 □退回补正 □不予支持\n7月4日现场核查，围堰损毁属实，见核查记录第12号。",
            "蓝雪梅 督考办主任\n2023年7月5日10:00\n系统签认",
        ],
        [
            "☑批准 □不批准\n连续暴雨属不可抗力，同意调整。",
            "莫文山 第一总指挥\n2023年7月6日08:30\n系统签认",
        ],
    ]
    assert "签字：＿" not in text(SIGNED)


def test_a_first_change_says_that_there_was_none() -> None:
    assert rows(docx_of(BLANK), PROJECT)[-1] == ["本年度已调整", "否"]
    assert "特批" not in text(BLANK)


def test_an_exception_names_the_first_change_and_its_reason() -> None:
    """C61, E7."""
    paper = docx_of(EXCEPTION)
    assert "（本年度第2次调整，特批）" in lines(paper)
    assert rows(paper, PROJECT)[-1] == ["本年度已调整", "是，1次（2023年5月10日批准）"]
    assert rows(paper, REASONS)[-1] == ["特批理由", EXCEPTION.exceptional_because]


def test_what_was_not_filled_in_is_said_to_be_missing() -> None:
    reasons = dict(rows(docx_of(STAGES), REASONS))
    assert reasons["佐证材料清单"] == "（未附）"
    assert reasons["已采取的措施"] == reasons["对年度任务和关联项目的影响"] == "（未填写）"


def test_the_hash_stands_in_the_foot_of_every_page() -> None:
    foot = Document(io.BytesIO(docx_of(BLANK))).sections[0].footer.paragraphs
    assert foot[-1].text == f"{BLANK.number}　所签文本校验码 SHA-256：{BLANK.digest}"


@pytest.mark.parametrize("state", STATES)
def test_the_same_view_gives_the_same_paper(state: str) -> None:
    once, again = (parts(docx_of(STATES[state])) for _ in range(2))
    assert once == again


def test_nothing_can_be_ticked_that_the_form_does_not_have() -> None:
    with pytest.raises(NotOnTheFormError) as caught:
        Choice(("批准", "不批准"), "同意")
    assert (caught.value.chosen, caught.value.options) == ("同意", ("批准", "不批准"))


def test_the_page_is_that_of_an_official_paper() -> None:
    """GB/T 9704: A4, 37 mm above, 28 mm left, and so 156 by 225 mm of text."""
    page = Document(io.BytesIO(TEMPLATE.read_bytes())).sections[0]
    assert page.page_width
    assert page.page_height
    margins = [page.top_margin, page.left_margin, page.right_margin, page.bottom_margin]
    found = [
        round(Mm(0) + side, -3) for side in (page.page_width, page.page_height, *margins) if side
    ]
    assert [round(side / Mm(1)) for side in found] == [210, 297, 37, 28, 26, 35]


def test_fonts_are_named_with_stand_ins_and_never_embedded() -> None:
    inside = parts(TEMPLATE.read_bytes())
    fonts = inside["word/fontTable.xml"].decode()
    named = set(re.findall(r'w:eastAsia="([^"]+)"/?', inside["word/styles.xml"].decode()))
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体"} <= named
    assert [font for font in named - {"zh-CN"} if f'w:name="{font}"' not in fonts] == []
    assert [name for name in inside if "font" in name] == ["word/fontTable.xml"]
    assert "embed" not in fonts


def test_the_guide_names_every_place_of_the_template() -> None:
    _, _, below = GUIDE.read_text(encoding="utf-8").partition("申请书里的名称：")
    guide = below.partition("\n## ")[0]
    names = re.findall(r"^\| (`.*?`) \|", guide, re.MULTILINE)
    listed = {name for row in names for name in re.findall(r"`([^`]+)`", row)}
    assert listed == set(_words(BLANK))
