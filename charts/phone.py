"""The frame of every phone picture: 720 × 1280 px, head, foot, and the styles they share."""

from charts import fonts, palette, words
from charts.canvas import Box, Sheet, Style
from charts.views import Stamp

WIDTH, HEIGHT = 720, 1280
LEFT, RIGHT = 24, 696
ROOM = RIGHT - LEFT
CONTENT = 126  # where a page's content begins, without notes under the title
FOOT = 1226
_NOTE = 34

TITLE = Style(42, fonts.BOLD)
HEADING = Style(26, fonts.BOLD)
NAME = Style(24, fonts.MEDIUM)
FIGURE = Style(22)
SMALL = Style(21)
QUIET = Style(22, fonts.REGULAR, palette.SOFT)
SMALL_QUIET = Style(21, fonts.REGULAR, palette.SOFT)
NOTE = Style(22, fonts.MEDIUM)
LEAST = 21


def begin(stamp: Stamp, title: str, notes: list[tuple[str, Style]]) -> tuple[Sheet, float]:
    """Return a page with its head, and the y where its content begins."""
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.text(words.head(stamp), LEFT, 42, QUIET, room=ROOM)
    sheet.text(title, LEFT, 88, TITLE.shrunk(title, ROOM, least=30), room=ROOM)
    for place, (note, style) in enumerate(notes):
        sheet.text(note, LEFT, CONTENT + 8 + place * _NOTE, style, room=ROOM)
    return sheet, CONTENT + len(notes) * _NOTE


def notes(stamp: Stamp) -> list[tuple[str, Style]]:
    """Return the lines under a title: that it is a draft, or what was corrected."""
    if stamp.is_draft:
        return [(words.DRAFT, NOTE)]
    return [(line, NOTE) for line in NOTE.wrap(stamp.correction, ROOM, lines=2)]


def end(sheet: Sheet, stamp: Stamp, page: str = "") -> Sheet:
    """Draw the foot: what the picture rests on, the page, the snapshot."""
    sheet.rule(LEFT, RIGHT, FOOT, colour=palette.RULE, width=1.2)
    right = "  ".join(part for part in (page, words.snapshot(stamp)) if part)
    used = sheet.text(right, RIGHT, 1250, SMALL_QUIET, align="right")
    sheet.text(words.foot(stamp), LEFT, 1250, SMALL_QUIET, room=ROOM - used - 12)
    return sheet


def nothing(sheet: Sheet, sentence: str) -> None:
    """Write one sentence in the middle of a page that has nothing else to show."""
    box = Box(LEFT, CONTENT, ROOM, FOOT - CONTENT)
    sheet.text(sentence, *box.middle, HEADING, align="center", cell=box)


def person_line(parts: tuple[str, str, str], room: float, style: Style, gap: str) -> str:
    """Join code, unit and person to fit; the unit gives way before the person does."""
    code, unit, person = parts
    named = gap.join(part for part in (code, person) if part)
    left = room - style.width(named) - style.width(gap)
    unit = style.fit(unit, left) if left > 0 else ""
    return gap.join(part for part in (code, unit, person) if part)
