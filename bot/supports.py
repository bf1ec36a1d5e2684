"""Support items: the one that is overdue for longest (C48)."""

import datetime as dtm
from collections.abc import Mapping, Sequence

from bot.wording import supporting
from charts.views import Overdue
from rules.book import SupportItem
from rules.support import SupportWord


def longest_overdue(
    items: Sequence[SupportItem], on: dtm.date, words: Mapping[str, Sequence[SupportWord]]
) -> Overdue | None:
    """Return the support item that is overdue for longest on a day; `words` are by number."""
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
        status=supporting.status(worst, words.get(worst.number, ())),
        others=len(late) - 1,
    )
