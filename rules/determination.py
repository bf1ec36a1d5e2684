"""Determinations: what the office found to be done (认定); they replace the self-report (E1)."""

import datetime as dtm
from dataclasses import dataclass
from enum import StrEnum

from rules.project import PersonName, Value


class Ground(StrEnum):
    """On what a determination rests."""

    OFFICE = "office"  # the office's own finding
    REPORT = "report"  # the on-time report, accepted: 按自报认定
    SILENCE = "silence"  # nothing was reported, and nothing else is known: 按未报
    OPEN = "open"  # taken up, not decided: put to the office at the close, or sent back (退回)


@dataclass(frozen=True, slots=True)
class Determination:
    """A finding about a project's month; `value` is None on the grounds SILENCE and OPEN."""

    value: Value | None
    ground: Ground
    by: PersonName | None = None  # None: by the office's standing rule
    at: dtm.datetime | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != (self.ground in {Ground.SILENCE, Ground.OPEN}):
            raise ValueError(f"a determination on the ground {self.ground} with {self.value}")


OPEN = Determination(None, Ground.OPEN)
