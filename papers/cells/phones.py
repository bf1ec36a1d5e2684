"""Telephone numbers: checked, never stored."""

import re

from papers.anomaly import Reading, asked, noted, refused
from papers.cells.text import plain_text
from papers.grid import Cell, squeezed

_MOBILE = re.compile(r"(?:\+?86)?(1[0-9]{10})")
_LANDLINE = re.compile(r"[0-9]{3,4}-?[0-9]{7,8}((转|-|ext\.?)[0-9]{1,6})?", re.IGNORECASE)


def read_phone(cell: Cell) -> Reading[str]:
    """Read a mobile number of 11 digits; a landline is kept as it stands."""
    raw = plain_text(cell)
    text = squeezed(raw)
    bare = text.replace("-", "")
    mobile = _MOBILE.fullmatch(bare)
    if mobile and not isinstance(cell.value, str):
        return Reading(mobile[1], asked(f"电话存成了数字，已转为文本{mobile[1]}", mobile[1]))
    if mobile:
        told = noted("已去除电话中的空格等符号", mobile[1]) if mobile[1] != raw else None
        return Reading(mobile[1], told)
    if _LANDLINE.fullmatch(text) and not bare.startswith("1"):
        return Reading(text, asked(f"“{text}”不是手机号，原样保留，请核对", text))
    return Reading(None, refused(f"电话“{text[:20]}”不规范，手机号应为11位"))
