"""Targets as people write them: a year's figure, a month's, or `9月5.6 10月6.8`."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from rules.application import Goals
from rules.finding import read_finding
from rules.month import Month
from rules.project import Goal, Milestone
from rules.reading import Terms, read_reply

_ANY_FIGURE = Decimal(1)
_MONTH = re.compile(r"([0-9]{1,2})\s*月份?")
_BEFORE_A_FIGURE = re.compile(r"^(年度目标|全年|目标|调整为|改为|累计)+[:：为是]?")
_BETWEEN = " \t\n,，;；、。:：和及为至到底末"
_LONGEST_STAGE = 60  # characters


def read_figure(written: str, unit: str) -> Decimal | None:
    """Read a target in a project's unit; None when unclear, or not above zero."""
    said = _BEFORE_A_FIGURE.sub("", written.strip())
    found = read_finding(said, unit=unit, goal=_ANY_FIGURE)
    value = found.value if found is not None and not found.note else None
    if found is None:
        reading = read_reply(f"累计完成{said}", Terms(unit=unit))  # 十公里
        value = reading.value if reading.reason is None else None
    return value if isinstance(value, Decimal) and value > 0 else None


def read_months(
    written: str, goals: Goals, unit: str, *, tapped: Month | None = None
) -> Mapping[Month, Goal] | None:
    """Read `9月5.6 10月6.8`, or one figure for the month that was tapped; None when unclear.

    Only months that have a goal can be given; a stage is named in its own words.
    """
    text = unicodedata.normalize("NFKC", written)
    parts = _MONTH.split(text)
    if len(parts) == 1:
        parts = ["", str(tapped.number), text] if tapped else []
    if len(parts) < 3 or parts[0].strip(_BETWEEN):
        return None
    found: dict[Month, Goal] = {}
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        month = next((one for one in goals if one.number == int(number)), None)
        goal = None if month is None else _read_goal(words, goals[month], unit)
        if month is None or goal is None:
            return None
        found[month] = goal
    return found


def _read_goal(words: str, before: Goal, unit: str) -> Goal | None:
    said = words.strip(_BETWEEN)
    if isinstance(before, Milestone):
        return Milestone(said[:_LONGEST_STAGE]) if said else None
    return read_figure(said, unit)
