"""Countersigning (核签): a command's draft as its commander sees it, and what was said to it."""

import datetime as dtm
from collections import defaultdict
from dataclasses import replace

from bot.publication import counts_of, misses_of
from bot.settings import Settings
from bot.sheet import Line, MonthSheet
from bot.speech import Choice, buttons
from bot.wording import countersigning, publication
from bot.wording.publication import Miss
from rules.book import Command
from rules.month import Month
from rules.notice import Address, Notice, Priority
from rules.plates import NoPlate
from rules.posts import Role
from rules.project import CommandNo, PersonName
from storage.work import Look, Work


def draft_notices(
    sheet: MonthSheet, *, work: Work, at: dtm.datetime, settings: Settings
) -> list[Notice]:
    """Return each command's draft for its commander, and for who acts for him, privately.

    Who cannot be reached gets none: in a command's group no draft is shown.
    """
    month, parts = sheet.month, by_command(sheet)
    holders = work.book.holders_by_command(Role.COMMANDER, on=settings.day(at))
    accounts = work.bindings.accounts({name for names in holders.values() for name in names})
    return [
        _draft(parts[command.number], command, name, Address(accounts[name]), work=work)
        for command in work.book.commands(month.year)
        if command.number in parts
        for name in holders.get(command.number, ())
        if name in accounts
    ]


def by_command(sheet: MonthSheet) -> dict[CommandNo, MonthSheet]:
    """Return each command's part of a sheet: what has a plate, or waits for one."""
    found: defaultdict[CommandNo, list[Line]] = defaultdict(list)
    for line in sheet.lines:
        if line.rated.plate is not None or line.rated.no_plate is NoPlate.PENDING:
            found[line.project.command].append(line)
    return {number: replace(sheet, lines=tuple(lines)) for number, lines in found.items()}


def worst_first(sheet: MonthSheet) -> list[Line]:
    """Return the lines of a sheet: those that miss, then what is not decided, then the rest."""
    misses = {one.project.code: place for place, one in enumerate(misses_of(sheet))}
    last = len(misses)
    return sorted(
        sheet.lines,
        key=lambda line: (misses.get(line.project.code, last), line.rated.plate is not None),
    )


def proposal(line: Line, miss: Miss | None, month: Month) -> str:
    """Tell in words what is proposed for a project."""
    if miss is not None:
        return publication.proposed_miss(miss, month)
    rated, report, project = line.rated, line.report, line.project
    if rated.plate is None:
        because = line.determination.note if line.determination else ""
        said = report.value if report else None
        return countersigning.undecided(project, rated.goal, said, because)
    is_determined = line.determination_made is not None
    return countersigning.met(project, rated.goal, rated.value, is_determined=is_determined)


def proposals(sheet: MonthSheet) -> list[str]:
    """Tell in words what is proposed for each project of a sheet, the worst first."""
    misses = {one.project.code: one for one in misses_of(sheet)}
    return [
        proposal(line, misses.get(line.project.code), sheet.month) for line in worst_first(sheet)
    ]


def _draft(
    part: MonthSheet, command: Command, person: PersonName, to: Address, *, work: Work
) -> Notice:
    month, subject = part.month, f"{part.month}/{command.number}"
    row = [
        Choice("无异议", "agree_to_draft", subject, owner=person),
        Choice("有异议", "object_to_draft", subject, owner=person),
    ]
    words = countersigning.draft(command, month, counts_of(part), proposals(part))
    key = draft_key(month, command.number, person)
    return Notice(key=key, to=to, words=words, buttons=buttons(work, row))


def draft_key(month: Month, command: CommandNo, person: PersonName) -> str:
    """Return the key of a command's draft as one person gets it."""
    return f"{month}/draft/{command}/{person}"


def drafts_again(
    month: Month, command: CommandNo, key: str, *, look: Look, on: dtm.date, settings: Settings
) -> list[Notice]:
    """Return a command's draft, wherever it was sent, with what has been said to it by now."""
    said, found = look.countersigns.of(month, command), []
    for person in look.book.holders(Role.COMMANDER, command, on=on):
        first = draft_key(month, command, person)
        notice, sent = look.outbox.notice(first), look.outbox.sent_of(first)
        if notice is None or sent is None or not sent.message_ids:
            continue
        (_, objects), words = notice.buttons[0], notice.words
        found.append(
            Notice(
                key=f"{key}/draft/{sent.address.chat_id}",
                to=sent.address,
                words=countersigning.with_words(words, said, settings.zone),
                buttons=((objects,),),
                edits=sent.message_ids[-1],
                priority=Priority.ANSWER,
            )
        )
    return found


def standing(sheet: MonthSheet, *, look: Look, settings: Settings) -> str:
    """Tell the office what was said to a month's drafts; empty before the drafts were sent."""
    if sheet.cycle.briefed_at is None:
        return ""
    said = look.countersigns.of(sheet.month)
    silent = sorted(by_command(sheet).keys() - {one.command for one in said})
    return countersigning.standing(said, silent, settings.zone) if said or silent else ""
