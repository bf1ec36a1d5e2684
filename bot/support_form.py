"""The form of a new support item: what is known, what is asked next, how words are taken."""

import calendar
import datetime as dtm
from collections.abc import Iterable
from typing import Final

from bot.days import read_day
from bot.entrance import Present
from bot.refusals import ElsewhereError, SeveralProjectsError, UnknownProjectError
from bot.search import find_project
from bot.speech import Choice, Rows, buttons
from bot.support_desk import may
from bot.wording import adding_support, supporting
from bot.wording.supporting import SupportLine
from rules.book import SUPPORT_CATEGORIES, SupportItem, SupportState
from rules.posts import Act
from rules.project import Project
from rules.support import ADDED_NUMBER, SupportDeed
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "support_item"
FIELDS: Final = ("project", "category", "what", "department", "person", "due")
_MOST_CHOICES = 12  # buttons of a question
_SHORTEST, _LONGEST = 4, 60  # characters of an item
_LONGEST_DEPARTMENT, _LONGEST_PERSON = 20, 10


def next_field(draft: Draft) -> str | None:
    """Return the first thing that is not known."""
    return next((field for field in FIELDS if field not in draft.facts), None)


def question(
    draft: Draft, here: Present, *, work: Work, on: dtm.date
) -> tuple[str, Rows, str | None]:
    """Return what is asked next, with its buttons and a hint; when all is known, the preview."""
    facts, hint = draft.facts, None
    options: list[tuple[str, str]] = []
    a_row = 1
    match next_field(draft):
        case "project":
            words, hint = adding_support.ask_project(), "项目编号"
            options = [(f"{one.code} {one.name}"[:30], one.code) for one in own(here, work, on)]
            options = options if len(options) <= _MOST_CHOICES else []
        case "category":
            words, a_row = adding_support.ask_category(_project(draft, look=work)), 3
            options = [(one, one) for one in SUPPORT_CATEGORIES]
        case "what":
            words, hint = adding_support.ask_what(), "办理临时用地审批手续"
        case "department":
            words, hint, a_row = adding_support.ask_department(), "自然资源所", 3
            options = [(name, name) for name in _departments(facts["category"], look=work)]
        case "person":
            words, hint, a_row = adding_support.ask_person(facts["department"]), "姓名", 3
            options = [(name, name) for name in _people(facts["department"], look=work)]
        case "due":
            words, hint, a_row = adding_support.ask_due(), "7月31日", 3
            options = [(supporting.day(one, on), one.isoformat()) for one in _ends(on)]
        case _:
            return _preview(draft, here, work=work, on=on)
    choices = _choices(draft, here, options)
    rows = [choices[i : i + a_row] for i in range(0, len(choices), a_row)]
    return words, buttons(work, *rows), hint


def _preview(
    draft: Draft, here: Present, *, work: Work, on: dtm.date
) -> tuple[str, Rows, str | None]:
    line = SupportLine(item_of_form(draft, look=work), _project(draft, look=work), (), on)
    is_new = work.book.person(line.item.person) is None
    words = adding_support.preview(line, is_new_person=is_new)
    confirm = Choice("确认", "confirm_support", "", draft.facts["id"], here.person)
    return words, buttons(work, [confirm]), None


def _choices(draft: Draft, here: Present, options: list[tuple[str, str]]) -> list[Choice]:
    field = next_field(draft)
    return [
        Choice(label, "fill_support", f"{field}={value}", draft.facts["id"], here.person)
        for label, value in options
    ]


def own(here: Present, look: Look, on: dtm.date) -> list[Project]:
    """Return the projects for which somebody may add an item here."""
    year = look.book.year_in_force()
    found = look.book.projects(year, commands=[here.command] if here.command else None)
    return [one for one in found if may(Act.SUPPORT_ADD, here, on=on, project=one)]


def _project(draft: Draft, *, look: Look) -> Project:
    project = look.book.project(int(draft.facts["year"]), draft.facts["project"])
    if project is None:
        raise UnknownProjectError(draft.facts["project"])
    return project


def _departments(category: str, *, look: Look) -> list[str]:
    """Return the departments that support most, those of a category first."""
    items = look.book.support_items(look.book.year_in_force())
    first = [one.department for one in items if one.category == category]
    return _frequent([*first, *(one.department for one in items)], first)


def _frequent(names: list[str], first: list[str]) -> list[str]:
    known = [name for name in dict.fromkeys(names) if name]
    known.sort(key=lambda name: (name not in first, -names.count(name)))
    return known[:_MOST_CHOICES]


def _people(department: str, *, look: Look) -> list[str]:
    """Return who answers for a department's items, then its people."""
    items = look.book.support_items(look.book.year_in_force())
    answering = [one.person for one in items if one.department == department and one.person]
    return list(dict.fromkeys([*answering, *look.book.unit_people(department)]))[:_MOST_CHOICES]


def _ends(on: dtm.date) -> Iterable[dtm.date]:
    """Return days to choose from: in a week, in a fortnight, the month's end, within the year."""
    last = on.replace(day=calendar.monthrange(on.year, on.month)[1])
    days = {on + dtm.timedelta(days=7), on + dtm.timedelta(days=14), last}
    return sorted(day for day in days if day.year == on.year)


def read_words(
    said: str, draft: Draft, here: Present, *, look: Look, on: dtm.date
) -> tuple[str, str]:
    """Read words as the answer to what is asked next, or return why they cannot be taken."""
    value, fits, unclear = "".join(said.split()), False, adding_support.press_confirm()
    match next_field(draft):
        case "project":
            return _read_project(said, here, look=look, on=on)
        case "category":
            fits, unclear = value in SUPPORT_CATEGORIES, adding_support.unclear_category()
        case "what":
            value, unclear = said, adding_support.unclear_what()
            fits = _SHORTEST <= len(said) <= _LONGEST and "\n" not in said
        case "department":
            fits, unclear = (
                2 <= len(value) <= _LONGEST_DEPARTMENT,
                adding_support.unclear_department(),
            )
        case "person":
            fits = 2 <= len(value) <= _LONGEST_PERSON and value.isalpha()
            unclear = adding_support.unclear_person()
        case "due":
            day = read_day(said, year=on.year)
            fits = day is not None and on <= day and day.year == on.year
            value, unclear = str(day), adding_support.unclear_due(on)
    return (value, "") if fits else ("", unclear)


def _read_project(said: str, here: Present, *, look: Look, on: dtm.date) -> tuple[str, str]:
    try:
        project = find_project(said, here, look=look)
    except (UnknownProjectError, SeveralProjectsError, ElsewhereError):
        return "", adding_support.unclear_project()
    if not may(Act.SUPPORT_ADD, here, on=on, project=project):
        return "", adding_support.unclear_project()
    return project.code, ""


def item_of_form(draft: Draft, *, look: Look) -> SupportItem:
    """Return the item that the form describes, with the next number that no item ever had."""
    facts, year = draft.facts, int(draft.facts["year"])
    words = look.supports.of(year).values()
    added = sum(one.deed is SupportDeed.ADDED for said in words for one in said)
    return SupportItem(
        number=ADDED_NUMBER.format(added + 1),
        project=facts["project"],
        category=facts["category"],
        what=facts["what"],
        department=facts["department"],
        person=facts["person"],
        due_date=dtm.date.fromisoformat(facts["due"]),
        state=SupportState.NOT_STARTED,
    )
