"""Telling of support items: who is asked to confirm, who learns of a decision or a new one."""

import datetime as dtm
from collections.abc import Iterable

from bot.ports import Heard, Pressed
from bot.settings import Settings
from bot.speech import answer, buttons
from bot.support_desk import answering, settling
from bot.wording import adding_support, supporting
from bot.wording.supporting import SupportLine
from rules.notice import Address, Notice
from rules.posts import Room
from rules.project import PersonName
from rules.support import SupportWord
from storage.work import Look, Work


def tell_done(
    event: Heard | Pressed, year: int, line: SupportLine, *, work: Work, at: dtm.datetime
) -> None:
    """Confirm a report to who made it, and ask others to look: it closes nothing by itself."""
    in_command = _ask_to_confirm(event, year, line, line.words[-1], work=work, at=at)
    confirmers = supporting.confirmers(in_command=in_command)
    work.outbox.put(answer(event, supporting.done_kept(line, confirmers)), at)


def _ask_to_confirm(
    event: Heard | Pressed,
    year: int,
    line: SupportLine,
    made: SupportWord,
    *,
    work: Work,
    at: dtm.datetime,
) -> bool:
    """Ask the project's command, or else the office, to look; tell whether a command is asked."""
    group = work.bindings.group(Room.COMMAND, line.project.command)
    to = group or work.bindings.group(Room.OFFICE)
    if to is not None:
        words = supporting.to_confirm(line, made.by, made.words)
        rows = buttons(work, settling(year, line))
        key = f"{event.key}/confirm/{line.item.number}"
        work.outbox.put(Notice(key, to.address, words, buttons=rows), at)
    return group is not None


def tell_decision(
    event: Heard | Pressed,
    line: SupportLine,
    made: SupportWord,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Tell the item's person and the project's command what was decided elsewhere."""
    words = supporting.decided(line, made, settings.zone)
    for place in _elsewhere(event, line, look=work):
        key = f"{event.key}/told/{place.chat_id}"
        work.outbox.put(Notice(key, place, words), at)


def tell_added(
    event: Heard | Pressed,
    year: int,
    line: SupportLine,
    by: PersonName,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Tell the person of a new item, with the buttons that answer, and the project's command."""
    account = _account(line, look=work)
    for place in _elsewhere(event, line, look=work):
        is_his = place.chat_id == account
        words = (
            adding_support.added_for_you(line, by) if is_his else adding_support.added(line, by)
        )
        rows = buttons(work, answering(year, line)) if is_his else ()
        key = f"{event.key}/told/{place.chat_id}"
        work.outbox.put(Notice(key, place, words, buttons=rows), at)


def _account(line: SupportLine, *, look: Look) -> int | None:
    return look.bindings.account_of(line.item.person) if line.item.person else None


def _elsewhere(event: Heard | Pressed, line: SupportLine, *, look: Look) -> Iterable[Address]:
    group = look.bindings.group(Room.COMMAND, line.project.command)
    account = _account(line, look=look)
    places = [] if account is None else [Address(account)]
    places += [] if group is None else [group.address]
    return [place for place in places if place.chat_id != event.chat.chat_id]
