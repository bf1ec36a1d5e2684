"""The month's question about overdue support items: one a person, or one a command's group."""

import datetime as dtm
import re
from collections import defaultdict
from collections.abc import Sequence

from bot.speech import buttons
from bot.support_desk import answering, item_of, open_lines, settling
from bot.wording import supporting
from bot.wording.supporting import SupportLine
from rules.month import Month
from rules.notice import Address, Notice
from rules.project import CommandNo, PersonName
from storage.work import Look, Work

MOST = 10  # items in one message
_IS_QUESTION = re.compile(r"[0-9]{4}-[0-9]{2}/support/")
_ANSWERED_BY = frozenset({"report_support", "close_support"})
_NUMBERED = re.compile(r"\s*([0-9]{1,2})\s*[.、．:：,，\s)）]\s*(?=\S)")


def support_questions(month: Month, *, work: Work, on: dtm.date) -> list[Notice]:
    """Return the questions of a month: all that is overdue and not said to be done.

    Who cannot be reached is not asked: his command's group is, once for all such people. Of months
    that are asked by hand long after they ended nothing is asked: the items are those of today.
    """
    if Month.of(on) not in {month, month.next}:
        return []
    late = [
        one for one in open_lines(look=work, on=on) if one.days_overdue and not one.is_reported
    ]
    accounts = work.bindings.accounts({one.item.person for one in late if one.item.person})
    by_person: defaultdict[PersonName, list[SupportLine]] = defaultdict(list)
    by_command: defaultdict[CommandNo, list[SupportLine]] = defaultdict(list)
    for one in late:
        if one.item.person in accounts:
            by_person[one.item.person].append(one)
        else:
            by_command[one.project.command].append(one)
    groups = work.bindings.groups_of(by_command)
    return [
        *(
            _to_person(month, name, Address(accounts[name]), lines, work=work)
            for name, lines in by_person.items()
        ),
        *(
            _to_group(month, number, groups[number].address, lines, work=work)
            for number, lines in by_command.items()
            if number in groups
        ),
    ]


def _to_person(
    month: Month, name: PersonName, to: Address, lines: Sequence[SupportLine], *, work: Work
) -> Notice:
    shown, year = lines[:MOST], work.book.year_in_force()
    words = supporting.question(month, shown, len(lines) - len(shown))
    rows = buttons(work, *(answering(year, one, n) for n, one in _numbered(shown)))
    return Notice(f"{month}/support/{name}", to, words, buttons=rows)


def _to_group(
    month: Month, number: CommandNo, to: Address, lines: Sequence[SupportLine], *, work: Work
) -> Notice:
    shown, year = lines[:MOST], work.book.year_in_force()
    words = supporting.question_to_group(month, shown, len(lines) - len(shown))
    rows = buttons(work, *(settling(year, one, n) for n, one in _numbered(shown)))
    return Notice(f"{month}/support/{number}", to, words, buttons=rows)


def _numbered(lines: Sequence[SupportLine]) -> list[tuple[int | str, SupportLine]]:
    """Return lines with their numbers; a single one needs none."""
    return [("" if len(lines) == 1 else n, one) for n, one in enumerate(lines, start=1)]


def is_question(chat_id: int, message_id: int, *, look: Look) -> bool:
    """Tell whether a message is a month's question, which may list several items."""
    key = look.outbox.key_of(chat_id, message_id)
    return key is not None and _IS_QUESTION.match(key) is not None


def asked_in(
    chat_id: int, message_id: int, *, look: Look, on: dtm.date
) -> list[tuple[int, SupportLine]]:
    """Return the items that a message of ours lets somebody answer, as they stand, in order."""
    key = look.outbox.key_of(chat_id, message_id)
    notice = look.outbox.notice(key) if key else None
    if notice is None or notice.about is not None:
        return []
    faces = [face for row in notice.buttons for face in row]
    made = [look.buttons.get(face.token) for face in faces if face.token]
    subjects = dict.fromkeys(one.subject for one in made if one and one.act in _ANSWERED_BY)
    found = [item_of(subject, look=look, on=on) for subject in subjects]
    return [one for one in found if one is not None]


def meant(
    said: str, asked: Sequence[tuple[int, SupportLine]]
) -> tuple[tuple[int, SupportLine] | None, str]:
    """Return which of several items an answer names, by number or code, and what it says of it."""
    numbered = _NUMBERED.match(said)
    place = int(numbered[1]) if numbered else 0
    if numbered and len(asked) > 1 and 1 <= place <= len(asked):
        return asked[place - 1], said[numbered.end() :].strip()
    named = [one for one in asked if one[1].project.code in said.upper()]
    found = named if len(named) == 1 else asked
    return (found[0] if len(found) == 1 else None), said
