"""An answer about several projects at once: each part with the project that it names."""

import re
from collections.abc import Iterable, Mapping

from rules.project import ProjectCode
from storage.work import Look

_BREAK = re.compile(r"[\n；;，,。、]")
_ENDS = re.compile(r"[\n；;，,。、]\s*$")
_FIGURE = re.compile("[0-9０-９]|[零一二两三四五六七八九十百千万亿点]{2,}|[一二三四五六七八九]成")
_LIST_NUMBER = re.compile(r"^\s*[(（]?[0-9]{1,2}[、.．)）]\s*(?=[A-Za-z一-龥(（])")
_CODE = re.compile(r"[A-Za-z]{1,4}[0-9]{1,4}")
_NUMBERING = re.compile(r"[\s(（【0-9.、)）\-·*]*$")  # 1. JT01 …; （JT01）…


def parts_of(text: str, names: Mapping[str, ProjectCode], *, look: Look) -> dict[ProjectCode, str]:
    """Return what a text says of each of several projects; empty where that is not plain.

    `names` are those by which a project may be called besides its code. It is plain where every
    part begins with its project, ends where a clause does, holds a figure, and no project comes
    twice: 「JT01和JT02合计10公里」 is about neither.
    """
    if not _BREAK.search(text):
        return {}
    mentions = _runs(sorted(_mentions(text, names, look)))
    codes = [code for _, code in mentions]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        return {}
    starts = [_begin(text, at) for at, _ in mentions]
    ends = [*starts[1:], len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lead = text[: starts[0]]
    is_plain = (
        not _FIGURE.search(lead)
        and all(_ENDS.search(part) for part in parts[:-1])
        and all(_has_figure(part, names) for part in parts)
    )
    return dict(zip(codes, (part.strip() for part in parts), strict=True)) if is_plain else {}


def _mentions(
    text: str, names: Mapping[str, ProjectCode], look: Look
) -> Iterable[tuple[int, ProjectCode]]:
    """Yield where each project is named, by its code or by its name."""
    for code in look.book.codes_in(look.book.year_in_force(), text):
        if not code.isdecimal():
            for match in re.finditer(_alone(code), text, re.IGNORECASE):
                yield match.start(), code
    for name, code in names.items():
        for match in re.finditer(re.escape(name), text):
            yield match.start(), code


def _runs(mentions: Iterable[tuple[int, ProjectCode]]) -> list[tuple[int, ProjectCode]]:
    """Leave out a mention that follows one of the same project: its name, then its code."""
    found: list[tuple[int, ProjectCode]] = []
    for at, code in mentions:
        if not found or found[-1][1] != code:
            found.append((at, code))
    return found


def _alone(code: str) -> str:
    return rf"(?<![0-9A-Za-z]){re.escape(code)}(?![0-9A-Za-z])"


def _begin(text: str, at: int) -> int:
    """Return where the line of a mention begins: its number or bracket belongs to it."""
    line = text.rfind("\n", 0, at) + 1
    return line if _NUMBERING.fullmatch(text[line:at]) else at


def _has_figure(part: str, names: Mapping[str, ProjectCode]) -> bool:
    """Tell whether a part says a figure, its project's own name and code left out."""
    bare = _LIST_NUMBER.sub("", part)
    for name in names:
        bare = bare.replace(name, " ")
    return _FIGURE.search(_CODE.sub(" ", bare)) is not None
