"""The form of a target change: what is known so far, what is asked next, what it comes to."""

import datetime as dtm
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.draft_values import read_evidence, read_goals, written_evidence, written_goals
from rules.application import (
    Application,
    Category,
    Evidence,
    Goals,
    Targets,
    adjusted_in,
    proposed,
    targets_from,
)
from rules.month import Month, year_of
from rules.project import (
    Goal,
    PersonName,
    PlanVersion,
    Project,
    in_force,
    plain,
)
from rules.schedule import Phase
from storage.drafts import Draft
from storage.work import Look

FORM = "change"
MOST_EVIDENCE = 20
_ANY_FIGURE = Decimal(1)
_MONTH = re.compile(r"([0-9]{1,2})\s*月份?")
_BEFORE_A_FIGURE = re.compile(r"^(年度目标|全年|目标|调整为|改为|累计)+[:：为是]?")
_BETWEEN = " \t\n,，;；、。:：和及为至到底末"


class Field(StrEnum):
    """What is asked, in this order; FORMS.md 4."""

    EXCEPTION = "exception"
    SINCE = "since"
    ANNUAL = "annual"
    PLAN = "plan"
    CATEGORY = "category"
    REASON = "reason"
    EVIDENCE = "evidence"


_DEPEND_ON = {
    Field.SINCE: {Field.ANNUAL, Field.PLAN},
    Field.ANNUAL: {Field.PLAN},
}


@dataclass(frozen=True, slots=True)
class Form:
    """A draft, read: the project, its plan, and what has been filled in."""

    project: Project
    versions: tuple[PlanVersion, ...]
    facts: Mapping[str, str]
    today: dtm.date

    @property
    def adjusted_on(self) -> tuple[dtm.date, ...]:
        """The days on which changes of this year were approved."""
        return adjusted_in(self.versions, self.today.year)

    @property
    def has_stages_alone(self) -> bool:
        """Tell whether the project has no year's target in figures."""
        return self.project.annual_target is None

    @property
    def since(self) -> Month:
        """The month that it is to apply from."""
        return Month.parse(self.facts[Field.SINCE])

    @property
    def before(self) -> Targets:
        """What holds from that month on."""
        return targets_from(self.versions, self.project.annual_target, self.since)

    @property
    def annual(self) -> Decimal | None:
        """The year's target that is asked for."""
        written = self.facts.get(Field.ANNUAL)
        return Decimal(written) if written else self.before.annual

    @property
    def goals(self) -> Goals:
        """The months that are asked for: as changed so far, or else as proposed."""
        written = self.facts.get("goals")
        if written:
            return read_goals(written)
        before, annual = self.before, self.annual
        if annual is None or annual == before.annual:
            return before.goals
        first = self.since.number > 1
        done = in_force(self.versions, self.since.previous).goal if first else None
        return proposed(before, annual, done=done if isinstance(done, Decimal) else Decimal(0))

    @property
    def after(self) -> Targets:
        """What is asked for."""
        return Targets(self.annual, self.goals)

    @property
    def revision(self) -> int:
        """Which revision it becomes: what was returned comes back as the next one."""
        return int(self.facts.get("revision", "0")) + 1

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was handed in."""
        return read_evidence(self.facts.get("files", "[]"))

    @property
    def asks_for(self) -> Field | None:
        """The first thing that is not known, None where all is."""
        wanted = list(Field)
        if not self.adjusted_on:
            wanted.remove(Field.EXCEPTION)
        if self.has_stages_alone:
            wanted.remove(Field.ANNUAL)
        return next((field for field in wanted if field not in self.facts), None)

    def has_reached(self, field: Field) -> bool:
        """Tell whether a field is asked for, or was: what comes after it rests on it."""
        order = list(Field)
        return self.asks_for is None or order.index(field) <= order.index(self.asks_for)

    def application(self, applicant: PersonName, *, revision: int) -> Application:
        """Return what is to be signed."""
        return Application(
            project=self.project.code,
            revision=revision,
            unit=self.project.lead_unit,
            applicant=applicant,
            filed_on=self.today,
            before=self.before,
            after=self.after,
            since=self.since,
            category=Category(self.facts[Field.CATEGORY]),
            reason=self.facts[Field.REASON],
            evidence=self.evidence,
            exceptional_because=self.facts.get(Field.EXCEPTION, ""),
        )


def form_of(draft: Draft, *, look: Look, today: dtm.date) -> Form | None:
    """Return the form of a draft; None where its project has gone."""
    year = look.book.year_in_force()
    project = look.book.project(year, draft.facts["project"])
    if project is None:
        return None
    return Form(project, look.book.plan(year, project.code), draft.facts, today)


def filled(draft: Draft, at: dtm.datetime, **facts: str) -> Draft:
    """Return a draft with more known; what rested on another answer is asked again."""
    for field in (Field.SINCE, Field.ANNUAL):
        if field in facts and field in draft.facts:
            draft = asked_again(draft, field, at)
    return replace(draft, facts=dict(draft.facts) | facts, updated_at=at)


def still_open(draft: Draft, at: dtm.datetime, *, look: Look, today: dtm.date) -> Draft:
    """Return a draft as it can still be: a month that was closed meanwhile is asked for again."""
    form = form_of(draft, look=look, today=today)
    if form is None or Field.SINCE not in draft.facts:
        return draft
    is_open = form.since in months_to_choose(form, look=look)
    return draft if is_open else asked_again(draft, Field.SINCE, at)


def asked_again(draft: Draft, field: Field, at: dtm.datetime) -> Draft:
    """Return a draft in which a field, and what rests on it, is not known."""
    gone: set[str] = {field, *_DEPEND_ON.get(field, ())}
    if gone & {Field.SINCE, Field.ANNUAL}:
        gone.add("goals")
    if field is Field.EVIDENCE:
        gone.add("files")
    facts = {name: fact for name, fact in draft.facts.items() if name not in gone}
    return replace(draft, facts=facts, updated_at=at)


def facts_of(application: Application) -> dict[str, str]:
    """Return what a form knows when an application comes back to be completed."""
    annual = application.after.annual
    facts = {
        "project": application.project,
        "revision": str(application.revision),
        Field.SINCE: str(application.since),
        Field.PLAN: "ok",
        "goals": written_goals(application.after.goals),
        Field.CATEGORY: application.category.value,
        Field.REASON: application.reason,
        Field.EVIDENCE: "done",
        "files": written_evidence(application.evidence),
    }
    if annual is not None:
        facts[Field.ANNUAL] = plain(annual)
    if application.exceptional_because:
        facts[Field.EXCEPTION] = application.exceptional_because
    return {str(name): fact for name, fact in facts.items()}


def waits_for_plan(draft: Draft) -> bool:
    """Tell whether the next thing that a draft asks for is the plan."""
    is_next = Field.SINCE in draft.facts and Field.PLAN not in draft.facts
    return draft.form == FORM and is_next


def months_to_choose(form: Form, *, look: Look) -> tuple[Month, ...]:
    """Return the months from which a change may apply: not closed, with a target then or later."""
    goals = [m for m in year_of(look.book.year_in_force()) if in_force(form.versions, m).goal]
    first = Month.of(form.today)
    return tuple(
        month
        for month in year_of(look.book.year_in_force())
        if month >= first
        and any(month <= goal for goal in goals)
        and not look.cycles.seen(month).has_run(Phase.CLOSE)
    )


def with_months(form: Form, changed: Mapping[Month, Goal]) -> str:
    """Return the months of a form with some changed, as the draft keeps them."""
    return written_goals({**form.goals, **changed})
