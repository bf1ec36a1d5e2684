"""Views: what a picture shows, as plain frozen values that can be pickled and written as JSON.

Figures are exact decimals in the project's unit. `Goal`, `Value` and `Plate` are those of the
rules. Whatever is computed for display (completion, gap, need a month) is not part of a view.
"""

import datetime as dtm
from dataclasses import dataclass
from enum import StrEnum

from rules.bulletin import Praise
from rules.plates import NoPlate, Plate
from rules.project import Goal, Kind, Value


class State(StrEnum):
    """Whether a month was published; a draft shows no plate for it, the proposal is in words."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which month a picture shows, and by which snapshot; it stands in every head and foot.

    `digest` is the snapshot's hash in hex, of which six digits are shown (empty: none). `issue` 0
    is no issue: a picture of the data date, beside the plates of the month.
    `correction` is the line under the title, such as `更正第1号：JT02 5月 黄→蓝` (empty: none).
    """

    organisation: str
    year: int
    month: int
    data_date: dtm.date
    issue: int
    version: int = 1
    digest: str = ""
    state: State = State.PUBLISHED
    correction: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether the month is not published yet."""
        return self.state is State.DRAFT


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of one project.

    `goal` is the one in force, `value` what was determined (in a draft: what would be compared).
    `streak` counts missed months in a row, as rated or as proposed. `flag` is the word under the
    figure on the wall (更正1, 迟报, 核查认定; empty: none).
    """

    goal: Goal | None = None
    value: Value | None = None
    plate: Plate | None = None
    streak: int = 0
    flag: str = ""
    is_unreported: bool = False


@dataclass(frozen=True, slots=True)
class Overdue:
    """The support item of a project that is overdue for longest, and how many `others` are."""

    days: int
    item: str
    category: str
    department: str
    person: str
    due_date: dtm.date
    status: str
    others: int = 0


class MonthsMissingError(ValueError):
    """A project was given with another number of months than twelve."""

    def __init__(self, code: str, found: int) -> None:
        super().__init__(f"{code} has {found} months, not 12")
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of the board: the eight contents of C47, and its states.

    `months` are the twelve of the plan-year; the one shown is `Stamp.month`. `tags` are words such
    as 迟报 or 更正1 in any order: a picture shows the weightiest. `no_plate_words` say why there
    is no plate (暂停至9月); empty, they follow from the plan. `proposal` is a draft's plate.
    `praise` is what a published month praises it for, as the bulletin does.
    `is_cumulative` tells whether the figures of the months add up or stand each for itself (E2).
    """

    code: str
    name: str
    brief: str
    annual_target_text: str
    annual_target: Goal | None
    unit: str
    months: tuple[MonthCell, ...]
    lead_unit: str
    responsible_person: str
    responsible_leader: str
    physical_progress: str = ""
    no_plate: NoPlate | None = None
    no_plate_words: str = ""
    tags: tuple[str, ...] = ()
    proposal: Plate | None = None
    overdue: Overdue | None = None
    is_cumulative: bool = True
    praise: tuple[Praise, ...] = ()

    def __post_init__(self) -> None:
        if len(self.months) != 12:
            raise MonthsMissingError(self.code, len(self.months))

    def at(self, month: int) -> MonthCell:
        """Return the cell of a month, 1 to 12."""
        return self.months[month - 1]


@dataclass(frozen=True, slots=True)
class CommandRows:
    """A command with its projects, in the order in which they are to stand."""

    number: str
    name: str
    commander: str
    deputies: tuple[str, ...] = ()
    rows: tuple[ProjectRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How many more plates of each colour than in an earlier month (negative: fewer)."""

    month: int
    blue: int
    yellow: int
    red: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """All projects of a month by command: the phone's set and the wall board."""

    stamp: Stamp
    commands: tuple[CommandRows, ...] = ()
    change: Change | None = None

    @property
    def rows(self) -> tuple[ProjectRow, ...]:
        """All projects, by command and then as given."""
        return tuple(row for command in self.commands for row in command.rows)


@dataclass(frozen=True, slots=True)
class CardView:
    """One project for the person who answers for it.

    `command` is the command's whole name. `old_plan` holds the twelve goals before the last
    adjustment (empty: never adjusted), which holds from the month `adjusted_since` on; it was the
    year's adjustment number `adjustments`. `suspension` is the reason of a suspension.
    """

    stamp: Stamp
    command: str
    kind: Kind
    project: ProjectRow
    due_date: dtm.date | None = None
    old_plan: tuple[Goal | None, ...] = ()
    adjusted_since: int | None = None
    adjustments: int = 0
    is_completed: bool = False
    exited_on: dtm.date | None = None
    suspension: str = ""

    @property
    def shown(self) -> MonthCell:
        """The cell of the month that the card shows."""
        return self.project.at(self.stamp.month)


@dataclass(frozen=True, slots=True)
class SupportRow:
    """A support item that is not closed, beside the project that it blocks (C48).

    `code`, `project`, `plate`, `streak` and `no_plate` are the project's; `status` is a word such
    as 办理中; without a `due_date` none was set.
    """

    number: str
    code: str
    project: str
    category: str
    what: str
    department: str
    person: str
    status: str
    due_date: dtm.date | None = None
    plate: Plate | None = None
    streak: int = 0
    no_plate: NoPlate | None = None


@dataclass(frozen=True, slots=True)
class SupportView:
    """The support items of the projects that are in: those that are open, and a count of others.

    Overdue, due soon or later follow from the stamp's data date.
    """

    stamp: Stamp
    rows: tuple[SupportRow, ...] = ()
    closed: int = 0


class Square(StrEnum):
    """What a project shows for a month of the trend; one that is not in has no square at all."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"
    OUT = "out"

    @property
    def plate(self) -> Plate | None:
        """The plate, None where there is none."""
        return None if self in {Square.NONE, Square.OUT} else Plate(self.value)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A project with a square for each month of the view."""

    code: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class TrendCommand:
    """A command with its projects, in the order in which they are to stand."""

    name: str
    rows: tuple[TrendRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendView:
    """The plates of the published months of a year, numbered 1 to 12, up to the stamp's."""

    stamp: Stamp
    months: tuple[int, ...] = ()
    commands: tuple[TrendCommand, ...] = ()

    @property
    def rows(self) -> tuple[TrendRow, ...]:
        """All projects, by command and then as given."""
        return tuple(row for command in self.commands for row in command.rows)


View = BoardView | CardView | SupportView | TrendView
