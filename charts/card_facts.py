"""What a card says beside its curve: the month's facts, what is left, who answers, what blocks."""

from typing import NamedTuple

from charts import fonts, milestones, palette, phone, plates, words
from charts.canvas import Box, Sheet, Style, rounded
from charts.figures import (
    NOTHING,
    UNREPORTED,
    Need,
    amount,
    completion,
    has_figure_each_month,
    need,
    short_of,
)
from charts.marks import NONE, mark_in, mark_of
from charts.phone import LEFT, RIGHT, ROOM
from charts.views import CardView, Overdue
from rules.plates import Plate
from rules.project import Milestone, Stage, plain

PANEL = 128  # height of the facts
_COLUMNS = ((24, 204), (248, 204), (472, 224))
_BIG = Style(38, fonts.BOLD)
_SUB = Style(21, fonts.MEDIUM)
_REST = Box(24, 846, 672, 171)
_CELLS = (44, 255, 465)


class Fact(NamedTuple):
    """A label, a large figure, and what stands under or behind it."""

    label: str
    figure: str
    note: str


def panel(sheet: Sheet, card: CardView, top: float) -> None:
    """Draw the three facts of the month."""
    sheet.rectangle(Box(0, top, phone.WIDTH, PANEL), palette.PANEL)
    for x, _ in _COLUMNS[1:]:
        sheet.rectangle(Box(x - 14, top + 19, 1.2, 92), palette.RULE)
    facts = (_determined(card), _rate(card), _streak(card))
    for (x, room), fact in zip(_COLUMNS, facts, strict=True):
        sheet.text(fact.label, x, top + 26, phone.SMALL_QUIET, room=room)
        big = _BIG.shrunk(fact.figure, room, least=24)
        sheet.text(fact.figure, x, top + 63, big, room=room)
        sheet.text(fact.note, x, top + 102, _SUB, room=room)
    if card.stamp.is_draft and card.stamp.month > 1:
        mark = mark_in(card.project, card.stamp.month - 1)
        plates.plate(sheet, Box(_COLUMNS[2][0], top + 44, 42, 42), mark.bare, 25)


def _determined(card: CardView) -> Fact:
    cell, month, project = card.shown, card.stamp.month, card.project
    found = UNREPORTED if cell.is_unreported else amount(cell.value)
    if mark_of(project, card.stamp) == NONE:
        return Fact(f"{month}月底认定", found, words.why_no_plate(project, card.stamp))
    if isinstance(cell.goal, Milestone):
        return Fact(f"{month}月节点", found, str(cell.goal))
    by = "填报" if card.stamp.is_draft else "认定"
    label = f"{month}月{'底' if project.is_cumulative else ''}{by}"
    return Fact(label, found, f"目标{amount(cell.goal, project.unit)}")


def _rate(card: CardView) -> Fact:
    cell = card.shown
    if isinstance(cell.goal, Milestone):
        count = len(milestones.of(card))
        return Fact("本年节点", f"{milestones.reached(card)}/{count}", "已完成/全部")
    note = words.silent(card.stamp) if cell.is_unreported else short_of(cell, card.project.unit)
    return Fact("完成率", completion(cell.goal, cell.value), note)


def _streak(card: CardView) -> Fact:
    """Say how long the project has missed; of a draft, what the month before was rated."""
    month, project = card.stamp.month, card.project
    if card.stamp.is_draft:  # the plate itself is drawn over the empty figure
        return Fact(f"{month - 1}月标识", "", "") if month > 1 else Fact("上月标识", NOTHING, "")
    streak = card.shown.streak
    if not streak:
        found = [cell.plate for cell in project.months[:month]]
        note = f"本年黄{found.count(Plate.YELLOW)}、红{found.count(Plate.RED)}"
        return Fact("连续未完成", "0个月", note)
    missed = words.missed_months(project, month)
    while len(missed) > 1 and _SUB.width("、".join(missed)) > _COLUMNS[2][1]:
        missed = missed[1:]
    return Fact("连续未完成", f"{streak}个月", "、".join(missed))


def rest(sheet: Sheet, card: CardView) -> None:
    """Draw what is left of the year's target, and the pace that it takes."""
    sheet.paint(rounded(_REST.inset(1), 10), fill=palette.WHITE, line=palette.INK, width=2)
    left = need(card)
    said = words.over(card, left)
    if said:
        plates.written(sheet, _REST, said, Style(26, fonts.BOLD))
        return
    cells = _left(card, left) if left else _milestones_left(card)
    for x, (label, figure, unit) in zip(_CELLS, cells, strict=True):
        _cell(sheet, x, label, figure, unit)
    sheet.rule(44, 676, 954, colour=palette.RULE, width=1.2)
    sentence = _pace(card, left) if left else _next_milestone(card)
    style = Style(23, fonts.MEDIUM)
    sheet.text(sentence, 44, 984, style.shrunk(sentence, 632, least=21), room=632)


def _cell(sheet: Sheet, x: float, label: str, figure: str, unit: str) -> None:
    sheet.text(label, x, 875, phone.QUIET, room=195)
    small = Style(23, fonts.MEDIUM)
    room = 195 - small.width(unit) - 8
    style = Style(44, fonts.BOLD).shrunk(figure, room, least=24)
    used = sheet.text(figure, x, 915, style, room=room)
    sheet.text(unit, x + used + 8, 922, small, room=195 - used - 8)


def _left(card: CardView, left: Need) -> tuple[Fact, Fact, Fact]:
    unit = card.project.unit
    each = NOTHING if left.each is None else plain(left.each)
    return (
        Fact("还差", plain(left.gap), unit),
        Fact("剩余", str(left.months), "个月"),
        Fact("月均需", each, unit if left.each is not None else ""),
    )


def _pace(card: CardView, left: Need) -> str:
    """Hold what is needed a month against the pace so far."""
    if left.pace is None:
        return "尚无认定数"
    unsure = card.stamp.is_draft and card.shown.value is not None
    over = "已参评" if has_figure_each_month(card) else "计划已过"
    counted = f"{'按现报' if unsure else over}{left.counted}个月"
    so_far = f"{counted}，月均{plain(left.pace)}{card.project.unit}"
    if not left.months:
        return f"{so_far}；{_no_month(card)}"
    if left.times is None:
        return so_far
    if left.times < 1:
        return f"{so_far}；按此进度可完成年度目标"
    return f"{so_far}；今后每月须为其{plain(left.times)}倍"


def _no_month(card: CardView) -> str:
    """Say why no month is left: the project was due, or none has a target any more."""
    due, day = card.due_date, card.stamp.data_date
    return "已到完成时限" if due is not None and due <= day else "以后没有月度目标"


def _milestones_left(card: CardView) -> tuple[Fact, Fact, Fact]:
    count, done = len(milestones.of(card)), milestones.reached(card)
    return (
        Fact("本年节点", str(count), "个"),
        Fact("已完成", str(done), "个"),
        Fact("未完成", str(count - done), "个"),
    )


def _next_milestone(card: CardView) -> str:
    ahead = [(month, cell) for month, cell in milestones.of(card) if cell.value is not Stage.MET]
    if not ahead:
        return "本年节点全部完成"
    month, cell = ahead[0]
    return f"待完成节点　{month}月　{cell.goal}"


def people(sheet: Sheet, card: CardView) -> None:
    """Write who answers for the project, and by when."""
    project = card.project
    due = str(card.due_date) if card.due_date else NOTHING
    named = (
        ("责任领导", project.responsible_leader, 120.0),
        ("主责单位", project.lead_unit, 200.0),
        ("主要责任人", project.responsible_person, 130.0),
        (f"完成时限 {words.days_left(card)}".rstrip(), due, 200.0),
    )
    style = Style(24)
    fitted = [(label, style.fit(text, room)) for label, text, room in named]
    wide = [max(phone.SMALL.width(label), style.width(text)) for label, text in fitted]
    gap = (ROOM - sum(wide)) / 3
    x = float(LEFT)
    for (label, text), each in zip(fitted, wide, strict=True):
        sheet.text(label, x, 1052, phone.SMALL_QUIET)
        sheet.text(text, x, 1083, style)
        x += each + gap


def support(sheet: Sheet, card: CardView) -> None:
    """Draw the support item that is overdue for longest."""
    overdue = card.project.overdue
    if overdue is None:
        sheet.text("无逾期保障事项", LEFT, 1155, phone.QUIET)
        return
    box = Box(LEFT, 1118, ROOM, 74)
    sheet.rectangle(box, palette.PANEL)
    sheet.rectangle(box._replace(width=8), palette.INK)
    more = f"另{overdue.others}项" if overdue.others else ""
    used = sheet.text(more, RIGHT - 14, 1140, _SUB, align="right") if more else 0
    title = f"保障逾期{overdue.days}天　{overdue.item}"
    sheet.text(title, 46, 1140, Style(23, fonts.BOLD), room=RIGHT - 14 - used - 12 - 46)
    sheet.text(_support_line(overdue), 46, 1171, phone.SMALL, room=RIGHT - 14 - 46)


def _support_line(overdue: Overdue) -> str:
    due = overdue.due_date
    department = f"{overdue.department} {overdue.person}".strip()
    return f"{overdue.category}　{department}　应于{due.month}月{due.day}日办结，{overdue.status}"
