"""`/determine`: the office lists what is open, proposes a figure, and makes it so."""

import datetime as dtm
import re
from dataclasses import replace
from typing import NamedTuple

from bot import dialogues
from bot.desk import Desk, decided_at, desk_list, desk_one
from bot.determining import (
    AtTheDesk,
    at_the_desk,
    determine,
    refuse_if_decided,
    release_publication,
    state_of,
)
from bot.months import month_named
from bot.ports import Alert, Heard, Pressed
from bot.search import find_project
from bot.settings import Settings
from bot.sheet import Line
from bot.speech import Choice, answer, buttons, replaced
from bot.subjects import about_of
from bot.wording import alerts, desk, inspecting
from rules.determination import Determination, Ground
from rules.finding import Finding, read_finding
from rules.month import Month
from rules.plates import BY_STREAK, met
from rules.project import Goal, ProjectCode
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "finding"
_MONTH = re.compile(r"[0-9]{4}[-年./][0-9]{1,2}月?份?|[0-9]{1,2}月份?")


class Asked(NamedTuple):
    """What stands behind `/determine`: `[月份] [项目 [数字 依据]]`."""

    month: Month | None
    project: str
    finding: str


def show_desk(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """List what is open; with a code show one project; with a figure propose it."""
    asked = _asked(heard.arguments, look=work)
    table = at_the_desk(heard, asked.month, look=work, at=at, settings=settings)
    code = find_project(asked.project, table.here, look=work).code if asked.project else ""
    if asked.finding:
        _propose(heard, code, asked.finding, table, work=work, at=at, settings=settings)
        return
    shown = _shown(code, table, work=work, settings=settings)
    work.outbox.put(answer(heard, shown.words, rows=shown.buttons), at)


def ask_finding(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask for another figure (改数); the next words of the presser are it."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    if button.at_state != decided_at(line):
        refuse_if_decided(line, settings=settings)
    if line.goal is not None:
        words = desk.ask_finding(line.project, about.month, line.goal)
        dialogues.begin_about(
            FORM,
            about,
            line.project,
            words,
            event=pressed,
            hint="如：6.5 现场核查",
            work=work,
            at=at,
        )
    return None


def take_finding(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take the words that answer 「改数」 and propose the figure in them."""
    about = dialogues.about_in(draft)
    table = at_the_desk(heard, about.month, look=work, at=at, settings=settings)
    if _propose(heard, about.project, heard.text, table, work=work, at=at, settings=settings):
        dialogues.end(draft, work=work)


def propose_found(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Propose what was found on the spot (按核查认定), citing the check by its number."""
    about = about_of(button.subject)
    table = at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    line = table.line(about.project)
    refuse_if_decided(line, settings=settings)
    check = line.check
    if check is None or str(check.number) != button.at_state or line.goal is None:
        return Alert(alerts.no_longer_open())
    finding = Finding(check.value, inspecting.cited(check))
    _show(pressed, line, line.goal, finding, table, work=work, at=at, settings=settings)
    return None


def confirm_finding(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Make a proposed figure the determination; whoever of the office confirms it."""
    proposal = work.determinations.proposal(int(button.subject))
    if proposal is None:
        return Alert(alerts.no_longer_open())
    table = at_the_desk(pressed, proposal.month, look=work, at=at, settings=settings)
    line = table.line(proposal.project)
    if button.at_state != state_of(line):
        refuse_if_decided(line, settings=settings)
        return Alert(alerts.report_changed(line.project))
    person = table.here.person
    found = Determination(proposal.value, Ground.OFFICE, by=person, at=at, note=proposal.note)
    determine(line, found, table, work=work, at=at)
    words = desk.made(
        line.project, proposal.month, value=proposal.value, by=person, note=proposal.note
    )
    work.outbox.put(replaced(pressed, words), at)
    release_publication(proposal.month, work=work, at=at, settings=settings)
    return None


def cancel_finding(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Drop a proposed figure."""
    proposal = work.determinations.proposal(int(button.subject))
    if proposal is None:
        return Alert(alerts.no_longer_open())
    table = at_the_desk(pressed, proposal.month, look=work, at=at, settings=settings)
    line = table.line(proposal.project)
    if button.at_state != state_of(line):
        refuse_if_decided(line, settings=settings)
    work.determinations.drop_proposal(proposal.id)
    work.outbox.put(replaced(pressed, desk.not_taken(line.project)), at)
    return None


def _asked(arguments: str, *, look: Look) -> Asked:
    first, *rest = arguments.split(maxsplit=1) or [""]
    if not _MONTH.fullmatch(first):
        return Asked(None, first, "".join(rest))
    month = month_named(first, look=look)
    project, *finding = "".join(rest).split(maxsplit=1) or [""]
    return Asked(month, project, "".join(finding))


def _shown(code: ProjectCode, table: AtTheDesk, *, work: Work, settings: Settings) -> Desk:
    if not code:
        return desk_list(table.sheet, work=work, settings=settings)
    line = table.line(code)
    refuse_if_decided(line, settings=settings)
    return desk_one(line, table.sheet, work=work)


def _propose(
    heard: Heard,
    code: str,
    written: str,
    table: AtTheDesk,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> bool:
    """Propose a figure, beside what was found before; say so where it is not understood."""
    line = table.line(code)
    if line.goal is None:
        return False
    finding = read_finding(written, unit=line.project.unit, goal=line.goal)
    if finding is None:
        work.outbox.put(answer(heard, desk.unclear_finding(line.project, line.goal)), at)
        return False
    _show(heard, line, line.goal, finding, table, work=work, at=at, settings=settings)
    return True


def _show(
    event: Heard | Pressed,
    line: Line,
    goal: Goal,
    finding: Finding,
    table: AtTheDesk,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep a proposal and show it, to be confirmed or dropped."""
    number = str(
        work.determinations.propose(
            table.sheet.month,
            line.project.code,
            finding.value,
            note=finding.note,
            by=table.here.person,
            at=at,
        )
    )
    row = [
        Choice("确认", "confirm_finding", number, at_state=state_of(line)),
        Choice("取消", "cancel_finding", number, at_state=state_of(line)),
    ]
    words = _words(line, goal, finding, table, settings)
    work.outbox.put(answer(event, words, rows=buttons(work, row)), at)


def _words(line: Line, goal: Goal, finding: Finding, table: AtTheDesk, settings: Settings) -> str:
    is_new_year = table.sheet.month.number == 1 and not table.rules.carries_over_new_year
    before = line.months[-2].streak if len(line.months) > 1 and not is_new_year else 0
    is_met = met(goal=goal, value=finding.value)
    streak = 0 if is_met else before + 1
    report, made = line.report, line.determination_made
    return desk.proposed(
        line.project,
        table.sheet.month,
        value=finding.value,
        goal=goal,
        note=finding.note,
        reported=report.value if report else None,
        plate=BY_STREAK[min(streak, 2)],
        streak=streak,
        made=made and replace(made, at=made.at and settings.local(made.at)),
    )
