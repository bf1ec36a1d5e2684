"""The form of a handover: what is known so far, what is asked next, how words are taken."""

import datetime as dtm

from bot.entrance import Present
from bot.speech import Choice, Rows, buttons
from bot.wording import handing_over
from rules.book import Command
from rules.handover import Handover, Seat, holders
from rules.project import Project
from storage.drafts import Draft
from storage.work import Look, Work

FORM = "handover"
_LONGEST_PERSON, _LONGEST_UNIT = 10, 60  # characters


def next_field(draft: Draft, *, look: Look) -> str | None:
    """Return the first thing that is not known."""
    facts = draft.facts
    for field in ("seat", "name"):
        if field not in facts:
            return field
    thing = thing_of(draft, look=look)
    several = thing is not None and len(holders(Seat(facts["seat"]), thing)) > 1
    if several and "before" not in facts:
        return "before"
    return next((field for field in ("after", "since") if field not in facts), None)


def thing_of(draft: Draft, *, look: Look) -> Command | Project | None:
    """Return the command or the project that is meant."""
    year, name = look.book.year_in_force(), draft.facts["name"]
    if Seat(draft.facts["seat"]).is_of_command:
        return look.book.command(year, name)
    return look.book.project(year, name)


def question(
    draft: Draft, thing: Command | Project | None, here: Present, *, work: Work, today: dtm.date
) -> tuple[str, Rows, str | None]:
    """Return what is asked next, with its buttons and a hint; when all is known, the preview."""
    field = next_field(draft, look=work)
    if field == "seat" or thing is None:
        return _question_where(draft, here, work=work)
    seat = Seat(draft.facts["seat"])
    if field == "before":
        names = holders(seat, thing)
        rows = [_choices(draft, here, "before", [(name, name) for name in names])]
        return handing_over.ask_before(seat, names), buttons(work, *rows), None
    if field == "after":
        words = handing_over.ask_after(
            seat, handing_over.place(thing), draft.facts.get("before", "")
        )
        return words, (), f"新的{seat.chinese}"
    if field == "since":
        days = {"今天": today, "本月1日": today.replace(day=1)}
        row = _choices(draft, here, "since", [(k, day.isoformat()) for k, day in days.items()])
        return handing_over.ask_since(), buttons(work, row), "7月12日"
    one = handover_of(draft)
    is_new = seat is not Seat.LEAD_UNIT and work.book.person(one.after) is None
    confirm = Choice("确认", "confirm_handover", "", draft.facts["id"], here.person)
    return handing_over.preview(one, thing, is_new=is_new), buttons(work, [confirm]), None


def _question_where(draft: Draft, here: Present, *, work: Work) -> tuple[str, Rows, str | None]:
    """Ask for the seat, then for its command or its project."""
    if "seat" not in draft.facts:
        choices = _choices(draft, here, "seat", [(one.chinese, one.value) for one in Seat])
        return handing_over.ask_seat(), buttons(work, choices[:3], choices[3:]), None
    seat = Seat(draft.facts["seat"])
    if not seat.is_of_command:
        return handing_over.ask_project(seat), (), "项目编号"
    commands = work.book.commands(work.book.year_in_force())
    options = [(f"{one.number} {one.name}"[:40], one.number) for one in commands]
    rows = [[choice] for choice in _choices(draft, here, "name", options)]
    return handing_over.ask_command(seat), buttons(work, *rows), None


def _choices(
    draft: Draft, here: Present, field: str, options: list[tuple[str, str]]
) -> list[Choice]:
    return [
        Choice(label, "fill_handover", f"{field}={value}", draft.facts["id"], here.person)
        for label, value in options
    ]


def read_after(said: str, draft: Draft, *, look: Look) -> tuple[dict[str, str], str]:
    """Read the new holder, or return why the words cannot be taken."""
    seat, thing = Seat(draft.facts["seat"]), thing_of(draft, look=look)
    name = "".join(said.split())
    is_person = seat is not Seat.LEAD_UNIT
    fits = 2 <= len(name) <= (_LONGEST_PERSON if is_person else _LONGEST_UNIT)
    if not fits or (is_person and not name.isalpha()):
        return {}, handing_over.unclear_name(seat)
    if thing is not None and name in holders(seat, thing):
        return {}, handing_over.same_holder(seat, name)
    return {"after": name}, ""


def handover_of(draft: Draft) -> Handover:
    """Return what is to be entered."""
    facts = draft.facts
    since = dtm.date.fromisoformat(facts["since"])
    return Handover(
        Seat(facts["seat"]), facts["name"], facts.get("before", ""), facts["after"], since
    )
