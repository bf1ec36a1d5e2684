"""Units of measure: their other names, and the conversions that are exact."""

import re
from decimal import Decimal
from typing import NamedTuple

from papers.anomaly import Reading, asked, noted, refused
from papers.cells.text import read_name
from papers.grid import Cell, squeezed


class Measure(NamedTuple):
    """What a unit measures, and how much of it."""

    what: str
    size: Decimal


_ALIASES = {
    "km": "公里",
    "千米": "公里",
    "m": "米",
    "延米": "米",
    "m2": "平方米",
    "平米": "平方米",
    "平方": "平方米",
    "m3": "立方米",
    "方": "立方米",
    "km2": "平方公里",
    "平方千米": "平方公里",
    "ha": "公顷",
    "t": "吨",
    "kg": "公斤",
    "千克": "公斤",
    "圆": "元",
    "百分比": "%",
    "百分点": "%",
}
_BASES = {
    "元": Measure("钱", Decimal(1)),
    "米": Measure("长度", Decimal(1)),
    "公里": Measure("长度", Decimal(1000)),
    "亩": Measure("土地", Decimal(1)),
    "公顷": Measure("土地", Decimal(15)),
    "平方公里": Measure("土地", Decimal(1500)),
    "平方米": Measure("面积", Decimal(1)),
    "立方米": Measure("体积", Decimal(1)),
    "公斤": Measure("重量", Decimal(1)),
    "吨": Measure("重量", Decimal(1000)),
    "%": Measure("%", Decimal(1)),
}
_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_MONEY = {"千", "万", "百万", "千万", "亿"}  # as a unit alone, each is so many 元
_WRITTEN = re.compile(r"(百万|千万|亿|万|千|百|)(.*)")
_LONGEST = 8


def canonical(unit: str) -> str:
    """Return the township's word for a unit: `Km` is 公里; unknown ones stay as they are."""
    text = squeezed(unit)
    return _ALIASES.get(text.lower(), text)


def factor(given: str, wanted: str) -> Decimal | None:
    """Return by what a figure in one unit is multiplied to be in another; None: it cannot be.

    `万` and `亿` alone are so many of the unit; where the unit is 万元, they are 万元 and 亿元.
    """
    if given in _TIMES:
        return Decimal(_TIMES[given]) / _TIMES[_split(wanted)[0]]
    here, there = measure(given), measure(wanted)
    return here.size / there.size if here.what == there.what else None


def measure(unit: str) -> Measure:
    """Return what a unit measures; 座, 户 and the like measure themselves."""
    times, rest = _split(unit)
    base = _BASES.get(rest, Measure(rest, Decimal(1)))
    return Measure(base.what, base.size * _TIMES[times])


def read_unit(cell: Cell) -> Reading[str]:
    """Read the unit of a project's figures."""
    name, finding = read_name(cell)
    if name is None:
        return Reading(None, finding)
    unit = canonical(name)
    if any(mark.isdigit() for mark in unit) or not unit:
        return Reading(None, refused(f"计量单位“{name}”无法识别，请填写单位名称"))
    if len(unit) > _LONGEST:
        return Reading(unit, asked(f"计量单位“{name}”过长，请核对", unit))
    if unit in _MONEY:
        return Reading(f"{unit}元", asked(f"“{name}”按“{unit}元”读取，请核对", f"{unit}元"))
    if unit != name:
        return Reading(unit, noted(f"“{name}”已按“{unit}”读取", unit))
    return Reading(unit, finding)


def _split(unit: str) -> tuple[str, str]:
    text = canonical(unit)
    found = _WRITTEN.fullmatch(text)
    if text in _BASES or found is None:
        return "", text
    return found[1], canonical(found[2])
