"""Texts: measured without drawing, cut to fit, and drawable whatever people write."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import fonts
from tests.charts.strategies import NAMES

WIDE = st.floats(1, 800)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        pytest.param("青龙河大桥", "青龙河大桥", id="plain"),
        pytest.param("$x_1$ 50%", "$x_1$ 50%", id="no mathematics"),
        pytest.param("一\n二\t三", "一 二 三", id="one line"),
        pytest.param("a\u202eb\u200bc\x07d", "abcd", id="bidi and control characters"),
        pytest.param("好😀", "好〓", id="emoji"),
        pytest.param("王\ue1d2", "王〓", id="a private character for a rare name"),
        pytest.param("e\u0301", "é", id="a mark that its letter takes in"),
        pytest.param("龘䶮㵘", "龘䶮㵘", id="rare characters of names"),
    ],
)
def test_a_text_becomes_drawable(written: str, drawn: str) -> None:
    assert fonts.clean(written) == drawn


def test_what_cannot_be_drawn_is_named() -> None:
    assert fonts.missing("好😀，王\ue1d2") == {"😀", "\ue1d2"}


@given(name=NAMES, room=WIDE)
def test_a_fitted_text_never_exceeds_its_room(name: str, room: float) -> None:
    fitted = fonts.fit(name, room, 24, fonts.BOLD)
    assert fonts.width(fitted, 24, fonts.BOLD) <= room
    assert fitted == fonts.clean(name) or fitted == "" or fitted.endswith("…")


@given(name=NAMES, room=st.floats(60, 800))
def test_a_wrapped_text_keeps_its_lines(name: str, room: float) -> None:
    lines = fonts.wrap(name, room, 24, fonts.MEDIUM, lines=2)
    assert len(lines) <= 2
    assert all(fonts.width(line, 24, fonts.MEDIUM) <= room for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("一二三四五六七", ["一二三四", "五六七"], id="anywhere"),
        pytest.param("一二三四，六七", ["一二三", "四，六七"], id="no comma begins a line"),
        pytest.param("一二共120亩地", ["一二共", "120亩地"], id="a number stays whole"),
        pytest.param("一二三四五六七八九", ["一二三四", "五六七…"], id="cut at the end"),
    ],
)
def test_lines_break_where_they_may(text: str, lines: list[str]) -> None:
    assert fonts.wrap(text, 100, 24, fonts.REGULAR, lines=2) == lines


def test_figures_stand_in_columns() -> None:
    for weight in (fonts.REGULAR, fonts.MEDIUM, fonts.BOLD):
        assert len({fonts.width(digit, 10, weight) for digit in "0123456789"}) == 1


def test_drawing_loads_neither_pyplot_nor_the_fonts_package() -> None:
    seen = "import sys; from charts import recipe, fonts; fonts.clean('挂图'); print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", seen], capture_output=True, check=True, text=True
    ).stdout.split()
    assert not {"matplotlib.pyplot", "mpl_font"} & set(loaded)
