"""Amounts: a number with what is written after it, as the person meant it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.numerals import DIGITS, Numeral, Writing, find_numeral
from rules.units import POINTS, find_unit

_PERCENT = re.compile("百分之?|[%](?=[0-9])")
_TENTHS = re.compile("成(?!立|功|员|本|效|果|为|都|片)([一二三四五六七八九1-9半](?![一二三四五六七八九十百0-9])|)")
_FOREIGN = frozenset("$€£")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit as written; `unit` is None where none stands there.

    `value` is None where no one number is meant. `ratio` tells of 三分之二 and 一半, whose value is in %.
    """

    value: Decimal | None
    unit: str | None
    writing: Writing
    scale: str = ""
    measured: bool = False
    ratio: bool = False


def find_amount(text: str, at: int, *, unit: str, name: str) -> tuple[Amount, int] | None:
    """Return the amount that starts at a place of a folded text, and where it ends.

    `unit` and `name` are the project's: its unit is known whatever it is, and 村 in 24个村 may be what it counts.
    """
    if text.startswith("一半", at):
        return Amount(Decimal(50), "%", Writing.CLEAR, ratio=True), at + 2
    if text[at] in _FOREIGN and (inner := find_amount(text, at + 1, unit=unit, name=name)):
        return replace(inner[0], unit="美元"), inner[1]
    if percent := _PERCENT.match(text, at):
        return _percent(text, percent)
    found = find_numeral(text, at)
    if found is None:
        return None
    numeral, end = found
    if text.startswith("分之", end):
        return _ratio(text, numeral, end + 2)
    if (tenths := _TENTHS.match(text, end)) and not numeral.large:
        return _tenths(numeral, tenths)
    return _measured(text, at, numeral, end, unit=unit, name=name)


def _percent(text: str, start: re.Match[str]) -> tuple[Amount, int] | None:
    """Read 百分之六十五; 百分六十五 and %65 are odd."""
    if text.startswith("百", start.end()) and start.group() != "%":
        return Amount(Decimal(100), "%", Writing.CLEAR), start.end() + 1
    found = find_numeral(text, start.end())
    if found is None:
        return None
    numeral, end = found
    doubled = text.startswith("%", end)
    odd = start.group() != "百分之" or doubled or numeral.writing is Writing.SPOKEN
    writing = Writing.ODD if odd else numeral.writing
    return Amount(numeral.value, "%", writing), end + doubled


def _ratio(text: str, whole: Numeral, at: int) -> tuple[Amount, int] | None:
    found = find_numeral(text, at)
    if found is None:
        return None
    return _share(found[0].value, whole.value), found[1]


def _share(part: Decimal | None, whole: Decimal | None) -> Amount:
    """Return a fraction in %; one that does not come out even has no value."""
    value = part * 100 / whole if part is not None and whole else None
    even = value is not None and value == round(value, 4)
    return Amount(value if even else None, "%", Writing.CLEAR, ratio=True)


def _tenths(numeral: Numeral, tenths: re.Match[str]) -> tuple[Amount, int]:
    """Read 六成五, 七成 and 6成半."""
    last = tenths.group(1)
    value = numeral.value
    if value is not None:
        more = find_numeral(last, 0) if last and last != "半" else None
        value = value * 10 + (5 if last == "半" else (more[0].value or 0) if more else 0)
    odd = value is not None and value > 100
    return Amount(value, "%", Writing.ODD if odd else numeral.writing), tenths.end()


def _measured(
    text: str, at: int, numeral: Numeral, end: int, *, unit: str, name: str
) -> tuple[Amount, int] | None:
    place = end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip(" "))
    found = find_unit(text, place, unit)
    written, end = found or (None, end)
    bare = text[at:end].strip()
    if written is None and (len(bare) == 1 or not re.search(rf"[\d{DIGITS}十拾廿卅]", bare)) and not bare.isdecimal():
        return None
    if written and written[0] == "个" and written != POINTS and unit == "个" and written[1:] in name:
        written = "个"
    amount = Amount(numeral.value, written, numeral.writing, numeral.scale, numeral.measured)
    if written is None and numeral.large and (numeral.writing is not Writing.SPOKEN or unit.endswith("元")):
        return replace(amount, unit="元"), end
    if written == "千米":
        amount = replace(amount, measured=True)
    return _checked(text, amount, place, end, unit)


def _checked(text: str, amount: Amount, place: int, end: int, unit: str) -> tuple[Amount, int]:
    """Look at what follows: a unit written twice, or 半."""
    if amount.unit is None or amount.value is None:
        return amount, end
    if amount.unit == "元" and text.startswith("整", end):
        end += 1
    again = find_unit(text, end, unit)
    if again and (again[0] == amount.unit or text[place:end] == "%"):
        return replace(amount, writing=Writing.ODD), again[1]
    if text.startswith("半", end) and text[end + 1 : end + 2] not in {"年", "月", "天", "个"}:
        return replace(amount, value=amount.value + _HALF, writing=Writing.ODD), end + 1
    if amount.writing is Writing.SPOKEN:
        return replace(amount, writing=Writing.ODD), end
    return amount, end


def joined(first: Amount, second: Amount, by: str, unit: str) -> Amount | None:
    """Return what two amounts are together: a span (60-65%), parts (200+218户), one of a whole (623/1260户)."""
    if first.unit is not None and first.unit != second.unit and second.unit is not None:
        return None
    meant = second.unit or first.unit
    if by != "/":
        return Amount(None, meant, Writing.SPAN if by != "+" else Writing.VAGUE)
    if meant is None and unit == "%":
        return _share(first.value, second.value)
    return Amount(first.value, meant, Writing.ODD)
