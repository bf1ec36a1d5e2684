"""`/ledger`: the month as a workbook; it comes back filled in, and all of it is taken or none."""

import datetime as dtm
import json
from collections.abc import Mapping

from bot.determining import (
    AtTheDesk,
    at_the_desk,
    determine_all,
    refuse_if_decided,
    release_publication,
)
from bot.entrance import enter
from bot.ledger import Comparison, compare, finding, ledger_of, since, stands
from bot.months import month_named
from bot.paper_kinds import paper_recipe
from bot.ports import Alert, Brought, Content, Heard, Pressed, Unread
from bot.settings import Settings
from bot.speech import Choice, Rows, answer, buttons, replaced
from bot.wording import alerts, ledger
from papers.ledger import FilledLedger, NoLedger
from rules.month import Month
from rules.posts import Act, NotYoursError, Room, acting_post
from rules.project import ProjectCode
from storage.buttons import Button
from storage.determinations import Proposal
from storage.work import Look, Work

_ENDING = ".xlsx"
_NAME = "认定表"  # what our own files are called


def send_ledger(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Send a month's workbook; without a month that of the oldest closed one."""
    asked = month_named(heard.arguments, look=work)
    table = at_the_desk(heard, asked, look=work, at=at, settings=settings)
    month = table.sheet.month
    paper = ledger_of(table.sheet, look=work, at=at, settings=settings)
    recipe = paper_recipe("ledger", paper, ledger.file_name(settings.name, month))
    words = ledger.sent(month, count=len(paper.rows), left=len(table.sheet.open))
    work.outbox.put(answer(heard, words, recipe=recipe), at)


def wants_file(heard: Heard, *, look: Look, settings: Settings) -> bool:
    """Tell whether a file may be a ledger that came back.

    In the office's group that of whoever is bound, in private the office's alone.
    """
    is_workbook = heard.content is Content.FILE and heard.file_name.lower().endswith(_ENDING)
    if not is_workbook or heard.command or heard.is_edit or heard.is_anonymous:
        return False
    person = look.bindings.person_of(heard.account)
    if person is None:
        return False
    if not heard.is_private:
        group = look.bindings.group_of(heard.chat.chat_id)
        return group is not None and group.room is Room.OFFICE
    try:
        posts, day = look.book.posts_of(person), settings.day(heard.said_at)
        acting_post(Act.DETERMINE, posts, room=Room.PRIVATE, on=day)
    except NotYoursError:
        return False
    return True


def _why_not(brought: Brought) -> str:
    """Say why a file is no ledger."""
    if isinstance(brought, Unread):
        return ledger.unread(brought)
    return brought.says if isinstance(brought, NoLedger) else ledger.of_an_application()


def take_ledger(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Show what a workbook that came back asks for; nothing of it is taken before 「确认」."""
    brought = heard.brought
    if not isinstance(brought, FilledLedger):
        if brought is not None and _is_meant(heard):
            here = enter(heard, look=work)
            acting_post(Act.DETERMINE, here.posts, room=here.room, on=settings.day(at))
            words = _why_not(brought)
            work.outbox.put(answer(heard, words), at)
        return
    table = at_the_desk(heard, brought.month, look=work, at=at, settings=settings)
    found = compare(brought, table, at=at)
    words = _words(found, table, settings)
    rows: Rows = ()
    if found.changes and not found.mistakes:
        rows = _propose(found, table, work=work, at=at)
    work.outbox.put(answer(heard, words, rows=rows), at)


def confirm_ledger(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Determine all that was shown, or nothing where something changed since."""
    month, ids = _subject(button)
    table = at_the_desk(pressed, month, look=work, at=at, settings=settings)
    proposals = work.determinations.proposals(ids)
    states: Mapping[ProjectCode, str] = json.loads(button.at_state)
    if not proposals:
        return _is_over(states, table, settings)
    work.determinations.drop_proposals(ids)
    changed = [
        ledger.changed(line.project, since(line, state, settings=settings))
        for code, state in states.items()
        if stands(line := table.line(code)) != state
    ]
    if changed:
        work.outbox.put(replaced(pressed, ledger.nothing_taken(month, changed)), at)
        return Alert(ledger.changed_meanwhile(len(changed)))
    _take(pressed, proposals, table, work=work, at=at)
    release_publication(month, work=work, at=at, settings=settings)
    return None


def cancel_ledger(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Let all go that was shown."""
    month, ids = _subject(button)
    table = at_the_desk(pressed, month, look=work, at=at, settings=settings)
    if not work.determinations.proposals(ids):
        return _is_over(json.loads(button.at_state), table, settings)
    work.determinations.drop_proposals(ids)
    work.outbox.put(replaced(pressed, ledger.not_taken(month)), at)
    return None


def _is_meant(heard: Heard) -> bool:
    """Tell whether a file that is no ledger was meant as one: a group has other files too."""
    is_answer = heard.quoted is not None and heard.quoted.is_ours
    return heard.is_private or is_answer or _NAME in heard.file_name


def _words(found: Comparison, table: AtTheDesk, settings: Settings) -> str:
    return ledger.compared(
        table.sheet.month,
        changes=[
            ledger.change(line.project, line.determination_made, asked)
            for line, asked in found.changes
        ],
        conflicts=[
            ledger.conflict(line.project, entry.value, since(line, entry.state, settings=settings))
            for line, entry in found.conflicts
        ],
        mistakes=found.mistakes,
        missing=found.missing,
    )


def _propose(found: Comparison, table: AtTheDesk, *, work: Work, at: dtm.datetime) -> Rows:
    month = table.sheet.month
    asked = {
        line.project.code: (one.value, one.note)
        for line, one in found.changes
        if one.value is not None
    }
    ids = work.determinations.propose_all(month, asked, by=table.here.person, at=at)
    subject = f"{month}/{','.join(map(str, ids))}"
    states = json.dumps({line.project.code: stands(line) for line, _ in found.changes})
    row = [
        Choice("确认", "confirm_ledger", subject, at_state=states),
        Choice("取消", "cancel_ledger", subject, at_state=states),
    ]
    return buttons(work, row)


def _subject(button: Button) -> tuple[Month, tuple[int, ...]]:
    month, _, ids = button.subject.partition("/")
    return Month.parse(month), tuple(map(int, ids.split(",")))


def _take(
    pressed: Pressed,
    proposals: tuple[Proposal, ...],
    table: AtTheDesk,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    person = table.here.person
    found = [
        (line, finding(line, one.value, one.note, by=person, at=at))
        for one in proposals
        if one.value is not None and (line := table.line(one.project))
    ]
    determine_all(found, table, work=work, at=at)
    left = len(table.sheet.open) - sum(line.is_open for line, _ in found)
    words = ledger.taken(table.sheet.month, count=len(found), by=person, left=left)
    work.outbox.put(replaced(pressed, words), at)


def _is_over(states: Mapping[ProjectCode, str], table: AtTheDesk, settings: Settings) -> Alert:
    """Tell of a second press: who decided and when, or that it was let go."""
    refuse_if_decided(table.line(next(iter(states))), settings=settings)
    return Alert(alerts.no_longer_open())
