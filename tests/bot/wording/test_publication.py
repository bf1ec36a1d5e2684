"""Warnings, and what headquarters reads."""

from decimal import Decimal

import pytest

from bot.wording.publication import Miss, red_ones, warning
from rules.month import Month
from rules.plates import Plate
from rules.project import Milestone
from tests.bot.stage_book import PROJECTS

MAY, JUNE = Month(2023, 5), Month(2023, 6)
JT01, JT02, JT03, MS01, *_ = PROJECTS
YELLOW = Miss(JT01, Plate.YELLOW, 1, Decimal("5.8"), Decimal(5))
RED = Miss(
    JT02,
    Plate.RED,
    2,
    Decimal(1530),
    Decimal(1310),
    earlier=((MAY, Decimal(1190), Decimal(1080)),),
)


def test_a_warning_names_both_words_where_a_unit_has_both_plates() -> None:
    assert warning("公路站", JUNE, (RED, YELLOW)) == (
        "【红牌警告、黄牌警告】公路站：6月以下项目未完成月度目标。\n"
        "· 青龙河大桥改建工程（JT02）　红牌（连续2个月）："
        "5月目标1190万元，认定1080万元，差110万元；6月目标1530万元，认定1310万元，差220万元\n"
        "· 禾石路大中修工程（JT01）　黄牌：6月目标5.8公里，认定5公里，差0.8公里"
    )


@pytest.mark.parametrize(
    ("miss", "words"),
    [
        pytest.param(
            Miss(JT03, Plate.YELLOW, 1, Decimal(8), None),
            "· 农村公路安防设施提升工程（JT03）　黄牌：6月目标8公里，未报，按未完成认定",
            id="silent",
        ),
        pytest.param(
            Miss(MS01, Plate.YELLOW, 1, Milestone("主体封顶"), None),
            "· 中心小学综合教学楼项目（MS01）　黄牌：6月节点「主体封顶」，未报，按未完成认定",
            id="a silent stage",
        ),
        pytest.param(
            Miss(JT01, Plate.YELLOW, 1, Decimal("5.80"), Decimal("5.7999")),
            "· 禾石路大中修工程（JT01）　黄牌：6月目标5.8公里，认定5.7999公里，差0.0001公里",
            id="nearly, and nothing is rounded",
        ),
    ],
)
def test_a_miss_is_told_with_its_figures(miss: Miss, words: str) -> None:
    assert warning("公路站", JUNE, (miss,)).splitlines()[1] == words


def test_headquarters_reads_who_answers_for_each_red_one() -> None:
    assert (
        red_ones(JUNE, (RED,))
        .splitlines()[1]
        .endswith("差220万元　主责单位公路站，责任领导卫宏伟，责任人俞振邦")
    )
