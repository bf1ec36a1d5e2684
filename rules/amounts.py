"""Amounts: a number with what is written after it, as the person meant it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.numerals import DIGITS, Numeral, Writing, find_numeral, places, read_numeral
from rules.units import POINTS, find_unit, goes_into, smaller_in

_PERCENT = re.compile("百分之?|%(?=[0-9])")
_TENTHS = re.compile(
    "成(?![立功员本效果为都片])([一二三四五六七八九1-9半](?![一二三四五六七八九十百0-9])|)"
)
_NUMBER = re.compile(rf"[\d{DIGITS}十拾廿卅]")
_TO_MORE = re.compile(rf"[至到~—–-][0-9{DIGITS}十]")
_FOREIGN = frozenset("$€£")
_AND = re.compile("[又零]?[ ]?")
_SIZES = frozenset("宽厚高深粗")
_NOT_A_HALF = frozenset("年月天个")
_HALF = Decimal("0.5")
_FINEST_SHARE = 4  # decimal places of a fraction in %


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit as written; `unit` is None where none stands there.

    `value` is None where no one number is meant. `ratio` tells of 三分之二 and 一半: it is in %.
    `mixed` tells of two units that are not put together unasked: 3亩2分.
    """

    value: Decimal | None
    unit: str | None
    writing: Writing
    scale: str = ""
    measured: bool = False
    ratio: bool = False
    mixed: bool = False


def find_amount(text: str, at: int, *, unit: str, name: str) -> tuple[Amount, int] | None:
    """Return the amount that starts at a place of a folded text, and where it ends.

    `unit` and `name` are the project's: its unit is known whatever it is, and what 24个村 counts
    is its 个 where the name has 村 in it.
    """
    if text[at] in _FOREIGN:
        inner = _plain(text, at + 1, unit=unit, name=name)
        return inner and (replace(inner[0], unit="美元"), inner[1])
    if text[at] == "¥":
        return _in_yuan(_plain(text, at + 1, unit=unit, name=name))
    return _half(text, at) or _percent(text, at) or _plain(text, at, unit=unit, name=name)


def _in_yuan(found: tuple[Amount, int] | None) -> tuple[Amount, int] | None:
    """Read ¥147,000,000.00 as 元, which the sign says."""
    if found is None:
        return None
    amount, end = found
    return (replace(amount, unit="元") if amount.unit is None else amount), end


def _half(text: str, at: int) -> tuple[Amount, int] | None:
    if not text.startswith("一半", at):
        return None
    return Amount(Decimal(50), "%", Writing.CLEAR, ratio=True), at + 2


def _percent(text: str, at: int) -> tuple[Amount, int] | None:
    """Read 百分之六十五; 百分六十五 and %65 are odd."""
    start = _PERCENT.match(text, at)
    if start is None:
        return None
    if text.startswith("百", start.end()) and start.group() != "%":
        return Amount(Decimal(100), "%", Writing.CLEAR), start.end() + 1
    found = find_numeral(text, start.end())
    if found is None:
        return None
    numeral, end = found
    doubled = text.startswith("%", end)
    odd = start.group() != "百分之" or doubled or numeral.writing is Writing.SPOKEN
    return Amount(numeral.value, "%", Writing.ODD if odd else numeral.writing), end + doubled


def _plain(text: str, at: int, *, unit: str, name: str) -> tuple[Amount, int] | None:
    found = find_numeral(text, at)
    if found is None:
        return None
    numeral, end = _without_kilo(text, at, found[1], unit) or found
    if text.startswith("分之", end):
        part = find_numeral(text, end + 2)
        return part and (_share(part[0].value, numeral.value), part[1])
    tenths = _TENTHS.match(text, end)
    if tenths and not numeral.large:
        return _tenths(numeral, tenths)
    return _with_unit(text, at, numeral, end, unit=unit, name=name)


def _without_kilo(text: str, at: int, end: int, unit: str) -> tuple[Numeral, int] | None:
    """Leave the 千 of 5.8千米 and 10千伏 to the unit; 三千米 are 3000米."""
    kilo = find_unit(text, end - 1, unit)
    digits = re.fullmatch("[0-9.]+", text[at : end - 1])
    if not digits or kilo is None or not kilo[0].startswith("千"):
        return None
    return read_numeral(digits.group()), end - 1


def _share(part: Decimal | None, whole: Decimal | None) -> Amount:
    """Return a fraction in %; one that does not come out even has no value."""
    value = part * 100 / whole if part is not None and whole else None
    even = value is not None and places(value) <= _FINEST_SHARE
    return Amount(value if even else None, "%", Writing.CLEAR, ratio=True)


def _tenths(numeral: Numeral, tenths: re.Match[str]) -> tuple[Amount, int]:
    """Read 六成五, 七成 and 6成半."""
    last = tenths.group(1).replace("半", "5")
    more = find_numeral(last, 0) if last else None
    value = numeral.value
    if value is not None:
        value = value * 10 + ((more and more[0].value) or 0)
    odd = value is not None and value > 100
    return Amount(value, "%", Writing.ODD if odd else numeral.writing), tenths.end()


def _with_unit(
    text: str, at: int, numeral: Numeral, end: int, *, unit: str, name: str
) -> tuple[Amount, int] | None:
    place = end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip(" "))
    found = find_unit(text, place, unit)
    amount = Amount(numeral.value, None, numeral.writing, numeral.scale, numeral.measured)
    if found is None:
        return _without_unit(text, at, amount, end, money=_is_money(numeral, unit))
    written, end = found
    counts_own = unit == "个" and written[0] == "个" and written != POINTS and written[1:] in name
    amount = replace(amount, unit="个" if counts_own else written)
    return _looked_after(text, amount, place, end, unit)


def _without_unit(
    text: str, at: int, amount: Amount, end: int, *, money: bool
) -> tuple[Amount, int] | None:
    """Read a number alone; a Chinese character alone is one only before another (五至六公里)."""
    bare = text[at:end].strip()
    is_number = bare.isdecimal() or (len(bare) > 1 and _NUMBER.search(bare))
    if not is_number and not _TO_MORE.match(text, end):
        return None
    return replace(amount, unit="元" if money else None), end


def _is_money(numeral: Numeral, unit: str) -> bool:
    """Tell whether 320万 without a unit is money; 一万二 is so only where money is asked for."""
    return numeral.large and (numeral.writing is not Writing.SPOKEN or unit.endswith("元"))


def _looked_after(
    text: str, amount: Amount, place: int, end: int, unit: str
) -> tuple[Amount, int]:
    """Look at what follows the unit: 整, the unit once more, or 半."""
    if amount.unit == "元" and text.startswith("整", end):
        end += 1
    if amount.writing is Writing.SPOKEN:
        amount = replace(amount, writing=Writing.ODD)
    again = find_unit(text, end, unit)
    if again and (again[0] == amount.unit or text[place:end] == "%"):
        return replace(amount, writing=Writing.ODD), again[1]
    if text.startswith("半", end) and text[end + 1 : end + 2] not in _NOT_A_HALF:
        value = amount.value + _HALF if amount.value is not None else None
        return replace(amount, value=value, writing=Writing.ODD), end + 1
    return _with_smaller(text, amount, end, unit) or (amount, end)


def _with_smaller(text: str, amount: Amount, end: int, unit: str) -> tuple[Amount, int] | None:
    """Read on where a smaller unit follows (5公里800米); 1200米 are more than one, and apart."""
    and_ = _AND.match(text, end)
    rest = find_numeral(text, and_.end() if and_ else end)
    found = rest and find_unit(text, rest[1], unit)
    if rest is None or found is None or amount.value is None or amount.unit is None:
        return None
    if text[found[1] : found[1] + 1] in _SIZES:
        return None
    size, into = rest[0].value, smaller_in(amount.unit, found[0])
    clear = {amount.writing, rest[0].writing} == {Writing.CLEAR} and not amount.measured
    whole = not places(amount.value) and not amount.scale
    if size is None or into is None or not (clear and whole and 0 < size < into):
        return None
    mixed = not goes_into(amount.unit, found[0])
    return replace(amount, value=amount.value + size / into, mixed=mixed), found[1]


def joined(first: Amount, second: Amount, by: str, unit: str) -> Amount | None:
    """Return what two amounts are together.

    60-65% is a span, 200+218户 are parts without a sum, 623/1260户 is 623 of a whole.
    """
    if first.unit is not None and second.unit not in {None, first.unit}:
        return None
    meant = second.unit or first.unit
    if by != "/":
        return Amount(None, meant, Writing.VAGUE if by == "+" else Writing.SPAN)
    if meant is None and unit == "%":
        return _share(first.value, second.value)
    return Amount(first.value, meant, Writing.ODD)
