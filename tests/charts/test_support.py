"""What stands on the support picture: every open item once, the overdue ones first."""

import datetime as dtm
import re
from collections import Counter
from dataclasses import replace

import pytest

from charts import palette, recipe
from charts.dues import days_left, dues
from charts.views import State, SupportRow, SupportView
from rules.plates import NoPlate, Plate
from tests.charts import township
from tests.charts.artists import plate_shapes, words, written
from tests.charts.states import supports

JUNE = township.support()
ROW = replace(JUNE.rows[0], plate=Plate.YELLOW, streak=1)


def said(view: SupportView, part: str = "") -> list[str]:
    """Return what is written on all pages, or on those of a part."""
    parts = enumerate(recipe.pages("support", view), start=1)
    numbers = [number for number, each in parts if part in {"", each}]
    return [word for number in numbers for word in words(recipe.sheet("support", view, number))]


def due(days: int) -> SupportRow:
    """Return an item that falls due so many days after the data date."""
    return replace(ROW, due_date=JUNE.stamp.data_date + dtm.timedelta(days=days))


def blocks(view: SupportView) -> list[str]:
    """Return the four counts, which stand before everything else."""
    found = [word for word in said(view, "support") if word.isdigit()]
    return found[:4]


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        pytest.param(-1, ["1", "0", "0", "7"], id="overdue from the day after"),
        pytest.param(0, ["0", "1", "0", "7"], id="due on its day until 24:00"),
        pytest.param(30, ["0", "1", "0", "7"], id="soon"),
        pytest.param(31, ["0", "0", "1", "7"], id="later"),
    ],
)
def test_an_item_is_counted_by_its_due_date(days: int, counts: list[str]) -> None:
    assert blocks(SupportView(JUNE.stamp, (due(days),), closed=7)) == counts


@pytest.mark.parametrize("state", supports())
def test_the_counts_add_up_to_all_items(state: str) -> None:
    view = supports()[state]
    if view.rows or view.closed:
        assert sum(map(int, blocks(view))) == len(view.rows) + view.closed


def test_what_has_no_due_date_is_counted_with_what_is_due_later() -> None:
    view = SupportView(JUNE.stamp, (replace(ROW, due_date=None),), closed=0)
    found = said(view)
    assert blocks(view) == ["0", "0", "1", "0"]
    assert {"30天后或未定", "未定时限", "无逾期事项", "未到期1项"} <= set(found)


@pytest.mark.parametrize("state", ["published", "300-items", "three-overdue", "no-due-date"])
def test_every_open_item_stands_there_once(state: str) -> None:
    view = supports()[state]
    found = Counter(said(view))
    for item, count in Counter((row.category, row.what) for row in dues(view).overdue).items():
        assert found["·".join(item)] == count
    for what, count in Counter(row.what for row in dues(view).ahead).items():
        assert found[what] == count


def test_the_overdue_for_longest_stands_first() -> None:
    found = said(JUNE, "support") + said(JUNE, "overdue")
    late = dues(JUNE).overdue
    days = [-(days_left(row, JUNE.stamp) or 0) for row in late]
    assert days == sorted(days, reverse=True)
    names = [word for word in found if "·" in word and not word.startswith("数据截至")]
    assert names == [f"{row.category}·{row.what}" for row in late]


def test_a_row_tells_what_it_blocks_and_who_answers() -> None:
    bridge = [row for row in JUNE.rows if row.code == "JT02"]
    found = said(replace(JUNE, rows=tuple(bridge)))
    assert {"资金·拨付首期工程进度款", "2月24日 逾期", "126", "天"} <= set(found)
    assert {"青龙河大桥改建工程", "财政所 许万里 办理中", "红2"} <= set(found)


def test_the_overdue_are_counted_by_category_and_by_department() -> None:
    found = said(JUNE, "support")
    assert "资金16、水电路气讯8、用地8、征迁6、其他5" in found
    assert "财政所16、供电所6、征迁办公室6、其他15" in found


def test_closed_items_are_counted_and_not_named() -> None:
    found = said(supports()["nothing-open"])
    assert {"38", "已办结", "保障事项全部办结"} <= set(found)
    assert not [word for word in found if "·" in word and "数据截至" not in word]


def test_a_township_without_items_says_so() -> None:
    assert "没有登记保障事项" in said(supports()["nothing-at-all"])


def test_what_falls_due_soon_is_told_beneath_the_overdue() -> None:
    found = said(JUNE, "support")
    assert {"30天内到期", "7月3日", "CZ03 办理建设用地规划许可证"} <= set(found)
    assert "未到期事项见第4页" in found
    assert "未到期保障事项8项" in said(JUNE, "ahead")


def test_a_long_department_gives_way_before_the_person() -> None:
    late = replace(ROW, department="自然资源和规划管理服务" * 3, person="萧艳玲")
    found = said(replace(JUNE, rows=(late,)))
    assert [word for word in found if re.fullmatch("自然资源.*… 萧艳玲 办理中", word)]


def test_another_year_is_told_with_its_due_date() -> None:
    old = replace(ROW, due_date=dtm.date(2022, 12, 31))
    assert "2022年12月31日 逾期" in said(replace(JUNE, rows=(old,)))


def test_a_draft_shows_no_colour() -> None:
    view = supports()["draft"]
    assert view.stamp.state is State.DRAFT
    for number in range(1, len(recipe.pages("support", view)) + 1):
        fills = {shape.fill for shape in plate_shapes(recipe.sheet("support", view, number))}
        assert not fills & {palette.FACES[plate].fill for plate in Plate}
    found = Counter(said(view))
    idle = sum(row.no_plate is NoPlate.NO_TARGET for row in view.rows)
    assert (found["?"], found["无"]) == (len(view.rows) - idle, idle)


def test_only_plates_have_a_plates_colour() -> None:
    """The state of an item is ink: overdue is no red plate."""
    plates = [row.plate for row in JUNE.rows]
    shapes = [
        shape.fill
        for number in range(1, len(recipe.pages("support", JUNE)) + 1)
        for shape in plate_shapes(recipe.sheet("support", JUNE, number))
    ]
    for plate in Plate:
        assert shapes.count(palette.FACES[plate].fill) == plates.count(plate)


@pytest.mark.parametrize("number", [1, 2, 4])
def test_every_plate_carries_its_word_and_no_text_runs_into_it(number: int) -> None:
    sheet = recipe.sheet("support", JUNE, number)
    texts = written(sheet)
    names = {palette.FACES[plate].fill: plate.chinese for plate in Plate}
    names |= {palette.WHITE: "无"}
    for shape in plate_shapes(sheet):
        inside = [text for text in texts if shape.extent.padded(-1).overlaps(text.extent)]
        if shape.extent.width < 60:  # the blocks of counts have a frame too
            assert [text.words[0] for text in inside] == [names[shape.fill]]
