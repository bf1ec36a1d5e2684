"""The card: one project for the person who answers for it and the commander."""

from charts import card_facts, curve, fonts, milestones, palette, phone, plates, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.marks import OPEN, Mark, mark_in, mark_of, proposed
from charts.phone import LEFT, RIGHT, ROOM
from charts.views import CardView

_PLATE = Box(584, 34, 112, 84)
_NAME_ROOM = _PLATE.x - 16 - LEFT
_PLATES_Y = 778
_SAID = {"未认定", "暂停"}  # by the plate, by the facts


def draw(card: CardView) -> Sheet:
    """Return the card of a project."""
    sheet = Sheet(phone.WIDTH, phone.HEIGHT)
    top = _header(sheet, card)
    card_facts.panel(sheet, card, top)
    _progress(sheet, card, top + card_facts.PANEL)
    _months(sheet, card)
    card_facts.rest(sheet, card)
    card_facts.people(sheet, card)
    card_facts.support(sheet, card)
    return phone.end(sheet, card.stamp)


def _header(sheet: Sheet, card: CardView) -> float:
    """Draw who it is; return the y where the facts begin."""
    project = card.project
    _origin(sheet, card)
    y = _name(sheet, project.name)
    for line in phone.QUIET.wrap(project.brief, ROOM, lines=2):
        y += 32
        sheet.text(line, LEFT, y, phone.QUIET, room=ROOM)
    y = _titled(sheet, y + 39, "年度目标", project.annual_target_text, lines=2)
    if card.suspension:
        y = _titled(sheet, y + 36, "暂停原因", card.suspension, lines=1)
    if card.stamp.correction:
        y += 36
        sheet.text(card.stamp.correction, LEFT, y, phone.NOTE, room=ROOM)
    _big_plate(sheet, card)
    return y + 46


def _origin(sheet: Sheet, card: CardView) -> None:
    """Write code, command and kind, and in a frame what is to be known of the month."""
    tag = _tag(card)
    tagged = Style(21).width(tag) + 14 if tag else 0
    parts = (card.project.code, card.command, card.kind.chinese)
    room = _NAME_ROOM - (tagged + 12 if tag else 0)
    used = sheet.text("　".join(parts), LEFT, 42, phone.QUIET, room=room)
    if tag:
        box = Box(LEFT + used + 12, 28, tagged, 28)
        sheet.paint(rounded(box.inset(0.6), 4), line=palette.SOFT, width=1.2)
        plates.written(sheet, box, tag, Style(21))


def _tag(card: CardView) -> str:
    """Say that the project has left, or the month's weightiest tag that stands nowhere else."""
    if card.exited_on:
        return f"已退出{card.exited_on}"
    return words.weightiest(tag for tag in card.project.tags if tag not in _SAID)


def _name(sheet: Sheet, name: str) -> float:
    """Write the name in one line, or in two smaller ones; return the y of the last."""
    if phone.TITLE.width(name) <= _NAME_ROOM:
        sheet.text(name, LEFT, 88, phone.TITLE)
        return 107
    style = phone.TITLE._replace(size=34)
    lines = style.wrap(name, _NAME_ROOM, lines=2)
    for place, line in enumerate(lines):
        sheet.text(line, LEFT, 84 + place * 44, style, room=_NAME_ROOM)
    return 101 + (len(lines) - 1) * 44


def _titled(sheet: Sheet, y: float, title: str, text: str, *, lines: int) -> float:
    """Write a text with its title before it; return the y of the last line."""
    style = Style(23, fonts.MEDIUM)
    left = LEFT + sheet.text(title, LEFT, y, style) + 23
    wrapped = style.wrap(text, RIGHT - left, lines=lines)
    for place, line in enumerate(wrapped):
        sheet.text(line, left, y + place * 33, style, room=RIGHT - left)
    return y + max(0, len(wrapped) - 1) * 33


def _big_plate(sheet: Sheet, card: CardView) -> None:
    """Draw the month's plate with its whole word: 红牌, 无牌, 未认定, or what a draft proposes."""
    mark = mark_of(card.project, card.stamp)
    word = f"{mark.word}牌"
    if mark == OPEN:
        word = proposed(card.project)
    plates.plate(sheet, _PLATE, Mark(mark.plate, word), 36 if len(word) < 3 else 30)


def _progress(sheet: Sheet, card: CardView, top: float) -> None:
    """Draw the year's curve, or the milestones of a project that has no figures."""
    project = card.project
    if milestones.lead(card):
        milestones.draw(sheet, card, top)
        return
    basis = "累计" if project.is_cumulative else "每月"
    unit = f"（{project.unit}）" if project.unit else ""
    used = sheet.text(f"{basis}进度{unit}", LEFT, top + 40, Style(23, fonts.BOLD), room=300)
    note = words.adjusted(card)
    sheet.text(note, RIGHT, top + 40, phone.SMALL_QUIET, align="right", room=ROOM - used - 20)
    curve.draw(sheet, card, top + 58)


def _months(sheet: Sheet, card: CardView) -> None:
    """Draw the twelve months with their plates, each exactly under its place on the curve."""
    stamp = card.stamp
    for month in range(1, 13):
        x = curve.month_x(month)
        colour = palette.SOFT if month > stamp.month else palette.INK
        style = Style(21, fonts.BOLD if month == stamp.month else fonts.REGULAR, colour)
        sheet.text(f"{month}月", x, 756, style, align="center")
        box = Box(x - 21, _PLATES_Y, 42, 42)
        mark = mark_in(card.project, month)
        if month == stamp.month:
            plates.plate(sheet, box, mark_of(card.project, stamp).bare, 25)
        elif month < stamp.month and mark.plate:
            plates.plate(sheet, box, mark.bare, 25)
        else:
            plates.dashed(sheet, box, palette.FAINT)
