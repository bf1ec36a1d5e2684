"""The desk: the message that lists what the office has not determined yet, with its buttons."""

from typing import NamedTuple

from bot.burden import burdens_of
from bot.sheet import Line, MonthSheet
from bot.speech import Choice, buttons
from bot.subjects import subject_of
from bot.wording import burden, closing, desk
from bot.wording.closing import Doubt, Tally, why_in_doubt
from bot.wording.desk import DeskLine
from rules.notice import About, ButtonFace
from rules.plates import met
from rules.remark import causes_of
from storage.work import Look, Work

PAGE = 5  # projects a page: their two rows of buttons fill a phone


class Desk(NamedTuple):
    """A page of the desk: its words and its buttons."""

    words: str
    buttons: tuple[tuple[ButtonFace, ...], ...]


def desk_list(sheet: MonthSheet, *, work: Work, page: int = 0) -> Desk:
    """Return a page of what is open, what needs a look first (`page` counts from 0)."""
    waiting = sorted(sheet.open, key=_suspicion)
    pages = max(-(-len(waiting) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = waiting[page * PAGE : (page + 1) * PAGE]
    words = desk.listing(
        sheet.month,
        count=len(waiting),
        page=page,
        pages=pages,
        lines=[desk.line(desk_line(line)) for line in shown],
        objected=[desk.objected(line.project, line.objection) for line in sheet.objected],
    )
    rows = [row for line in shown for row in _rows(line, sheet)]
    return Desk(words, buttons(work, *rows, _turn(sheet, page, pages), _rest(sheet)))


def desk_one(line: Line, sheet: MonthSheet, *, work: Work) -> Desk:
    """Return one project with its buttons."""
    words = desk.line(desk_line(line))
    subject = subject_of(About(sheet.month, line.project.code))
    has_evidence = any(one.is_evidence for one in line.remarks)
    shows = [Choice("看材料", "show_remarks", subject)] if has_evidence else []
    return Desk(words, buttons(work, _deeds(line, sheet), shows))


def desk_line(line: Line) -> DeskLine:
    """Return what the desk shows of a project."""
    report, waiting = line.report, line.waiting
    return DeskLine(
        project=line.project,
        goal=line.goal,
        reported=report.value if report else None,
        last=line.last,
        is_late=report is not None and report.is_late,
        is_waiting=waiting is not None,
        pending_because=_pending_because(line),
        said=waiting.text if waiting else "",
        cause=causes_of(line.remarks),
        evidence=sum(one.is_evidence for one in line.remarks),
        objection=line.open_objection,
    )


def _pending_because(line: Line) -> str:
    """Say why a project was put to the office; an answer that came since is said too."""
    found, report = line.determination, line.report
    if found is None or not line.is_pending:
        return ""
    if report is not None and found.at is not None and report.source.said_at >= found.at:
        return desk.came_again(found.note)
    if found.note == why_in_doubt(Doubt.UNCONFIRMED) and report and line.waiting is None:
        return desk.confirmed_since()
    return found.note


def decided_at(line: Line) -> str:
    """Return when a project was determined, as a button has seen it; `` for not yet."""
    made = line.determination_made
    return str(made.at) if made else ""


def _suspicion(line: Line) -> tuple[bool, bool, bool, bool, bool]:
    """Sort by what needs a look: objected to, put to the office, silent, late, short."""
    report = line.report
    is_short = report is None or line.goal is None or not met(goal=line.goal, value=report.value)
    is_late = report is not None and report.is_late
    is_objected = line.open_objection is not None
    return not is_objected, not line.is_pending, report is not None, not is_late, not is_short


def _rows(line: Line, sheet: MonthSheet) -> tuple[list[Choice], list[Choice]]:
    """Return a project's two rows: its name, which shows it alone, and what can be done."""
    subject = subject_of(About(sheet.month, line.project.code))
    name = f"{line.project.code} {line.project.name}"[:30]
    return [Choice(name, "desk_one", subject)], _deeds(line, sheet)


def _deeds(line: Line, sheet: MonthSheet) -> list[Choice]:
    """Return what can be done with a project; what is determined can be determined otherwise."""
    subject = subject_of(About(sheet.month, line.project.code))
    if line.determination_made is not None:
        return [Choice("改数", "ask_finding", subject, at_state=decided_at(line))]
    report = line.report
    first = (
        Choice("按自报认定", "accept_report", subject, at_state=str(report.id))
        if report
        else Choice("按未报", "accept_silence", subject)
    )
    return [
        first,
        Choice("改数", "ask_finding", subject),
        Choice("退回", "send_back", subject),
    ]


def _turn(sheet: MonthSheet, page: int, pages: int) -> list[Choice]:
    month = str(sheet.month)
    back = [Choice("上一页", "desk_page", month, at_state=str(page - 1))] if page else []
    on = [Choice("下一页", "desk_page", month, at_state=str(page + 1))] if page + 1 < pages else []
    return back + on


def _rest(sheet: MonthSheet) -> list[Choice]:
    count = sum(line.is_acceptable for line in sheet.open)
    label = f"其余按自报认定（{count}个）"
    return [Choice(label, "accept_rest", str(sheet.month))] if count else []


def closed_words(sheet: MonthSheet, *, look: Look) -> str:
    """Return how the close is told to the office: what came in, and what it cost people."""
    short = burden.in_short(burdens_of(sheet.month, look=look))
    return closing.closed(sheet.month, tally_of(sheet), short)


def tally_of(sheet: MonthSheet) -> Tally:
    """Sort the asked projects by what came in."""
    asked = sheet.asked
    return Tally(
        asked=len(asked),
        reported=tuple(
            line.project.code for line in asked if line.report is not None and not line.is_pending
        ),
        silent=tuple(
            line.project.code for line in asked if line.report is None and not line.is_pending
        ),
        pending=tuple(
            (line.project.code, line.determination.note)
            for line in asked
            if line.is_pending and line.determination is not None
        ),
    )
