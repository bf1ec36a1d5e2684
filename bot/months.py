"""Months as people write them behind a command: `2023-06`, `2023年6月`, `6月`, `6`."""

import re
import unicodedata

from bot.refusals import UnknownMonthError
from rules.month import Month, NotAMonthError

_WRITTEN = re.compile(r"(?:(?P<year>[0-9]{4})[-年./])?(?P<number>0?[0-9]|1[0-2])月?份?")


def read_month(written: str, *, year: int) -> Month | None:
    """Read a month, of `year` where none is written; None where it is no month."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None:
        return None
    try:
        return Month(int(found["year"] or year), int(found["number"]))
    except NotAMonthError:
        return None


def month_named(written: str, *, year: int) -> Month | None:
    """Return the month behind a command, None where nothing is written; UnknownMonthError."""
    if not written.strip():
        return None
    month = read_month(written, year=year)
    if month is None:
        raise UnknownMonthError(written)
    return month
