"""Replay: every published month is computed again from the journal, and must be what it was."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.determination import OPEN, Determination, Ground
from rules.edition import Edition, EditionRow
from rules.month import Month, months_between
from rules.plates import Facts, Rated, rate
from rules.project import ProjectCode, read_value
from storage.journal import Entry
from storage.work import Look

_APPROVED = "change.approve.agree"


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
    """What the journal has told so far: months asked, findings, changes approved."""

    asked: list[Month] = field(default_factory=list)
    findings: dict[ProjectCode, dict[Month, Determination]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    approved: dict[ProjectCode, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, line: Entry) -> None:
        """Take what a line tells."""
        month, code = line.month, line.project
        if line.what == "month.asked" and month is not None:
            self.asked.append(month)
        elif line.what == "project.determined" and month and code:
            ground = Ground(line.facts["ground"])
            self.findings[code][month] = Determination(read_value(line.figure), ground)
        elif line.what == "project.put_to_office" and month and code:
            self.findings[code][month] = OPEN
        elif line.what == _APPROVED and code:
            self.approved[code] += 1

    def unasked(self, month: Month) -> Iterator[Month]:
        """Yield the months up to one that nobody was asked about."""
        first = min([*self.asked, month])
        return (one for one in months_between(first, month) if one not in self.asked)

    def facts(self, row: EditionRow, month: Month, look: Look) -> Facts:
        """Return what a row rested on when it was published."""
        code = row.project.code
        plan = look.book.plan(month.year, code)[: 1 + self.approved[code]]
        findings = dict.fromkeys(self.unasked(month), OPEN) | self.findings[code]
        kept = look.facts.of(month.year, [code]).get(code)
        events = kept.events if kept else ()
        return Facts(min([*self.asked, month]), plan, {}, findings, events)


def _mismatches(line: Entry, month: Month, told: _Told, look: Look) -> Iterator[Mismatch]:
    number = line.facts.get("number", 0)
    edition = look.editions.get(month, number)
    if edition is None or edition.digest != line.facts.get("digest"):
        yield Mismatch(month, number)
    else:
        yield from _otherwise(edition, told, look)


def _otherwise(edition: Edition, told: _Told, look: Look) -> Iterator[Mismatch]:
    """Yield the rows whose colour the journal does not give."""
    for row in edition.rows:
        facts = told.facts(row, edition.month, look)
        rated = rate(facts, through=edition.month, rules=edition.rules)[-1]
        if _shown(rated) != _shown(row.rated):
            yield Mismatch(edition.month, edition.correction, row.project.code)


def _shown(rated: Rated) -> tuple[object, ...]:
    streak = rated.streak if rated.plate else None
    return rated.plate, rated.no_plate, streak, rated.goal, rated.value
