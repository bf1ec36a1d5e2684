"""The desk of support items: which are shown to whom, a page of them, one with its buttons."""

import datetime as dtm
from collections.abc import Iterable, Sequence
from typing import Final

from bot.entrance import Present
from bot.settings import Settings
from bot.speech import Choice, Rows, buttons
from bot.wording import supporting
from bot.wording.supporting import SupportLine
from rules.book import SupportItem, SupportState
from rules.lifecycle import standing
from rules.month import Month
from rules.posts import (
    HEADQUARTERS,
    OFFICE,
    Act,
    NotHereError,
    NotYoursError,
    Role,
    acting_post,
)
from rules.project import Project, ProjectCode
from rules.support import (
    SupportDeed,
    SupportWord,
    last_decision,
)
from storage.work import Look, Work

FORM = "support_remark"  # the words after 「办理中」
PAGE: Final = 5  # items a page
ALL, OWN = "all", "own"  # what a list shows; else a project's code behind `project:`
_PROJECT = "project:"
_LEADING = frozenset({Role.COMMANDER, Role.DEPUTY_COMMANDER, Role.LIAISON})


def subject_of_item(year: int, item: SupportItem) -> str:
    """Write which item a button is about; of a number that was given anew it is about nothing."""
    return f"{year}/{item.number}/{item.what}"


def item_of(subject: str, *, look: Look, on: dtm.date) -> tuple[int, SupportLine] | None:
    """Return the item that a button is about, as it stands now, with its book's year."""
    written, _, rest = subject.partition("/")
    number, _, what = rest.partition("/")
    year = int(written)
    found = [one for one in look.book.support_items(year) if one.number == number]
    item = next((one for one in found if one.what == what), None)
    project = look.book.project(year, item.project) if item else None
    if item is None or project is None:
        return None
    return year, SupportLine(item, project, look.supports.about(year, number), on)


def open_lines(*, look: Look, on: dtm.date) -> list[SupportLine]:
    """Return what is open of the projects that are in, what is overdue for longest first."""
    year = look.book.year_in_force()
    items = [one for one in look.book.support_items(year) if one.state is not SupportState.CLOSED]
    return lines_of(items, look=look, on=on)


def owed_lines(here: Present, *, look: Look, on: dtm.date) -> list[SupportLine]:
    """Return what is open of what somebody owes himself."""
    mine = look.book.support_items_of(look.book.year_in_force(), here.person)
    return [one for one in lines_of(mine, look=look, on=on) if one.is_open]


def reported_lines(*, look: Look, on: dtm.date) -> list[SupportLine]:
    """Return what was said to be done and nobody has confirmed; items are read only for such."""
    year = look.book.year_in_force()
    said = [number for number, words in look.supports.of(year).items() if _says_done(words)]
    items = look.book.support_items(year) if said else ()
    lines = lines_of([one for one in items if one.number in said], look=look, on=on)
    return [one for one in lines if one.is_reported]


def _says_done(words: Sequence[SupportWord]) -> bool:
    last = last_decision(words)
    return last is not None and last.deed is SupportDeed.DONE


def lines_of(items: Iterable[SupportItem], *, look: Look, on: dtm.date) -> list[SupportLine]:
    """Return items beside their projects, in the order in which they fall due."""
    year, shown = look.book.year_in_force(), list(items)
    if not shown:
        return []
    codes = {one.project for one in shown}
    events = {code: facts.events for code, facts in look.facts.of(year, codes).items()}
    projects = {one.code: one for one in look.book.projects(year, codes=codes)}
    words, month = look.supports.of(year), Month.of(on)
    lines = [
        SupportLine(one, projects[one.project], words.get(one.number, ()), on)
        for one in shown
        if one.project in projects and standing(events.get(one.project, ()), month).is_in
    ]
    return sorted(lines, key=lambda line: line.item.due_date or dtm.date.max)


def scope_of(project: Project | None, here: Present, *, look: Look, on: dtm.date) -> str:
    """Return what is shown first: a project, all, or privately what concerns the person."""
    if project is not None:
        return f"{_PROJECT}{project.code}"
    sees_all = any(post.role in OFFICE | HEADQUARTERS for post in here.posts)
    if here.group is not None or sees_all:
        return ALL
    return OWN if any(_is_own(one, here) for one in open_lines(look=look, on=on)) else ALL


def code_of(scope: str) -> ProjectCode:
    """Return the project that a list is narrowed to; empty for none."""
    return scope.removeprefix(_PROJECT) if scope.startswith(_PROJECT) else ""


def in_scope(lines: Sequence[SupportLine], scope: str, here: Present) -> list[SupportLine]:
    """Return what a list shows; in a command's group only what its own projects wait for."""
    if here.command is not None:
        lines = [one for one in lines if one.project.command == here.command]
    if code := code_of(scope):
        return [one for one in lines if one.project.code == code]
    return [one for one in lines if scope != OWN or _is_own(one, here)]


def _is_own(line: SupportLine, here: Present) -> bool:
    led = {post.command for post in here.posts if post.role in _LEADING}
    mine = {line.item.person, line.project.responsible_person, line.project.responsible_leader}
    return here.person in mine or line.project.command in led


def listed(scope: str, page: int, here: Present, *, work: Work, on: dtm.date) -> tuple[str, Rows]:
    """Return a page of what is open, with its buttons (`page` counts from 0)."""
    lines = in_scope(open_lines(look=work, on=on), scope, here)
    pages = max(-(-len(lines) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown, first = lines[page * PAGE : (page + 1) * PAGE], page * PAGE + 1
    words = supporting.listing(
        shown,
        first=first,
        count=len(lines),
        late=sum(one.days_overdue > 0 for one in lines),
        pages=supporting.page_of(page, pages),
    )
    year = work.book.year_in_force()
    rows = [
        [Choice(supporting.button(number, one), "support_one", subject_of_item(year, one.item))]
        for number, one in enumerate(shown, start=first)
    ]
    return words, buttons(work, *rows, _turn(scope, page, pages), _more(scope, here, on))


def _turn(scope: str, page: int, pages: int) -> list[Choice]:
    back = [Choice("上一页", "support_page", scope, at_state=str(page - 1))] if page else []
    on = [Choice("下一页", "support_page", scope, at_state=str(page + 1))]
    return back + (on if page + 1 < pages else [])


def _more(scope: str, here: Present, on: dtm.date) -> list[Choice]:
    """Offer a new item where one may be added, the picture, and all where some are shown."""
    found = []
    if may(Act.SUPPORT_ADD, here, on=on):
        found.append(Choice("新增", "add_support", code_of(scope)))
    found.append(Choice("看图", "support_picture"))
    if scope != ALL:
        found.append(Choice("看全部", "support_page", ALL, at_state="0"))
    return found


def may(act: Act, here: Present, *, on: dtm.date, project: Project | None = None) -> bool:
    """Tell whether somebody may do something here (of a project)."""
    try:
        acting_post(act, here.posts, room=here.room, on=on, project=project)
    except (NotHereError, NotYoursError):
        return False
    return True


def shown_one(
    year: int, line: SupportLine, here: Present, *, work: Work, settings: Settings
) -> tuple[str, Rows]:
    """Return one item with what the person may do about it."""
    rows = buttons(work, *deeds(year, line, here))
    return supporting.one_item(line, settings.zone), rows


def deeds(year: int, line: SupportLine, here: Present) -> list[list[Choice]]:
    """Return what somebody may do about an item, as it stands."""
    is_mine = here.person == line.item.person
    may_settle = may(Act.SUPPORT_SETTLE, here, on=line.on, project=line.project) and not is_mine
    if not line.is_open:
        last = last_decision(line.words)
        is_by_chat = last is not None and last.deed is SupportDeed.CLOSED
        return [[reopening(year, line)]] if may_settle and is_by_chat else []
    answers = answering(year, line) if is_mine else []
    return [answers, settling(year, line) if may_settle else []]


def answering(year: int, line: SupportLine, number: int | str = "") -> list[Choice]:
    """Return the two answers of an item's person."""
    subject = subject_of_item(year, line.item)
    return [
        Choice(f"已办结{number}", "report_support", subject, at_state=SupportDeed.DONE),
        Choice(f"办理中{number}", "report_support", subject, at_state=SupportDeed.UNDERWAY),
    ]


def settling(year: int, line: SupportLine, number: int | str = "") -> list[Choice]:
    """Return what those may press who confirm; under a report both answers to it."""
    subject, seen = subject_of_item(year, line.item), state_of(line.words)
    if not line.is_reported:
        return [Choice(f"办结{number}", "close_support", subject, at_state=seen)]
    return [
        Choice("确认办结", "close_support", subject, at_state=seen),
        Choice("未办结", "return_support", subject, at_state=seen),
    ]


def reopening(year: int, line: SupportLine) -> Choice:
    """Return the button that takes a closing back."""
    subject = subject_of_item(year, line.item)
    return Choice("恢复办理", "reopen_support", subject, at_state=state_of(line.words))


def state_of(words: Iterable[SupportWord]) -> str:
    """Tell what a button saw: a later decision makes it stale."""
    last = last_decision(words)
    return str(last.id) if last else ""
