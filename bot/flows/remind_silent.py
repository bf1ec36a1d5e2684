"""Before the close: who has not answered is reminded; at the last time his command is told."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.phases import ALREADY, Ran, begin
from bot.settings import Settings
from bot.sheet import Line, sheet_of
from bot.speech import Reach
from bot.wording import asking, chasing
from rules.cycle import Cycle
from rules.month import Month
from rules.notice import Address, Notice, Priority
from rules.posts import Role
from rules.project import PersonName, ProjectCode
from rules.schedule import HALT, Due, Phase, waking
from storage import journal
from storage.work import Look, Work

StandIns = Mapping[ProjectCode, PersonName]
_LEADERS = (Role.COMMANDER, Role.DEPUTY_COMMANDER)


def remind_silent(
    month: Month,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
    due: Due | None = None,
) -> Ran:
    """Send one message a group, and one private word a person; `due` is None by hand.

    With the month's last reminder those who lead a command are told what is silent in it. One
    that was missed waits for the morning where it would come at night.
    """
    if due is not None and _waits_for_morning(due, work=work, at=at, settings=settings):
        return ALREADY
    cycle = begin(month, Phase.REMIND, look=work) if due is None else _scheduled(due, at, work)
    if cycle is None:
        return ALREADY
    work.cycles.put(cycle.ran(Phase.REMIND, at, by_hand=due is None))
    lines = [line for line in sheet_of(work, month, settings).asked if line.report is None]
    silent = [
        line for line in lines if not (line.waits_for_confirmation or _asked_since(line, due))
    ]
    waiting = [line for line in lines if line.waits_for_confirmation]
    away = work.book.stand_ins(month.year, on=settings.day(at))
    key = f"{month}/remind/{at:%Y%m%d%H%M}"
    notices = [
        *_to_groups(silent, away, cycle, key, work=work, settings=settings),
        *_to_persons(silent, waiting, away, cycle, key, work=work, settings=settings),
        *_to_leaders(silent, cycle, look=work, at=at, settings=settings),
    ]
    queued = work.outbox.put_all(notices, at)
    work.journal.write(
        journal.Line(
            at=at, actor="", what="month.reminded", month=month, facts={"notices": queued}
        )
    )
    return Ran(queued)


def _waits_for_morning(due: Due, *, work: Work, at: dtm.datetime, settings: Settings) -> bool:
    """Put off to the morning, if that is before the close, what is late and would come at night.

    Where another reminder is due that morning anyway, it stands for this one.
    """
    morning = waking(at, settings.zone)
    closes_at = work.cycles.get(due.month).closes_at
    if morning == at or at - due.at <= HALT or closes_at is None or closes_at <= morning:
        return False
    dues = (one.at for one in work.due.of(due.month) if one.phase is Phase.REMIND)
    day = settings.day(morning)
    if not any(one >= morning and settings.day(one) == day for one in dues):
        work.due.put_off(due, morning)
    return True


def _scheduled(due: Due, at: dtm.datetime, work: Work) -> Cycle | None:
    """Return the cycle of a month whose reminder is due; None when nothing is to be said.

    After a halt the question itself may be younger than its reminder, or the close be past; and
    missed reminders are one, also where the bot died between them: the first stands for all that
    were due when it ran.
    """
    cycle = work.cycles.get(due.month)
    if cycle.asked_at is None or cycle.has_run(Phase.CLOSE) or not cycle.is_on_time(at):
        return None
    return cycle if due.at > max((cycle.asked_at, *cycle.reminded_at)) else None


def _asked_since(line: Line, due: Due | None) -> bool:
    """Tell whether a project was asked again after its reminder was due: that reminds enough."""
    return due is not None and line.question is not None and line.question.asked_at >= due.at


def _to_groups(
    silent: Sequence[Line],
    away: StandIns,
    cycle: Cycle,
    key: str,
    *,
    work: Work,
    settings: Settings,
) -> list[Notice]:
    """Name in each command's group who is still asked."""
    by_command: defaultdict[str, list[Line]] = defaultdict(list)
    for line in silent:
        by_command[line.project.command].append(line)
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    reach = Reach.of([line.project for line in silent], look=work, others=away.values())
    notices = []
    for command, lines in by_command.items():
        group = reach.groups.get(command)
        if group is None:
            continue
        projects = [line.project for line in lines]
        instead = {one.code: away[one.code] for one in projects if one.code in away}
        notices.append(
            Notice(
                key=f"{key}/{command}",
                to=group.address,
                words=asking.still_asked(projects, cycle.month, until, away=instead),
                names=reach.named(
                    (*(one.responsible_person for one in projects), *instead.values())
                ),
                is_silent=True,
                priority=Priority.REMINDER,
            )
        )
    return notices


def _to_leaders(
    silent: Sequence[Line], cycle: Cycle, *, look: Look, at: dtm.datetime, settings: Settings
) -> list[Notice]:
    """Tell each who leads a command, once a month, what is silent in it after the last reminder.

    Of what he answers for himself he is reminded already. The key has no instant: by hand too it
    is said once.
    """
    dues = look.due.of(cycle.month)
    if any(one.phase is Phase.REMIND and one.at > at for one in dues):
        return []
    parts = _by_leader(silent, look=look, on=settings.day(at))
    accounts = look.bindings.accounts(parts)
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    return [
        Notice(
            key=f"{cycle.month}/chase/{name}",
            to=Address(accounts[name]),
            words=chasing.still_silent(parts[name], cycle.month, until),
            is_silent=True,
            priority=Priority.REMINDER,
        )
        for name in parts
        if name in accounts
    ]


def _by_leader(
    silent: Sequence[Line], *, look: Look, on: dtm.date
) -> dict[PersonName, list[chasing.Silent]]:
    """Return for each commander and deputy what is silent in his commands, but not his own."""
    found: defaultdict[PersonName, list[chasing.Silent]] = defaultdict(list)
    held = [look.book.holders_by_command(role, on=on) for role in (*_LEADERS, Role.LIAISON)]
    for command in look.book.commands(look.book.year_in_force()):
        *leaders, liaisons = (names.get(command.number, ()) for names in held)
        lines = [line for line in silent if line.project.command == command.number]
        for name in dict.fromkeys(person for names in leaders for person in names):
            others = [line for line in lines if line.project.responsible_person != name]
            if others and others[0].goal is not None:
                projects = tuple(line.project for line in others)
                part = chasing.Silent(command.name, projects, liaisons, others[0].goal)
                found[name].append(part)
    return found


def _by_person(lines: Sequence[Line], away: StandIns) -> dict[PersonName, list[Line]]:
    found: defaultdict[PersonName, list[Line]] = defaultdict(list)
    for line in lines:
        found[_answers(line, away)].append(line)
    return found


def _answers(line: Line, away: StandIns) -> PersonName:
    """Return who is reminded privately: the responsible person, or who answers for him."""
    return away.get(line.project.code, line.project.responsible_person)


def _to_persons(
    silent: Sequence[Line],
    waiting: Sequence[Line],
    away: StandIns,
    cycle: Cycle,
    key: str,
    *,
    work: Work,
    settings: Settings,
) -> list[Notice]:
    """Say one private word to each who can be reached, for all his projects at once (E34)."""
    asked, to_confirm = _by_person(silent, away), _by_person(waiting, {})
    people = dict.fromkeys((*asked, *to_confirm))
    accounts = work.bindings.accounts(people)
    until = settings.local(cycle.closes_at) if cycle.closes_at else None
    return [
        Notice(
            key=f"{key}/{name}",
            to=Address(accounts[name]),
            words=asking.please_answer(
                name,
                [(one.project, one.goal) for one in asked.get(name, ()) if one.goal is not None],
                [line.project for line in to_confirm.get(name, ())],
                cycle.month,
                until,
            ),
            is_silent=True,
            priority=Priority.REMINDER,
        )
        for name in people
        if name in accounts
    ]
