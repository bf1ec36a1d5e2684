"""The form of a step of a project's life: what is known so far, what is asked next."""

import datetime as dtm
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.draft_values import read_evidence, read_goals
from rules.application import Evidence, Goals, Targets, proposed
from rules.approval import Matter
from rules.lifecycle import LifecycleEvent, Step
from rules.lifecycle_application import Entry, LifecycleApplication, Occasion
from rules.month import Month, year_of
from rules.project import Goal, Kind, PersonName, Project, ProjectCode, Stage, Value

_CODE = re.compile(r"([A-Z]+)([0-9]+)")


class Field(StrEnum):
    """What is asked; which fields, and in which order, is told by FIELDS."""

    OCCASION = "occasion"
    COMMAND = "command"
    NAME = "name"
    BRIEF = "brief"
    LEAD_UNIT = "lead_unit"
    LEADER = "leader"
    PERSON = "person"
    UNIT = "unit"
    ANNUAL = "annual"
    DUE = "due"
    SINCE = "since"
    PLAN = "plan"
    UNTIL = "until"
    VALUE = "value"
    REASON = "reason"
    EVIDENCE = "evidence"


FIELDS: Mapping[Step, tuple[Field, ...]] = {
    Step.ENTER: (
        Field.OCCASION,
        Field.COMMAND,
        Field.NAME,
        Field.BRIEF,
        Field.LEAD_UNIT,
        Field.LEADER,
        Field.PERSON,
        Field.UNIT,
        Field.ANNUAL,
        Field.DUE,
        Field.SINCE,
        Field.PLAN,
        Field.REASON,
    ),
    Step.EXIT: (Field.SINCE, Field.REASON, Field.EVIDENCE),
    Step.SUSPEND: (Field.SINCE, Field.UNTIL, Field.REASON, Field.EVIDENCE),
    Step.RESUME: (Field.SINCE, Field.REASON, Field.EVIDENCE),
    Step.COMPLETED: (Field.SINCE, Field.VALUE, Field.REASON, Field.EVIDENCE),
}
BY_STAGES = "stages"  # the answer to UNIT where a project has no figures


@dataclass(frozen=True, slots=True)
class Form:
    """A draft, read: what is to happen to which project, and what has been filled in.

    `events` and `codes` are those of the book: what happened to the project, what is taken.
    """

    what: Step
    facts: Mapping[str, str]
    today: dtm.date
    year: int
    known: Project | None
    events: tuple[LifecycleEvent, ...] = ()
    codes: tuple[ProjectCode, ...] = ()

    @property
    def matter(self) -> Matter:
        """What the request is about."""
        return Matter(self.what.value)

    @property
    def asks_for(self) -> Field | None:
        """The first thing that is not known, None where all is."""
        return next((one for one in self.fields if one not in self.facts), None)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What this form asks for: no year's target where there are stages alone."""
        left_out = {Field.ANNUAL, Field.VALUE} if self.has_stages_alone else set()
        return tuple(one for one in FIELDS[self.what] if one not in left_out)

    @property
    def has_stages_alone(self) -> bool:
        """Tell whether the project is not counted in figures."""
        if self.known is not None:
            return self.known.annual_target is None
        return self.facts.get(Field.UNIT) == BY_STAGES

    @property
    def since(self) -> Month:
        """The month that it is to hold from."""
        return Month.parse(self.facts[Field.SINCE])

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was handed in."""
        return read_evidence(self.facts.get("files", "[]"))

    @property
    def annual(self) -> Decimal | None:
        """The year's target of what enters."""
        written = self.facts.get(Field.ANNUAL)
        return Decimal(written) if written else None

    @property
    def goals(self) -> Goals:
        """The months of what enters: as written, or else in equal parts."""
        written = self.facts.get("goals")
        if written:
            return read_goals(written)
        if self.annual is None:
            return {}
        months = [one for one in year_of(self.year) if one >= self.since]
        even: dict[Month, Goal] = {m: Decimal(n) for n, m in enumerate(months, start=1)}
        before = Targets(Decimal(len(months)), {**even, months[-1]: Decimal(len(months))})
        rough = self.annual.quantize(Decimal("0.01"))
        return {**proposed(before, rough, done=Decimal(0)), months[-1]: self.annual}

    @property
    def project(self) -> Project:
        """The project: as it is in the book, or as it will stand there."""
        if self.known is not None:
            return self.known
        facts, annual = self.facts, self.annual
        unit = "节点" if self.has_stages_alone else facts.get(Field.UNIT, "")
        due = facts.get(Field.DUE)
        return Project(
            code=facts["code"] if "code" in facts else next_code(self.codes, facts),
            name=facts.get(Field.NAME, ""),
            command=facts.get(Field.COMMAND, ""),
            kind=Kind.KEY_TASK if self._is_deployed else Kind.NEW,
            brief=facts.get(Field.BRIEF, ""),
            annual_target_text=f"{facts.get(Field.ANNUAL, '')}{unit}",
            unit=unit,
            annual_target=annual,
            starts_on=None,
            due_date=dtm.date.fromisoformat(due) if due else None,
            lead_unit=facts.get(Field.LEAD_UNIT, ""),
            responsible_leader=facts.get(Field.LEADER, ""),
            responsible_person=facts.get(Field.PERSON, ""),
        )

    @property
    def _is_deployed(self) -> bool:
        return self.facts.get(Field.OCCASION) == Occasion.DEPLOYED

    def has_reached(self, field: Field) -> bool:
        """Tell whether a field is asked for, or was: what comes after it rests on it."""
        if field not in self.fields:
            return False
        asked = self.asks_for
        return asked is None or self.fields.index(field) <= self.fields.index(asked)

    def application(self, applicant: PersonName) -> LifecycleApplication:
        """Return what is to be signed."""
        project, entry = self.project, None
        if self.what is Step.ENTER:
            entry = Entry(Occasion(self.facts[Field.OCCASION]), project, self.goals)
        until = self.facts.get(Field.UNTIL)
        return LifecycleApplication(
            what=self.what,
            project=project.code,
            revision=int(self.facts.get("revision", "0")) + 1,
            unit=project.lead_unit,
            applicant=applicant,
            filed_on=self.today,
            since=self.since,
            reason=self.facts[Field.REASON],
            evidence=self.evidence,
            value=self._value,
            until=Month.parse(until) if until else None,
            entry=entry,
        )

    @property
    def _value(self) -> Value | None:
        """Return what was done in all; a project of stages has reached them."""
        if self.what is not Step.COMPLETED:
            return None
        return Stage.MET if self.has_stages_alone else Decimal(self.facts[Field.VALUE])


def next_code(codes: Sequence[ProjectCode], facts: Mapping[str, str]) -> ProjectCode:
    """Return the next code of a command: the letters that its projects have, one number on."""
    found = [match for code in codes if (match := _CODE.fullmatch(code))]
    letters = Counter(match[1] for match in found).most_common(1)
    prefix = letters[0][0] if letters else f"X{facts.get(Field.COMMAND, '')}"
    numbers = [match[2] for match in found if match[1] == prefix]
    width = max(map(len, numbers), default=2)
    return f"{prefix}{max(map(int, numbers), default=0) + 1:0{width}}"
