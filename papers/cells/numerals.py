"""Chinese numerals, ordinary and financial."""

import re
from decimal import Decimal

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_WHOLE = re.compile(f"[{''.join(_DIGITS)}{''.join(_SMALL)}{''.join(_LARGE)}]+")
_PART = re.compile(f"[{''.join(_DIGITS)}]+")


def chinese_number(text: str) -> Decimal | None:
    """Read 三百一十二, 壹仟贰佰捌拾 or 五点六; None for anything else, so for 两千一 (2100?)."""
    whole, point, part = text.partition("点")
    if not _WHOLE.fullmatch(whole) or (point and not _PART.fullmatch(part)):
        return None
    value = _whole(whole)
    if value is None:
        return None
    return Decimal(value) + Decimal("0." + "".join(str(_DIGITS[d]) for d in part) if part else 0)


def digits_of(text: str) -> str:
    """Return 二〇二三 as 2023: digit by digit, other characters unchanged."""
    return "".join(str(_DIGITS.get(mark, mark)) for mark in text)


def _whole(text: str) -> int | None:
    total = 0
    for part in re.findall(r"[^万亿]+[万亿]?|[万亿]", text):
        size = _LARGE.get(part[-1], 1)
        section = _section(part.rstrip("万亿"))
        if not section and size > 1:  # a bare 万
            return None
        if section is None or _is_colloquial(text):
            return None
        total += section * size
    return total


def _section(text: str) -> int | None:
    """Read what stands below ten thousand."""
    total, digit = 0, None
    for mark in text:
        size = _SMALL.get(mark)
        if size is None and digit:  # two digits running, as in a telephone number
            return None
        total += 0 if size is None else size * (1 if digit is None else digit)
        digit = _DIGITS.get(mark)
    return total + (digit or 0)


def _is_colloquial(text: str) -> bool:
    """Tell of 两千一, which is 2100 to one and 2001 to another."""
    if len(text) < 2:
        return False
    before, last = text[-2], text[-1]
    return last in _DIGITS and before in (_SMALL | _LARGE) and before not in "十拾"
