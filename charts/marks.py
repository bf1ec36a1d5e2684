"""Marks: what a project is counted as, and what stands on its plate."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from charts.views import BoardView, ProjectRow, Stamp, SupportRow
from rules.bulletin import Praise
from rules.plates import NoPlate, Plate

_MISSED = (Plate.YELLOW, Plate.RED)
_OUT = {NoPlate.NO_TARGET, NoPlate.NOT_ACTIVE}  # nothing is to be determined
_RAREST_FIRST = (Praise.AHEAD, Praise.TURNED_BLUE, Praise.SURPLUS)  # many exceed a month's goal


class Mark(NamedTuple):
    """A plate as it is drawn; without a colour where there is none, or none yet."""

    plate: Plate | None
    word: str
    streak: int = 0

    @property
    def numbered(self) -> str:
        """The word, and behind 红 the number of months: 红2."""
        return f"{self.word}{self.streak}" if self.streak > 1 else self.word

    @property
    def bare(self) -> "Mark":
        """The plate with its word alone, where the months stand beside it."""
        return self._replace(streak=0)


NONE = Mark(None, "无")
OPEN = Mark(None, "?")


def mark_of(row: ProjectRow, stamp: Stamp) -> Mark:
    """Return what stands on a project's plate in the month shown; a draft has no colours."""
    if stamp.is_draft:
        return NONE if row.no_plate in _OUT else OPEN
    return mark_in(row, stamp.month)


def mark_in(row: ProjectRow, month: int) -> Mark:
    """Return what a published month shows."""
    cell = row.at(month)
    return _mark(cell.plate, cell.streak)


def mark_beside(row: SupportRow, stamp: Stamp) -> Mark:
    """Return what stands beside a support item: the plate of the project that it blocks."""
    if stamp.is_draft:
        return NONE if row.no_plate in _OUT else OPEN
    return _mark(row.plate, row.streak)


def _mark(plate: Plate | None, streak: int) -> Mark:
    return Mark(plate, plate.chinese, streak) if plate else NONE


def standing(row: ProjectRow, stamp: Stamp) -> Plate | None:
    """Return the plate that a project is counted under; in a draft the proposed one."""
    return row.proposal if stamp.is_draft else row.at(stamp.month).plate


def proposed(row: ProjectRow) -> str:
    """Say what a draft proposes: 拟黄, or 未认定."""
    if row.no_plate in _OUT:
        return ""
    return f"拟{row.proposal.chinese}" if row.proposal else "未认定"


class Tally(NamedTuple):
    """Projects counted by plate; `idle` have no task this month, `undecided` wait for one."""

    blue: int
    yellow: int
    red: int
    idle: int
    undecided: int

    @property
    def rated(self) -> int:
        """Those with a plate."""
        return self.blue + self.yellow + self.red

    @property
    def total(self) -> int:
        """All of them."""
        return self.rated + self.idle + self.undecided


def tally(rows: Iterable[ProjectRow], stamp: Stamp) -> Tally:
    """Count projects; whatever is neither rated nor awaited is idle."""
    found: Counter[Plate | NoPlate | None] = Counter()
    for row in rows:
        plate = standing(row, stamp)
        waits = (
            plate is None and row.no_plate not in _OUT and (stamp.is_draft or bool(row.no_plate))
        )
        found[NoPlate.PENDING if waits else plate] += 1
    colours = (found[Plate.BLUE], found[Plate.YELLOW], found[Plate.RED])
    return Tally(*colours, found[None], found[NoPlate.PENDING])


def misses(view: BoardView) -> tuple[ProjectRow, ...]:
    """Return the projects that missed: red by length of streak, then yellow, then by order."""
    stamp = view.stamp
    missed = [row for row in view.rows if standing(row, stamp) in _MISSED]
    return tuple(sorted(missed, key=lambda row: _weight(row, stamp)))


def _weight(row: ProjectRow, stamp: Stamp) -> tuple[int, int]:
    if standing(row, stamp) is Plate.RED:
        return 0, -row.at(stamp.month).streak
    return 1, 0


def praised(view: BoardView) -> tuple[ProjectRow, ...]:
    """Return the projects that are praised, what is rarest first; a draft praises nobody."""
    if view.stamp.is_draft:
        return ()
    found = [row for row in view.rows if row.praise]
    return tuple(sorted(found, key=lambda row: _RAREST_FIRST.index(merits(row)[0])))


def merits(row: ProjectRow) -> tuple[Praise, ...]:
    """Return what a project is praised for, what is rarest first."""
    return tuple(one for one in _RAREST_FIRST if one in row.praise)
