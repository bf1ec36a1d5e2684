"""Every text stands on its page, in its cell, alone, and large enough to be read."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from charts import recipe
from charts.views import BoardView, CardView, ProjectRow, Stamp, View
from tests.charts import township
from tests.charts.artists import PHONE_LEAST, WALL_LEAST, faults
from tests.charts.strategies import CARDS, NAMES, ROWS, SIZES, STAMPS, board_of

FEW_ROWS = st.lists(ROWS, min_size=1, max_size=2)
SLOW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a page of drawings takes minutes
    suppress_health_check=list(HealthCheck),
)
MARCH = replace(township.STAMP, month=3)
CORRECTED = replace(township.STAMP, version=2, correction="更正第1号：" + "JT02 5月 黄→蓝，" * 9)


def found_on(kind: str, view: View, least: float) -> list[str]:
    """Return the faults of all pages."""
    count = len(recipe.pages(kind, view))
    pages = [recipe.sheet(kind, view, number) for number in range(1, count + 1)]
    return [fault for page in pages for fault in faults(page, least=least)]


def scenes() -> dict[str, BoardView]:
    """Return boards that people really meet."""
    board = township.board()
    return {
        "june": board,
        "draft": township.as_draft(board),
        "corrected": replace(board, stamp=CORRECTED),
        "early in the year": replace(board, stamp=MARCH),
        "one project": replace(
            board, commands=(replace(board.commands[5], rows=board.commands[5].rows[:1]),)
        ),
        "one command with 30": replace(
            board, commands=(replace(board.commands[5], rows=board.rows[:30]),)
        ),
        "a command without": replace(board, commands=(replace(board.commands[0], rows=()),)),
        "none": replace(board, commands=()),
        "300 projects": replace(
            board, commands=tuple(replace(one, rows=board.rows[:21]) for one in board.commands)
        ),
        "30 commands": replace(board, commands=board.commands * 2 + board.commands[:2]),
    }


@pytest.mark.parametrize("scene", scenes())
def test_nothing_on_the_phone_is_cut_overlapped_or_too_small(scene: str) -> None:
    assert found_on("progress", scenes()[scene], PHONE_LEAST) == []


@pytest.mark.parametrize("scene", ["draft", "corrected", "none", "a command without"])
def test_nothing_on_the_wall_is_cut_overlapped_or_too_small(scene: str) -> None:
    assert faults(recipe.sheet("wall", scenes()[scene], 1), least=WALL_LEAST) == []


def test_the_whole_wall_of_june_is_clean() -> None:
    assert found_on("wall", township.board(), WALL_LEAST) == []


def test_all_cards_of_the_township_are_clean() -> None:
    found = {code: found_on("card", card, PHONE_LEAST) for code, card in township.cards().items()}
    assert {code: wrong for code, wrong in found.items() if wrong} == {}
    assert len(found) == 48


@SLOW
@given(stamp=STAMPS, rows=FEW_ROWS, sizes=SIZES, name=NAMES)
def test_any_board_is_clean_on_the_phone(
    stamp: Stamp, rows: list[ProjectRow], sizes: list[int], name: str
) -> None:
    view = board_of(stamp, rows, sizes, name)
    assert found_on("progress", view, PHONE_LEAST) == []


@SLOW
@given(stamp=STAMPS, rows=FEW_ROWS, sizes=SIZES, name=NAMES)
def test_any_board_is_clean_on_the_wall(
    stamp: Stamp, rows: list[ProjectRow], sizes: list[int], name: str
) -> None:
    view = board_of(stamp, rows, sizes, name)
    assert faults(recipe.sheet("wall", view, 1), least=WALL_LEAST) == []


@settings(SLOW, max_examples=25)
@given(card=CARDS)
def test_any_card_is_clean(card: CardView) -> None:
    assert found_on("card", card, PHONE_LEAST) == []
