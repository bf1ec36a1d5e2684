"""Support items: by project, how far they are, and the one that is overdue for longest (C48)."""

import datetime as dtm
from collections.abc import Mapping, Sequence

from charts.views import Overdue
from rules.book import SupportItem, SupportState
from rules.project import ProjectCode

_STATES = {
    SupportState.CLOSED: "已办结",
    SupportState.IN_PROGRESS: "办理中",
    SupportState.NOT_STARTED: "未启动",
}


def by_project(items: Sequence[SupportItem]) -> Mapping[ProjectCode, list[SupportItem]]:
    """Return the items that each project waits for, in their order."""
    found: dict[ProjectCode, list[SupportItem]] = {}
    for item in items:
        found.setdefault(item.project, []).append(item)
    return found


def status_of(item: SupportItem) -> str:
    """Say how far a support item is; whether it is overdue is told from its date."""
    return _STATES[item.state]


def longest_overdue(items: Sequence[SupportItem], on: dtm.date) -> Overdue | None:
    """Return the support item that is overdue for longest on a day."""
    late = sorted(
        (item for item in items if item.days_overdue(on)), key=lambda one: -one.days_overdue(on)
    )
    if not late or late[0].due_date is None:
        return None
    worst = late[0]
    return Overdue(
        days=worst.days_overdue(on),
        item=worst.what,
        category=worst.category,
        department=worst.department,
        person=worst.person,
        due_date=late[0].due_date,
        status=status_of(worst),
        others=len(late) - 1,
    )
