"""What is told about a workbook: where, how grave, what stood there and what was made of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """Info is put right silently, a warning is shown, an error left out until it is answered."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """The graver, the higher."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One finding with its place.

    `sheet` is written as in the workbook, None for the workbook; `cell` is `A1`, a range, or None
    for the whole sheet; `found` is what stood there, `taken` what is stored; `says` is a Chinese
    sentence: what it is, and what to do.
    """

    sheet: str | None
    cell: str | None
    severity: Severity
    found: str | None
    taken: str | None
    says: str


class Finding(NamedTuple):
    """What a reader says of a cell, before anybody knows where the cell stands."""

    severity: Severity
    says: str
    taken: str | None = None


class Reading(NamedTuple, Generic[T]):
    """A value, None where nothing could be taken, and what there is to say about it."""

    value: T | None
    finding: Finding | None = None


def refused(says: str) -> Finding:
    """Return the finding of a cell that is left out until somebody answers."""
    return Finding(Severity.ERROR, says)


def asked(says: str, taken: str | None = None) -> Finding:
    """Return the finding of a cell that is taken and shown."""
    return Finding(Severity.WARNING, says, taken)


def noted(says: str, taken: str | None = None) -> Finding:
    """Return the finding of a cell that was put right beyond doubt."""
    return Finding(Severity.INFO, says, taken)
