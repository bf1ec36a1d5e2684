"""Figures as officials write them: a sure one is taken, an unsure one is asked back."""

import datetime as dtm
import re
from collections.abc import Callable
from decimal import Context, Decimal

from papers.anomaly import Finding, Reading, Severity, asked, noted, refused
from papers.cells.numerals import chinese_number
from papers.cells.units import canonical, factor, measure
from papers.grid import Cell, folded
from rules.project import plain

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_ABOUT = re.compile(r"约|大概|大约|左右|上下|余|近|≈|几|数[十百千万]|多(?!于)|不到|^~")
_AT_LEAST = re.compile(
    r"(?:≥|≧|>=|>|不低于|不少于|不小于|至少|大于等于|达到)(.+)|(.+?)(?:及以上|以上)"
)
_AT_MOST = re.compile(r"(?:≤|≦|<=|<|不超过|不高于|不多于|至多|小于等于).+|.+以内|.+以下")
_RANGE = re.compile(rf"{_NUMBER}[^0-9.,()*/+-]{{0,4}}[-~—–至到]+{_NUMBER}.*")
_SUM = re.compile(r"[0-9.,()+\-*/×÷=xX ]*[0-9)][+\-*/×÷xX=][0-9(][0-9.,()+\-*/×÷=xX ]*")
_FIGURE_LIKE = re.compile(r"[0-9]|^[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖]+")
_COLLOQUIAL = re.compile(r"([0-9]+)([百千万亿])([0-9])")
_REMARKED = re.compile(r"([^()]+)\((.*)\)")
_SUFFIXED = re.compile(rf"({_GROUPED}|{_NUMBER})\s*(\D.*)")
_NEGATIVE = re.compile(rf"-\s*(?:{_GROUPED}|{_NUMBER})\D*")
_DONE = re.compile(r"(?:累计)?(?:完成|达|为)(.+)")
_LONGEST = 40
_LONGEST_NOUN = 6
_FLOAT_DIGITS = Context(prec=15)  # what a spreadsheet shows and keeps
_TOO_LARGE = Decimal(10) ** 15
_TENS = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}


def read_figure(cell: Cell, *, unit: str | None, name: str) -> Reading[Decimal]:
    """Read a figure in its project's unit; `name` is what it is called in sentences.

    Exact: 18.6 is 18.6, whatever a float makes of it. None with an error for what is unsure:
    about 300, 150-160, 1500/2, less than nothing, another unit, 1 where the unit is %.
    """
    if isinstance(cell.value, bool | dtm.date | dtm.time | dtm.timedelta):
        return Reading(None, refused(f"{name}“{cell.written}”不是数字，请按数字填写"))
    if isinstance(cell.value, int | float):
        return _number(cell, unit, name)
    text = folded(str(cell.value)).rstrip("。、,;")
    reading = figure_of(text, unit=unit, name=name)
    return _plausible(reading, unit=unit, name=name, is_percent="%" in text)


def figure_of(text: str, *, unit: str | None, name: str) -> Reading[Decimal]:
    """Read a figure out of a text in half width."""
    for form in _FORMS if len(text) <= _LONGEST else ():
        reading = form(text, unit or "")
        if reading is not None:
            return reading
    if _FIGURE_LIKE.search(text):
        return Reading(None, refused(f"{name}“{text[:20]}”无法识别，请填写一个确定的数字"))
    return Reading(None, refused(f"{name}应为数字，“{text[:20]}”请移至文字说明栏"))


def _number(cell: Cell, unit: str | None, name: str) -> Reading[Decimal]:
    exact = Decimal(repr(cell.value))
    if not exact.is_finite() or abs(exact) >= _TOO_LARGE:
        return Reading(None, refused(f"{name}“{cell.written}”过大，请核对"))
    value = _FLOAT_DIGITS.plus(exact)
    finding = noted(f"{name}已按{plain(value)}读取", plain(value)) if value != exact else None
    # A cell formatted as a percentage holds 1 for the 100 % that it shows.
    if cell.is_percent:
        if unit != "%":
            says = f"{name}为百分比格式，与计量单位“{unit or ''}”不符，请改正"
            return Reading(None, refused(says))
        value *= 100
        says = f"单元格为百分比格式，{name}已按{plain(value)}读取"
        finding = noted(says, plain(value))
    return _plausible(Reading(value, finding), unit=unit, name=name, is_percent=cell.is_percent)


def _plausible(
    reading: Reading[Decimal], *, unit: str | None, name: str, is_percent: bool
) -> Reading[Decimal]:
    value = reading.value
    if value is None:
        return reading
    value = Decimal(plain(value))
    if value < 0:
        return Reading(None, refused(f"{name}不能为负数，请核对"))
    if unit == "%" and 0 < value < 1 and not is_percent:
        whole = plain(value * 100)
        says = f"{name}{plain(value)}的单位是%，请确认是{whole}%还是{plain(value)}%"
        return Reading(None, refused(says))
    return Reading(value, reading.finding)


Form = Callable[[str, str], Reading[Decimal] | None]


def _exact(text: str, _unit: str) -> Reading[Decimal] | None:
    if not re.fullmatch(rf"\+?(?:{_GROUPED}|{_NUMBER})", text):
        return None
    return _sure(Decimal(text.replace(",", "")))


def _negative(text: str, _unit: str) -> Reading[Decimal] | None:
    return _no("目标不能为负数，请核对") if _NEGATIVE.fullmatch(text) else None


def _at_least(text: str, unit: str) -> Reading[Decimal] | None:
    found = _AT_LEAST.fullmatch(text)
    inner = figure_of(found[1] or found[2], unit=unit, name="") if found else None
    if inner is None or inner.value is None:
        return None
    return _shown(inner.value, f"按{plain(inner.value)}读取（不低于），请确认")


def _at_most(text: str, _unit: str) -> Reading[Decimal] | None:
    if not _AT_MOST.fullmatch(text):
        return None
    return _no(f"“{text}”只说明不超过多少，请填写应当完成的确定数")


def _about(text: str, _unit: str) -> Reading[Decimal] | None:
    main = text.partition("(")[0]
    return _no(f"目标不能是约数，“{text}”请改为确定数") if _ABOUT.search(main) else None


def _colloquial(text: str, _unit: str) -> Reading[Decimal] | None:
    found = _COLLOQUIAL.fullmatch(text)
    if found is None:
        return None
    size = _TENS[found[2]]
    meant = int(found[1]) * size + int(found[3]) * size // 10
    return _no(f"“{text}”是否为{meant}，请改用数字填写")


def _range(text: str, _unit: str) -> Reading[Decimal] | None:
    found = _RANGE.fullmatch(text)
    return _no(f"“{text}”是一个区间，目标应为一个确定数") if found else None


def _sum(text: str, _unit: str) -> Reading[Decimal] | None:
    return _no(f"“{text}”是算式，请填写计算后的确定数") if _SUM.fullmatch(text) else None


def _chinese(text: str, unit: str) -> Reading[Decimal] | None:
    if unit == "%" and text.startswith("百分之"):
        share = chinese_number(text.removeprefix("百分之"))
        return None if share is None else _sure(share)
    bare = text.removesuffix("整").removesuffix("正")
    whole = chinese_number(bare.removesuffix(unit))
    if whole is not None:
        return _sure(whole)
    for length in range(len(bare) - 1, 0, -1):
        value, rest = chinese_number(bare[:length]), bare[length:]
        if value is not None and measure(rest).what == measure(unit).what:
            return _converted(value, rest, unit, factor(rest, unit) or Decimal(1))
    return None


def _remarked(text: str, unit: str) -> Reading[Decimal] | None:
    found = _REMARKED.fullmatch(text)
    inner = figure_of(found[1].strip(), unit=unit, name="") if found else None
    if found is None or inner is None or inner.value is None:
        return None
    return _shown(inner.value, f"按{plain(inner.value)}读取，“{found[2]}”请移至备注，请确认")


def _with_unit(text: str, unit: str) -> Reading[Decimal] | None:
    found = _SUFFIXED.fullmatch(text)
    if found is None:
        return None
    value, given = Decimal(found[1].replace(",", "")), found[2].strip()
    if canonical(given) == canonical(unit):
        return _sure(value)
    times = factor(given, unit) if unit else None
    if times is not None:
        return _converted(value, given, unit, times)
    noun = given.removeprefix(unit)
    if noun.isalpha() and len(noun) <= _LONGEST_NOUN and (noun != given or not unit):
        return _shown(value, f"按{plain(value)}读取，“{noun}”请移至备注，请确认")
    if given.isalpha() or given in {"%", "‰"}:
        return _no(f"“{text}”的单位与计量单位“{unit}”不一致，请核对")
    return None


def _done(text: str, unit: str) -> Reading[Decimal] | None:
    found = _DONE.fullmatch(text)
    inner = figure_of(found[1], unit=unit, name="") if found else None
    if inner is None or inner.value is None:
        return None
    return _shown(inner.value, f"按{plain(inner.value)}读取，请只填数字")


# The first that fits decides: what is unsure is looked for before what a number stands in.
_FORMS: tuple[Form, ...] = (
    _exact,
    _negative,
    _colloquial,
    _range,
    _sum,
    _remarked,
    _at_least,
    _at_most,
    _about,
    _chinese,
    _with_unit,
    _done,
)


def _sure(value: Decimal) -> Reading[Decimal]:
    return Reading(value, noted(f"已转为{plain(value)}", plain(value)))


def _shown(value: Decimal, says: str) -> Reading[Decimal]:
    return Reading(value, asked(says, plain(value)))


def _converted(value: Decimal, given: str, unit: str, times: Decimal) -> Reading[Decimal]:
    result = value * times
    says = f"已按{plain(value)}{given}={plain(result)}{unit}读取，请核对"
    return Reading(result, Finding(Severity.WARNING, says, plain(result)))


def _no(says: str) -> Reading[Decimal]:
    return Reading(None, refused(says))
