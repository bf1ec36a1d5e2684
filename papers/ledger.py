"""A month's determinations as a workbook: what is sent out, and what comes back filled in."""

from dataclasses import dataclass
from decimal import Decimal

from rules.month import Month
from rules.project import Goal, Milestone, ProjectCode, Stage, Value, plain

SHEET = "认定"
MOST_BYTES = 3 * 1024 * 1024  # of a file; ours has a tenth of it for a county
MOST_ROWS = 3000  # projects; a township has fifty
LONGEST_GROUND = 200
Shown = str | Decimal | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A project as its row shows it; `state` tells a program what stood when it was made.

    `command` is a name; `reported_at` and `how_reported` are words.
    """

    code: ProjectCode
    name: str
    command: str
    lead_unit: str
    person: str
    unit: str
    goal: Goal
    last: Value | None
    reported: Value | None
    reported_at: str
    how_reported: str
    determined: Value | None
    state: str

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What stands in the locked cells, from the left; None where nothing does."""
        return (
            self.code,
            self.name,
            self.command,
            self.lead_unit,
            self.person,
            self.unit,
            f"节点：{self.goal}" if isinstance(self.goal, Milestone) else figure(self.goal),
            shown_value(self.last),
            shown_value(self.reported),
            self.reported_at or None,
            self.how_reported,
            shown_value(self.determined),
        )


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """A month as it is sent out, its rows by command; `made_at` is an instant in words."""

    organisation: str
    month: Month
    made_at: str
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was filled in; `cell` is where the figure stands, `state` that of its row."""

    cell: str
    project: ProjectCode
    value: Value
    ground: str
    state: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a cell of the sheet 认定, as a Chinese sentence without its full stop."""

    cell: str
    says: str


@dataclass(frozen=True, slots=True)
class FilledLedger:
    """A workbook that came back; `codes` are the projects that have a row."""

    month: Month
    codes: tuple[ProjectCode, ...]
    entries: tuple[Entry, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class NoLedger:
    """A file that is no ledger of ours; `says` why, as a Chinese sentence."""

    says: str


def shown_value(value: Value | None) -> Shown:
    """Return a value as a cell holds it: a stage in words, a figure as a number."""
    if value is None:
        return None
    if isinstance(value, Stage):
        return "已完成" if value is Stage.MET else "未完成"
    return figure(value)


def figure(number: Decimal) -> Shown:
    """Return a figure as a number, or as text where a spreadsheet would lose digits of it."""
    written = plain(number)
    return Decimal(written) if len(written.strip("-").replace(".", "")) <= 15 else written


def text_of(shown: Shown) -> str:
    """Return what a cell holds as it is compared: a number without trailing zeros."""
    return "" if shown is None else plain(shown) if isinstance(shown, Decimal) else shown
