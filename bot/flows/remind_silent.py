"""Before the close: who has not answered is reminded, and nobody else."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Sequence

from bot.phases import ALREADY, Ran, begin
from bot.settings import Settings
from bot.sheet import Line, sheet_of
from bot.speech import named
from bot.wording import asking
from rules.cycle import Cycle
from rules.month import Month
from rules.notice import Address, Notice, Priority
from rules.posts import Room
from rules.project import PersonName
from rules.schedule import Due, Phase
from storage import journal
from storage.work import Work


def remind_silent(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Send one message a group, and one private word a person; `due` is None by hand."""
    cycle = begin(month, Phase.REMIND, look=work) if due is None else _scheduled(due, at, work)
    if cycle is None:
        return ALREADY
    work.cycles.put(cycle.ran(Phase.REMIND, at, by_hand=due is None))
    lines = [line for line in sheet_of(work, month, settings).asked if line.report is None]
    silent = [line for line in lines if not line.waits_for_confirmation]
    waiting = [line for line in lines if line.waits_for_confirmation]
    key = f"{month}/remind/{at:%Y%m%d%H%M}"
    notices = [
        *_to_groups(silent, cycle, key, work=work, settings=settings),
        *_to_persons(silent, waiting, cycle, key, work=work, settings=settings),
    ]
    queued = sum(work.outbox.put(notice, at) for notice in notices)
    work.journal.write(
        journal.Line(
            at=at, actor="", what="month.reminded", month=month, facts={"notices": queued}
        )
    )
    return Ran(queued)


def _scheduled(due: Due, at: dtm.datetime, work: Work) -> Cycle | None:
    """Return the cycle of a month whose reminder is due; None when nothing is to be said.

    After a halt the question itself may be younger than its reminder, or the close be past.
    """
    cycle = work.cycles.get(due.month)
    is_open = (
        cycle.asked_at is not None and not cycle.has_run(Phase.CLOSE) and cycle.is_on_time(at)
    )
    return cycle if is_open and due.at > (cycle.asked_at or due.at) else None


def _to_groups(
    silent: Sequence[Line], cycle: Cycle, key: str, *, work: Work, settings: Settings
) -> list[Notice]:
    """Name in each command's group who is still asked; the first project's question is quoted."""
    by_command: defaultdict[str, list[Line]] = defaultdict(list)
    for line in silent:
        by_command[line.project.command].append(line)
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    notices = []
    for command, lines in by_command.items():
        group = work.bindings.group(Room.COMMAND, command)
        if group is None:
            continue
        projects = [line.project for line in lines]
        notices.append(
            Notice(
                key=f"{key}/{command}",
                to=group.address,
                words=asking.still_asked(projects, cycle.month, until),
                names=named(work, [one.responsible_person for one in projects]),
                is_silent=True,
                priority=Priority.REMINDER,
            )
        )
    return notices


def _to_persons(
    silent: Sequence[Line],
    waiting: Sequence[Line],
    cycle: Cycle,
    key: str,
    *,
    work: Work,
    settings: Settings,
) -> list[Notice]:
    """Say one private word to each who can be reached, for all his projects at once (E34)."""
    people: dict[PersonName, None] = dict.fromkeys(
        line.project.responsible_person for line in (*silent, *waiting)
    )
    accounts = work.bindings.accounts(people)
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    return [
        Notice(
            key=f"{key}/{name}",
            to=Address(accounts[name]),
            words=asking.please_answer(
                [
                    (line.project, line.goal)
                    for line in silent
                    if line.project.responsible_person == name and line.goal is not None
                ],
                [line.project for line in waiting if line.project.responsible_person == name],
                cycle.month,
                until,
            ),
            is_silent=True,
            priority=Priority.REMINDER,
        )
        for name in people
        if name in accounts
    ]
