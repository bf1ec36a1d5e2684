"""Plain texts are set without a shaper, and come out as the shaper would set them."""

from io import BytesIO

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.ft2font import LoadFlags
from PIL import Image

from charts import fonts, recipe, render
from charts.canvas import Sheet, Style
from charts.typesetting import glyphs, is_plain
from charts.views import View
from tests.charts import township
from tests.charts.artists import words
from tests.charts.strategies import NAMES

WEIGHTS = (fonts.REGULAR, fonts.MEDIUM, fonts.BOLD)
DRAWABLE = [chr(code) for code in range(0x20, 0x10000) if fonts.is_drawable(chr(code))]
PLAIN = [char for char in DRAWABLE if is_plain(char)]


def shaped(text: str, weight: int) -> list[tuple[str, int, float]]:
    """Return each glyph as the shaper sets it: its character, its number, where it begins."""
    face = fonts.face(weight)
    face.set_size(face.units_per_EM / 10, 72)
    laid = face._layout(text, flags=LoadFlags.NO_HINTING, features=("-liga", "-kern"))
    return [(item.char, item.glyph_index, item.x) for item in laid]


def set_plainly(text: str, weight: int) -> list[tuple[str, int, float]]:
    """Return each glyph as we set it."""
    placed, x = [], 0.0
    for glyph in glyphs(text, weight):
        placed.append((glyph.char, glyph.number, x))
        x += round(glyph.advance * 6.4) / 64
    return placed


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_plain_character_is_set_as_the_shaper_sets_it(weight: int) -> None:
    dotless = [char for char in PLAIN if char != "…"]
    text = "".join(dotless)
    assert len(PLAIN) > 20_000
    assert set_plainly(text, weight) == shaped(text, weight)


@settings(deadline=None, max_examples=400)
@given(text=st.text(st.sampled_from(PLAIN), max_size=30), weight=st.sampled_from(WEIGHTS))
def test_any_plain_text_is_set_as_the_shaper_sets_it(text: str, weight: int) -> None:
    if is_plain(text):
        assert set_plainly(text, weight) == shaped(text, weight)


@settings(deadline=None, max_examples=200)
@given(name=NAMES, weight=st.sampled_from(WEIGHTS))
def test_any_name_is_set_as_the_shaper_sets_it(name: str, weight: int) -> None:
    text = fonts.clean(name)
    if is_plain(text):
        assert set_plainly(text, weight) == shaped(text, weight)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ABC…", id="dots after a Latin letter"),
        pytest.param("甲——乙", id="a double dash"),
        pytest.param("か\u3099", id="a mark of its own"),
        pytest.param("각", id="Korean letters"),
        pytest.param("𠮷", id="beyond the first plane"),
    ],
)
def test_what_the_font_may_change_is_left_to_the_shaper(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("progress", township.board()),
        ("card", township.cards()["JT02"]),
        ("support", township.support()),
        ("trend", township.trend()),
        ("wall", township.board()),
    ],
)
def test_nearly_every_text_of_a_picture_is_plain(kind: str, view: View) -> None:
    found = words(recipe.sheet(kind, view, 1))
    plain = [text for text in found if is_plain(text)]
    assert len(plain) >= 0.95 * len(found)


def pixels(png: bytes) -> npt.NDArray[np.uint8]:
    """Return the colours of a picture."""
    with Image.open(BytesIO(png)) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("text", ["青龙河大桥 6.5/8公里", "ABC…", "甲——乙 50%"])
def test_a_page_is_drawn_as_its_figure(text: str) -> None:
    sheet = Sheet(300, 60)
    sheet.text(text, 10, 30, Style(24, fonts.BOLD))
    sheet.rule(10, 290, 50, colour="#16191D", width=1.5)
    canvas = FigureCanvasAgg(sheet.figure)
    with render.settings():
        canvas.draw()  # type: ignore[no-untyped-call]
        drawn = pixels(render.png(sheet))
    figure = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    assert np.array_equal(figure[:, :, :3], drawn)
