"""Dates as officials write them; a date is a day, never a month (C37)."""

import calendar
import datetime as dtm
import math
import re
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from papers.anomaly import Finding, Reading, asked, noted, refused
from papers.cells.numerals import chinese_number, digits_of
from papers.grid import Cell, squeezed

_TIME = r"(?:T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_FULL = re.compile(rf"([0-9]{{4}})[年./-]([0-9]{{1,2}})[月./-]([0-9]{{1,2}})[日号]?{_TIME}")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_SHORT_YEAR = re.compile(r"([0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})[日号]?")
_NO_YEAR = re.compile(r"([0-9]{1,2})(?:月([0-9]{1,2})[日号]?|[./-]([0-9]{1,2}))")
_MONTH_END = re.compile(r"(?:([0-9]{4})年)?([0-9]{1,2})月份?[底末]")
_YEAR_END = re.compile(r"(?:([0-9]{4})年)?年?[底末]")
_MONTH = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月份?|[0-9]{4}[./-][0-9]{1,2}")
_TEN_DAYS = re.compile(r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月份?)?[上中下]旬")
_BEFORE = re.compile(r"(.+?)(?:之前|以前|前|止|完成)+")
_BETWEEN = re.compile(r"至|到|~|—+|–|-")
_REMARKED = re.compile(r"(.+?)\(.*\)")
_DAY = re.compile(r"([0-9]{1,2})[日号]?")
_CHINESE = re.compile(r"[一二三四五六七八九十]+(?=[月日号])")
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_DITTO = frozenset({"同上", "同前", '"', "〃", "″"})
_SERIALS = range(20_000, 80_000)
_LONGEST = 40
_EPOCH = dtm.date(1899, 12, 30)


class Side(Enum):
    """Which end of a stretch of days is meant."""

    FIRST = "开始"
    LAST = "结束"


class _Found(NamedTuple):
    """A day, and how it was read; a day of None does not exist in the calendar."""

    day: dtm.date | None
    says: str = ""
    is_sure: bool = False


def read_date(cell: Cell, *, year: int, name: str, side: Side = Side.LAST) -> Reading[dtm.date]:
    """Read a day; `year` is that of the plan, for dates that do not name theirs.

    `11月底前` is the month's last day, with a warning; 年初, 上半年, 8月上旬, 11月 are errors.
    """
    value = cell.value
    if isinstance(value, dtm.datetime):
        day = value.date()
        has_time = value.time() != dtm.time()
        return Reading(day, noted("日期带有时间，已取日期", day.isoformat()) if has_time else None)
    if isinstance(value, dtm.date):
        return Reading(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, year, name)
    return _of_written(cell, year, name, side)


def _of_written(cell: Cell, year: int, name: str, side: Side) -> Reading[dtm.date]:
    text = _with_digits(squeezed(str(cell.value)))
    found = _of_text(text, year, side) if len(text) <= _LONGEST else None
    if found is None:
        return Reading(None, _refusal(text, cell.written or "", name))
    if found.day is None:
        return Reading(None, refused(f"{name}“{cell.written}”在日历上不存在，请改正"))
    return _told(found)


def year_written(cell: Cell) -> int | None:
    """Return the year that a date names itself; None for anything else."""
    if isinstance(cell.value, dtm.date):
        return cell.value.year
    if not isinstance(cell.value, str):
        return None
    text = _with_digits(squeezed(cell.value))
    found = _FULL.match(text) or _COMPACT.fullmatch(text)
    return int(found[1]) if found else None


def _of_number(value: float, year: int, name: str) -> Reading[dtm.date]:
    written = str(int(value)) if float(value).is_integer() else str(Decimal(repr(value)))
    if float(value).is_integer() and _COMPACT.fullmatch(written):
        found = _of_text(written, year, Side.LAST)
        if found is not None and found.day is not None:
            return _told(found)
    if math.isfinite(value) and int(value) in _SERIALS:
        day = _EPOCH + dtm.timedelta(days=int(value))
        says = f"“{written}”为日期序列数，已按{day}读取，请核对"
        return Reading(day, asked(says, day.isoformat()))
    # 12.31 is the last of December; 3.1 may have been 3.10 before it became a number.
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", written):
        found = _of_text(written, year, Side.LAST)
        if found is not None and found.day is not None:
            return _told(found)
    return Reading(None, refused(f"{name}“{written}”不是日期，请填写到日"))


def _with_digits(text: str) -> str:
    text = _CHINESE_YEAR.sub(lambda found: digits_of(found[0]), text)
    return _CHINESE.sub(lambda found: str(chinese_number(found[0]) or found[0]), text)


def _of_text(text: str, year: int, side: Side) -> _Found | None:
    """Read a text; None where it names no day at all."""
    return _of_day(text, year) or _of_stretch(text, year, side) or _of_remarked(text, year)


def _of_day(text: str, year: int) -> _Found | None:
    found = _BEFORE.fullmatch(text)
    limit = found[1] if found else text
    day = _plain_day(limit, year) or _of_end(limit, year)
    if day is None or limit == text:
        return day
    return _Found(day.day, "为期限表述")


def _plain_day(text: str, year: int) -> _Found | None:
    found = _FULL.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _Found(_day(*found.groups()), "日期", is_sure=True)
    found = _SHORT_YEAR.fullmatch(text)
    if found:
        return _Found(_day(f"20{found[1]}", found[2], found[3]), "年份只写两位")
    found = _NO_YEAR.fullmatch(text)
    if found:
        return _Found(_day(year, found[1], found[2] or found[3]), "缺少年份")
    return None


def _of_end(text: str, year: int) -> _Found | None:
    found = _MONTH_END.fullmatch(text)
    if found:
        return _Found(_month_end(int(found[1] or year), int(found[2])), "期限为月底")
    found = _YEAR_END.fullmatch(text)
    if found:
        return _Found(_month_end(int(found[1] or year), 12), "期限为年底")
    return None


def _of_stretch(text: str, year: int, side: Side) -> _Found | None:
    """Read two days with a separator; which hyphen is the separator is seen by what parses."""
    for mark in _BETWEEN.finditer(text):
        first = _of_day(text[: mark.start()], year)
        if first is None or first.day is None:
            continue
        last = _last_of(text[mark.end() :], first.day)
        if last is not None:
            day = first.day if side is Side.FIRST else last.day
            return _Found(day, f"为起止日期，取{side.value}日期")
    return None


def _last_of(text: str, first: dtm.date) -> _Found | None:
    only_day = _DAY.fullmatch(text)
    if only_day:
        return _Found(_day(first.year, first.month, only_day[1]))
    return _of_day(text, first.year)


def _of_remarked(text: str, year: int) -> _Found | None:
    found = _REMARKED.fullmatch(text)
    inner = _of_day(found[1], year) if found else None
    return None if inner is None else _Found(inner.day, "日期后带有说明")


def _told(found: _Found) -> Reading[dtm.date]:
    day = found.day
    if day is None:
        return Reading(None)
    if found.is_sure:
        return Reading(day, noted(f"已转为日期{day}", day.isoformat()))
    return Reading(day, asked(f"{found.says}，按{day}读取，请核对", day.isoformat()))


def _refusal(text: str, written: str, name: str) -> Finding:
    if text in _DITTO:
        return refused(f"{name}请填写具体日期，不要写“{written}”")
    if _MONTH.fullmatch(text) or _TEN_DAYS.fullmatch(text):
        return refused(f"{name}“{written}”未到日，工期须细化到天，请填写具体日期")
    return refused(f"{name}“{written[:20]}”无法确定，请填写具体日期")


def _day(year: str | int, month: str | int, day: str | int) -> dtm.date | None:
    try:
        return dtm.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dtm.date | None:
    known = 1 <= month <= 12 and year >= dtm.MINYEAR
    return dtm.date(year, month, calendar.monthrange(year, month)[1]) if known else None
