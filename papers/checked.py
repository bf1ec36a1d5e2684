"""The year's workbook as it was checked: what it holds, what there is to say, a marked copy."""

from dataclasses import dataclass
from typing import NamedTuple

from papers.anomaly import Anomaly, Severity

SHEET = "核对结果"
AUTHOR = "guatu"  # of our comments: none of them is told when a marked copy comes back
MOST_ANOMALIES = 1000  # that are marked; the messy sample has 143


class Counts(NamedTuple):
    """How much the book holds; `targets` are monthly goals."""

    commands: int
    people: int
    projects: int
    targets: int
    support_items: int
    milestones: int


class Tally(NamedTuple):
    """How many anomalies there are of each severity."""

    errors: int
    warnings: int
    infos: int

    @classmethod
    def of(cls, anomalies: tuple[Anomaly, ...]) -> "Tally":
        """Count them."""
        graves = [one.severity for one in anomalies]
        return cls(*(graves.count(one) for one in reversed(Severity)))


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """A workbook that was read and not loaded; `copy` is the marked file, None without anomalies.

    `anomalies` come with the gravest first, else in the workbook's order, MOST_ANOMALIES at most;
    `tally` counts all of them.
    """

    year: int
    counts: Counts
    tally: Tally
    anomalies: tuple[Anomaly, ...]
    copy: bytes | None


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """The view of a marked copy's recipe: its bytes are kept since it was made, by this hash."""

    digest: str


class CopyForgottenError(Exception):
    """A marked copy is to go out that is no longer kept."""


def xlsx_of(view: MarkedCopy) -> bytes:
    """Raise CopyForgottenError: a copy that is not kept any more cannot be made anew."""
    raise CopyForgottenError(
        f"{view.digest[:12]} is no longer kept; the workbook is to come again"
    )
