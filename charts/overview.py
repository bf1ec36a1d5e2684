"""The overview: for everyone, three seconds in the chat."""

from charts import palette, phone, plates, words
from charts.canvas import Box, Sheet, Style
from charts.figures import pair
from charts.fonts import BOLD, MEDIUM
from charts.marks import OPEN, Mark, Tally, mark_of, misses, proposed, standing, tally
from charts.phone import LEFT, RIGHT, ROOM
from charts.plates import Count
from charts.views import BoardView, CommandRows, ProjectRow, Stamp
from rules.plates import Plate

_ROW, _TILE_HEIGHT = 37.6, 30
_TILES, _FIRST_TILE, _TILE_WIDTH = 4, 196, 120
_TILE_STEP = (RIGHT - _TILE_WIDTH - _FIRST_TILE) / (_TILES - 1)
_LIST_ROW, _LIST_END = 37, 1200
_LAST_ROW = 1140  # tiles end here at the latest: a heading and a line must follow
_NAME, _HEADING = Style(23, MEDIUM), Style(27, BOLD)


def draw(view: BoardView, pages: str, elsewhere: str) -> Sheet:
    """Return the overview; `elsewhere` says where the misses stand in full (第2页)."""
    stamp = view.stamp
    sheet, top = phone.begin(stamp, f"{stamp.month}月作战进度图", phone.notes(stamp))
    if view.rows:
        _blocks(sheet, top, tally(view.rows, stamp), stamp)
        _summary(sheet, top + 142, view)
        below = _commands(sheet, top + 171, view)
        _list(sheet, below, view, elsewhere)
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


def _commands(sheet: Sheet, top: float, view: BoardView) -> float:
    """Draw the commands with their projects, or counts of them; return the y under them."""
    heights = [max(1, -(-len(command.rows) // _TILES)) for command in view.commands]
    if top + sum(heights) * _ROW > _LAST_ROW:
        return _counted(sheet, top, view)
    for command, height in zip(view.commands, heights, strict=True):
        _tiles(sheet, top, command, view.stamp)
        top = _named(sheet, top, command, height * _ROW)
    return top


def _counted(sheet: Sheet, top: float, view: BoardView) -> float:
    """Draw a line a command, as many as there is room for."""
    room = int((_LAST_ROW - top) / _ROW)
    shown = view.commands if len(view.commands) <= room else view.commands[: room - 1]
    for command in shown:
        _counts(sheet, top, command, view.stamp)
        top = _named(sheet, top, command, _ROW)
    left = len(view.commands) - len(shown)
    if left:
        sheet.text(f"另有{left}个指挥部，见进度图全表", LEFT, top + 15, _NAME, room=ROOM)
        top += _ROW
    return top


def _named(sheet: Sheet, top: float, command: CommandRows, height: float) -> float:
    """Write a command's name before what was drawn of it, and rule it off."""
    name = command.name.removesuffix("指挥部") or command.name
    sheet.text(name, LEFT, top + 15, _NAME, room=_FIRST_TILE - LEFT - 8)
    sheet.rule(LEFT, RIGHT, top + height - 2, colour=palette.RULE, width=1)
    return top + height


def _tiles(sheet: Sheet, top: float, command: CommandRows, stamp: Stamp) -> None:
    """Draw one tile a project, four a row."""
    if not command.rows:
        sheet.text(words.NO_TASK, _FIRST_TILE, top + 15, phone.QUIET)
    for place, row in enumerate(command.rows):
        line, column = divmod(place, _TILES)
        box = Box(_FIRST_TILE + column * _TILE_STEP, top + line * _ROW, _TILE_WIDTH, _TILE_HEIGHT)
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


def _list(sheet: Sheet, top: float, view: BoardView, elsewhere: str) -> None:
    """Draw the misses as far as they fit."""
    missed = misses(view)
    sheet.rule(LEFT, RIGHT, top, colour=palette.INK, width=2)
    if not missed:
        rated = tally(view.rows, view.stamp).rated
        sheet.text(
            words.ALL_MET if rated else words.unrated(view.stamp), LEFT, top + 26, phone.HEADING
        )
        return
    _list_head(sheet, top + 23, len(missed), view.stamp)
    first = top + 59
    fitting = int((_LIST_END - first) / _LIST_ROW) + 1
    shown = missed if len(missed) <= fitting else missed[: fitting - 1]
    for place, row in enumerate(shown):
        _miss(sheet, first + place * _LIST_ROW, row, view.stamp)
    if len(shown) < len(missed):
        rest = f"另有{len(missed) - len(shown)}个，见{elsewhere}"
        sheet.text(rest, LEFT, first + len(shown) * _LIST_ROW, _NAME, room=ROOM)


def _list_head(sheet: Sheet, y: float, count: int, stamp: Stamp) -> None:
    title = f"{'拟' if stamp.is_draft else ''}未完成的{count}个项目"
    used = sheet.text(title, LEFT, y, _HEADING)
    note = "认定/目标" if stamp.is_draft else "红后的数＝连续月数　认定/目标"
    sheet.text(note, RIGHT, y + 1, phone.SMALL_QUIET, align="right", room=ROOM - used - 16)


def _miss(sheet: Sheet, y: float, row: ProjectRow, stamp: Stamp) -> None:
    """Draw one line: plate, name, figure, person; the name is cut to what the others leave."""
    cell = row.at(stamp.month)
    mark = _list_mark(row, stamp)
    plates.plate(sheet, Box(LEFT, y - 15, 46 if mark.plate else 50, 30), mark, 21)
    person = phone.QUIET.fit(row.responsible_person, 98)
    used = sheet.text(person, RIGHT, y, phone.QUIET, align="right", room=98)
    right = RIGHT - used - (11 if used else 0)
    used = sheet.text(pair(cell, row.unit), right, y, phone.FIGURE, align="right", room=360)
    left = 78 if mark.plate else 82
    sheet.text(row.name, left, y, _NAME, room=right - used - 14 - left)


def _list_mark(row: ProjectRow, stamp: Stamp) -> Mark:
    """Return the plate of a line; a draft's says in words what is proposed."""
    plate = standing(row, stamp)
    if stamp.is_draft and plate:
        return Mark(None, f"拟{plate.chinese}")
    return mark_of(row, stamp)
