"""Every text stands on its page, in its cell, alone, and large enough to be read."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from charts import recipe
from charts.views import CardView, ProjectRow, Stamp, SupportView, TrendView, View
from tests.charts import township
from tests.charts.artists import PHONE_LEAST, WALL_LEAST, faults, faults_among, laid_out
from tests.charts.states import boards, pictures, supports, trends
from tests.charts.strategies import (
    CARDS,
    NAMES,
    ROWS,
    SIZES,
    STAMPS,
    SUPPORTS,
    TRENDS,
    board_of,
)

FEW_ROWS = st.lists(ROWS, min_size=1, max_size=2)
SLOW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a page of drawings takes minutes
    suppress_health_check=list(HealthCheck),
)
A0_LEAST = 9.9  # 7 of the A3 board, two fifths larger
MOST = 6  # pages of a picture
SQUARE_LEAST = 19  # the word in a square of the trend, whose shape says it too
LEAST = {"wall": WALL_LEAST, "wall-a0": A0_LEAST, "trend": SQUARE_LEAST}


def found_on(kind: str, view: View, least: float) -> list[str]:
    """Return the faults of all pages."""
    count = len(recipe.pages(kind, view))
    pages = [recipe.sheet(kind, view, number) for number in range(1, count + 1)]
    return [fault for page in pages for fault in faults(page, least=least)]


def laid_out_on(kind: str, view: View) -> list[str]:
    """Return the faults of pages as they are laid out, without drawing them.

    Of very many the first ones and the last are asked: those between them are like these.
    """
    count = len(recipe.pages(kind, view))
    least = LEAST.get(kind, PHONE_LEAST)
    numbers = sorted({*range(1, min(count, MOST) + 1), count})
    pages = [recipe.sheet(kind, view, number) for number in numbers]
    return [fault for page in pages for fault in faults_among(laid_out(page), page, least=least)]


@pytest.mark.parametrize(
    ("kind", "view"),
    [pytest.param(kind, view, id=f"{kind}-{state}") for kind, state, view in pictures()],
)
def test_nothing_is_cut_overlapped_or_too_small_in_any_state(kind: str, view: View) -> None:
    assert laid_out_on(kind, view) == []


@pytest.mark.parametrize("state", ["published", "every-state", "rare-characters", "no-projects"])
def test_a_board_on_the_phone_is_drawn_as_it_is_laid_out(state: str) -> None:
    assert found_on("progress", boards()[state], PHONE_LEAST) == []


@pytest.mark.parametrize("state", ["draft", "corrected", "every-state", "rare-characters"])
def test_a_wall_is_drawn_as_it_is_laid_out(state: str) -> None:
    assert faults(recipe.sheet("wall", boards()[state], 1), least=WALL_LEAST) == []


def test_the_whole_wall_of_june_is_clean() -> None:
    assert found_on("wall", township.board(), WALL_LEAST) == []
    assert found_on("wall-a0", township.board(), A0_LEAST) == []


def test_all_cards_of_the_township_are_clean() -> None:
    found = {code: found_on("card", card, PHONE_LEAST) for code, card in township.cards().items()}
    assert {code: wrong for code, wrong in found.items() if wrong} == {}
    assert len(found) == 48


@pytest.mark.parametrize("state", ["published", "one-item", "long-names", "rare-characters"])
def test_a_support_picture_is_drawn_as_it_is_laid_out(state: str) -> None:
    assert found_on("support", supports()[state], PHONE_LEAST) == []


@pytest.mark.parametrize("state", ["six-months", "twelve-months", "rare-characters"])
def test_a_trend_is_drawn_as_it_is_laid_out(state: str) -> None:
    assert found_on("trend", trends()[state], SQUARE_LEAST) == []


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


@settings(SLOW, max_examples=15)
@given(view=SUPPORTS)
def test_any_support_picture_is_clean(view: SupportView) -> None:
    assert laid_out_on("support", view) == []
    assert faults(recipe.sheet("support", view, 1), least=PHONE_LEAST) == []


@settings(SLOW, max_examples=15)
@given(view=TRENDS)
def test_any_trend_is_clean(view: TrendView) -> None:
    assert laid_out_on("trend", view) == []
    assert faults(recipe.sheet("trend", view, 1), least=SQUARE_LEAST) == []
