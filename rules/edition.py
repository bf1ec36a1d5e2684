"""Editions: what was published, frozen, numbered and hashed (C27, C46, E4, E15)."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from rules.month import Month
from rules.plates import Rated, Rules
from rules.project import CommandNo, PersonName, Project, UnitName, Value, write_goal, write_value


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One project as it was published: who answered for it then, what was said, what was found.

    `corrected` is the number of the month's correction that changed it last, 0 for none.
    """

    project: Project
    rated: Rated
    reported: Value | None = None
    reported_late: bool = False
    corrected: int = 0

    @property
    def lead_unit(self) -> UnitName:
        """Whom a warning goes to (C69)."""
        return self.project.lead_unit

    @property
    def command(self) -> CommandNo:
        """Where it is counted."""
        return self.project.command

    @property
    def person(self) -> PersonName:
        """Who answers for it."""
        return self.project.responsible_person


@dataclass(frozen=True, slots=True)
class Edition:
    """A published month; `correction` 0 is the first publication, n its n-th correction.

    `rules` are those that decided its colours, for good; `follows` is the digest of the edition
    before it; `digest` is the SHA-256 of everything else.
    """

    month: Month
    correction: int
    rules: Rules
    rows: tuple[EditionRow, ...]
    follows: str | None = None
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self._canonical()).hexdigest())

    @property
    def number(self) -> int:
        """The issue in the year: the month's number (C27)."""
        return self.month.number

    def row(self, code: str) -> EditionRow | None:
        """Return a project's row."""
        return next((row for row in self.rows if row.project.code == code), None)

    def _canonical(self) -> bytes:
        facts = {
            "month": str(self.month),
            "correction": self.correction,
            "rules": [getattr(self.rules, name) for name in sorted(Rules.__slots__)],
            "rows": [_facts(row) for row in self.rows],
            "follows": self.follows,
        }
        return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def _facts(row: EditionRow) -> list[Any]:
    project, rated = row.project, row.rated
    return [
        project.code,
        project.name,
        project.command,
        project.unit,
        project.lead_unit,
        project.responsible_leader,
        project.responsible_person,
        write_goal(rated.goal),
        write_value(row.reported),
        row.reported_late,
        write_value(rated.value),
        rated.plate,
        rated.streak,
        list(rated.flags),
        rated.no_plate,
        *([row.corrected] if row.corrected else ()),
    ]
