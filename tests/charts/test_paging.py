"""Commands on pages: whole, in order, on as few as it takes."""

from hypothesis import given
from hypothesis import strategies as st

from charts import paging, projects, recipe
from charts.listed import missed_pages
from charts.paging import Measure
from charts.views import BoardView, CommandRows
from tests.charts import township

MEASURE = Measure(page=100, head=10, gap=5, row=10)
SIZES = st.lists(st.integers(0, 30), max_size=20)


def commands(sizes: list[int]) -> tuple[CommandRows, ...]:
    """Return commands with so many projects each."""
    row = township.board().rows[0]
    return tuple(
        CommandRows(f"{number:02}", "", "", rows=(row,) * size)
        for number, size in enumerate(sizes, start=1)
    )


@given(sizes=SIZES)
def test_every_project_stands_on_a_page_once_in_its_order(sizes: list[int]) -> None:
    pages = paging.share_out(commands(sizes), MEASURE)
    shown = [(band.command.number, len(band.rows)) for page in pages for band in page]
    for command in commands(sizes):
        parts = [count for number, count in shown if number == command.number]
        assert sum(parts) == len(command.rows)
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)


@given(sizes=SIZES)
def test_no_page_is_overfull_and_only_a_long_command_is_split(sizes: list[int]) -> None:
    pages = paging.share_out(commands(sizes), MEASURE)
    for page in pages:
        assert sum(MEASURE.of(len(band.rows)) for band in page) <= MEASURE.page + MEASURE.gap
    split = {band.command.number for page in pages for band in page if band.is_continued}
    long = {one.number for one in commands(sizes) if len(one.rows) > MEASURE.most_rows}
    assert split == long


@given(sizes=SIZES)
def test_no_page_is_wasted(sizes: list[int]) -> None:
    pages = paging.share_out(commands(sizes), MEASURE)
    needed, filled = 0, MEASURE.page
    for band in (band for page in pages for band in page):
        room = MEASURE.of(len(band.rows))
        if filled + room > MEASURE.page + MEASURE.gap:
            needed, filled = needed + 1, 0.0
        filled += room
    assert len(pages) == needed


def test_the_township_has_four_even_pages() -> None:
    pages = projects.pages(township.board())
    assert [[band.command.number for band in page] for page in pages] == [
        ["01", "02", "03"],
        ["04", "05", "06"],
        ["07", "08", "09", "10"],
        ["11", "12", "13", "14"],
    ]


def test_misses_are_spread_evenly() -> None:
    rows = tuple(row for row in township.board().rows if row.at(6).streak)
    view = BoardView(township.STAMP, (CommandRows("01", "", "", rows=(rows * 3)[:23]),))
    assert [len(page) for page in missed_pages(view)] == [7, 8, 8]


def test_a_long_set_drops_all_projects_but_never_a_miss() -> None:
    board = township.board()
    large = BoardView(board.stamp, board.commands * 6)
    parts = recipe.pages("progress", large)
    assert parts == ("overview", *["misses"] * 6)
    small = recipe.pages("progress", board)
    assert small == ("overview", "misses", *["projects"] * 4)
