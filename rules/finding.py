"""Findings as the office writes them: a figure, and on what ground: `6.5 现场核查`."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from rules.project import Goal, Milestone, Stage, Value
from rules.reading import Terms, read_reply

_FIGURE = re.compile(
    r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s*(?P<rest>.*)",
    re.DOTALL,
)
_STAGE = re.compile(r"(?P<stage>已完成|未完成)[\s,，;；。]*(?P<note>.*)", re.DOTALL)
_BETWEEN = " \t\n,，;；。:："
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
    return _in_unit(found["figure"], found["rest"], unit=unicodedata.normalize("NFKC", unit))


def _in_unit(figure: str, rest: str, *, unit: str) -> Finding | None:
    """Tell the unit from the note behind a figure."""
    exact = Decimal(figure.replace(",", ""))
    if rest.startswith(unit):
        return Finding(exact, rest.removeprefix(unit).strip(_BETWEEN))
    word, _, note = rest.partition(" ")
    reading = read_reply(f"累计完成{figure}{word}", Terms(unit=unit))
    if word and reading.reason is None and reading.value is not None:
        return Finding(reading.value, note.strip(_BETWEEN))
    has_other_unit = word[:1] in {"%", "‰"} or bool(re.match(r"[万亿千百]?[元亩户个座米吨]", word))
    return None if has_other_unit else Finding(exact, rest.strip(_BETWEEN))
