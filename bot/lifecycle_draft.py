"""The stored draft of a step of a project's life: filled in, asked again, taken up again."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.draft_values import written_evidence, written_goals
from bot.lifecycle_form import BY_STAGES, Field, Form
from rules.lifecycle import Step
from rules.lifecycle_application import Entry, LifecycleApplication, steps_open_to
from rules.month import Month, year_of
from rules.project import ProjectCode, plain
from rules.schedule import Phase
from storage.drafts import Draft
from storage.work import Look

FORM = "lifecycle"


def form_of(draft: Draft, *, look: Look, today: dtm.date) -> Form | None:
    """Return the form of a draft; None where its project has gone."""
    year, what = look.book.year_in_force(), Step(draft.facts["what"])
    code = draft.facts.get("project")
    if what is Step.ENTER:
        return Form(what, draft.facts, today, year, None, codes=_codes(draft, year, look))
    project = look.book.project(year, code or "")
    if project is None:
        return None
    events = look.book.lifecycle_events(year, project.code)
    return Form(what, draft.facts, today, year, project, events)


def _codes(draft: Draft, year: int, look: Look) -> tuple[ProjectCode, ...]:
    """Return the codes of a command's projects, those that are to enter among them."""
    command = draft.facts.get(Field.COMMAND)
    if command is None:
        return ()
    asked_for = (
        one.application.entry.project
        for one in look.requests.open()
        if isinstance(one.application, LifecycleApplication) and one.application.entry
    )
    waiting = tuple(one.code for one in asked_for if one.command == command)
    return (*look.book.names(year, command), *waiting)


def filled(draft: Draft, at: dtm.datetime, **facts: str) -> Draft:
    """Return a draft with more known; what rested on another answer is asked again."""
    for name, resting in _RESTING.items():
        if name in facts and name in draft.facts and facts[name] != draft.facts[name]:
            draft = _without(draft, at, resting)
    return replace(draft, facts=dict(draft.facts) | facts, updated_at=at)


def asked_again(draft: Draft, field: Field, at: dtm.datetime) -> Draft:
    """Return a draft in which a field, and what rests on it, is not known."""
    gone = {field.value, *_RESTING.get(field, ())}
    return _without(draft, at, gone | ({"files"} if field is Field.EVIDENCE else set()))


_PLANNED = {Field.PLAN.value, "goals"}
_RESTING: Mapping[str, set[str]] = {
    Field.COMMAND: {Field.LEAD_UNIT.value},
    Field.UNIT: {Field.ANNUAL.value, *_PLANNED},
    Field.ANNUAL: _PLANNED,
    Field.SINCE: {*_PLANNED, Field.UNTIL.value},
    Field.PLAN: {"goals"},
}


def _without(draft: Draft, at: dtm.datetime, names: set[str]) -> Draft:
    facts = {name: fact for name, fact in draft.facts.items() if name not in names}
    return replace(draft, facts=facts, updated_at=at)


def still_open(draft: Draft, at: dtm.datetime, *, look: Look, today: dtm.date) -> Draft:
    """Return a draft as it can still be: a month that has passed meanwhile is asked for again."""
    form = form_of(draft, look=look, today=today)
    if form is None or Field.SINCE not in draft.facts:
        return draft
    is_open = form.since in months_to_choose(form, look=look)
    return draft if is_open else asked_again(draft, Field.SINCE, at)


def months_to_choose(form: Form, *, look: Look) -> tuple[Month, ...]:
    """Return the months from which the step may hold (E9, E21).

    What leaves, pauses or is done: not closed, and it can do so then; what enters or goes on: not
    asked.
    """
    phase = Phase.ASK if form.what in {Step.ENTER, Step.RESUME} else Phase.CLOSE
    first = Month.of(form.today).previous
    return tuple(
        month
        for month in year_of(form.year)
        if month >= first and not look.cycles.seen(month).has_run(phase) and _is_open(form, month)
    )


def _is_open(form: Form, month: Month) -> bool:
    if form.what is Step.ENTER:
        return month >= Month.of(form.today)
    return form.what in steps_open_to(form.events, month)


def months_after(form: Form) -> tuple[Month, ...]:
    """Return the months in which a pause may end."""
    return tuple(month for month in year_of(form.year) if month > form.since)


def facts_of(application: LifecycleApplication) -> dict[str, str]:
    """Return what a form knows when an application comes back to be completed."""
    facts = {
        "what": application.what.value,
        "project": application.project,
        "revision": str(application.revision),
        Field.SINCE: str(application.since),
        Field.REASON: application.reason,
        Field.EVIDENCE: "done",
        "files": written_evidence(application.evidence),
        Field.UNTIL: str(application.until) if application.until else "",
    }
    if isinstance(application.value, Decimal):
        facts[Field.VALUE] = plain(application.value)
    if application.entry is not None:
        facts |= _facts_of_entry(application.entry)
    return {str(name): fact for name, fact in facts.items()}


def _facts_of_entry(entry: Entry) -> dict[str, str]:
    project = entry.project
    facts = {
        "code": project.code,
        Field.OCCASION: entry.occasion.value,
        Field.COMMAND: project.command,
        Field.NAME: project.name,
        Field.BRIEF: project.brief,
        Field.LEAD_UNIT: project.lead_unit,
        Field.LEADER: project.responsible_leader,
        Field.PERSON: project.responsible_person,
        Field.UNIT: BY_STAGES if project.annual_target is None else project.unit,
        Field.DUE: project.due_date.isoformat() if project.due_date else "",
        Field.PLAN: "ok",
        "goals": written_goals(entry.goals),
    }
    if project.annual_target is not None:
        facts[Field.ANNUAL] = plain(project.annual_target)
    return {str(name): fact for name, fact in facts.items()}
