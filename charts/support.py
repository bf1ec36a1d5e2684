"""The support picture: for the departments, what projects wait for, overdue first (C26, C48)."""

from typing import NamedTuple

from charts import palette, phone, support_rows, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.dues import SOON, Dues, by_category, counted, dues
from charts.fonts import BOLD, MEDIUM
from charts.paging import Measure, evenly, parts
from charts.phone import CONTENT, LEFT, RIGHT, ROOM, WIDTH
from charts.plates import written
from charts.support_rows import LEAST, MOST, SOON_ROW
from charts.views import Stamp, SupportRow, SupportView

_BOTTOM = 1212
_BLOCK = 92
_NOTE = 34  # the line of a draft
_HEAD = _BLOCK + 74  # blocks, and the overdue counted in two lines
_SOON_HEAD = 48
_BAND, _GAP = 37, 14
_COUNTED = Style(23, MEDIUM)
_HEADING = Style(27, BOLD)


class Band(NamedTuple):
    """A category on a page; `total` items are ahead in it, some perhaps on other pages."""

    category: str
    total: int
    rows: tuple[SupportRow, ...]
    is_continued: bool


def _room(view: SupportView) -> float:
    """Return the height of a page's content."""
    return _BOTTOM - CONTENT - (_NOTE if view.stamp.is_draft else 0)


def _on_first(view: SupportView) -> int:
    """Return how many overdue items the first page holds, with two lines for what is due soon."""
    soon = _SOON_HEAD + 2 * SOON_ROW
    return int((_room(view) - _HEAD - soon) / LEAST)


def overdue_pages(view: SupportView) -> tuple[tuple[SupportRow, ...], ...]:
    """Return the overdue items page by page; the first page is there without any."""
    overdue, first = dues(view).overdue, _on_first(view)
    rest = overdue[first:]
    count = -(-len(rest) // int(_room(view) / LEAST))
    return (overdue[:first], *(rest[begin:end] for begin, end in evenly(len(rest), count)))


def ahead_pages(view: SupportView) -> tuple[tuple[Band, ...], ...]:
    """Return the items that are not overdue page by page, by category; none if they fit the first.

    The first page then has them all, and no list of those due soon.
    """
    if _ahead_on_first(view):
        return ()
    groups = by_category(dues(view).ahead)
    measure = Measure(_room(view) - _NOTE, _BAND, _GAP, LEAST)
    pages = parts([len(rows) for _, rows in groups], measure)
    return tuple(
        tuple(_band(*groups[part.group], part.first, part.last) for part in page) for page in pages
    )


def _ahead_on_first(view: SupportView) -> tuple[Band, ...]:
    """Return the items that are not overdue, if the first page has room for all; else none."""
    found = dues(view)
    groups = by_category(found.ahead)
    high = _HEAD + len(found.overdue) * LEAST + _SOON_HEAD
    high += sum(_BAND + _GAP + len(rows) * LEAST for _, rows in groups)
    if high > _room(view):
        return ()
    return tuple(_band(name, rows, 0, len(rows)) for name, rows in groups)


def _band(category: str, rows: tuple[SupportRow, ...], first: int, last: int) -> Band:
    return Band(category, len(rows), rows[first:last], is_continued=first > 0)


def draw(view: SupportView, rows: tuple[SupportRow, ...], pages: str, elsewhere: str) -> Sheet:
    """Return the first page; `elsewhere` says where those that are ahead stand in full (第2页)."""
    stamp, found = view.stamp, dues(view)
    sheet, top = phone.begin(stamp, words.support_title(stamp), _notes(stamp))
    if not view.rows and not view.closed:
        phone.nothing(sheet, "没有登记保障事项")
        return phone.end(sheet, stamp, pages)
    _blocks(sheet, top, found, view.closed)
    top = _summary(sheet, top + _BLOCK, found)
    bands = _ahead_on_first(view)
    top = _rows(sheet, top, rows, stamp, foot=_foot_height(found, bands))
    if bands:
        _ahead(sheet, top, bands, stamp)
    elif found.ahead:
        _soon(sheet, top, found.soon, stamp, elsewhere)
    return phone.end(sheet, stamp, pages)


def draw_overdue(view: SupportView, rows: tuple[SupportRow, ...], pages: str) -> Sheet:
    """Return a further page of overdue items."""
    title = f"逾期保障事项{len(dues(view).overdue)}项（续）"
    sheet, top = phone.begin(view.stamp, title, _notes(view.stamp))
    _rows(sheet, top, rows, view.stamp)
    return phone.end(sheet, view.stamp, pages)


def draw_ahead(view: SupportView, bands: tuple[Band, ...], pages: str) -> Sheet:
    """Return a page of items that are not overdue, by category."""
    title = f"未到期保障事项{len(dues(view).ahead)}项"
    notes = [*_notes(view.stamp), ("按类别，先到期的在前", phone.SMALL_QUIET)]
    sheet, top = phone.begin(view.stamp, title, notes)
    _bands(sheet, top, bands, view.stamp)
    return phone.end(sheet, view.stamp, pages)


def _ahead(sheet: Sheet, top: float, bands: tuple[Band, ...], stamp: Stamp) -> None:
    """Draw the items that are not overdue beneath those that are."""
    sheet.rule(LEFT, RIGHT, top + 1, colour=palette.INK, width=2)
    total = sum(band.total for band in bands)
    sheet.text(f"未到期{total}项", LEFT, top + 25, _HEADING)
    _bands(sheet, top + _SOON_HEAD, bands, stamp)


def _bands(sheet: Sheet, top: float, bands: tuple[Band, ...], stamp: Stamp) -> None:
    """Draw categories with their items to the end of the page."""
    rows = sum(len(band.rows) for band in bands)
    fixed = len(bands) * _BAND + (len(bands) - 1) * _GAP
    height = min(MOST, (_BOTTOM - top - fixed) / rows)
    for band in bands:
        _band_head(sheet, top, band)
        _lines(sheet, top + _BAND, band.rows, stamp, height, named=False)
        top += _BAND + len(band.rows) * height + _GAP


def _notes(stamp: Stamp) -> list[tuple[str, Style]]:
    return [(words.DRAFT, phone.NOTE)] if stamp.is_draft else []


def _blocks(sheet: Sheet, top: float, found: Dues, closed: int) -> None:
    """Draw four numbers, which add up to all items; ink alone, for they are no plates."""
    undated = any(row.due_date is None for row in found.later)
    later = f"{SOON}天后或未定" if undated else f"{SOON}天后到期"
    counts = (
        (len(found.overdue), "逾期"),
        (len(found.soon), f"{SOON}天内到期"),
        (len(found.later), later),
        (closed, "已办结"),
    )
    for place, (number, word) in enumerate(counts):
        box = Box(LEFT + place * (ROOM - 160) / 3, top, 160, _BLOCK)
        is_filled = not place and number > 0
        ink = palette.WHITE if is_filled else palette.INK
        line = palette.INK if place < 2 else palette.DASH
        fill = palette.INK if is_filled else palette.WHITE
        sheet.paint(rounded(box.inset(1), 10), fill=fill, line=line, width=2)
        figure = Style(52, BOLD, ink).shrunk(str(number), 140, least=24)
        written(sheet, box._replace(height=64), str(number), figure)
        label = Style(23, MEDIUM, ink).shrunk(word, 148, least=phone.LEAST)
        written(sheet, Box(box.x, top + 54, box.width, 34), word, label)


def _summary(sheet: Sheet, top: float, found: Dues) -> float:
    """Count the overdue by category and by department; return the y under the heading's rule."""
    if not found.overdue:
        said = "无逾期事项" if found.ahead else "保障事项全部办结"
        sheet.text(said, LEFT, top + 36, phone.HEADING)
        top -= 10
    else:
        _counted(sheet, top + 21, "逾期按类别", [row.category for row in found.overdue])
        _counted(sheet, top + 53, "逾期按部门", [row.department for row in found.overdue])
    sheet.rule(LEFT, RIGHT, top + 73, colour=palette.INK, width=2)
    return top + 74


def _counted(sheet: Sheet, y: float, title: str, names: list[str]) -> None:
    """Write counts as far as they fit; those of the tail are added up: 其他2."""
    left = LEFT + sheet.text(title, LEFT, y, phone.QUIET) + 16
    found = [(name or "未写明", count) for name, count in counted(names)]
    kept = len(found)
    while kept > 1 and _COUNTED.width(_listed(found, kept)) > RIGHT - left:
        kept -= 1
    sheet.text(_listed(found, kept), left, y, _COUNTED, room=RIGHT - left)


def _listed(found: list[tuple[str, int]], kept: int) -> str:
    shown = [f"{name}{count}" for name, count in found[:kept]]
    rest = sum(count for _, count in found[kept:])
    return "、".join([*shown, *([f"其他{rest}"] if rest else [])])


def _foot_height(found: Dues, bands: tuple[Band, ...]) -> float:
    """Return the room that other items are given beneath the overdue ones."""
    if not found.ahead:
        return 0
    if bands:
        return _SOON_HEAD + sum(_BAND + _GAP + len(band.rows) * LEAST for band in bands)
    return _SOON_HEAD + min(2, len(found.soon)) * SOON_ROW


def _rows(
    sheet: Sheet, top: float, rows: tuple[SupportRow, ...], stamp: Stamp, *, foot: float = 0
) -> float:
    """Draw the rows of a page above a foot; return the y under them."""
    if not rows:
        return top
    height = max(LEAST, min(MOST, (_BOTTOM - top - foot) / len(rows)))
    _lines(sheet, top, rows, stamp, height, named=True)
    return top + len(rows) * height


def _lines(
    sheet: Sheet,
    top: float,
    rows: tuple[SupportRow, ...],
    stamp: Stamp,
    height: float,
    *,
    named: bool,
) -> None:
    """Draw rows of a height, each `named` by its category too."""
    for place, row in enumerate(rows):
        begin = top + place * height + (height - LEAST) / 2
        support_rows.draw(sheet, begin, row, stamp, row.category if named else "")
        if place < len(rows) - 1:
            support_rows.under(sheet, top + (place + 1) * height)


def _soon(
    sheet: Sheet, top: float, rows: tuple[SupportRow, ...], stamp: Stamp, elsewhere: str
) -> None:
    """Draw what falls due soon, as far as there is room for."""
    sheet.rule(LEFT, RIGHT, top + 1, colour=palette.INK, width=2)
    title = f"{SOON}天内到期" if rows else f"{SOON}天内无事项到期"
    sheet.text(title, LEFT, top + 27, _HEADING if rows else phone.QUIET)
    sheet.text(f"未到期事项见{elsewhere}", RIGHT, top + 28, phone.SMALL_QUIET, align="right")
    first = top + _SOON_HEAD + SOON_ROW / 2
    fitting = int((_BOTTOM - top - _SOON_HEAD) / SOON_ROW + 0.01)
    for place, row in enumerate(rows[:fitting]):
        support_rows.draw_soon(sheet, first + place * SOON_ROW, row, stamp)


def _band_head(sheet: Sheet, top: float, band: Band) -> None:
    """Draw a category's head with how many of its items are ahead."""
    middle = top + 20
    sheet.rectangle(Box(0, top, WIDTH, _BAND), palette.PANEL)
    used = sheet.text(f"{band.total}项", RIGHT, middle, phone.QUIET, align="right")
    name = f"{band.category or '未写明类别'}{'（续）' if band.is_continued else ''}"
    sheet.text(name, LEFT, middle, Style(24, BOLD), room=RIGHT - used - 12 - LEFT)
