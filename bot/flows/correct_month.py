"""`/correct`: the office re-determines a published month, step by step or in one line."""

import datetime as dtm
import re
from collections.abc import Sequence
from typing import NamedTuple

from bot import dialogues
from bot.correcting import AtTheRecord, at_the_record
from bot.entrance import enter
from bot.months import month_named
from bot.ports import Alert, Heard, Pressed
from bot.refusals import NothingPublishedError, SeveralProjectsError
from bot.search import MOST_CHOICES, find_project
from bot.settings import Settings
from bot.speech import Choice, answer, buttons
from bot.wording import correcting
from rules.correction import CorrectionCause, is_public
from rules.determination import Determination, Ground
from rules.edition import EditionRow
from rules.finding import read_finding, read_silence
from rules.month import Month
from rules.notice import About
from rules.plates import NoPlate
from rules.posts import Act, acting_post
from rules.project import Value
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "correction"
_MONTH = re.compile(r"[0-9]{4}[-年/][0-9]{1,2}月?份?|[0-9]{1,2}月份?")
_MONTHS_A_ROW = 4


class _Found(NamedTuple):
    """What is to hold instead, and the ground; without a value nothing was reported."""

    value: Value | None
    note: str


class Wish(NamedTuple):
    """What is to be corrected: a project as it was written, a figure with its ground."""

    project: str
    finding: str


def start_correction(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Ask for what is not said: the month, the project, the figure with its ground."""
    here = enter(heard, look=work)
    acting_post(Act.CORRECT, here.posts, room=here.room, on=settings.day(at))
    month, wish = _asked(heard.arguments, look=work)
    months = work.editions.published()
    if not months:
        raise NothingPublishedError
    if month is None and len(months) > 1:
        _ask_month(heard, wish, months, work=work, at=at)
        return
    _go_on(heard, month or months[0], wish, work=work, at=at, settings=settings)


def choose_correction(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Go on with the month, or the project, that was chosen."""
    month, _, project = button.subject.partition("/")
    wish = Wish(project, button.at_state)
    _go_on(pressed, Month.parse(month), wish, work=work, at=at, settings=settings)
    return None


def take_correction(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Take the words that answer for the figure and its ground."""
    about = dialogues.about_in(draft)
    table = at_the_record(heard, about.month, look=work, at=at, settings=settings)
    row = table.row(about.project)
    if _propose(heard, row, heard.text, table, work=work, at=at):
        dialogues.end(draft, work=work)


def _asked(arguments: str, *, look: Look) -> tuple[Month | None, Wish]:
    """Read `[项目] [月份] [数字 依据]`; the month may stand first too."""
    first, second, rest = (*arguments.split(maxsplit=2), "", "", "")[:3]
    if _MONTH.fullmatch(first):
        return month_named(first, look=look), Wish(second, rest)
    if _MONTH.fullmatch(second):
        return month_named(second, look=look), Wish(first, rest)
    return None, Wish(first, f"{second} {rest}".strip())


def _ask_month(
    heard: Heard, wish: Wish, months: Sequence[Month], *, work: Work, at: dtm.datetime
) -> None:
    """Let a published month be chosen, the newest first."""
    project = f"/{wish.project}" if wish.project else ""
    newest = list(reversed(months))[:MOST_CHOICES]
    choices = [
        Choice(
            f"{one.year}年{one.chinese}",
            "choose_correction",
            f"{one}{project}",
            at_state=wish.finding,
        )
        for one in newest
    ]
    rows = [choices[i : i + _MONTHS_A_ROW] for i in range(0, len(choices), _MONTHS_A_ROW)]
    work.outbox.put(answer(heard, correcting.which_month(), rows=buttons(work, *rows)), at)


def _go_on(
    event: Heard | Pressed,
    month: Month,
    wish: Wish,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Ask for the next thing that is not known, or propose."""
    table = at_the_record(event, month, look=work, at=at, settings=settings)
    rows = _meant(wish, table, look=work)
    if not wish.project or len(rows) > 1:
        _ask_project(event, rows, month, wish, work=work, at=at)
    elif wish.finding:
        _propose(event, rows[0], wish.finding, table, work=work, at=at)
    else:
        _ask_finding(event, rows[0], month, work=work, at=at)


def _meant(wish: Wish, table: AtTheRecord, *, look: Look) -> list[EditionRow]:
    """Return the rated rows that a code or a name means, all of them without one."""
    rows = table.published[0].rows
    if not wish.project:
        return [row for row in rows if row.rated.goal is not None]
    if any(row.project.code == wish.project for row in rows):
        return [table.row(wish.project)]
    try:
        return [table.row(find_project(wish.project, table.here, look=look).code)]
    except SeveralProjectsError as error:
        codes = {one.code for one in error.projects}
        found = [row for row in rows if row.project.code in codes and row.rated.goal is not None]
        if not found:
            raise
        return found


def _ask_project(
    event: Heard | Pressed,
    rows: Sequence[EditionRow],
    month: Month,
    wish: Wish,
    *,
    work: Work,
    at: dtm.datetime,
) -> None:
    """Let a project be chosen: what was published as 待认定 first."""
    waiting = sorted(rows, key=lambda row: not _is_pending(row))
    choices = [
        [
            Choice(
                f"{row.project.code} {row.project.name}"[:40],
                "choose_correction",
                f"{month}/{row.project.code}",
                at_state=wish.finding,
            )
        ]
        for row in waiting[:MOST_CHOICES]
    ]
    words = correcting.which_project(
        month, pending=sum(map(_is_pending, rows)), left=len(waiting[MOST_CHOICES:])
    )
    work.outbox.put(answer(event, words, rows=buttons(work, *choices)), at)


def _is_pending(row: EditionRow) -> bool:
    return row.rated.no_plate is NoPlate.PENDING


def _ask_finding(
    event: Heard | Pressed, row: EditionRow, month: Month, *, work: Work, at: dtm.datetime
) -> None:
    """Ask for the figure and its ground; the next words of the asker are they."""
    filed = work.facts.of(month.year, [row.project.code])[row.project.code].reports.get(month)
    words = correcting.ask_finding(row.project, month, row.rated, filed)
    dialogues.begin_about(
        FORM,
        About(month, row.project.code),
        row.project,
        words,
        event=event,
        hint="如：6.5 现场核查",
        work=work,
        at=at,
    )


def _propose(
    event: Heard | Pressed,
    row: EditionRow,
    written: str,
    table: AtTheRecord,
    *,
    work: Work,
    at: dtm.datetime,
) -> bool:
    """Keep a figure with its ground, and ask for the cause; say what is missing where it is."""
    project, month, person = row.project, table.month, table.here.person
    finding = _read(written, row)
    fault = _fault(finding, row)
    if finding is None or fault:
        work.outbox.put(answer(event, fault), at)
        return False
    ground = Ground.SILENCE if finding.value is None else Ground.OFFICE
    found = Determination(finding.value, ground, by=person, at=at, note=finding.note)
    if not table.corrected_by(project.code, found, look=work):
        work.outbox.put(answer(event, correcting.nothing_changes(project, month)), at)
        return True
    number = work.determinations.propose(
        month, project.code, finding.value, note=finding.note, by=person, at=at
    )
    causes = [
        Choice("更正认定", "correct_because", str(number), CorrectionCause.FOUND_OTHERWISE),
        Choice(
            "发现虚报（仅督考办可见）", "correct_because", str(number), CorrectionCause.FALSIFIED
        ),
    ]
    words = correcting.ask_cause(project, month, finding.value, finding.note)
    work.outbox.put(answer(event, words, rows=buttons(work, causes)), at)
    return True


def _read(written: str, row: EditionRow) -> _Found | None:
    """Read a figure with its ground, or that nothing was reported, with its ground."""
    goal, silence = row.rated.goal, read_silence(written)
    if goal is None:
        return None
    if silence is not None:
        return _Found(None, silence)
    finding = read_finding(written, unit=row.project.unit, goal=goal)
    return None if finding is None else _Found(*finding)


def _fault(finding: _Found | None, row: EditionRow) -> str:
    """Return what is wrong with a figure and its ground, in words; empty where nothing is."""
    if finding is None:
        goal = row.rated.goal
        return "" if goal is None else correcting.unclear_finding(row.project, goal)
    if not finding.note:
        return correcting.ground_needed(row.project, finding.value)
    return "" if is_public(finding.note) else correcting.ground_is_public()
