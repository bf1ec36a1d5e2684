"""How wide words are, and over how many lines they are broken."""

import itertools
import unicodedata
from math import ceil


def width_of(words: str) -> int:
    """Return the width in half characters: a Chinese character is two wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)


def cut(words: str, width: int) -> str:
    """Return words that are at most so wide; longer ones end with …."""
    if width_of(words) <= width:
        return words
    reached = itertools.accumulate(map(width_of, words))
    count = sum(1 for _ in itertools.takewhile(lambda each: each <= width - 2, reached))
    return f"{words[:count]}…"


def lines_of(words: str, width: float) -> int:
    """Return over how many lines words are broken, of so many half characters."""
    return max(ceil(width_of(words) / width), 1)
