"""Fonts: Noto Sans CJK SC from the mpl-font wheel, used as a box of files and never imported.

What measures comes with the first text that is measured: who writes none does not wait for it.
"""

import functools
import importlib.util
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

REGULAR, MEDIUM, BOLD = 400, 500, 700
FAMILY = "Noto Sans CJK SC"
TOFU = "〓"
ELLIPSIS = "…"
_FILES = {REGULAR: "Regular", MEDIUM: "Medium", BOLD: "Bold"}
_DOTS, _BESIDE_LATIN = "…⋯", 1.14  # after a Latin letter the font draws these wider
_UNSEEN = {"Cc", "Cf", "Mn", "Mc", "Me"}
_OPENING = " （(《“、，·"  # none of these stands well before …
_BREAKS_BADLY = set("，。、；：！？）》】”’%％…·-—/")  # none of these begins a line


class FontsMissingError(RuntimeError):
    """The wheel with the fonts is not installed, or lacks the files that we know it by."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"{wanted} was not found; install the project's requirements again")
        self.wanted = wanted


@functools.cache
def file_of(weight: int) -> Path:
    """Return the font file of a weight; FontsMissingError."""
    found = importlib.util.find_spec("mpl_font")  # finding it does not import it
    name = f"NotoSansCJKsc-{_FILES[weight]}.otf"
    for folder in (found and found.submodule_search_locations) or ():
        path = Path(folder) / "fonts" / "noto" / name
        if path.is_file():
            return path
    raise FontsMissingError(name)


@functools.cache
def face(weight: int) -> "FT2Font":
    """Return the font of a weight, opened once; whoever uses it sets its size first."""
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(file_of(weight)))


@functools.cache
def _advance(char: str, weight: int) -> float:
    """Return how wide a character is, in em."""
    from matplotlib.ft2font import LoadFlags

    font = face(weight)
    glyph = font.load_char(ord(char), flags=LoadFlags.NO_SCALE)
    wide = glyph.horiAdvance / font.units_per_EM
    font.clear()  # it would keep the shape
    return wide * _BESIDE_LATIN if char in _DOTS else wide


@functools.cache
def is_drawable(char: str) -> bool:
    """Tell whether the font has a character; one that it lacks is drawn as 〓."""
    return bool(face(REGULAR).get_char_index(ord(char)))


def missing(words: str) -> frozenset[str]:
    """Return the characters of a text that cannot be drawn, for the operator."""
    return frozenset(char for char in _visible(words) if not is_drawable(char))


@functools.lru_cache(maxsize=16384)
def clean(words: str) -> str:
    """Return a text as it can be drawn: one line, no control or bidi characters, 〓 for gaps."""
    return "".join(char if is_drawable(char) else TOFU for char in _visible(words))


def _visible(words: str) -> str:
    """Return the characters that are to be seen; marks that no letter takes in are left out."""
    composed = unicodedata.normalize("NFC", words)
    spaced = "".join(" " if char in "\t\n\r\v\f\u2028\u2029" else char for char in composed)
    return "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN)


def width(words: str, size: float, weight: int) -> float:
    """Return how wide a cleaned text stands, in the unit of `size`; nothing is drawn for it."""
    return size * sum(_advance(char, weight) for char in words)


def fit(words: str, room: float, size: float, weight: int) -> str:
    """Return a cleaned text, cut with … where it is wider than `room`; empty if … is too wide."""
    words = clean(words)
    if width(words, size, weight) <= room:
        return words
    left = room - width(ELLIPSIS, size, weight)
    kept = 0
    for char in words:
        left -= size * _advance(char, weight)
        if left < 0:
            break
        kept += 1
    return f"{words[:kept].rstrip(_OPENING)}{ELLIPSIS}" if kept else ""


def wrap(words: str, room: float, size: float, weight: int, *, lines: int) -> list[str]:
    """Return a text in at most `lines` lines, the last one cut with … where more is left."""
    rest = clean(words).strip()
    wrapped: list[str] = []
    while len(wrapped) < lines - 1 and width(rest, size, weight) > room:
        kept = _break(rest, room / size, weight)
        wrapped.append(rest[:kept].rstrip())
        rest = rest[kept:].lstrip()
    return [line for line in (*wrapped, fit(rest, room, size, weight)) if line]


def _break(words: str, em: float, weight: int) -> int:
    """Return how many characters stand on the first line."""
    kept = 0
    for char in words:
        em -= _advance(char, weight)
        if em < 0:
            break
        kept += 1
    wanted = kept
    while wanted > 1 and (words[wanted] in _BREAKS_BADLY or _is_within_word(words, wanted)):
        wanted -= 1
    return wanted if wanted > 1 else max(kept, 1)


def _is_within_word(words: str, place: int) -> bool:
    """Tell whether a break would part a number or a Latin word."""
    before, after = words[place - 1], words[place]
    return all(char.isascii() and (char.isalnum() or char == ".") for char in (before, after))
