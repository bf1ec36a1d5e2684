"""Replay: every published month is computed again from the journal, and must be what it was."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month, months_between
from rules.plates import Facts, Filed, Rated, rate
from rules.project import ProjectCode, read_value
from storage.journal import Entry
from storage.work import Look

_APPROVED = "change.approve.agree"
_STEPS = {f"project.{step}": step for step in Step}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A published month that the journal does not bear out; `project` None: as a whole."""

    month: Month
    correction: int
    project: ProjectCode | None = None

    def __str__(self) -> str:
        number = f", correction {self.correction}" if self.correction else ""
        about = f", {self.project}" if self.project else ""
        return f"{self.month}{number}{about}"


def replay(look: Look) -> tuple[Mismatch, ...]:
    """Go through the journal and return what was published otherwise than it tells."""
    told = _Told()
    found: list[Mismatch] = []
    for line in look.journal.entries():
        if line.what in {"month.published", "month.corrected"} and line.month is not None:
            found += _mismatches(line, line.month, told, look)
        else:
            told.take(line)
    return tuple(found)


@dataclass(slots=True)
class _Told:
    """What the journal has told so far: months asked, reports, findings, changes, steps."""

    asked: list[Month] = field(default_factory=list)
    findings: dict[ProjectCode, dict[Month, Determination]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    reports: dict[ProjectCode, dict[Month, Filed]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    approved: Counter[tuple[ProjectCode, int]] = field(default_factory=Counter)  # by plan-year
    steps: set[tuple[ProjectCode, Step, Month]] = field(default_factory=set)

    def take(self, line: Entry) -> None:
        """Take what a line tells."""
        month, code = line.month, line.project
        if line.what == "month.asked" and month is not None:
            self.asked.append(month)
        elif line.what == "project.determined" and month and code:
            ground = Ground(line.facts["ground"])
            self.findings[code][month] = Determination(read_value(line.figure), ground)
        elif line.what == "report.kept" and month and code and not line.facts.get("late"):
            self.reports[code][month] = Filed(read_value(line.figure))
        elif line.what == "project.put_to_office" and month and code:
            self.findings[code][month] = OPEN
        elif line.what == _APPROVED and month and code:
            self.approved[code, month.year] += 1
        elif line.what in _STEPS and month and code:
            self.steps.add((code, _STEPS[line.what], month))

    def unasked(self, month: Month) -> Iterator[Month]:
        """Yield the months up to one that nobody was asked about."""
        first = min([*self.asked, month])
        return (one for one in months_between(first, month) if one not in self.asked)

    def facts(self, kept: Facts, code: ProjectCode, month: Month) -> Facts:
        """Return what a project's month rested on when it was published."""
        plan = tuple(one for one in kept.plan if one.number <= self.approved[code, one.since.year])
        findings = dict.fromkeys(self.unasked(month), OPEN) | self.findings[code]
        events = tuple(
            one for one in kept.events if one.decided_on is None or self._has_told(one, code)
        )
        first = min([*self.asked, month])
        return Facts(first, plan, self.reports[code], findings, events, kept.imported)

    def _has_told(self, event: LifecycleEvent, code: ProjectCode) -> bool:
        return (code, event.step, event.effective) in self.steps


def _mismatches(line: Entry, month: Month, told: _Told, look: Look) -> Iterator[Mismatch]:
    number = line.facts.get("number", 0)
    edition = look.editions.get(month, number)
    if edition is None or edition.digest != line.facts.get("digest"):
        yield Mismatch(month, number)
    else:
        yield from _otherwise(edition, told, look)


def _otherwise(edition: Edition, told: _Told, look: Look) -> Iterator[Mismatch]:
    """Yield the rows whose colour the journal does not give."""
    month = edition.month
    kept = look.facts.of(month.year)
    for row in edition.rows:
        code = row.project.code
        facts = told.facts(kept[code], code, month) if code in kept else None
        if facts is None or _shown(_rated(facts, edition)) != _shown(row.rated):
            yield Mismatch(month, edition.correction, code)


def _rated(facts: Facts, edition: Edition) -> Rated:
    return rate(facts, through=edition.month, rules=edition.rules)[-1]


def _shown(rated: Rated) -> tuple[object, ...]:
    streak = rated.streak if rated.plate else None
    return rated.plate, rated.no_plate, streak, rated.goal, rated.value
