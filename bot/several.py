"""An answer about several projects at once: each part with the project that it names."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.naming import mentions
from rules.project import ProjectCode
from storage.work import Look

_BREAK = re.compile(r"[\s；;，,。、]")
_ENDS = re.compile(r"(?:[\n；;，,。、]|[0-9]\s?[^\s0-9]{1,3}\s)\s*$")
_FIGURE = re.compile("[0-9０-９]|[零一二两三四五六七八九十百千万亿点]{2,}|[一二三四五六七八九]成")
_LIST_NUMBER = re.compile(r"^\s*[(（]?[0-9]{1,2}[、.．)）]\s*(?=[A-Za-z一-龥(（])")
_CODE = re.compile(r"[A-Za-z]{1,4}[0-9]{1,4}")
_TOTAL = re.compile(
    r"[\n；;，,。]\s*(?P<all>(?:以上|[0-9两二三四五六七八九十]个项目|各项目|几个项目)*)"
    r"(?P<word>合计|总计|共计|总共|累计|共)[完成了为是:：\s]*"
    r"(?P<figure>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9。；;，,]+)[\s。]*$"
)
_AMOUNT = re.compile(r"(?P<figure>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9。；;，,]+)")
_STAGE = re.compile(r"[\s:：，,（）()]*(?:已|未|没)?完成[\s。！!；;，,]*")
_CUMULATIVE = "累计"
_OF_A_MONTH = re.compile("[本当]月|这个月|新增")
_NUMBERING = re.compile(r"[\s(（【0-9.、)）\-·*]*$")  # 1. JT01 …; （JT01）…


def parts_of(text: str, names: Mapping[str, ProjectCode], *, look: Look) -> dict[ProjectCode, str]:
    """Return what a text says of each of several projects; empty where that is not plain.

    `names` are those by which a project may be called besides its code. It is plain where every
    part begins with its project, ends where a clause does, holds a figure, and no project comes
    twice: 「JT01和JT02合计10公里」 is about neither. A total of them all at the end is left out
    where it is their sum, else every part is read beside it.
    """
    if not _BREAK.search(text):
        return {}
    named = mentions(text, names, look=look)
    codes = [code for _, code in named]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        return {}
    starts = [_begin(text, at) for at, _ in named]
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lead = text[: starts[0]]
    is_plain = (
        not _FIGURE.search(lead)
        and all(_ENDS.search(part) for part in parts[:-1])
        and all(_has_figure(part, names) for part in parts)
    )
    if not is_plain:
        return {}
    found = dict(zip(codes, (part.strip() for part in parts), strict=True))
    return _without_total(found, names)


def _without_total(
    found: dict[ProjectCode, str], names: Mapping[str, ProjectCode]
) -> dict[ProjectCode, str]:
    """Take off the last part what is said of all together (以上合计13.8公里).

    It may be the last project's own, of this month and those before: not where its figure is
    cumulative already, or all are named. 累计8公里 that is the sum of all may be either.
    """
    last = next(reversed(found))
    total = _TOTAL.search(found[last])
    if total is None:
        return found
    bare = found | {last: found[last][: total.start()]}
    if not _has_figure(bare[last], names):
        return found
    is_sum = _is_sum(total, [_bare(part, names) for part in bare.values()])
    if total["word"] == _CUMULATIVE and not total["all"]:
        return {} if is_sum and not _OF_A_MONTH.search(bare[last]) else found
    if not total["all"] and _CUMULATIVE not in bare[last]:
        return found
    return bare if is_sum else {code: f"{part}{total[0]}" for code, part in bare.items()}


def _is_sum(total: re.Match[str], parts: Iterable[str]) -> bool:
    """Tell whether a total is the sum of parts that say one figure each, all in its unit."""
    amounts = [_AMOUNT.findall(part) for part in parts]
    if any(len(found) != 1 or found[0][1] != total["unit"] for found in amounts):
        return False
    return sum(Decimal(figure) for ((figure, _),) in amounts) == Decimal(total["figure"])


def _begin(text: str, at: int) -> int:
    """Return where the line of a mention begins: its number or bracket belongs to it."""
    line = text.rfind("\n", 0, at) + 1
    return line if _NUMBERING.fullmatch(text[line:at]) else at


def _has_figure(part: str, names: Mapping[str, ProjectCode]) -> bool:
    """Tell whether a part says a figure or a stage, its project's own name and code left out."""
    bare = _bare(part, names)
    return _FIGURE.search(bare) is not None or _STAGE.fullmatch(bare) is not None


def _bare(part: str, names: Mapping[str, ProjectCode]) -> str:
    """Return what a part says without its number in a list, codes and names."""
    bare = _LIST_NUMBER.sub("", part)
    for name in names:
        bare = bare.replace(name, " ")
    return _CODE.sub(" ", bare)
