"""What a card says in each of its states."""

import datetime as dtm
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from charts import palette, recipe
from charts.views import CardView, MonthCell, ProjectRow, State
from rules.plates import NoPlate, Plate
from rules.project import Milestone, Stage
from tests.charts import township
from tests.charts.artists import plate_shapes, words
from tests.charts.states import cards


def said(card: CardView) -> set[str]:
    """Return what is written on a card."""
    return set(words(recipe.sheet("card", card, 1)))


def bridge() -> CardView:
    """Return the card of a project that has missed two months."""
    return township.cards()["JT02"]


def with_june(project: ProjectRow, june: MonthCell) -> ProjectRow:
    return replace(project, months=(*project.months[:5], june, *project.months[6:]))


def test_a_card_tells_the_month_the_need_and_the_people() -> None:
    found = said(bridge())
    assert {"红牌", "1310", "目标1530万元", "85.6%", "差220万元", "2个月", "5月黄、6月红"} <= found
    assert {"1440", "5", "288", "认定1310", "目标1530", "每月需288", "计划：年度2750"} <= found
    assert "已参评6个月，月均218.3万元；今后每月须为其1.3倍" in found
    assert {"彭宗耀", "公路站", "俞振邦", "2023-11-30", "完成时限 余153天"} <= found
    assert "保障逾期126天　拨付首期工程进度款" in found


def test_a_silent_project_shows_what_was_known_before() -> None:
    found = said(township.cards()["MS03"])
    assert {"未报", "—", "按未完成认定", "6月未报（5月认定15）", "85", "14.2"} <= found
    assert "已参评2个月，月均7.5%；今后每月须为其1.8倍" in found


def test_a_need_line_shorter_than_its_name_has_none() -> None:
    assert not [word for word in said(township.cards()["SH02"]) if word.startswith("每月需")]


@pytest.mark.parametrize(
    ("card", "sentence"),
    [
        pytest.param(
            township.cards()["ZQ04"], "已完成年度目标，不再提示填报", id="verified as complete"
        ),
        pytest.param(
            replace(township.cards()["ZQ04"], is_completed=False), "已达到年度目标", id="reached"
        ),
        pytest.param(
            replace(bridge(), exited_on=dtm.date(2023, 6, 12)),
            "已于2023-06-12退出，不再评定",
            id="left",
        ),
        pytest.param(
            replace(bridge(), exited_on=dtm.date(2023, 6, 12)), "已退出2023-06-12", id="name"
        ),
        pytest.param(
            replace(bridge(), due_date=dtm.date(2023, 6, 30)),
            "已参评6个月，月均218.3万元；已到完成时限",
            id="due now",
        ),
        pytest.param(
            replace(bridge(), due_date=dtm.date(2023, 6, 29)), "完成时限 逾1天", id="overdue"
        ),
        pytest.param(
            replace(bridge(), adjusted_since=7, adjustments=1), "7月起按调整后目标", id="adjusted"
        ),
        pytest.param(
            replace(bridge(), adjusted_since=7, adjustments=2),
            "7月起按调整后目标　第2次（特批）",
            id="adjusted twice",
        ),
        pytest.param(
            replace(bridge(), project=replace(bridge().project, overdue=None)),
            "无逾期保障事项",
            id="nothing blocks it",
        ),
        pytest.param(township.cards()["ZQ03"], "尚无认定数", id="not begun"),
        pytest.param(township.cards()["RJ03"], "5—9月无任务", id="a summer without task"),
        pytest.param(township.cards()["RJ03"], "另1项", id="more than one item overdue"),
    ],
)
def test_a_card_says_its_state(card: CardView, sentence: str) -> None:
    assert sentence in said(card)


def test_a_card_of_which_nothing_is_known_says_so_and_draws_no_figures() -> None:
    found = said(cards()["no-data"])
    assert {"没有月度计划和认定数", "年度目标未定数量", "无牌", "无逾期保障事项"} <= found
    assert not [word for word in found if re.fullmatch(r"[0-9.]+%?", word)]


@pytest.mark.parametrize(
    ("tags", "shown"),
    [
        pytest.param(("迟报",), "迟报", id="late"),
        pytest.param(("已调整", "调整申请审批中"), "调整申请审批中", id="the weightiest"),
        pytest.param(("迟报", "更正1"), "更正1", id="a correction before all"),
    ],
)
def test_a_card_shows_its_months_tag(tags: tuple[str, ...], shown: str) -> None:
    found = said(replace(bridge(), project=replace(bridge().project, tags=tags)))
    assert found & {*tags} == {shown}


def test_what_the_plate_or_a_fact_says_is_no_tag() -> None:
    project = replace(bridge().project, tags=("未认定", "暂停"))
    assert said(replace(bridge(), project=project)) & {"未认定", "暂停"} == set()


def test_a_project_that_has_left_keeps_its_past_plates() -> None:
    card = cards()["left"]
    found = said(card)
    assert {"已退出2023-07-12", "已于2023-07-12退出，不再评定", "已退出", "红"} <= found
    assert not [word for word in found if word.startswith("每月需")]
    shapes = [shape.fill for shape in plate_shapes(recipe.sheet("card", card, 1))]
    assert shapes.count(palette.FACES[Plate.RED].fill) == 2  # June's plate and its point


def test_a_suspended_project_tells_until_when_and_why() -> None:
    project = with_june(bridge().project, MonthCell())
    project = replace(project, no_plate=NoPlate.NOT_ACTIVE, no_plate_words="暂停至9月")
    found = said(replace(bridge(), project=project, suspension="汛期停工"))
    assert {"无牌", "暂停至9月", "汛期停工", "5月认定1080"} <= found
    assert "红牌" not in found


def test_a_card_before_publication_has_no_plate_but_last_months() -> None:
    draft = replace(
        bridge(),
        stamp=replace(bridge().stamp, state=State.DRAFT),
        project=replace(township.draft_row(bridge().project), proposal=None),
    )
    found = said(draft)
    assert {"未认定", "5月标识", "黄", "现报1310"} <= found
    fills = [shape.fill for shape in plate_shapes(recipe.sheet("card", draft, 1))]
    assert palette.FACES[Plate.RED].fill not in fills
    assert fills.count(palette.FACES[Plate.YELLOW].fill) >= 2


def test_a_milestone_is_told_in_words() -> None:
    stages = ["施工图审查", "桩基完成", "墩柱完成", "梁板预制"]
    months = [MonthCell(Milestone(stage), Stage.MET, Plate.BLUE) for stage in stages]
    months[3] = MonthCell(Milestone(stages[3]), Stage.UNMET, Plate.YELLOW, 1)
    row = replace(
        bridge().project,
        annual_target=Milestone("主桥合龙"),
        unit="",
        months=(*months, *(MonthCell(),) * 8),
    )
    april = replace(bridge(), stamp=replace(bridge().stamp, month=4), project=row)
    found = said(april)
    assert {"4月节点", "未完成", "3/4", "年度节点", "梁板预制"} <= found
    assert "待完成节点　4月　梁板预制" in found
    assert not [word for word in found if word.endswith("%")]


def test_monthly_figures_are_added_up_for_the_year() -> None:
    cells = (MonthCell(Decimal(230), Decimal(200), Plate.YELLOW, 1),) * 6
    months = (*cells, *(MonthCell(Decimal(230)),) * 6)
    row = replace(bridge().project, is_cumulative=False, months=months)
    found = said(replace(bridge(), project=row))
    assert {"每月进度（万元）", "1550", "310", "6月认定"} <= found
    assert "已参评6个月，月均200万元；今后每月须为其1.5倍" in found


def test_twelve_months_stand_exactly_over_their_plates() -> None:
    found = said(bridge())
    assert {f"{month}月" for month in range(1, 13)} <= found


def test_a_start_in_mid_year_counts_the_planned_months_before_it() -> None:
    cells = bridge().project.months
    months = tuple(replace(cell, value=None, plate=None) for cell in cells[:4]) + cells[4:]
    found = said(replace(bridge(), project=replace(bridge().project, months=months)))
    assert "计划已过6个月，月均218.3万元；今后每月须为其1.3倍" in found
