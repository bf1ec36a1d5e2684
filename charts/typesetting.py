"""Setting type without a shaper: each character's own glyph, one after the other.

matplotlib has every text shaped, which takes 0.1 ms for each change between scripts and as long as
all the rest of drawing it. The texts of a picture are nearly all plain: the font has nothing to
join or to exchange in them, and they come out the same.
"""

import functools
import re
from typing import NamedTuple

from charts import fonts

_HAN = "㐀-䶿一-鿿"
_FULL_WIDTH = "！-＠［-｀｛-～"
_SIGNS = " -@[-`{-~·×　-〃〈-】〓" + _FULL_WIDTH
_LETTERS = "A-Za-z"
_DASH = "—(?!—)"  # two are joined into one
_DOTS = "…"  # exchanged beside Latin letters
_PLAIN = re.compile(
    f"(?:[{_HAN}{_SIGNS}{_LETTERS}]|{_DASH})*|(?:[{_HAN}{_SIGNS}{_DOTS}]|{_DASH})*"
)


class Glyph(NamedTuple):
    """A character of a font: its number there, and how wide it is in units of the font."""

    char: str
    number: int
    advance: int


def is_plain(words: str) -> bool:
    """Tell whether a text needs no shaping."""
    return _PLAIN.fullmatch(words) is not None


def glyphs(words: str, weight: int) -> list[Glyph]:
    """Return the glyphs of a plain text in order."""
    return [_glyph(char, weight) for char in words]


@functools.cache
def _glyph(char: str, weight: int) -> Glyph:
    from matplotlib.ft2font import LoadFlags

    face = fonts.face(weight)
    number = face.get_char_index(ord(char))
    advance = face.load_glyph(number, flags=LoadFlags.NO_SCALE).horiAdvance
    face.clear()  # it would keep the shape
    return Glyph(char, number, advance)
