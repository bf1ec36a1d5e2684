"""Days off: the built-in table of the country, and the operator's file over it (E30)."""

import datetime as dtm
import re
from collections.abc import Iterator
from pathlib import Path

from chinese_calendar import constants

from rules.days_off import DaysOff

_LINE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s+(off|work)")


class HolidaysError(ValueError):
    """A file of days off cannot be read; the message names the line and what to do."""


def built_in() -> DaysOff:
    """Return the table that the library holds; it ends, and knows which years it knows."""
    off = frozenset(day for day in constants.holidays if day.weekday() < 5)
    work = frozenset(constants.workdays)
    years = frozenset(day.year for day in constants.holidays)
    return DaysOff(off, work, years)


def days_off_of(file: Path | None) -> DaysOff:
    """Return the built-in days off, with a file's lines over them; HolidaysError names a line."""
    table = built_in()
    if file is None:
        return table
    off, work, years = set(table.off), set(table.work), set(table.years)
    for day, is_off in _lines(file):
        years.add(day.year)
        off.discard(day)
        work.discard(day)
        (off if is_off else work).add(day)
    return DaysOff(frozenset(off), frozenset(work), frozenset(years))


def _lines(file: Path) -> Iterator[tuple[dtm.date, bool]]:
    """Yield each line's day and whether it is off; `#` begins a remark."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HolidaysError(f"{file} cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].strip()
        if words:
            yield _line(words, f"{file} line {number}")


def _line(words: str, place: str) -> tuple[dtm.date, bool]:
    found = _LINE.fullmatch(words)
    try:
        if found is not None:
            return dtm.date.fromisoformat(found[1]), found[2] == "off"
    except ValueError:
        pass  # 2027-02-30: the same words as for any other line that is none
    raise HolidaysError(f"{place}: write lines like 2027-10-01 off")
