"""What the sheets that were read first tell those that come after."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.project import CommandNo


@dataclass(frozen=True, slots=True)
class Known:
    """The plan-year, the people and units, and the commands by name.

    `people` and `commands` are None where the sheet is missing and nobody can be checked;
    `checks_years` is false where a year was given against what the dates say.
    """

    year: int
    people: frozenset[str] | None = None
    units: frozenset[str] = frozenset()
    commands: Mapping[str, CommandNo] | None = None
    checks_years: bool = True
