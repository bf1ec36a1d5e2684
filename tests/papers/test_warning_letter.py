"""The warning letters: who is warned, with which figures; never a cause, never a penalty."""

from dataclasses import replace
from pathlib import Path

import pytest

from papers.pdf import is_installed
from papers.warning_letter import TEMPLATES, WarningLetter, _words, docx_of, printed
from rules.month import Month
from tests.papers.applications import lines
from tests.papers.letters import LONG, RED, SEVERAL, YELLOW

GUIDE = Path(__file__).parents[2] / "docs" / "office.md"
REVIEW = "对认定结果有异议的，可于收到本通知之日起3个工作日内提出复核并附材料。"
FOOT = ["督考办公室（印章）", "2023年7月6日"]
RECEIVE = "签收：单位＿＿＿＿＿＿　签收人＿＿＿＿＿＿　时间＿＿＿＿＿＿"
BOXES = [
    "□ 由指挥长到现场召开推进会，2023年7月10日前形成书面推进方案。",
    "□ 列为重点督查项目，由督考办公室挂牌督办。",
    "□ 督考办公室将对未完成原因进行责任认定；属非客观原因或弄虚作假、虚报的，按有关规定办理。",
]


def said(view: WarningLetter) -> list[str]:
    return [line for line in lines(docx_of(view)) if line]


def test_a_yellow_letter_is_the_offices_text() -> None:
    """FORMS 2."""
    assert said(YELLOW) == [
        "黄牌警告通知书",
        "禾挂督黄〔2023〕8号",
        "公路站：",
        (
            "你单位主责的农村公路安防设施提升工程（JT03），2023年6月份累计目标8公里，经认定完成6.5公里，"
            "差1.5公里，未完成月度目标。根据《2023年重点项目挂图作战实施意见》第三部分第（四）项，"
            "给予黄牌警告，并在全镇通报。"
        ),
        (
            "请于2023年7月12日前将原因分析、追赶措施和完成时限报督考办公室。"
            "7月份仍未完成月度目标的，将给予红牌警告。"
        ),
        REVIEW,
        *FOOT,
        "抄送：总指挥部，交通建设指挥部指挥长。",
        RECEIVE,
    ]


def test_several_projects_stand_in_one_letter_that_says_which_it_replaces() -> None:
    """E27."""
    assert said(SEVERAL)[2:8] == [
        "（更正第1号，禾挂督黄〔2023〕7号作废，以本通知为准）",
        "公路站：",
        "你单位主责的下列3个项目，2023年6月份未完成月度目标：",
        "1. 农村公路安防设施提升工程（JT03）：累计目标8公里，经认定完成6.5公里，差1.5公里。",
        "2. 村道硬化工程（JT05）：累计目标12公里，未报送，按未完成认定。",
        "3. 服务区综合楼（JT06）：节点目标“主体封顶”，经认定未完成。",
    ]


def test_a_red_letter_has_the_months_of_the_streak_and_boxes_that_nobody_ticked() -> None:
    """FORMS 3, C70, C74."""
    assert said(RED) == [
        "红牌警告通知书",
        "禾挂督红〔2023〕3号",
        "公路站：",
        (
            "你单位主责的青龙河大桥改建工程（JT02）连续2个月未完成月度目标：5月份累计目标1190万元，"
            "经认定完成1080万元；6月份累计目标1530万元，经认定完成1310万元。"
            "根据《2023年重点项目挂图作战实施意见》第三部分第（二）（四）项，给予红牌警告，"
            "在作战进度图标识红牌，并在全镇通报。"
        ),
        "（以下由督考办公室勾选，未勾选的不执行）",
        *BOXES,
        REVIEW,
        *FOOT,
        "抄送：总指挥部，镇纪委，交通建设指挥部指挥长。",
        RECEIVE,
    ]


def test_a_long_streak_names_every_month_and_what_has_no_figures() -> None:
    assert said(LONG)[5] == (
        "2. 跨年续建工程（JT09）连续4个月：2022年12月份累计目标5公里，未报送，按未完成认定；"
        "5月份累计目标8公里，经认定完成7公里；6月份累计目标9公里，经认定完成8公里"
        "（此前的月份以启用系统以前的认定为准）。"
    )


def test_where_a_streak_ends_with_the_year_no_red_plate_is_announced() -> None:
    """E19."""
    december = replace(YELLOW, month=Month(2023, 12), next_is_red=False)
    assert "红牌" not in "".join(said(december))
    assert "1月份仍未完成" in "".join(said(replace(december, next_is_red=True)))


def test_no_letter_tells_a_cause() -> None:
    for view in (YELLOW, SEVERAL, RED, LONG):
        assert [line for line in said(view) if "单位自述" in line or "☑" in line] == []


def test_what_a_unit_is_called_is_text_and_no_place_of_the_template() -> None:
    assert "{{ 编号 }}<b>：" in said(replace(YELLOW, unit="{{ 编号 }}<b>"))


@pytest.mark.parametrize("colour", ["yellow", "red"])
def test_every_place_is_explained_in_the_guide(colour: str) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert (TEMPLATES / f"warning_{colour}.docx").is_file()
    names = {*_words(YELLOW), *_words(YELLOW)["项目"][0]}
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []


@pytest.mark.office
def test_a_letter_is_printed() -> None:
    assert is_installed()
    assert printed(RED).startswith(b"%PDF-")
