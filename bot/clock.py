"""The one place that reads the time."""

import datetime as dtm
from collections.abc import Callable

Clock = Callable[[], dtm.datetime]


def now() -> dtm.datetime:
    """Return this instant, in UTC."""
    return dtm.datetime.now(dtm.UTC)  # noqa: TID251 - here, and nowhere else
