"""Remarks: what is said or handed in beside a figure: a delay's cause, photos, files."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rules.month import Month
from rules.project import PersonName, ProjectCode
from rules.report import Source

_LONGEST = 200  # characters of a cause
_SAYS_WHY = re.compile("因为?|由于|受[^，,。；;\n]{1,20}影响|原因|导致|造成|客观|主观|说明[:：]")
_SENTENCE = re.compile("[。！!\n；;]")
_CLAUSE = re.compile("[，,]")


class RemarkKind(StrEnum):
    """What a remark is."""

    CAUSE = "cause"  # 单位自述
    PHOTO = "photo"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about a project's month: `text` is a cause, `file` is as the platform knows it."""

    month: Month
    project: ProjectCode
    by: PersonName
    kind: RemarkKind
    source: Source
    text: str = ""
    file: str = ""
    name: str = ""

    @property
    def is_evidence(self) -> bool:
        """Tell whether it is something handed in."""
        return self.kind is not RemarkKind.CAUSE


def read_cause(text: str) -> str:
    """Return what a reply says of why, word for word, from the clause that says so on.

    Empty where it says nothing of a cause. It is the unit's own word and no finding (E22).
    """
    folded = unicodedata.normalize("NFKC", text)
    found = []
    for sentence in _SENTENCE.split(folded):
        clauses = _CLAUSE.split(sentence)
        first = next((n for n, one in enumerate(clauses) if _SAYS_WHY.search(one)), None)
        if first is not None:
            found.append("，".join(one.strip() for one in clauses[first:]))
    return "；".join(found)[:_LONGEST]


def causes_of(remarks: tuple[Remark, ...]) -> str:
    """Return the cause that was told last; empty where none was."""
    said = [one.text for one in remarks if one.kind is RemarkKind.CAUSE]
    return said[-1] if said else ""
