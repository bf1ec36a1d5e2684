"""Names of people: one person a cell, or several where the column is for several."""

import re
from collections.abc import Set as AbstractSet

from papers.anomaly import Finding, Reading, asked, noted, refused
from papers.cells.text import LONGEST_NAME, plain_text
from papers.grid import Cell, folded

_SPLIT = re.compile(r"[、,;/]")
_SUFFIX = re.compile(r"^(.+?)\([^()]*\)$")
_MARKUP = re.compile(r"<[^<>]*>")
_UNIT = re.compile(r".*(办公室|委员会|中心|服务站|大队|中队|[所站局队厂院校委办村社区])")
_LONGEST = 20


def read_person(cell: Cell, *, known: AbstractSet[str] | None, name: str) -> Reading[str]:
    """Read the one person who answers (C38); `known` are the people of 人员, None: not there.

    Two people, a unit, or somebody unknown are errors; 平  如意 and 殷雪松（兼） are shown.
    """
    raw = plain_text(cell)
    text = folded(_MARKUP.sub("", raw))
    parts = _parts(text, known)
    if len(parts) != 1:
        return Reading(
            None, refused(f"{name}只能填一人，请明确第一责任人" if parts else _empty(name))
        )
    person, why = _bare(parts[0])
    if person in (known or ()):
        return Reading(person, _told(person, raw, why))
    if known is not None or len(person) > _LONGEST:
        return Reading(None, _unknown(person, name))
    return Reading(person, _told(person, raw, why))


def read_own_name(cell: Cell) -> Reading[str]:
    """Read the name in 人员, which makes a person known."""
    return read_person(cell, known=None, name="姓名")


def read_people(
    cell: Cell, *, known: AbstractSet[str] | None, name: str
) -> Reading[tuple[str, ...]]:
    """Read several people, such as 副指挥长; whoever is not known is left out, with an error."""
    people = [_bare(part)[0] for part in _parts(folded(plain_text(cell)), known)]
    strange = [one for one in people if known is not None and one not in known]
    finding = _unknown("、".join(strange), name) if strange else None
    return Reading(tuple(dict.fromkeys(p for p in people if p not in strange)), finding)


def read_units(cell: Cell) -> Reading[tuple[str, ...]]:
    """Read several units, such as 成员单位."""
    found = [
        part.strip()[:LONGEST_NAME] for part in re.split(r"[、,;/ ]", folded(plain_text(cell)))
    ]
    return Reading(tuple(dict.fromkeys(part for part in found if part)))


def _parts(text: str, known: AbstractSet[str] | None) -> list[str]:
    parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
    # 和 is a surname too: it separates only people who are known.
    joined = re.split(r"[和与及]", text)
    if len(joined) > 1 and all(part in (known or ()) for part in joined):
        return joined
    if len(parts) != 1 or " " not in parts[0] or parts[0].replace(" ", "") in (known or ()):
        return parts
    words = parts[0].split(" ")
    return words if all(len(word) > 1 for word in words) else parts


def _bare(part: str) -> tuple[str, str]:
    """Return the name alone, and what was taken away."""
    found = _SUFFIX.fullmatch(part)
    name = found[1] if found else part
    joined = name.replace(" ", "")
    if found:
        return joined, f"已去除姓名后的“{part[len(found[1]) :].strip()}”，请核对"
    return joined, "已去除姓名中的空格，请与人员表核对" if joined != name else ""


def _told(person: str, raw: str, why: str) -> Finding | None:
    if why:
        return asked(why, person)
    if _MARKUP.search(raw):
        return asked("姓名中的标记符号已去除，请核对", person)
    if person != raw:
        return noted("已去除姓名中的空格或不可见字符", person)
    return None


def _unknown(person: str, name: str) -> Finding:
    if _UNIT.fullmatch(person):
        return refused(
            f"{name}“{person[:_LONGEST]}”不是人员表中的人员，责任必须细化到人，请填写姓名"
        )
    return refused(f"人员表中没有{name}“{person[:_LONGEST]}”，请核对姓名或补充人员")


def _empty(name: str) -> str:
    return f"{name}无法识别，请填写姓名"
