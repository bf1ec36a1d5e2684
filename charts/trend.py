"""The trend: for headquarters, the plates of the year's published months, whole and by command."""

from charts import palette, phone, plates, squares, trend_blocks, trend_facts
from charts.canvas import Box, Sheet, Style
from charts.figures import NOTHING, rate, rounded
from charts.fonts import BOLD, MEDIUM, REGULAR
from charts.marks import Mark
from charts.phone import LEFT, ROOM
from charts.squares import grid
from charts.trend_blocks import Blocks
from charts.trend_facts import Counts, counts
from charts.views import Stamp, TrendView
from rules.plates import Plate

_LABELS = 66  # the column of words before the table
_MOST_COLUMN = 150
_NOTE, _ROW = 34, 29
_FULL = 192  # height of the squares
_TABLE = phone.CONTENT + 2 * _NOTE + _FULL + 20
_HEAD = _TABLE + 5 * _ROW + 20  # where the heading of the commands stands
_BLOCKS = _HEAD + 42
_LABELLED = (Plate.BLUE, Plate.YELLOW, Plate.RED, None)
_FINDING = Style(24, MEDIUM)


def pages(view: TrendView) -> tuple[Blocks, ...]:
    """Return the commands page by page; the first page is there without any."""
    return trend_blocks.pages(view, first=_BLOCKS)


def draw(view: TrendView, blocks: Blocks, pages: str) -> Sheet:
    """Return the first page."""
    stamp = view.stamp
    found = counts(view)
    sheet, top = phone.begin(stamp, trend_facts.title(view), _notes(view, found))
    if not found:
        phone.nothing(sheet, trend_facts.finding(view))
        return phone.end(sheet, stamp, pages)
    for place, (month, each) in enumerate(zip(view.months, found, strict=True)):
        _month(sheet, _column(view, place, top), each, found)
        _table_column(sheet, _column(view, place, top), month, each, stamp)
    _labels(sheet, top + _high(view))
    if blocks:
        trend_blocks.head(sheet, _HEAD)
    trend_blocks.draw(sheet, _BLOCKS, blocks, len(view.months))
    return phone.end(sheet, stamp, pages)


def draw_blocks(view: TrendView, blocks: Blocks, pages: str) -> Sheet:
    """Return a further page of commands."""
    title = f"{trend_facts.span(view)}分指挥部（续）"
    sheet, top = phone.begin(view.stamp, title, [(trend_blocks.LEGEND, phone.SMALL_QUIET)])
    trend_blocks.draw(sheet, top + 6, blocks, len(view.months))
    return phone.end(sheet, view.stamp, pages)


def _notes(view: TrendView, found: tuple[Counts, ...]) -> list[tuple[str, Style]]:
    if not found:
        return []
    said = trend_facts.finding(view)
    form = "一格是一个项目" if _grid(view, found).across else "条高为项目数"
    notes = [(view.stamp.correction, phone.NOTE)] if view.stamp.correction else []
    notes.append((said, _FINDING.shrunk(said, ROOM, least=phone.LEAST)))
    return [*notes, (f"{form}：未完成的在下，空框为无牌", phone.SMALL_QUIET)]


def _high(view: TrendView) -> float:
    """Return the height of the squares; a correction's line takes some of it."""
    return _FULL - (_NOTE if view.stamp.correction else 0)


def _column(view: TrendView, place: int, top: float) -> Box:
    """Return the room of a month's squares."""
    wide = min(_MOST_COLUMN, (ROOM - _LABELS) / len(view.months))
    return Box(LEFT + _LABELS + place * wide, top, wide, _high(view))


def _grid(view: TrendView, found: tuple[Counts, ...]) -> squares.Grid:
    room = _column(view, 0, 0)
    return grid(max(each.total for each in found), room._replace(width=room.width - 4))


def _month(sheet: Sheet, room: Box, each: Counts, found: tuple[Counts, ...]) -> None:
    most = max(one.total for one in found)
    squares.stack(sheet, room, each, grid(most, room._replace(width=room.width - 4)))


def _table_column(sheet: Sheet, room: Box, month: int, each: Counts, stamp: Stamp) -> None:
    """Write a month's counts under its squares, and the share of blue."""
    middle, y = room.x + room.width / 2, room.bottom + 20
    sheet.rule(room.x, room.right, room.bottom + 1, colour=palette.DASH, width=1.2)
    is_last = month == stamp.month
    weight = BOLD if is_last else MEDIUM
    sheet.text(f"{month}月", middle, y, Style(22, weight), align="center", room=room.width)
    figures = (each.blue, each.yellow, each.red, each.none, _share(each, room.width))
    for place, figure in enumerate(figures, start=1):
        style = Style(21, BOLD if is_last else REGULAR)
        sheet.text(str(figure), middle, y + place * _ROW, style, align="center", room=room.width)


def _share(each: Counts, room: float) -> str:
    """Return the share of blue, shorter where the column is narrow."""
    if not each.rated:
        return NOTHING
    share = rounded(rate(each.blue, each.rated))
    whole = f"{share}%"
    return whole if phone.SMALL.width(whole) < room - 12 else share.replace("100.0", "100")


def _labels(sheet: Sheet, base: float) -> None:
    """Name the lines of the table by plates with their words."""
    y = base + 20
    for place, plate in enumerate(_LABELLED, start=1):
        _label(sheet, y + place * _ROW, plate)
    last = y + (len(_LABELLED) + 1) * _ROW
    sheet.text("蓝牌率", LEFT, last, phone.SMALL)


def _label(sheet: Sheet, y: float, plate: Plate | None) -> None:
    mark = Mark(plate, plate.chinese if plate else "无")
    plates.plate(sheet, Box(LEFT, y - 12.5, 32, 25), mark, 21)
