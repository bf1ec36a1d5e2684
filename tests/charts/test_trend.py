"""What stands on the trend: a square a project and month, and counts that add up."""

from collections import Counter
from dataclasses import replace

import pytest
from matplotlib.patches import PathPatch

from charts import palette, recipe, squares
from charts.canvas import Box, Sheet
from charts.figures import rate, rounded
from charts.trend_facts import Counts, count, counts
from charts.views import Square, TrendCommand, TrendRow, TrendView
from rules.plates import Plate
from tests.charts import township
from tests.charts.artists import words, written
from tests.charts.states import trends

SIX = township.trend(6)
WORDS = ("蓝", "黄", "红", "无")


def said(view: TrendView) -> list[str]:
    """Return what is written on all pages."""
    count = len(recipe.pages("trend", view))
    return [
        w for number in range(1, count + 1) for w in words(recipe.sheet("trend", view, number))
    ]


def of(*months: Counts) -> TrendView:
    """Return a trend whose months have so many plates."""
    columns = [
        [square for square in squares.STACK for _ in range(month.of(square))] for month in months
    ]
    rows = tuple(TrendRow(f"X{n:02}", line) for n, line in enumerate(zip(*columns, strict=True)))
    numbers = tuple(range(1, len(months) + 1))
    stamp = replace(SIX.stamp, month=len(months))
    return TrendView(stamp, numbers, (TrendCommand("交通建设指挥部", rows),))


@pytest.mark.parametrize("state", trends())
def test_each_month_sums_to_the_projects_that_are_in(state: str) -> None:
    view = trends()[state]
    for place, each in enumerate(counts(view)):
        inside = [row for row in view.rows if row.squares[place] is not Square.OUT]
        assert each.total == each.rated + each.none == len(inside)


def test_the_counts_stand_under_each_month() -> None:
    found = said(SIX)
    at = found.index("6月")
    assert found[at : at + 6] == ["6月", "34", "6", "3", "5", "79.1%"]
    assert {"1月", "18", "30", "蓝牌率", *WORDS} <= set(found)


@pytest.mark.parametrize(
    ("months", "line"),
    [
        pytest.param(
            [Counts(33, 8, 2, 5), Counts(34, 6, 3, 5)],
            "2月蓝牌率79.1%，比1月高2.3个百分点；红牌3个，今年最多",
            id="better",
        ),
        pytest.param(
            [Counts(34, 6, 3, 5), Counts(33, 8, 2, 5)],
            "2月蓝牌率76.7%，比1月低2.3个百分点；红牌2个",
            id="worse",
        ),
        pytest.param(
            [Counts(2, 1, 0, 0), Counts(2, 1, 0, 0)],
            "2月蓝牌率66.7%，与1月持平；无红牌",
            id="the same",
        ),
        pytest.param([Counts(1, 0, 1, 0)], "1月蓝牌率50.0%；红牌1个", id="one month"),
        pytest.param(
            [Counts(0, 0, 0, 3), Counts(3, 0, 0, 0)],
            "2月蓝牌率100.0%；无红牌",
            id="nothing to compare with",
        ),
        pytest.param([Counts(0, 0, 0, 3)], "1月无考核任务", id="no tasks"),
    ],
)
def test_the_finding_is_said_under_the_title(months: list[Counts], line: str) -> None:
    """Shares are rounded as usual, and so is their difference (E23)."""
    assert line in said(of(*months))


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        pytest.param(34, 43, "79.1", id="up"),
        pytest.param(33, 43, "76.7", id="down"),
        pytest.param(1, 16, "6.3", id="a half goes up"),
        pytest.param(1, 8, "12.5", id="exact"),
        pytest.param(0, 0, "0.0", id="of nothing"),
    ],
)
def test_a_share_is_rounded_as_usual(part: int, whole: int, share: str) -> None:
    assert rounded(rate(part, whole)) == share


def test_a_month_without_tasks_has_no_share() -> None:
    """E43."""
    found = said(trends()["no-tasks"])
    assert "—" in found
    assert not [word for word in found if "%" in word or "nan" in word.lower()]


def test_without_a_published_month_there_is_one_sentence() -> None:
    view = trends()["none-published"]
    assert recipe.pages("trend", view) == ("trend",)
    assert "2023年尚无已公布的月份" in said(view)


def test_a_command_has_its_projects_and_a_word_for_each_miss_alone() -> None:
    found = Counter(said(SIX))
    rows = SIX.rows
    assert all(found[row.code] == 1 for row in rows)
    shown = Counter(square for row in rows for square in row.squares)
    assert found["黄"] == shown[Square.YELLOW] + 1  # and the name of its line
    assert found["红"] == shown[Square.RED] + 1
    assert (found["蓝"], found["无"]) == (1, 1)


def test_a_project_that_is_not_in_yet_is_blank() -> None:
    sheet, box = Sheet(100, 100), Box(0, 0, 20, 20)
    squares.draw(sheet, box, Square.OUT)
    assert sheet.figure.findobj(PathPatch) == []
    squares.draw(sheet, box, Square.NONE)
    assert len(sheet.figure.findobj(PathPatch)) == 1


def test_misses_stand_on_the_base_line() -> None:
    sheet = Sheet(720, 1280)
    room = Box(0, 0, 110, 192)
    found = Counts(34, 6, 3, 5)
    squares.stack(sheet, room, found, squares.grid(48, room))
    patches = [one for one in sheet.figure.findobj(PathPatch) if isinstance(one, PathPatch)]
    assert len(patches) == found.total
    lines = [round(patch.get_window_extent().y0 / 16) for patch in patches]
    assert lines == sorted(lines)
    assert lines[:4] == [lines[0]] * 4


@pytest.mark.parametrize("months", range(1, 13))
def test_a_square_is_never_narrower_than_ten_px(months: int) -> None:
    room = Box(0, 0, min(150, 606 / months) - 4, 192)
    grid = squares.grid(48, room)
    assert grid.wide - 1.6 >= 9.8
    assert grid.across * grid.wide <= room.width + 0.01
    assert grid.high * -(-48 // grid.across) <= room.height + 0.01


def test_too_many_projects_for_squares_are_bars_whose_height_counts() -> None:
    found = said(trends()["300-projects-twelve-months"])
    assert "条高为项目数：未完成的在下，空框为无牌" in found
    assert "一格是一个项目：未完成的在下，空框为无牌" in said(SIX)


def test_a_command_longer_than_a_page_is_parted() -> None:
    view = trends()["one-command-with-60"]
    found = said(view)
    assert {"交通建设", "交通建设（续）"} <= set(found)
    assert sum(1 for word in found if word == "GY01") == 2


def test_every_miss_carries_its_word_in_its_square() -> None:
    sheet = recipe.sheet("trend", SIX, 1)
    texts = [text for text in written(sheet) if text.size == 19]
    assert {text.words for text in texts} == {"黄", "红"}
    assert {text.colour for text in texts} == {
        palette.FACES[plate].ink for plate in (Plate.YELLOW, Plate.RED)
    }


def test_counting_leaves_out_who_is_not_in() -> None:
    assert count([Square.OUT, Square.NONE, Square.BLUE, Square.RED]) == Counts(1, 0, 1, 1)
