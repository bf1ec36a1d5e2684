"""What stands under the tiles of the overview: the misses, and as loud as they those praised.

Both lists end where the page does. Rows are as far apart as they can be with everything on the
page; closest together, the misses are cut first to what praise, a line for each kind, leaves.
"""

from typing import NamedTuple

from charts import palette, phone, plates, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.figures import pair
from charts.fonts import BOLD, MEDIUM
from charts.marks import Mark, mark_of, merits, misses, praised, standing, tally
from charts.phone import LEFT, RIGHT, ROOM
from charts.views import BoardView, ProjectRow, Stamp
from rules.bulletin import Praise
from rules.plates import Plate

BOTTOM = 1222  # where the last row ends
_HEAD = 39  # a rule and a heading
_SENTENCE = 52  # the same, where there is no miss
_APART = 4  # between the misses and the rule under them
_LEAST, _MOST = 32.4, 37.0  # height of a row
LEAST_MISSES = 3  # rows, before tiles give way to counts
_NAME, _HEADING = Style(23, MEDIUM), Style(27, BOLD)
_TAG = Box(LEFT, 0, 54, 28)
_TEXT = 86


class Elsewhere(NamedTuple):
    """Where the lists stand in full: 第2页, 第3—4页."""

    misses: str
    praise: str


class Lists(NamedTuple):
    """The two lists of a view; praise is given so many `lines`, the misses what is left."""

    missed: tuple[ProjectRow, ...]
    praised: tuple[ProjectRow, ...]
    lines: int

    def height(self, row: float, *, most_misses: int | None = None) -> float:
        """Return what the lists take at a height of rows, with so many misses at the most."""
        count = len(self.missed)
        shown = count if most_misses is None else min(count, most_misses)
        high = _HEAD + shown * row if count else _SENTENCE
        return high + (_APART + _HEAD + self.lines * row if self.praised else 0)

    @property
    def full(self) -> float:
        """The height of all of it, rows far apart."""
        return self.height(_MOST)

    @property
    def least(self) -> float:
        """The height without which tiles give way."""
        return self.height(_LEAST, most_misses=LEAST_MISSES)


def lists(view: BoardView, room: float) -> Lists:
    """Return what is to be listed in a room: praise in a line each where all have one.

    Else it has a line for each kind, and what else is left in the end; where that would cut a red
    one, a line less, but one at least.
    """
    whole = Lists(misses(view), praised(view), len(praised(view)))
    if whole.height(_LEAST) <= room:
        return whole
    reds = sum(standing(row, view.stamp) is Plate.RED for row in whole.missed)
    fewer = [whole._replace(lines=count) for count in range(len(_kinds(whole.praised)), 0, -1)]
    keeping = (one for one in fewer if one.height(_LEAST, most_misses=reds + 1) <= room)
    return next(keeping, whole._replace(lines=min(1, whole.lines)))


def _kinds(rows: tuple[ProjectRow, ...]) -> tuple[Praise, ...]:
    """Return what anybody is praised for, what is rarest first; each project under one."""
    return tuple(dict.fromkeys(merits(row)[0] for row in rows))


def draw(sheet: Sheet, top: float, view: BoardView, found: Lists, elsewhere: Elsewhere) -> None:
    """Draw both lists from `top` to the bottom of the page."""
    row = _row_height(found, BOTTOM - top)
    spare = BOTTOM - top - found.height(row, most_misses=0)
    missed = max(1, int(spare / row + 0.01))
    sheet.rule(LEFT, RIGHT, top, colour=palette.INK, width=2)
    if found.missed:
        top = _misses(sheet, top, found.missed, _Room(row, missed), view.stamp, elsewhere.misses)
    else:
        rated = tally(view.rows, view.stamp).rated
        said = words.ALL_MET if rated else words.unrated(view.stamp)
        sheet.text(said, LEFT, top + 26, phone.HEADING)
        top += _SENTENCE
    if found.praised:
        _praise(sheet, top + _APART, found, row, view.stamp, elsewhere.praise)


def _row_height(found: Lists, room: float) -> float:
    """Return how far apart rows stand: as far as everything allows."""
    rows = len(found.missed) + found.lines
    if not rows:
        return _MOST
    fixed = found.height(0)
    return max(_LEAST, min(_MOST, (room - fixed) / rows))


class _Room(NamedTuple):
    """Rows of a height, so many at the most."""

    height: float
    rows: int


def _misses(
    sheet: Sheet,
    top: float,
    missed: tuple[ProjectRow, ...],
    room: _Room,
    stamp: Stamp,
    elsewhere: str,
) -> float:
    """Draw the misses as far as they fit; return the y under them."""
    _head(sheet, top + 23, _missed_title(len(missed), stamp), _legend(stamp))
    shown = missed if len(missed) <= room.rows else missed[: room.rows - 1]
    first = top + _HEAD + room.height / 2
    for place, row in enumerate(shown):
        _miss(sheet, first + place * room.height, row, stamp)
    left = len(missed) - len(shown)
    if left:
        y = first + len(shown) * room.height
        sheet.text(f"另有{left}个，见{elsewhere}", LEFT, y, _NAME, room=ROOM)
    return top + _HEAD + (len(shown) + bool(left)) * room.height


def _missed_title(count: int, stamp: Stamp) -> str:
    return f"{'拟' if stamp.is_draft else ''}未完成的{count}个项目"


def _legend(stamp: Stamp) -> str:
    return "认定/目标" if stamp.is_draft else "红后的数＝连续月数　认定/目标"


def _head(sheet: Sheet, y: float, title: str, note: str) -> None:
    used = sheet.text(title, LEFT, y, _HEADING)
    sheet.text(note, RIGHT, y + 1, phone.SMALL_QUIET, align="right", room=ROOM - used - 16)


def _miss(sheet: Sheet, y: float, row: ProjectRow, stamp: Stamp) -> None:
    """Draw a miss in one line."""
    mark = _list_mark(row, stamp)
    plates.plate(sheet, Box(LEFT, y - 15, 46 if mark.plate else 50, 30), mark, 21)
    _project(sheet, y, 78 if mark.plate else 82, row, stamp)


def _list_mark(row: ProjectRow, stamp: Stamp) -> Mark:
    """Return the plate of a line; a draft's says in words what is proposed."""
    plate = standing(row, stamp)
    if stamp.is_draft and plate:
        return Mark(None, f"拟{plate.chinese}")
    return mark_of(row, stamp)


def _project(sheet: Sheet, y: float, left: float, row: ProjectRow, stamp: Stamp) -> None:
    """Write name, figure, person; the name is cut to what the others leave."""
    person = phone.QUIET.fit(row.responsible_person, 98)
    used = sheet.text(person, RIGHT, y, phone.QUIET, align="right", room=98)
    right = RIGHT - used - (11 if used else 0)
    figures = pair(row.at(stamp.month), row.unit)
    used = sheet.text(figures, right, y, phone.FIGURE, align="right", room=360)
    sheet.text(row.name, left, y, _NAME, room=right - used - 14 - left)


def _praise(
    sheet: Sheet, top: float, found: Lists, row: float, stamp: Stamp, elsewhere: str
) -> None:
    """Draw those that are praised: a line each where all have room, else their names by kind."""
    sheet.rule(LEFT, RIGHT, top, colour=palette.INK, width=2)
    rows, first = int((BOTTOM - top - _HEAD) / row + 0.01), top + _HEAD + row / 2
    is_whole = len(found.praised) <= rows
    note = "认定/目标" if is_whole else f"详见{elsewhere}"
    _head(sheet, top + 23, words.praise_title(len(found.praised)), note)
    if is_whole:
        for place, each in enumerate(found.praised):
            y = first + place * row
            _tag(sheet, y, words.PRAISED[merits(each)[0]][0])
            _project(sheet, y, _TEXT, each, stamp)
        return
    _by_kind(sheet, first, found.praised, _Room(row, rows))


def _by_kind(sheet: Sheet, y: float, rows: tuple[ProjectRow, ...], room: _Room) -> None:
    """Write names by kind; what has no line is counted behind the last one."""
    kinds = _kinds(rows)[: room.rows]
    by_kind = [[one.name for one in rows if merits(one)[0] is kind] for kind in kinds]
    unnamed = len(rows) - sum(map(len, by_kind))
    counts = _shared([len(names) for names in by_kind], room.rows)
    for kind, names, count in zip(kinds, by_kind, counts, strict=True):
        _tag(sheet, y, words.PRAISED[kind][0])
        for line in _filled(names, count, unnamed if kind is kinds[-1] else 0):
            _names(sheet, y, line)
            y += room.height


def _tag(sheet: Sheet, y: float, word: str) -> None:
    """Write what somebody is praised for in a frame of ink: it is no plate."""
    box = _TAG._replace(y=y - _TAG.height / 2)
    sheet.paint(rounded(box.inset(0.75), 4), fill=palette.WHITE, line=palette.INK, width=1.5)
    plates.written(sheet, box, word, Style(21, BOLD))


def _shared(counts: list[int], rows: int) -> list[int]:
    """Return how many lines each kind gets: one, and of the others who has most names a line."""
    lines = [1] * len(counts)
    for _ in range(rows - len(lines)):
        most = max(range(len(lines)), key=lambda place: counts[place] / lines[place])
        if counts[most] > lines[most]:
            lines[most] += 1
    return lines


class _Line(NamedTuple):
    """Names on a line, and how many are left out behind its last one."""

    names: str
    left: int


def _filled(names: list[str], lines: int, unnamed: int) -> list[_Line]:
    """Return names line by line, none parted; the last counts those left out, and the unnamed."""
    found, rest = [], list(names)
    for number in range(1, lines + 1):
        if not rest:
            break
        kept = len(rest)
        is_last = number == lines
        while kept > 1 and _width(_line(rest, kept, unnamed, is_last=is_last)) > RIGHT - _TEXT:
            kept -= 1
        found.append(_line(rest, kept, unnamed, is_last=is_last))
        rest = rest[kept:]
    return found


def _line(names: list[str], kept: int, unnamed: int, *, is_last: bool) -> _Line:
    left = len(names) - kept + unnamed if is_last or kept == len(names) else 0
    return _Line("、".join(names[:kept]), left)


def _width(line: _Line) -> float:
    return _NAME.width(line.names) + (_NAME.width(_others(line.left)) if line.left else 0)


def _others(left: int) -> str:
    return f"　另{left}个"


def _names(sheet: Sheet, y: float, line: _Line) -> None:
    """Write names; what is left out is counted behind them, a name too long for both is cut."""
    said = _others(line.left) if line.left else ""
    room = RIGHT - _TEXT - _NAME.width(said)
    used = sheet.text(line.names, _TEXT, y, _NAME, room=room)
    if said:
        sheet.text(said, _TEXT + used, y, _NAME)
