"""Praise as loud as warning: on the overview beside the misses, and on pages like theirs."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.transforms import Bbox

from charts import figures, overview_lists, palette, recipe
from charts.canvas import Sheet
from charts.marks import merits, misses, praised
from charts.views import BoardView, ProjectRow
from rules.bulletin import Praise
from rules.plates import Plate
from tests.charts import township
from tests.charts.artists import plate_shapes, words, written
from tests.charts.states import boards

BOARDS = boards()
PRAISED = [state for state in BOARDS if state.startswith("praised")]
COLOURS = {palette.FACES[plate].fill for plate in Plate}
TAG = {Praise.AHEAD: "率先", Praise.TURNED_BLUE: "转蓝", Praise.SURPLUS: "超额"}
TAGS = set(TAG.values())


def overview(view: BoardView) -> list[str]:
    """Return what is written on the overview."""
    return words(recipe.sheet("progress", view, 1))


def pages(view: BoardView, part: str) -> list[str]:
    """Return what is written on the pages of a part."""
    parts = enumerate(recipe.pages("progress", view), start=1)
    numbers = [number for number, each in parts if each == part]
    return [word for number in numbers for word in words(recipe.sheet("progress", view, number))]


def parted(view: BoardView) -> tuple[list[str], list[str]]:
    """Return what stands on the overview before the heading of praise, and what behind it."""
    found = overview(view)
    place = found.index(f"表扬的{len(praised(view))}个项目")
    return found[:place], found[place:]


def is_one_of(written: str, names: set[str]) -> bool:
    """Tell whether a text is a name, or begins one that was cut."""
    begun = written.removesuffix("…")
    return written in names or (
        len(begun) > 4 and begun != written and any(name.startswith(begun) for name in names)
    )


def left_out(found: list[str]) -> int:
    """Return how many names the lines of praise leave out."""
    return sum(int(left[1]) for word in found if (left := re.fullmatch(r"　另(\d+)个", word)))


@pytest.mark.parametrize("state", PRAISED)
def test_the_overview_praises_under_a_heading_as_large_as_that_of_the_misses(state: str) -> None:
    view = BOARDS[state]
    sizes = {text.words: text.size for text in written(recipe.sheet("progress", view, 1))}
    praise = sizes[f"表扬的{len(praised(view))}个项目"]
    missed = len(misses(view))
    beside = sizes[f"未完成的{missed}个项目"] if missed else 26
    assert praise >= beside


@pytest.mark.parametrize("state", PRAISED)
def test_everybody_praised_is_named_on_the_overview_or_counted(state: str) -> None:
    view = BOARDS[state]
    _, after = parted(view)
    names = {row.name for row in praised(view)}
    named = [name for word in after for name in word.split("、") if is_one_of(name, names)]
    assert len(named) + left_out(after) == len(praised(view))
    kinds = [TAG[merits(row)[0]] for row in praised(view)]
    shown = list(dict.fromkeys(word for word in after if word in TAGS))
    assert shown
    assert shown == list(dict.fromkeys(kinds))[: len(shown)]


def test_praise_drops_no_miss_of_a_township() -> None:
    """48 projects, 9 misses: rows move together, and all nine stay."""
    found = overview(BOARDS["praised"])
    assert [row.name for row in misses(BOARDS["praised"]) if row.name not in found] == []
    assert not [word for word in found if word.startswith("另有")]


def test_praise_takes_fewer_lines_before_a_red_one_is_cut() -> None:
    """23 misses, 7 of them red, on 60 projects: the reds stand there, praise keeps a line."""
    view = BOARDS["praised-23-misses"]
    before, after = parted(view)
    reds = [row for row in misses(view) if row.at(6).plate is Plate.RED]
    assert len(reds) == 7
    assert sum(is_one_of(word, {row.name for row in reds}) for word in before) == 7
    assert [word for word in after if word in TAGS]


@pytest.mark.parametrize("state", PRAISED)
def test_a_list_of_misses_that_is_cut_says_where_the_rest_stands(state: str) -> None:
    view = BOARDS[state]
    (found, _), missed = parted(view), misses(view)
    names = {row.name for row in missed}
    shown = sum(is_one_of(word, names) for word in found)
    cut = [re.fullmatch(r"另有(\d+)个，见第[\d—]+页", word) for word in found]
    left = [int(one[1]) for one in cut if one]
    assert shown + sum(left) == len(missed)
    if missed:
        assert shown >= min(len(missed), overview_lists.LEAST_MISSES - 1)


def test_few_are_praised_in_a_line_each_with_their_figures() -> None:
    view = BOARDS["praised-few"]
    found = overview(view)
    for row in praised(view):
        assert {row.name, row.responsible_person} <= set(found)
        assert figures.pair(row.at(6), row.unit) in found


def test_a_month_without_praise_has_no_such_heading() -> None:
    view = township.board()
    assert not [word for word in overview(view) if "表扬" in word]
    assert "praise" not in recipe.pages("progress", view)


def test_a_draft_praises_nobody() -> None:
    draft = township.as_draft(BOARDS["praised"])
    assert praised(draft) == ()
    assert "praise" not in recipe.pages("progress", draft)
    assert not [word for word in overview(draft) if "表扬" in word or word in TAGS]


def test_a_page_of_praise_tells_figures_people_and_what_for() -> None:
    found = pages(BOARDS["praised"], "praise")
    assert {"表扬的12个项目", "条长为认定数，竖线为本月目标（100%）"} <= set(found)
    assert {"率先完成、超额完成", "由红转蓝", "超额完成"} <= set(found)
    row = next(one for one in praised(BOARDS["praised"]) if one.code == "GY01")
    assert {row.name, "128.6%", "认定6125，目标4760万元", "超1365万元"} <= set(found)
    assert f"GY01　{row.lead_unit}　{row.responsible_person}" in found


@pytest.mark.parametrize("state", PRAISED)
def test_everybody_praised_stands_on_a_page_once_or_is_counted(state: str) -> None:
    view = BOARDS[state]
    found = Counter(pages(view, "praise"))
    codes = [word.split("　")[0] for word in found.elements() if "　" in word]
    shown = sum(code in {row.code for row in view.rows} for code in codes)
    note = re.search(r"另(\d+)个见本月通报", "".join(found))
    assert shown + (int(note[1]) if note else 0) == len(praised(view))


def test_praise_gives_way_to_misses_in_an_album_and_keeps_a_page() -> None:
    view = BOARDS["praised-300-projects"]
    parts = recipe.pages("progress", view)
    assert parts.count("misses") == -(-len(misses(view)) // 9)
    assert parts.count("praise") >= 1
    assert parts.count("misses") + parts.count("praise") <= 10
    assert "projects" not in parts


def test_praise_stands_behind_the_misses_and_before_all_projects() -> None:
    parts = recipe.pages("progress", BOARDS["praised"])
    assert list(dict.fromkeys(parts)) == ["overview", "misses", "praise", "projects"]


def test_the_wall_and_the_list_of_all_projects_say_what_is_praised() -> None:
    view = BOARDS["praised"]
    shown = Counter(
        "率先·超额" if len(row.praise) > 1 else TAG[row.praise[0]] for row in praised(view)
    )
    wall = Counter(
        word
        for number in range(1, len(recipe.pages("wall", view)) + 1)
        for word in words(recipe.sheet("wall", view, number))
    )
    assert {word: wall[word] for word in shown} == shown
    tagged = {row.code for row in praised(view) if row.tags}
    listed = Counter(pages(view, "projects"))
    assert sum(listed[word] for word in shown) == len(praised(view)) - len(tagged)


@pytest.mark.parametrize("state", PRAISED)
def test_no_colour_of_a_plate_is_used_for_praise(state: str) -> None:
    """On a page of praise nothing but each project's plate is blue, and nothing yellow or red."""
    view = BOARDS[state]
    number = recipe.pages("progress", view).index("praise") + 1
    sheet = recipe.sheet("progress", view, number)
    coloured = [shape for shape in plate_shapes(sheet) if shape.fill in COLOURS]
    on_plates = [text for text in written(sheet) if text.words == "蓝"]
    assert {shape.fill for shape in coloured} == {palette.FACES[Plate.BLUE].fill}
    assert len(coloured) == len(on_plates)
    assert {round(shape.extent.width) for shape in coloured} == {56}


def test_the_tags_of_the_overview_are_ink_on_white() -> None:
    sheet = recipe.sheet("progress", BOARDS["praised"], 1)
    tags = [text for text in written(sheet) if text.words in TAGS]
    assert tags
    for tag in tags:
        assert tag.colour == palette.INK
        below = [shape for shape in plate_shapes(sheet) if shape.extent.overlaps(tag.extent)]
        assert below == []


def test_the_mark_of_a_bar_stands_where_the_goal_is() -> None:
    """At 125 % of a goal it is at four fifths of a bar as long as what was done."""
    view = BOARDS["praised-few"]
    number = recipe.pages("progress", view).index("praise") + 1
    sheet = recipe.sheet("progress", view, number)
    bars = boxes(sheet, palette.PLAN)
    marks = [box for box in boxes(sheet, palette.INK) if round(box.width) == 3]
    shares = [(mark.x0 - bar.x0) / bar.width for bar, mark in zip(bars, marks, strict=True)]
    expected = [float(goal / value) for goal, value in map(figures_of, praised(view))]
    assert shares == pytest.approx(expected, abs=0.01)
    assert 1 in expected
    assert 0.8 in expected


def figures_of(row: ProjectRow) -> tuple[Decimal, Decimal]:
    """Return the goal and the value of June."""
    june = row.at(6)
    assert isinstance(june.goal, Decimal)
    assert isinstance(june.value, Decimal)
    return june.goal, june.value


def boxes(sheet: Sheet, fill: str) -> list[Bbox]:
    """Return the extents of what is filled with a colour."""
    patches = [one for one in sheet.figure.findobj(PathPatch) if isinstance(one, PathPatch)]
    filled = [one for one in patches if to_hex(one.get_facecolor()).upper() == fill]
    return [one.get_window_extent() for one in filled]
