"""Captions, warnings and what headquarters reads, within the platform's length."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.publication import CAPTION, Counts, Miss, caption, red_ones, warning
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


@pytest.mark.parametrize(
    ("counts", "misses", "words"),
    [
        pytest.param(
            Counts(34, 6, 3, 5, 0),
            (RED, YELLOW),
            "6月 蓝牌 34 黄牌 6 红牌 3 无牌 5\n红牌：青龙河大桥改建工程（JT02）连2月\n"
            "黄牌：禾石路大中修工程（JT01）",
            id="as the interface writes it",
        ),
        pytest.param(
            Counts(33, 6, 3, 6, 1),
            (),
            "6月 蓝牌 33 黄牌 6 红牌 3 无牌 6 待认定 1\n6月参评项目全部完成。",
            id="with one that is pending",
        ),
        pytest.param(
            Counts(0, 0, 0, 5, 0),
            (),
            "6月 蓝牌 0 黄牌 0 红牌 0 无牌 5\n6月无考核任务。",
            id="nothing was to be done (E43)",
        ),
    ],
)
def test_a_caption_begins_with_the_counts(
    counts: Counts, misses: tuple[Miss, ...], words: str
) -> None:
    assert caption(JUNE, counts, misses) == words


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_caption_fits_and_names_or_counts_every_red_one(reds: int, yellows: int) -> None:
    counts = Counts(1, yellows, reds, 0, 0)
    words = caption(JUNE, counts, (RED,) * reds + (YELLOW,) * yellows)
    named = words.count("JT02")
    assert len(words) <= CAPTION
    assert reds == named or f"另{reds - named}个" in words


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
