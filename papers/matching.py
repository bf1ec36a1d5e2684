"""Which of the known names a name means: the same, or a short form of exactly one."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from papers.cells.text import key_of

_GENERAL = re.compile(r"(作战)?指挥部$|(建设)?(项目|工程|工作)$")
_SHORTEST = 2


class Match(NamedTuple):
    """A known name, and whether it is the same but for spaces, quotes and width."""

    name: str
    is_same: bool


def match(name: str, known: Iterable[str]) -> Match | None:
    """Return what a name means; None where it is nobody's, or could be several's.

    小微企业园二期 is short for 小微企业创业园二期项目: all its marks stand there in this order.
    """
    names = tuple(known)
    key = key_of(name)
    same = next((one for one in names if key_of(one) == key), None)
    if same is not None:
        return Match(same, is_same=True)
    short = _GENERAL.sub("", key)
    longer = [one for one in names if _is_short_of(short, _GENERAL.sub("", key_of(one)))]
    return Match(longer[0], is_same=False) if len(longer) == 1 else None


def _is_short_of(short: str, full: str) -> bool:
    if len(short) < _SHORTEST or len(short) * 2 < len(full):
        return False
    marks = iter(full)  # `in` goes on where it stopped, so the order counts
    return all(mark in marks for mark in short)
