"""What stands on the pictures: every fact of the view, and nothing else."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from charts import palette, recipe
from charts.views import BoardView, MonthCell
from rules.plates import NoPlate, Plate
from tests.charts import township
from tests.charts.artists import plate_shapes, words, written

COLOURS = {palette.FACES[plate].fill for plate in Plate}


def page(view: BoardView, part: str, number: int = 1) -> list[str]:
    """Return what is written on a page of a part."""
    kind = "wall" if part == "wall" else "progress"
    first = recipe.pages(kind, view).index(part)
    return words(recipe.sheet(kind, view, first + number))


def set_of(view: BoardView, part: str) -> list[str]:
    """Return what is written on all pages of a part."""
    kind = "wall" if part == "wall" else "progress"
    numbers = [n for n, each in enumerate(recipe.pages(kind, view), start=1) if each == part]
    return [word for number in numbers for word in words(recipe.sheet(kind, view, number))]


def grey(view: BoardView) -> BoardView:
    """Return the board of a month in which nothing has a target."""
    rows = [
        replace(row, months=(MonthCell(),) * 12, no_plate=NoPlate.NO_TARGET) for row in view.rows
    ]
    return replace(view, commands=(replace(view.commands[0], rows=tuple(rows)),))


def test_the_overview_shows_each_project_with_its_plate_and_nothing_else() -> None:
    view = township.board()
    tiles = [row.code for row in view.rows]
    plates = [row.at(6).plate for row in view.rows]
    tile_words = ["无" if plate is None else plate.chinese for plate in plates]
    reds = ["红3", "红2", "红2"]
    tile_words = [word for word in tile_words if word != "红"] + reds
    commands = [command.name.removesuffix("指挥部") for command in view.commands]
    blocks = ["34", "6", "3", "5", "蓝牌", "黄牌", "红牌", "无牌"]
    blocks += ["完成", "本月未完成", "连续未完成", "本月无任务"]
    summary = ["纳入48个，参评43个。比5月：蓝增1，黄减2，红增1"]
    heads = ["禾源镇重点项目挂图作战", "6月作战进度图", "未完成的9个项目"]
    heads += ["红后的数＝连续月数　认定/目标"]
    feet = ["数据截至2023-06-30 · 2023年第6期第1版", "1/6  快照4cb0ff"]
    missed = [row for row in view.rows if row.at(6).plate in {Plate.YELLOW, Plate.RED}]
    lines = [row.name for row in missed] + [row.responsible_person for row in missed]
    lines += [*reds, *["黄"] * 6, "1330/1489户", "1310/1530万元", "389/440亩", "6.1/7.2公里"]
    lines += ["14774/14780万元", "5.2/5.8公里", "6.5/8公里", "未报 / 28%", "未报 / 18%"]
    expected = [*tiles, *tile_words, *commands, *blocks, *summary, *heads, *feet, *lines]
    assert Counter(page(view, "overview")) == Counter(expected)


def test_the_misses_are_sorted_by_red_and_length_then_yellow() -> None:
    found = page(township.board(), "misses")
    names = [row.name for row in township.board().rows if row.name in found]
    assert sorted(names, key=found.index)[:4] == [
        "农村供水管网改造工程",
        "青龙河大桥改建工程",
        "工业园区扩区征地工作",
        "年度招商引资到位资金工作",
    ]


def test_a_miss_tells_rate_figures_gap_people_and_what_blocks_it() -> None:
    found = page(township.board(), "misses")
    assert {"红", "连2月", "85.6%", "认定1310，目标1530万元", "差220万元"} <= set(found)
    assert "JT02　公路站　俞振邦" in found
    assert "保障逾期126天·财政所" in found
    assert "99.9%" in found


def test_a_silent_project_tells_what_was_known_before() -> None:
    assert "未报，按未完成认定（5月认定15%，目标28%）" in page(township.board(), "misses")


def test_each_person_finds_his_own_once() -> None:
    view = township.board()
    found = Counter(set_of(view, "projects"))
    assert {row.name: found[row.name] for row in view.rows} == dict.fromkeys(
        (row.name for row in view.rows), 1
    )
    assert {"迟报", "核查认定", "调整申请中", "更正1", "目标28%", "5—9月无任务"} <= set(found)


def test_the_wall_has_all_eight_contents() -> None:
    """C47: brief, annual target, plan, result, commander, deputies, lead unit, person."""
    view = township.board()
    found = Counter(set_of(view, "wall"))
    for command in view.commands:
        led = f"指挥长　{command.commander}　　副指挥长　{'、'.join(command.deputies)}"
        assert found[led] == 1
    for row in view.rows:
        june = row.at(6)
        figures = {str(each) for each in (june.goal, june.value) if each is not None}
        assert {row.name, row.lead_unit, f"责任人 {row.responsible_person}"} <= set(found)
        assert figures <= set(found)
    everything = "".join(set_of(view, "wall"))
    assert all(row.brief in everything for row in view.rows)
    assert all(row.annual_target_text in everything for row in view.rows)


def test_the_wall_numbers_its_pages() -> None:
    pages = [words(recipe.sheet("wall", township.board(), number)) for number in (1, 2, 3, 4)]
    last = [next(word for word in found if word.startswith("第")) for found in pages]
    assert last == [f"第{number}页，共4页　快照4cb0ff" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        pytest.param("overview", "本月无考核任务", id="phone"),
        pytest.param("wall", "本月无考核任务", id="wall"),
    ],
)
def test_a_board_without_projects_says_so(part: str, sentence: str) -> None:
    empty = replace(township.board(), commands=())
    assert sentence in page(empty, part)
    assert recipe.pages("progress", empty) == ("overview",)


def test_a_month_without_tasks_has_no_percentage() -> None:
    """E43: neither 100 % nor NaN."""
    view = grey(township.board())
    found = [*page(view, "overview"), *set_of(view, "projects"), *set_of(view, "wall")]
    assert "本月无考核任务" in found
    assert not [word for word in found if re.fullmatch(r"[0-9.]+%|.*nan.*", word)]


def test_a_month_in_which_all_met_says_so() -> None:
    view = township.board()
    rows = tuple(row for row in view.rows if row.at(6).plate is Plate.BLUE)
    happy = replace(view, commands=(replace(view.commands[0], rows=rows),))
    assert "本月参评项目全部完成" in page(happy, "overview")
    assert "misses" not in recipe.pages("progress", happy)


def test_a_draft_has_no_colours_and_says_what_is_proposed() -> None:
    draft = township.as_draft(township.board())
    for number in range(1, len(recipe.pages("progress", draft)) + 1):
        fills = {shape.fill for shape in plate_shapes(recipe.sheet("progress", draft, number))}
        assert not fills & {*COLOURS, palette.QUIET.fill}
    assert {"拟蓝", "拟黄", "拟红", "草稿：本月尚未认定，暂不标牌"} <= set(page(draft, "overview"))
    assert "拟未完成的9个项目" in page(draft, "overview")


def test_what_waits_for_the_office_is_counted_apart() -> None:
    view = township.board()
    first, *others = view.rows
    cell = replace(first.at(6), plate=None, value=None)
    waiting = replace(
        first, months=(*first.months[:5], cell, *first.months[6:]), no_plate=NoPlate.PENDING
    )
    board = replace(view, commands=(replace(view.commands[0], rows=(waiting, *others)),))
    found = page(board, "overview")
    assert "纳入48个，参评42个，待认定1个。比5月：蓝增1，黄减2，红增1" in found
    assert "无任务或待认定" in found
    assert "待认定" in set_of(board, "projects")


def test_too_many_projects_for_tiles_are_counted_by_command() -> None:
    view = township.board()
    large = replace(
        view, commands=tuple(replace(one, rows=view.rows[:21]) for one in view.commands * 2)
    )
    found = page(large, "overview")
    assert view.rows[0].code not in found
    assert "另有5个指挥部，见进度图全表" in found
    assert f"纳入{21 * 28}个，参评{19 * 28}个。比5月：蓝增1，黄减2，红增1" in found


def test_more_misses_than_fit_are_pointed_to() -> None:
    view = township.board()
    rows = tuple(row for row in view.rows if row.at(6).streak) * 5
    found = page(replace(view, commands=(replace(view.commands[0], rows=rows),)), "overview")
    assert "未完成的45个项目" in found
    assert "另有31个，见第2—6页" in found


def test_a_correction_stands_under_the_title() -> None:
    line = "更正第1号：JT02 5月 黄→蓝，6月 红→黄"
    view = township.board()
    corrected = replace(view, stamp=replace(view.stamp, version=2, correction=line))
    found = page(corrected, "overview")
    assert line in found
    assert "数据截至2023-06-30 · 2023年第6期第2版" in found


@pytest.mark.parametrize(
    ("kind", "number"), [("progress", 1), ("progress", 3), ("wall", 2), ("wall", 3)]
)
def test_every_plate_carries_its_word(kind: str, number: int) -> None:
    sheet = recipe.sheet(kind, township.board(), number)
    texts = written(sheet)
    names = {palette.FACES[plate].fill: plate.chinese for plate in Plate}
    names |= {palette.QUIET.fill: "蓝", palette.WHITE: "无"}
    shapes = plate_shapes(sheet)
    assert shapes
    for shape in shapes:
        inside = [text.words for text in texts if shape.extent.overlaps(text.extent)]
        assert names[shape.fill] in "".join(inside)


def test_no_text_runs_into_a_plate() -> None:
    for kind, number in (("progress", 1), ("progress", 3), ("wall", 1)):
        sheet = recipe.sheet(kind, township.board(), number)
        plates = [shape.extent.padded(-1) for shape in plate_shapes(sheet)]
        for text in written(sheet):
            touched = [plate for plate in plates if plate.overlaps(text.extent)]
            middle = (text.extent.x0 + text.extent.x1) / 2, (text.extent.y0 + text.extent.y1) / 2
            assert all(plate.contains(*middle) for plate in touched), text


@pytest.mark.parametrize("face", [*palette.FACES.values(), palette.QUIET])
def test_words_stand_out_from_their_plate(face: palette.Face) -> None:
    assert palette.contrast(face.fill, face.ink) >= 4.5


def test_soft_words_stand_out_from_paper_and_panel() -> None:
    assert palette.contrast(palette.SOFT, palette.PANEL) >= 4.5
    assert palette.contrast(palette.SOFT, palette.WHITE) >= 4.5
