"""The desk: the message that lists what the office has not determined yet, with its buttons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.burden import burdens_of
from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.speech import Choice, buttons
from bot.subjects import subject_of
from bot.wording import burden, closing, desk
from bot.wording.closing import Doubt, Tally, why_in_doubt
from bot.wording.desk import DeskLine, Made
from rules.notice import About, ButtonFace
from rules.remark import causes_of
from storage.work import Look, Work

PAGE = 5  # projects a page: their two rows of buttons fill a phone
_JUST_MADE = 3  # deeds of the office under a list


class Desk(NamedTuple):
    """A page of the desk: its words and its buttons."""

    words: str
    buttons: tuple[tuple[ButtonFace, ...], ...]


def desk_list(sheet: MonthSheet, *, work: Work, settings: Settings, page: int = 0) -> Desk:
    """Return a page of what is open, what needs a look first (`page` counts from 0).

    Each part stands by command; under them stands what the office determined last.
    """
    waiting = sorted(sheet.open, key=_urgency)
    pages = max(-(-len(waiting) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = waiting[page * PAGE : (page + 1) * PAGE]
    words = desk.listing(
        sheet.month,
        count=len(waiting),
        page=page,
        pages=pages,
        lines=list(_lines(shown, sheet, look=work)),
        objected=[desk.objected(line.project, line.objection) for line in sheet.objected],
        just_made=_just_made(sheet, settings),
    )
    rows = [row for line in shown for row in _rows(line, sheet)]
    return Desk(words, buttons(work, *rows, _turn(sheet, page, pages), _rest(sheet)))


def _urgency(line: Line) -> tuple[bool, bool]:
    """Sort what a commander objects to first, then what else needs a look."""
    return line.is_acceptable, line.open_objection is None


def _lines(shown: Sequence[Line], sheet: MonthSheet, *, look: Look) -> Iterator[str]:
    """Yield the projects of a page under the names of their commands."""
    names = {one.number: one.name for one in look.book.commands(sheet.month.year)}
    above = None
    for line in shown:
        number, is_sure = line.project.command, line.is_acceptable
        if above != (number, is_sure):
            yield desk.section(names.get(number, number), needs_a_look=not is_sure)
        above = number, is_sure
        yield desk.line(desk_line(line))


def _just_made(sheet: MonthSheet, settings: Settings) -> list[Made]:
    """Return the last deeds of the office, the latest first: one may settle many projects."""
    deeds = defaultdict(list)
    for line in sheet.lines:
        made = line.determination_made
        if made is not None and made.by and made.at:
            deeds[made.at, made.by].append(line)
    latest = sorted(deeds.items(), reverse=True)[:_JUST_MADE]
    return [
        Made(by, settings.local(at), lines[0].project, lines[0].determined, len(lines))
        for (at, by), lines in latest
    ]


def desk_one(line: Line, sheet: MonthSheet, *, work: Work) -> Desk:
    """Return one project with its buttons."""
    words = desk.line(desk_line(line))
    subject = subject_of(About(sheet.month, line.project.code))
    has_evidence = any(one.is_evidence for one in line.remarks)
    shows = [Choice("看材料", "show_remarks", subject)] if has_evidence else []
    return Desk(words, buttons(work, _deeds(line, sheet), _by_check(line, sheet), shows))


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
        is_fall=line.is_fall,
        is_leap=line.is_leap,
        check=line.check,
        is_above_check=line.is_above_check,
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


def _rows(line: Line, sheet: MonthSheet) -> tuple[list[Choice], ...]:
    """Return a project's rows: its name, which shows it alone, and what can be done."""
    subject = subject_of(About(sheet.month, line.project.code))
    name = f"{line.project.code} {line.project.name}"[:30]
    return [Choice(name, "desk_one", subject)], _deeds(line, sheet), _by_check(line, sheet)


def _by_check(line: Line, sheet: MonthSheet) -> list[Choice]:
    """Return what proposes the figure that was found on the spot, where something was."""
    if line.check is None or line.determination_made is not None:
        return []
    subject = subject_of(About(sheet.month, line.project.code))
    return [Choice("按核查认定", "propose_found", subject, at_state=str(line.check.number))]


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
