"""The overview: for everyone, three seconds in the chat."""

from charts import overview_lists, palette, phone, plates, words
from charts.canvas import Box, Sheet, Style
from charts.fonts import MEDIUM
from charts.marks import OPEN, Mark, Tally, mark_of, proposed, tally
from charts.overview_lists import Elsewhere, Lists
from charts.phone import LEFT, RIGHT, ROOM
from charts.plates import Count
from charts.views import BoardView, CommandRows, ProjectRow, Stamp
from rules.plates import Plate

_LEAST_ROW, _MOST_ROW, _TILE_HEIGHT = 32.4, 37.6, 30
_TILES, _FIRST_TILE, _TILE_WIDTH = 4, 196, 120
_TILE_STEP = (RIGHT - _TILE_WIDTH - _FIRST_TILE) / (_TILES - 1)
_NAME = Style(23, MEDIUM)


def draw(view: BoardView, pages: str, elsewhere: Elsewhere) -> Sheet:
    """Return the overview; `elsewhere` says where its lists stand in full."""
    stamp = view.stamp
    sheet, top = phone.begin(stamp, f"{stamp.month}月作战进度图", phone.notes(stamp))
    if view.rows:
        _blocks(sheet, top, tally(view.rows, stamp), stamp)
        _summary(sheet, top + 142, view)
        top += 171
        room = overview_lists.BOTTOM - top - sum(_lines(view)) * _LEAST_ROW
        lists = overview_lists.lists(view, room)
        below = _commands(sheet, top, view, lists)
        overview_lists.draw(sheet, below, view, lists, elsewhere)
    else:
        phone.nothing(sheet, words.unrated(stamp))
    return phone.end(sheet, stamp, pages)


def _blocks(sheet: Sheet, top: float, count: Tally, stamp: Stamp) -> None:
    """Draw the four numbers, which add up to the projects that are in."""
    waits = "未认定" if stamp.is_draft else "待认定"
    rest = f"无任务或{waits}" if count.undecided else "本月无任务"
    counts = (
        Count(Plate.BLUE, count.blue, "蓝牌", "完成"),
        Count(Plate.YELLOW, count.yellow, "黄牌", "本月未完成"),
        Count(Plate.RED, count.red, "红牌", "连续未完成"),
        Count(None, count.idle + count.undecided, "无牌", rest),
    )
    for place, one in enumerate(counts):
        box = Box(LEFT + place * (RIGHT - LEFT - 160) / 3, top, 160, 116)
        shown = _as_proposal(one) if stamp.is_draft else one
        plates.block(sheet, box, shown)


def _as_proposal(count: Count) -> Count:
    """Return a count without its colour, named as a proposal."""
    if count.colour is None:
        return count
    return count._replace(colour=None, word=f"拟{count.colour.chinese}")


def _summary(sheet: Sheet, y: float, view: BoardView) -> None:
    line = words.entered(tally(view.rows, view.stamp), view.stamp)
    if view.change:
        line += f"。{words.changed(view.change, view.stamp)}"
    style = Style(24, MEDIUM).shrunk(line, ROOM, least=phone.LEAST)
    sheet.text(line, LEFT, y, style, room=ROOM)


def _lines(view: BoardView) -> list[int]:
    """Return how many lines of tiles each command takes."""
    return [max(1, -(-len(command.rows) // _TILES)) for command in view.commands]


def _commands(sheet: Sheet, top: float, view: BoardView, lists: Lists) -> float:
    """Draw the commands with their projects, or counts of them; return the y under them.

    Rows move together before a list under them is cut, and give way to counts before it is gone.
    """
    heights = _lines(view)
    last = overview_lists.BOTTOM - lists.least
    if top + sum(heights) * _LEAST_ROW > last:
        return _counted(sheet, top, view, last)
    room = overview_lists.BOTTOM - top - lists.full
    row = max(_LEAST_ROW, min(_MOST_ROW, room / sum(heights)))
    for command, height in zip(view.commands, heights, strict=True):
        _tiles(sheet, top, command, view.stamp, row)
        top = _named(sheet, top, command, height * row)
    return top


def _counted(sheet: Sheet, top: float, view: BoardView, last: float) -> float:
    """Draw a line a command, as many as there is room for above the last y."""
    fitting = int((last - top) / _LEAST_ROW)
    shown = view.commands if len(view.commands) <= fitting else view.commands[: fitting - 1]
    left = len(view.commands) - len(shown)
    row = min(_MOST_ROW, (last - top) / (len(shown) + bool(left)))
    for command in shown:
        _counts(sheet, top, command, view.stamp)
        top = _named(sheet, top, command, row)
    if left:
        sheet.text(f"另有{left}个指挥部，见进度图全表", LEFT, top + 15, _NAME, room=ROOM)
        top += row
    return top


def _named(sheet: Sheet, top: float, command: CommandRows, height: float) -> float:
    """Write a command's name before what was drawn of it, and rule it off."""
    name = command.name.removesuffix("指挥部") or command.name
    sheet.text(name, LEFT, top + 15, _NAME, room=_FIRST_TILE - LEFT - 8)
    sheet.rule(LEFT, RIGHT, top + height - 2, colour=palette.RULE, width=1)
    return top + height


def _tiles(sheet: Sheet, top: float, command: CommandRows, stamp: Stamp, height: float) -> None:
    """Draw one tile a project, four a row."""
    if not command.rows:
        sheet.text(words.NO_TASK, _FIRST_TILE, top + 15, phone.QUIET)
    for place, row in enumerate(command.rows):
        line, column = divmod(place, _TILES)
        left, y = _FIRST_TILE + column * _TILE_STEP, top + line * height
        box = Box(left, y, _TILE_WIDTH, _TILE_HEIGHT)
        mark = mark_of(row, stamp)
        plates.tile(sheet, box, row.code, mark, _tile_word(row, mark))


def _tile_word(row: ProjectRow, mark: Mark) -> str:
    if mark == OPEN and row.proposal:
        return proposed(row)
    return mark.numbered


def _counts(sheet: Sheet, top: float, command: CommandRows, stamp: Stamp) -> None:
    """Draw one tile a colour with its count, where there are too many projects for tiles."""
    count = tally(command.rows, stamp)
    numbers = (count.blue, count.yellow, count.red, count.idle + count.undecided)
    for place, (colour, number) in enumerate(zip((*Plate, None), numbers, strict=True)):
        box = Box(_FIRST_TILE + place * _TILE_STEP, top, _TILE_WIDTH, _TILE_HEIGHT)
        word = colour.chinese if colour else "无"
        if stamp.is_draft and colour:
            word = f"拟{word}"
        shown = colour if number and not stamp.is_draft else None
        plates.tile(sheet, box, str(number), Mark(shown, word), word)
