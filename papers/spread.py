"""How far the ranges of a workbook reach: a library makes a cell of every place in them."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

_RANGED = frozenset({"mergeCell", "hyperlink", "comment", "table"})
_CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]*)")
_ROWS, _COLUMNS = 1_048_576, 16_384
_LONGEST_NUMBER = 9  # digits; a sheet has rows of seven
_CHUNK = 1 << 16


def spread(content: bytes, *, most: int) -> int:
    """Return how many cells merges, links and comments cover in all sheets; counted up to `most`.

    Every part is looked at, whatever its name says: what is no XML ends at its first bytes.
    """
    covered = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            with archive.open(part) as file:
                covered += _Part(most - covered).read(file)
            if covered > most:
                break
    return covered


class _EnoughError(Exception):
    """More is covered than is asked about."""


class _Part:
    """One part while it streams by."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._covered = 0

    def read(self, file: IO[bytes]) -> int:
        """Return how many cells its ranges cover; what is no XML covers none."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        try:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - it takes no names
        except (expat.ExpatError, _EnoughError, ValueError):
            pass
        return self._covered

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] not in _RANGED or "ref" not in attributes:
            return
        self._covered += _area(attributes["ref"])
        if self._covered > self._most:
            raise _EnoughError


def _area(ref: str) -> int:
    """Return how many cells a range such as `A1:C5` or `A:C` has; what is none has one."""
    first, _, last = ref.partition(":")
    (left, top), (right, bottom) = (
        _corner(first, (1, 1)),
        _corner(last or first, (_COLUMNS, _ROWS)),
    )
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _corner(place: str, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return a place's column and row; what it does not name reaches to the sheet's edge."""
    found = _CORNER.match(place)
    letters, row = found.groups() if found else ("", "")
    column, edge = otherwise
    return _column(letters) or column, int(row[:_LONGEST_NUMBER] or edge)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
