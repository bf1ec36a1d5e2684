"""The wall board: landscape, A3 or A0, with all eight contents of C47 on every page."""

from charts import palette, plates, wall_rows, words
from charts.canvas import Box, Sheet, Style
from charts.fonts import BOLD, MEDIUM, REGULAR
from charts.marks import NONE, OPEN, Mark, Tally, tally
from charts.paging import Band
from charts.views import BoardView, Stamp
from charts.wall_leaves import BAND, HEAD, Leaf
from charts.wall_rows import (
    ANNUAL,
    CODE,
    LEFT,
    NAME,
    PEOPLE,
    PLATE,
    RIGHT,
    WIDTH,
    month_left,
)
from rules.plates import Plate

_COUNTS = 180  # room for a command's counts
_MOST_ROW = 56
_COLUMNS = ((CODE, "编号"), (NAME, "项目名称、基本情况"), (ANNUAL, "年度目标、本月形象进度"))
_RIGHT_COLUMNS = ((PEOPLE, "主责单位、主要责任人"), (PLATE, "标识、完成率"))
_WHITE = Style(10, MEDIUM, palette.WHITE)
_MEANINGS = (
    (Mark(Plate.BLUE, "蓝"), "完成当月目标"),
    (Mark(Plate.YELLOW, "黄"), "当月未完成"),
    (Mark(Plate.RED, "红"), "连续两月及以上未完成"),
    (NONE, "当月无任务"),
)


def draw(view: BoardView, leaf: Leaf, page: int, count: int) -> Sheet:
    """Return one page of the board."""
    sheet = Sheet(leaf.paper.width, leaf.paper.height, scale=leaf.scale)
    right, heading = leaf.width - LEFT, leaf.heading
    top = sheet.part(right=LEFT - LEFT * heading, scale=heading)
    _title(top, view)
    _legend(top, view, LEFT + (right - LEFT) / heading)
    row = min(_MOST_ROW, leaf.row_height)
    for place, bands in enumerate(leaf.columns):
        _commands(sheet.part(right=place * WIDTH), view, leaf, bands, row)
    if not view.rows:
        box = Box(LEFT, leaf.top, right - LEFT, leaf.bottom - leaf.top)
        sheet.text(
            words.unrated(view.stamp), *box.middle, Style(20, BOLD), align="center", cell=box
        )
    _foot(sheet, view, leaf, f"第{page}页，共{count}页")
    return sheet


def _commands(
    sheet: Sheet, view: BoardView, leaf: Leaf, bands: tuple[Band, ...], row: float
) -> None:
    """Draw one column of commands under its head."""
    if view.rows:
        _shade(sheet, view.stamp, leaf.top, bands, row)
    _head(sheet, view.stamp, leaf.top - HEAD)
    top = leaf.top
    for band in bands:
        top = _band(sheet, top, band, row, view.stamp)


def _title(sheet: Sheet, view: BoardView) -> None:
    """Write the title, what was corrected beside it, and what was found under it."""
    stamp, style = view.stamp, Style(27, BOLD)
    title = f"{words.head(stamp)}进度图"
    used = sheet.text(title, LEFT, 36, style.shrunk(title, 620, least=18), room=620)
    note = words.DRAFT if stamp.is_draft else stamp.correction
    room = RIGHT - LEFT - used - 20
    sheet.text(note, LEFT + used + 20, 38, Style(12, MEDIUM), room=room)
    found = _found(tally(view.rows, stamp), stamp)
    sheet.text(found, LEFT, 62, Style(11, REGULAR, palette.SOFT), room=620)


def _found(count: Tally, stamp: Stamp) -> str:
    """Say what the board shows: the month, who determined it, and the counts."""
    if stamp.is_draft:
        by, prefix, waits = "未经认定", "拟", "未认定"
    else:
        by, prefix, waits = "督考办公室认定", "", "待认定"
    entered = f"纳入{count.total}个，{prefix or '参'}评{count.rated}个"
    plates_found = f"{prefix}蓝{count.blue}、{prefix}黄{count.yellow}、{prefix}红{count.red}"
    rest = f"本月无任务{count.idle}" + (f"、{waits}{count.undecided}" if count.undecided else "")
    return f"{stamp.year}年{stamp.month}月　{by}　{entered}：{plates_found}；{rest}"


def _legend(sheet: Sheet, view: BoardView, end: float) -> None:
    """Say in words what each plate means, from the right."""
    meanings = list(_MEANINGS)
    if view.stamp.is_draft:
        meanings.append((OPEN, "本月未认定"))
    right, style = end - 16.0, Style(10)
    for mark, meaning in reversed(meanings):
        right -= sheet.text(meaning, right, 61, style, align="right") + 22
        plates.plate(sheet, Box(right, 52.5, 17, 17), mark, 11.5, least=7)
        right -= 26


def _head(sheet: Sheet, stamp: Stamp, top: float) -> None:
    """Draw the dark row that names the columns."""
    sheet.rectangle(Box(LEFT, top, RIGHT - LEFT, HEAD), palette.INK)
    for x, title in (*_COLUMNS, *_RIGHT_COLUMNS):
        sheet.text(title, x, top + 16.5, _WHITE)
    for month in range(1, 13):
        middle = month_left(month) + wall_rows.MONTH / 2
        weight = BOLD if month == stamp.month else MEDIUM
        name = Style(10.5, weight, palette.WHITE)
        sheet.text(f"{month}月", middle, top + 10.5, name, align="center")
        shown = "计划" if month > stamp.month else "计划/认定"
        style = Style(8, REGULAR, palette.RULE)
        sheet.text(shown, middle, top + 24, style, align="center")


def _shade(sheet: Sheet, stamp: Stamp, top: float, bands: tuple[Band, ...], row: float) -> None:
    """Shade the column of the month that is shown, as far down as rows go."""
    rows = sum(max(1, len(band.rows)) for band in bands)
    height = len(bands) * BAND + rows * row
    box = Box(month_left(stamp.month), top, wall_rows.MONTH, height)
    sheet.rectangle(box, palette.COLUMN)


def _band(sheet: Sheet, top: float, band: Band, height: float, stamp: Stamp) -> float:
    """Draw a command's band and its rows; return the y under them."""
    sheet.rectangle(Box(LEFT, top, RIGHT - LEFT, BAND), palette.BAND)
    middle, command, style = top + BAND / 2, band.command, Style(11, MEDIUM)
    _band_name(sheet, middle, band)
    led = [f"指挥长　{command.commander}"] if command.commander else []
    led += [f"副指挥长　{'、'.join(command.deputies)}"] if command.deputies else []
    sheet.text("　　".join(led), 280, middle, style, room=RIGHT - _COUNTS - 300)
    counts = _counts(tally(command.rows, stamp), stamp)
    sheet.text(counts, RIGHT - 5, middle, Style(11, BOLD), align="right", room=_COUNTS)
    top += BAND
    for row in band.rows:
        wall_rows.draw(sheet, top, height, row, stamp)
        top += height
        sheet.rule(LEFT, RIGHT, top, colour=palette.RULE, width=0.6)
    if not band.rows:
        sheet.text(words.NO_TASK, NAME, top + height / 2, Style(10, REGULAR, palette.SOFT))
        top += height
    return top


def _band_name(sheet: Sheet, middle: float, band: Band) -> None:
    command, style = band.command, Style(12, BOLD)
    left = CODE + sheet.text(command.number, CODE, middle, style, room=60) + 12
    name = f"{command.name}（续）" if band.is_continued else command.name
    sheet.text(name, left, middle, style, room=270 - left)


def _counts(count: Tally, stamp: Stamp) -> str:
    """Count a command's plates; one without any task has none to count (E43)."""
    if not count.rated and not count.undecided:
        return words.NO_TASK
    prefix = "拟" if stamp.is_draft else ""
    rest = count.idle + count.undecided
    parts = (f"{prefix}蓝{count.blue}", f"{prefix}黄{count.yellow}", f"{prefix}红{count.red}")
    return "　".join((*parts, f"无{rest}"))


def _foot(sheet: Sheet, view: BoardView, leaf: Leaf, page: str) -> None:
    stamp, style = view.stamp, Style(9.5, REGULAR, palette.SOFT)
    end, y = leaf.width - LEFT, leaf.bottom + 13
    sheet.rule(LEFT, end, leaf.bottom + 3.5, colour=palette.INK, width=1)
    right = "　".join(part for part in (page, words.snapshot(stamp)) if part)
    used = sheet.text(right, end, y, style, align="right")
    by_month = "、".join(row.code for row in view.rows if not row.is_cumulative)
    basis = f"{by_month}为当月数，其余为累计数" if by_month else "月度数为累计数"
    note = f"单位见年度目标；上为计划，下为督考办认定；{basis}"
    left = f"{words.foot(stamp)}　{note}"
    sheet.text(left, LEFT, y, style, room=end - LEFT - used - 20)
