"""The wall board on its papers: which commands stand where, and how large."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from charts import recipe, wall_leaves
from charts.views import BoardView
from tests.charts import township
from tests.charts.artists import laid_out, words
from tests.charts.states import boards

JUNE = township.board()


def columns(view: BoardView) -> list[list[list[str]]]:
    """Return the commands of each column of each page of A0."""
    return [
        [[band.command.number for band in bands] for bands in leaf.columns]
        for leaf in wall_leaves.on_a0(view)
    ]


def test_the_whole_township_stands_on_one_page_of_a0() -> None:
    (document,) = recipe.draw("wall-a0", JUNE, "pdf")
    (page,) = PdfReader(BytesIO(document)).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [3370, 2384]
    text = page.extract_text()
    assert all(row.name in text for row in JUNE.rows)
    assert not re.search(rb"/Subtype\s*/Image", document)  # vectors alone


@pytest.mark.parametrize(
    "state", ["published", "draft", "corrected", "every-state", "300-projects"]
)
def test_a0_says_what_a3_says(state: str) -> None:
    """All eight contents of C47 stand on both."""

    def said(kind: str) -> set[str]:
        view, found = boards()[state], set[str]()
        for number in range(1, len(recipe.pages(kind, view)) + 1):
            found |= set(words(recipe.sheet(kind, view, number)))
        return {word for word in found if not word.startswith("第") and "（续）" not in word}

    cut = {word for word in said("wall") ^ said("wall-a0") if not word.startswith("数据截至")}
    assert cut == set()


def test_commands_stand_in_two_even_columns() -> None:
    assert columns(JUNE) == [
        [
            ["01", "02", "03", "04", "05", "06", "07"],
            ["08", "09", "10", "11", "12", "13", "14"],
        ]
    ]


def test_a_command_alone_fills_the_paper() -> None:
    view = replace(JUNE, commands=JUNE.commands[5:6])
    (leaf,) = wall_leaves.on_a0(view)
    assert len(leaf.columns) == 1
    assert round(leaf.scale, 2) == 2.83


@pytest.mark.parametrize("count", range(1, 15))
def test_every_command_stands_on_a0_once_and_in_order(count: int) -> None:
    view = replace(JUNE, commands=JUNE.commands[:count])
    found = [number for page in columns(view) for bands in page for number in bands]
    assert found == [command.number for command in view.commands]


def test_a_long_command_is_parted_into_both_columns() -> None:
    view = boards()["one-command-with-30"]
    (leaf,) = wall_leaves.on_a0(view)
    assert [len(band.rows) for bands in leaf.columns for band in bands] == [15, 15]


def test_many_projects_take_several_pages() -> None:
    pages = wall_leaves.on_a0(boards()["300-projects"])
    assert len(pages) == 7
    assert all(leaf.row_height >= 43 for leaf in pages)


def test_nothing_of_one_column_reaches_into_the_other() -> None:
    sheet = recipe.sheet("wall-a0", JUNE, 1)
    heading = 123 * 2**0.5
    for text in laid_out(sheet):
        if heading < text.extent.y0 < sheet.height - 60:
            is_left = text.extent.x1 <= sheet.width / 2
            assert is_left or text.extent.x0 >= sheet.width / 2, text.words
