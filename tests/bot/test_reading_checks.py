"""What the office writes of a check is understood, or asked back naming what is missing."""

import datetime as dtm
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading_checks import Found, Missing, read_check
from rules.project import Milestone, Stage

YESTERDAY, TODAY = dtm.date(2023, 7, 3), dtm.date(2023, 7, 4)
TWO = ("岑春林", "柳艳玲")
REST = "，沿线量测，核查人岑春林、柳艳玲，未事先通知"


def read(words: str, unit: str = "公里", stage: str = "") -> Found | tuple[Missing, ...]:
    milestone = Milestone(stage) if stage else None
    return read_check(words, unit=unit, stage=milestone, today=TODAY)


def understood(basis: str, **more: Any) -> Found:
    """Return what is understood of 5.2 without a word of notice, of today by two people."""
    parts: dict[str, Any] = {
        "value": Decimal("5.2"),
        "found_on": TODAY,
        "is_announced": False,
        "inspectors": TWO,
    }
    return Found(**(parts | more), basis=basis)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"5.2公里{REST}", understood("沿线量测")),
        (f"5.2公里，6月监理月报{REST}", understood("6月监理月报，沿线量测")),
        ("5.2 公里 沿线量测 核查人：岑春林、柳艳玲 未打招呼", understood("沿线量测")),
        (
            "7月3日，现场实测5200米；查验收单，核查人员 岑春林和柳艳玲，已提前通知",
            understood("查验收单", found_on=YESTERDAY, is_announced=True),
        ),
        (
            "昨天,累计5.2,在场19人,沿线量测,核查人岑和平、柳艳玲,没有通知",
            understood("在场19人，沿线量测", found_on=YESTERDAY, inspectors=("岑和平", "柳艳玲")),
        ),
    ],
)
def test_plain_words_are_understood(words: str, found: Found) -> None:
    assert read(words) == found


def test_thousands_and_a_stage_are_understood() -> None:
    money = read(f"1,530.5万元{REST}", unit="万元")
    assert isinstance(money, Found)
    assert money.value == Decimal("1530.5")
    for words, value in (("已完成", Stage.MET), ("未完成", Stage.UNMET)):
        found = read(f"{words}{REST}", unit="节点", stage="主体封顶")
        assert isinstance(found, Found)
        assert found.value is value


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("沿线量测，核查人岑春林、柳艳玲，未事先通知", (Missing.FIGURE,)),
        (f"约5.2公里{REST}", (Missing.FIGURE,)),
        (f"5.2公里左右{REST}", (Missing.FIGURE,)),
        (f"5.2公里，5.8公里{REST}", (Missing.FIGURE,)),
        (f"5.8公里是自报数{REST}", (Missing.FIGURE,)),
        (f"5.2公里，3台压路机{REST}", (Missing.FIGURE,)),
        (f"45%{REST}", (Missing.FIGURE,)),
        (f"已完成{REST}", (Missing.FIGURE,)),
        (f"7月5日，5.2公里{REST}", (Missing.DAY,)),
        (f"6月底，5.2公里{REST}", (Missing.DAY,)),
        (f"6月累计5.2公里{REST}", (Missing.FIGURE, Missing.DAY)),
        (f"7月32日，5.2公里{REST}", (Missing.DAY,)),
        (f"前天，5.2公里{REST}", (Missing.DAY,)),
        ("5.2公里，沿线量测，核查人岑春林、柳艳玲", (Missing.WAY,)),
        ("5.2公里，沿线量测，核查人岑春林、柳艳玲，不知道通知没有", (Missing.WAY,)),
        ("5.2公里，沿线量测，核查人岑春林，未事先通知", (Missing.PEOPLE,)),
        ("5.2公里，沿线量测，核查人岑春林、岑春林，未事先通知", (Missing.PEOPLE,)),
        ("5.2公里，沿线量测，核查人岑春林、2人，未事先通知", (Missing.PEOPLE,)),
        ("5.2公里，核查人岑春林、柳艳玲，未事先通知", (Missing.BASIS,)),
        ("5.2公里，……，核查人岑春林、柳艳玲，未事先通知", (Missing.BASIS,)),
        (f"5.2公里，{'长' * 201}{REST}", (Missing.BASIS,)),
        ("5.2", (Missing.WAY, Missing.PEOPLE, Missing.BASIS)),
    ],
)
def test_what_is_not_clear_is_named(words: str, missing: tuple[Missing, ...]) -> None:
    assert read(words) == missing


def test_a_stage_takes_no_figure() -> None:
    assert read(f"50%{REST}", unit="节点", stage="主体封顶") == (Missing.FIGURE,)


def test_in_january_a_day_of_december_is_last_year_s() -> None:
    today = dtm.date(2024, 1, 3)
    found = read_check(f"12月30日，5.2公里{REST}", unit="公里", stage=None, today=today)
    assert isinstance(found, Found)
    assert found.found_on == dtm.date(2023, 12, 30)


@given(st.text(alphabet="5.2,，公里米核查人岑春林、柳艳玲和未事先通知月日7 ;", max_size=60))
def test_no_words_break_it_and_no_figure_is_made_up(words: str) -> None:
    found = read(words)
    if isinstance(found, Found):
        assert len(set(found.inspectors)) > 1
        assert any(char.isdigit() for char in words)
