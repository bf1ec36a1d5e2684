"""Papers at delivery: which kind of recipe is which paper, and how it is written."""

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.notice import Recipe, ShownAs
from storage.values import dump, load


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: where its view and its writer stand; they are imported when it is written.

    `formats` are the endings of its files, each with the name of the function that writes it.
    """

    module: str
    view: str
    formats: Mapping[str, str]


KINDS: Mapping[str, PaperKind] = {
    "application": PaperKind(
        "papers.application", "ApplicationPaper", {"docx": "docx_of", "pdf": "printed"}
    ),
    "bulletin": PaperKind(
        "papers.bulletin", "BulletinPaper", {"docx": "docx_of", "pdf": "printed"}
    ),
    "months": PaperKind("papers.months", "MonthsPaper", {"xlsx": "xlsx_of"}),
    "assessment": PaperKind("papers.assessment", "AssessmentPaper", {"xlsx": "xlsx_of"}),
    "allotment": PaperKind("papers.allotment", "AllotmentPaper", {"xlsx": "xlsx_of"}),
    "briefing": PaperKind(
        "papers.briefing", "BriefingPaper", {"docx": "docx_of", "pdf": "printed"}
    ),
    "ledger": PaperKind("papers.ledger", "LedgerPaper", {"xlsx": "xlsx_of"}),
    "marked_copy": PaperKind("papers.checked", "MarkedCopy", {"xlsx": "xlsx_of"}),
}


def paper_recipe(kind: str, view: object, file_name: str) -> Recipe:
    """Return the recipe of a paper that is sent as a file."""
    return Recipe(kind, view_of(view), (1,), ShownAs.FILE, file_name)


def view_of(view: object) -> str:
    """Return a paper's view as a recipe holds it."""
    return json.dumps(dump(view), ensure_ascii=False)


def write(kind: str, view: str, written: str) -> bytes:
    """Write a paper in a format, of a view as a recipe holds it."""
    paper = KINDS[kind]
    module: Any = importlib.import_module(paper.module)
    make: Callable[[object], bytes] = getattr(module, paper.formats[written])
    return make(load(getattr(module, paper.view), json.loads(view)))
