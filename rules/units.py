"""Units of measure: what is written after a number, and what it is in a project's unit."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from rules.numerals import SCALES
from rules.wordlists import read_wordlist

POINTS = "个百分点"

# One family a line: each unit, and how many of the first one it is.
_FAMILIES: tuple[Mapping[str, str], ...] = (
    {"元": "1", "块": "1"},
    {"米": "1", "公里": "1000", "千米": "1000", "里": "500", "厘米": "0.01", "毫米": "0.001"},
    {"亩": "1", "公顷": "15", "ha": "15", "平方米": "0.0015", "平方公里": "1500"},
    {"%": "1", "‰": "0.1"},
    {"立方米": "1", "方": "1"},
    {"吨": "1", "公斤": "0.001", "千克": "0.001", "斤": "0.0005"},
    {"兆瓦": "1", "千瓦": "0.001"},
)
# The unit of a project, and the other one that goes into it unasked.
_DIRECT = {("公里", "米"), ("亩", "公顷")}
_NO_SCALE = {"千米", "千克", "千瓦"}

_LISTS = read_wordlist("units.txt")
# Counted things that no project is measured by; a strange word beside them changes nothing.
RESOURCES = frozenset(_LISTS["RESOURCES"])
DURATIONS = frozenset(_LISTS["DURATIONS"])
# What the work is made of: steel, wells, beams. Their figures are no other project's.
DETAILS = frozenset(_LISTS["DETAILS"])
_SAME: Mapping[str, str] = dict(pair.split("=") for pair in _LISTS.pop("SAME"))
_WRITTEN: Mapping[str, str] = {
    word.lower(): word for word in chain([POINTS], _SAME, *_FAMILIES, *_LISTS.values())
}
_LONGEST = max(map(len, _WRITTEN))


class Converted(NamedTuple):
    """A figure in the project's unit; where it is not `direct` the office has to agree."""

    value: Decimal
    direct: bool


def find_unit(text: str, at: int, unit: str) -> tuple[str, int] | None:
    """Return the unit written at a place of a folded text, by its usual name, and where it ends.

    `unit` is the project's own: it is known whatever it is.
    """
    own = _base(unit)[1]
    for end in range(min(len(text), at + max(_LONGEST, len(own))), at, -1):
        written = text[at:end].lower()
        if (written in _WRITTEN or written == own) and not _goes_on(written, text, end):
            return _SAME.get(written, _WRITTEN.get(written, written)), end
    return None


def _goes_on(written: str, text: str, end: int) -> bool:
    """Tell whether a unit of letters is only the beginning of a word."""
    return bool(re.match("[a-z]", written[-1]) and re.match("[A-Za-z]", text[end : end + 1]))


def convert(
    value: Decimal, written: str, unit: str, *, scale: str = "", measured: bool = False
) -> Converted | None:
    """Return a figure in the project's unit; None where the units are not of one kind (E24).

    `scale` is the 万 or 亿 written before the unit, `measured` tells of a 千 that belongs to it.
    """
    scaling, base = _base(unit)
    family = next((f for f in _FAMILIES if written in f and base in f), None)
    if family is None and written != base:
        return None
    factor = Decimal(family[written]) / Decimal(family[base]) if family else Decimal(1)
    direct = _is_direct(written, unit, scale=scale) and (not measured or base == "亩")
    return Converted(value * factor / scaling, direct)


def smaller_in(larger: str, smaller: str) -> Decimal | None:
    """Return how many of a smaller unit go into a larger one of its kind: 1000 米 into 公里."""
    if (larger, smaller) == ("亩", "分"):
        return Decimal(10)
    family = next((f for f in _FAMILIES if larger in f and smaller in f), None)
    if family is None or Decimal(family[smaller]) >= Decimal(family[larger]):
        return None
    return Decimal(family[larger]) / Decimal(family[smaller])


def goes_into(unit: str, smaller: str) -> bool:
    """Tell whether a smaller unit goes into a project's unasked: 米 into 公里."""
    return (unit, smaller) in _DIRECT


def _is_direct(written: str, unit: str, *, scale: str) -> bool:
    """Tell whether a conversion goes unasked: the list is short, and one-way."""
    scaling, base = _base(unit)
    if written == base:
        return scaling == 1 or unit[0] == scale or unit == "万元"
    return (base, written) in _DIRECT and scaling == 1


def _base(unit: str) -> tuple[int, str]:
    """Split 万元 into 10000 and 元."""
    if unit[:1] in SCALES and len(unit) > 1 and unit not in _NO_SCALE:
        return SCALES[unit[0]], _SAME.get(unit[1:], unit[1:])
    return 1, _SAME.get(unit, unit)
