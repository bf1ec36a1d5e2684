"""How the form of a step of a project's life takes words, figures, days and files."""

from collections.abc import Callable, Mapping

from bot.days import read_day
from bot.draft_values import written_evidence, written_goals
from bot.lifecycle_form import Field, Form
from bot.ports import Content, Heard
from bot.reading_targets import read_figure, read_months
from bot.wording import changing, lifecycle
from rules.application import (
    Evidence,
    Goals,
    ReasonTooShortError,
    SubjectiveReasonError,
    Targets,
    UnevenTargetsError,
    check_reason,
    check_targets,
)
from rules.lifecycle import Step
from rules.month import year_of
from rules.project import Milestone, plain
from storage.work import Look

Read = tuple[dict[str, str], str | None]
MOST_EVIDENCE = 20
_LONGEST_NAME, _LONGEST_PERSON, _SHORTEST_BRIEF = 60, 10, 10  # characters


def refused(field: str, form: Form) -> str | None:
    """Return why a pressed answer cannot be taken, in words; None where it can."""
    return _uneven(form, form.goals) if field == Field.PLAN else None


def read_words(said: str, heard: Heard, form: Form, *, look: Look) -> Read:
    """Return what words or a file fill in, or what is to be answered instead."""
    field = form.asks_for
    if heard.file and field is not Field.EVIDENCE:
        return {}, changing.no_file_here()
    if field is Field.EVIDENCE:
        return _read_file(heard, form)
    if field is None or field not in _READ:
        return {}, changing.words_or_buttons()
    facts, refusal = _READ[field](said, form)
    if field is Field.NAME and refusal is None:
        refusal = _is_known(facts[Field.NAME], form, look)
    return facts, refusal


def _is_known(name: str, form: Form, look: Look) -> str | None:
    same = (one for one in look.book.projects(form.year) if one.name == name)
    known = next(same, None)
    return None if known is None else lifecycle.known_already(known)


def _read_text(field: Field, fewest: int, most: int, refusal: Callable[[], str]) -> "_Reader":
    def read(said: str, form: Form) -> Read:
        del form
        found = " ".join(said.split())
        if not fewest <= len(found) <= most:
            return {}, refusal()
        return {field.value: found}, None

    return read


def _read_person(field: Field) -> "_Reader":
    def read(said: str, form: Form) -> Read:
        del form
        name = "".join(said.split())
        if not (2 <= len(name) <= _LONGEST_PERSON and name.isalpha()):
            return {}, lifecycle.person_needed()
        return {field.value: name}, None

    return read


def _read_figure(field: Field) -> "_Reader":
    def read(said: str, form: Form) -> Read:
        figure = read_figure(said, form.project.unit)
        if figure is None:
            return {}, lifecycle.unclear_value(form.project)
        return {field.value: plain(figure)}, None

    return read


def _read_due(said: str, form: Form) -> Read:
    day = read_day(said, year=form.year)
    if day is None or day.year != form.year or day < form.today:
        return {}, lifecycle.unclear_day()
    return {Field.DUE.value: day.isoformat()}, None


def _read_plan(said: str, form: Form) -> Read:
    """Take months as they are written; stages are named from the first month to the last."""
    months = [one for one in year_of(form.year) if one >= form.since]
    goals = form.goals if form.annual is not None else dict.fromkeys(months, Milestone())
    found = read_months(said, goals, form.project.unit)
    if found is None:
        has_stages = form.annual is None
        return {}, lifecycle.unclear_months(months[0], has_stages=has_stages)
    if form.annual is None:
        return {Field.PLAN.value: "ok", "goals": written_goals(found)}, None
    changed = {**form.goals, **found}
    return {"goals": written_goals(changed)}, _uneven(form, changed)


def _read_reason(said: str, form: Form) -> Read:
    try:
        check_reason(said)
    except ReasonTooShortError:
        return {}, changing.too_short()
    except SubjectiveReasonError as error:
        if form.what is Step.SUSPEND:  # a pause must be no way round a plate (E10, E11)
            return {}, changing.subjective(error.words)
    return {Field.REASON.value: said}, None


def _read_file(heard: Heard, form: Form) -> Read:
    if not heard.file:
        return {}, changing.words_or_buttons()
    before = form.evidence[: MOST_EVIDENCE - 1]
    name = heard.file_name or changing.photo_name(len(before) + 1)
    handed = Evidence(name, heard.file, is_photo=heard.content is Content.PHOTO)
    return {"files": written_evidence([*before, handed])}, None


def _uneven(form: Form, goals: Goals) -> str | None:
    try:
        check_targets(Targets(None, {}), Targets(form.annual, goals))
    except UnevenTargetsError as error:
        return changing.uneven(error.month, error.goal, error.bound, form.project)
    return None


_Reader = Callable[[str, Form], Read]
_READ: Mapping[Field, _Reader] = {
    Field.NAME: _read_text(Field.NAME, 2, _LONGEST_NAME, lifecycle.name_needed),
    Field.BRIEF: _read_text(Field.BRIEF, _SHORTEST_BRIEF, 500, lifecycle.too_short),
    Field.LEAD_UNIT: _read_text(Field.LEAD_UNIT, 2, _LONGEST_NAME, lifecycle.name_needed),
    Field.LEADER: _read_person(Field.LEADER),
    Field.PERSON: _read_person(Field.PERSON),
    Field.UNIT: _read_text(Field.UNIT, 1, _LONGEST_PERSON, lifecycle.name_needed),
    Field.ANNUAL: _read_figure(Field.ANNUAL),
    Field.DUE: _read_due,
    Field.PLAN: _read_plan,
    Field.VALUE: _read_figure(Field.VALUE),
    Field.REASON: _read_reason,
}
