"""A sheet as a grid of cells: formulas with their results, merged cells filled downwards."""

import datetime as dtm
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, range_boundaries

CellValue = str | int | float | bool | dtm.datetime | dtm.date | dtm.time | dtm.timedelta | None

# What is not seen and stands for nothing: zero-width and direction marks, control characters.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Excel writes some control characters as _x0007_.
ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")
_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return a text in half width, without outer spaces, newlines or what is not seen."""
    seen = ESCAPED.sub("", UNSEEN.sub("", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", seen)).strip().replace("−", "-")


def squeezed(text: str) -> str:
    """Return a text in half width without any space."""
    return folded(text).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at a place; a cell that a vertical merge covers holds the value of its first.

    `row` and `column` count from 1 and are those of the first cell of a merge.
    """

    row: int
    column: int
    value: CellValue = None
    is_own: bool = True
    formula: str | None = None
    is_error: bool = False
    is_percent: bool = False

    @property
    def place(self) -> str:
        """The address, such as `B5`."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands there; a formula without a result is something."""
        return self.formula is None and not self.text

    @property
    def text(self) -> str:
        """What stands there in half width, without outer spaces; "" for nothing."""
        return "" if self.value is None else folded(str(self.value))

    @property
    def written(self) -> str | None:
        """What stands there as it was written; dates in ISO form, formulas themselves."""
        if self.formula is not None:
            return self.formula
        if isinstance(self.value, dtm.datetime) and self.value.time() == dtm.time():
            return self.value.date().isoformat()
        if isinstance(self.value, dtm.date):
            return self.value.isoformat()
        return None if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; bounds are included and count from 1."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def place(self) -> str:
        """The address, such as `B5:B8`."""
        first = f"{get_column_letter(self.left)}{self.top}"
        return f"{first}:{get_column_letter(self.right)}{self.bottom}"

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.right - self.left + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet; `cells` holds what is not blank, by (row, column)."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: tuple[str, ...] = ()
    is_hidden: bool = False
    _by_row: dict[int, list[Cell]] = field(init=False, repr=False, default_factory=dict)
    _by_start: dict[tuple[int, int], Merge] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for (row, _), cell in sorted(self.cells.items()):
            if cell.is_own and not cell.is_blank:
                self._by_row.setdefault(row, []).append(cell)
        self._by_start.update({(merge.top, merge.left): merge for merge in self.merges})

    @property
    def last_row(self) -> int:
        """The last row in which something stands; 0 for an empty sheet."""
        return max(self._by_row, default=0)

    def at(self, row: int, column: int) -> Cell:
        """Return the cell at a place, a blank one where nothing stands."""
        return self.cells.get((row, column)) or Cell(row, column)

    def own(self, row: int) -> tuple[Cell, ...]:
        """Return what stands in a row itself, not what a merge above fills in."""
        return tuple(self._by_row.get(row, ()))

    def merge_at(self, row: int, column: int) -> Merge | None:
        """Return the merged range that begins at a place."""
        return self._by_start.get((row, column))


def row_place(row: int, left: int, right: int) -> str:
    """Return the address of a stretch of a row, such as `A31:O31`."""
    return f"{get_column_letter(left)}{row}:{get_column_letter(right)}{row}"


def place_order(place: str | None) -> tuple[int, int]:
    """Return what places of a sheet are sorted by: row, then column; the sheet itself first."""
    if place is None:
        return (0, 0)
    left, top, _, _ = range_boundaries(place)
    return (top or 0, left or 0)
