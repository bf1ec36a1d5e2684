"""Reports: every version of what a responsible person said about a month (E12 to E14)."""

import datetime as dtm
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rules.month import Month
from rules.plates import Filed
from rules.project import PersonName, ProjectCode, Value


class ReportState(StrEnum):
    """What became of a version; none is ever overwritten."""

    KEPT = "kept"
    WAITING = "waiting"  # asked back, not confirmed yet
    CANCELLED = "cancelled"  # by its sender
    REPLACED = "replaced"  # by a later version


@dataclass(frozen=True, slots=True)
class Source:
    """The message that something was said in; `said_at` is the message's own time (aware)."""

    chat_id: int
    message_id: int
    said_at: dtm.datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One version; `value` is what was understood, None where no figure could be taken.

    `by` sent it, which may be the liaison; `asks` is why it was asked back, a `Reason` or ``.
    """

    month: Month
    project: ProjectCode
    by: PersonName
    source: Source
    text: str
    value: Value | None
    state: ReportState
    is_late: bool
    asks: str = ""
    id: int = 0  # given by the storage


def counting(versions: Iterable[Report]) -> Report | None:
    """Return the version that stands: the last kept on time, else the last kept late (E13)."""
    kept = [version for version in versions if version.state is ReportState.KEPT]
    return max(kept, key=lambda v: (not v.is_late, v.source.said_at, v.id), default=None)


def replaced(
    versions: Iterable[Report], *, is_late: bool, up_to: dtm.datetime | None = None
) -> tuple[Report, ...]:
    """Return the versions that a new answer takes the place of (E13).

    One on time is never replaced by a late one. What was said after `up_to` stands: it came in
    another chat, and was understood first.
    """
    earlier = [one for one in versions if up_to is None or one.source.said_at <= up_to]
    return tuple(
        version
        for version in earlier
        if version.state is ReportState.WAITING
        or (version.state is ReportState.KEPT and (version.is_late or not is_late))
    )


def filed(versions: Iterable[Report]) -> Filed | None:
    """Return what the rating sees of a month's versions."""
    stands = counting(versions)
    return None if stands is None else Filed(stands.value, stands.is_late)
