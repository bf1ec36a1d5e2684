"""Site checks as the office writes them: `5.2公里，沿线量测，核查人张三、李四，未事先通知`."""

import datetime as dtm
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bot.days import read_day
from rules.finding import read_finding
from rules.project import Milestone, PersonName, Stage, Value
from rules.site_check import FEWEST

_PARTS = re.compile(r"[;。!\n]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|\s+")
_HEAD = re.compile("(?:经?现场)?(?:实测|查验|量测|核实|核查)?(?:累计)?(?:已?完成)?[:]?(?=[0-9])")
_STAGE = re.compile("(?:现场)?(?:核查|查验)?[:]?(?:(?P<met>已完成)|未完成|没有完成)")
_DAY = re.compile(r"[0-9]{4}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?|[0-9]{1,2}月[0-9]{1,2}日")
_OF_A_MONTH = re.compile("[0-9]{1,2}月份?(?![0-9份底初末上中下])[^0-9]+")  # 6月监理月报
_LIKE_A_DAY = re.compile("[0-9]{4}[-年/]|[0-9]{1,2}月|[0-9]{1,2}日|[上下]周|前天|大前天|明天")
_AGO = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1}
_TOLD = re.compile(
    "(?P<not>未|没有|没|不)?(?:已经?)?(?:事先|提前|预先|事前)?(?:通知|打招呼)(?:责任人|责任单位|单位)?"
)
_PEOPLE = re.compile("核查人员?(?:[:是为])?(?P<names>.*)")
_BETWEEN = re.compile("[、/]|(?<=[^、/]{2})[和与及](?=[^、/]{2})")
_LONGEST_NAME, _LONGEST_BASIS = 10, 200
Some = TypeVar("Some")


class Missing(StrEnum):
    """What words do not say, or not clearly."""

    PROJECT = "project"  # another one is named
    FIGURE = "figure"
    DAY = "day"
    WAY = "way"  # announced or not
    PEOPLE = "people"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Found:
    """What was understood."""

    value: Value
    found_on: dtm.date
    is_announced: bool
    inspectors: tuple[PersonName, ...]
    basis: str


@dataclass(slots=True)
class _Said:
    """What the parts of the words say; more than one of a kind is unclear, except the basis."""

    values: list[Value | None]
    days: list[dtm.date | None]
    ways: list[bool | None]
    people: list[tuple[PersonName, ...]]
    basis: list[str]


def read_check(
    written: str, *, unit: str, stage: Milestone | None, today: dtm.date
) -> Found | tuple[Missing, ...]:
    """Read what was found, or return what is missing or unclear; nothing is guessed.

    A figure stands by itself, in the project's unit or one that converts exactly; without a day
    it was found `today`. Where a `stage` is asked, it is reached or not.
    """
    unit = unicodedata.normalize("NFKC", unit)
    said = _Said([], [], [], [], [])
    for part in _parts(written, unit):
        _take(part, said, unit=unit, stage=stage, today=today)
    basis = "，".join(said.basis)
    value = said.values[0] if len(said.values) == 1 else None
    way, people = _only(said.ways), _only(said.people)
    day = _only(said.days) if said.days else today
    unclear = {
        Missing.FIGURE: value is None,
        Missing.DAY: day is None,
        Missing.WAY: way is None,
        Missing.PEOPLE: not people or len(set(people)) < FEWEST,
        Missing.BASIS: not 1 < len(basis) <= _LONGEST_BASIS,
    }
    if value is None or day is None or way is None or not people or any(unclear.values()):
        return tuple(one for one, is_unclear in unclear.items() if is_unclear)
    return Found(value, day, way, people, basis)


def _parts(written: str, unit: str) -> Iterable[str]:
    """Split words at commas, stops and spaces; a unit may stand apart from its figure."""
    text = unicodedata.normalize("NFKC", written.replace("，", "；"))
    text = re.sub(rf"(?<=[0-9])\s+(?={re.escape(unit)})", "", text)
    text = re.sub(r"(核查人员?:?)\s+", r"\1", text)
    text = re.sub(r"\s*、\s*", "、", text)
    parts = map(str.strip, _PARTS.split(text))
    return [part for part in parts if any(map(str.isalnum, part))]


def _take(part: str, said: _Said, *, unit: str, stage: Milestone | None, today: dtm.date) -> None:
    """Put a part where it belongs; what is nothing else is what the finding rests on."""
    people, told = _PEOPLE.fullmatch(part), _TOLD.fullmatch(part)
    if people:
        said.people.append(_names(people["names"]))
    elif told:
        said.ways.append(told["not"] is None)
    elif "通知" in part or "招呼" in part:
        said.ways.append(None)
    elif part in _AGO:
        said.days.append(today - dtm.timedelta(days=_AGO[part]))
    elif _DAY.fullmatch(part):
        said.days.append(_day(part, today))
    elif _OF_A_MONTH.fullmatch(part):
        said.basis.append(part)
    elif _LIKE_A_DAY.match(part):
        said.days.append(None)
    elif stage is None and (head := _HEAD.match(part)):
        _take_figure(part[head.end() :], said, unit=unit)
    elif stage is not None and (reached := _STAGE.fullmatch(part)):
        said.values.append(Stage.MET if reached["met"] else Stage.UNMET)
    else:
        said.basis.append(part)


def _take_figure(part: str, said: _Said, *, unit: str) -> None:
    """Take a figure that stands by itself; with anything behind it, it is not clear."""
    finding = read_finding(part, unit=unit, goal=Decimal(1))
    said.values.append(None if finding is None or finding.note else finding.value)


def _day(part: str, today: dtm.date) -> dtm.date | None:
    """Return a day that is not to come; in January one of last year may be meant."""
    day = read_day(part, year=today.year)
    if day is not None and day > today and today.month == 1:
        day = read_day(part, year=today.year - 1)
    return day if day is not None and day <= today else None


def _names(written: str) -> tuple[PersonName, ...]:
    """Return names that are set apart by 、, or none where one of them can be no name."""
    names = [name.strip() for name in _BETWEEN.split(written)]
    fit = all(1 < len(name) <= _LONGEST_NAME and name.isalpha() for name in names)
    return tuple(names) if fit else ()


def _only(found: Sequence[Some | None]) -> Some | None:
    """Return what was said once."""
    return found[0] if len(found) == 1 else None
