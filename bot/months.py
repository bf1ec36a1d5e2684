"""Months as people write them behind a command: `2023-06`, `2023年6月`, `6月`, `6`."""

import re
import unicodedata

from bot.refusals import UnknownMonthError
from rules.month import Month, NotAMonthError
from storage.work import Look

_WRITTEN = re.compile(r"(?:(?P<year>[0-9]{4})[-年./])?(?P<number>0?[0-9]|1[0-2])月?份?")


def read_month(written: str, *, look: Look) -> Month | None:
    """Read a month; None where it is no month.

    Without a year it is one of the year in force, or of the year before where that month was
    asked and this year's is still to come: 12月 in January.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None:
        return None
    year, number = found["year"], int(found["number"])
    try:
        return Month(int(year), number) if year else _meant(number, look)
    except NotAMonthError:
        return None


def month_named(written: str, *, look: Look) -> Month | None:
    """Return the month behind a command, None where nothing is written; UnknownMonthError."""
    if not written.strip():
        return None
    month = read_month(written, look=look)
    if month is None:
        raise UnknownMonthError(written)
    return month


def _meant(number: int, look: Look) -> Month:
    month = Month(look.book.year_in_force(), number)
    latest = look.cycles.latest_asked()
    before = Month(month.year - 1, number)
    is_to_come = latest is not None and month > latest
    return before if is_to_come and look.cycles.seen(before).asked_at is not None else month
