"""What is known about a question, and what a reply to it was heard to say (E24, E25)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Reason(StrEnum):
    """Why a reply is asked back: the first thing that an official would ask about."""

    NO_UNIT = "no_unit"
    UNIT_MISMATCH = "unit_mismatch"
    UNIT_CONVERTED_INEXACT = "unit_converted_inexact"
    MONTH_ONLY = "month_only"
    DELTA_ONLY = "delta_only"
    RANGE = "range"
    APPROXIMATE = "approximate"
    QUALITATIVE = "qualitative"
    CLAIMS_COMPLETE = "claims_complete"
    NOT_STARTED = "not_started"
    SAME_AS_LAST = "same_as_last"
    NEGATIVE = "negative"
    OVER_100 = "over_100"
    BELOW_LAST = "below_last"
    OVER_TARGET_FAR = "over_target_far"
    INCONSISTENT = "inconsistent"
    MULTIPLE_PROJECTS = "multiple_projects"
    PLAN_NOT_ACTUAL = "plan_not_actual"
    TOTAL_NOT_ANNUAL = "total_not_annual"
    OTHER_MONTH = "other_month"
    CORRECTION = "correction"
    THIRD_PARTY = "third_party"
    GARBLED = "garbled"
    ADJUST_REQUEST = "adjust_request"
    QUESTION = "question"
    ADVERSARIAL = "adversarial"
    NO_FIGURE = "no_figure"


class Basis(StrEnum):
    """What a figure counts: everything since the year began, or one month alone."""

    CUMULATIVE = "cumulative"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known about the question that a reply answers.

    `unit` is the project's unit of measure; figures are in it and cumulative. `month` is 6 for
    June. What is None is not known, and nothing is compared with it; but a reply that names a
    year is asked back while `year` is not known.
    """

    unit: str
    project: str | None = None
    annual_target: Decimal | None = None
    last_cumulative: Decimal | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What was heard for one of several projects; `unit` as written, by its usual name."""

    project: str
    value: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply was understood to say, in the project's unit.

    With `needs_confirmation` a value is only a proposal: nothing may be kept before the person
    says yes.
    """

    value: Decimal | None
    basis: Basis | None
    needs_confirmation: bool
    reason: Reason | None
    note: str | None = None
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a reading that is sure without a figure, or asked back without a reason."""
        if self.needs_confirmation is (self.reason is None):
            raise ValueError("a reading is sure exactly when there is no reason to ask")
        if self.value is None and not self.needs_confirmation:
            raise ValueError("a sure reading has a value")
        if (self.value is None) is not (self.basis is None):
            raise ValueError("a basis says something only beside a value")
