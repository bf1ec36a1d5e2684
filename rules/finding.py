"""Findings as the office writes them: a figure, and on what ground: `6.5 现场核查`."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from rules.project import Goal, Milestone, Stage, Value
from rules.reading import Terms, read_reply
from rules.units import find_unit

_FIGURE = re.compile(
    r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<gap>\s*)(?P<rest>.*)",
    re.DOTALL,
)
_STAGE = re.compile(r"(?P<stage>已完成|未完成)[\s,，;；。]*(?P<note>.*)", re.DOTALL)
_SILENCE = re.compile(r"未报送?(?![\w])[\s,，;；。:：]*(?:依据[\s:：]*)?(?P<note>.*)", re.DOTALL)
_BETWEEN = " \t\n,，;；。:："
_SCALE = re.compile("[十百千万亿]+")
_GOES_ON = re.compile("[0-9A-Za-z.]")  # the figure itself, in no writing that an office uses
_UNSURE = re.compile(r"\s*([-~+—–至到*/×^]|左右|上下|[多余]|以[上下内])")
_LONGEST = 15  # digits; nothing in a township is counted in more


class Finding(NamedTuple):
    """What the office found, and the ground that it gave."""

    value: Value
    note: str


def read_finding(written: str, *, unit: str, goal: Goal) -> Finding | None:
    """Read a figure in the project's unit, or whether a stage is reached; None when unclear.

    A bare figure is in the project's unit; another unit is taken only where it converts exactly.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if isinstance(goal, Milestone):
        stage = _STAGE.fullmatch(text)
        if stage is None:
            return None
        value = Stage.MET if stage["stage"] == "已完成" else Stage.UNMET
        return Finding(value, stage["note"].strip())
    found = _FIGURE.fullmatch(text)
    if found is None or len(found["figure"]) > _LONGEST:
        return None
    return _in_unit(found, unit=unicodedata.normalize("NFKC", unit))


def read_silence(written: str) -> str | None:
    """Return the ground on which a month counts as not reported: `未报 查无报送`; else None."""
    found = _SILENCE.fullmatch(unicodedata.normalize("NFKC", written).strip())
    return None if found is None else found["note"].strip(_BETWEEN)


def _in_unit(found: re.Match[str], *, unit: str) -> Finding | None:
    """Tell the unit from the note behind a figure."""
    figure, rest = found["figure"].replace(",", ""), found["rest"]
    own = rest.removeprefix(unit)
    end = 0 if own != rest else _unit_ends(rest, unit=unit, is_apart=bool(found["gap"]))
    if _UNSURE.match(own[end:]) or (not found["gap"] and _GOES_ON.match(rest)):
        return None
    if not end:
        return Finding(Decimal(figure), own.strip(_BETWEEN))
    reading = read_reply(f"累计完成{figure}{rest[:end]}", Terms(unit=unit))
    if reading.reason is not None or reading.value is None:
        return None
    return Finding(reading.value, rest[end:].strip(_BETWEEN))


def _unit_ends(rest: str, *, unit: str, is_apart: bool) -> int:
    """Return where another unit ends, 0 where none is written.

    Words that are `is_apart` from the figure are a unit only as a whole: 6.5 方案已调整 has none.
    """
    scale = _SCALE.match(rest)
    at = scale.end() if scale else 0
    written = find_unit(rest, 0, unit) or find_unit(rest, at, unit)
    end = written[1] if written else at
    return 0 if is_apart and rest[end : end + 1] not in _BETWEEN else end
