"""Papers at delivery: which kind of recipe is which paper, and how it is written."""

import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.notice import Recipe, ShownAs
from storage.values import dump, load


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: where its view and its writer stand; they are imported when it is written.

    `formats` are the endings of its files, each with the name of the function that writes it; one
    that comes as .docx has `docx_of(view, *, template)`, and a template named for the kind.
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
    "warning_yellow": PaperKind(
        "papers.warning_letter", "WarningLetter", {"docx": "docx_of", "pdf": "printed"}
    ),
    "warning_red": PaperKind(
        "papers.warning_letter", "WarningLetter", {"docx": "docx_of", "pdf": "printed"}
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


def read_view(kind: str, view: str) -> Any:
    """Return a paper's view, of what a recipe holds."""
    paper = KINDS[kind]
    module = importlib.import_module(paper.module)
    return load(getattr(module, paper.view), json.loads(view))


def templates_in(folder: Path) -> dict[str, Path]:
    """Return the templates that the office has put into a folder in the place of ours, by kind."""
    found = {kind: folder / f"{kind}.docx" for kind in KINDS if "docx" in KINDS[kind].formats}
    return {kind: template for kind, template in found.items() if template.exists()}


def wrong_templates(folder: Path) -> Iterator[str]:
    """Yield, in a Chinese sentence with the place, what is wrong with the office's templates."""
    from papers.filling import BrokenTemplateError
    from papers.samples import sample

    for kind, template in templates_in(folder).items():
        module = importlib.import_module(KINDS[kind].module)
        view = getattr(module, KINDS[kind].view)
        try:
            for full in (True, False):
                module.docx_of(sample(view, full=full), template=template)
        except BrokenTemplateError as error:
            yield str(error)


def write(kind: str, view: str, written: str, *, templates: Path | None = None) -> bytes:
    """Write a paper in a format, of a view as a recipe holds it.

    BrokenTemplateError where the office's template in the folder `templates` cannot be filled.
    """
    paper = KINDS[kind]
    module: Any = importlib.import_module(paper.module)
    template = templates_in(templates).get(kind) if templates else None
    if template is None:
        make: Callable[[object], bytes] = getattr(module, paper.formats[written])
        return make(read_view(kind, view))
    docx: bytes = module.docx_of(read_view(kind, view), template=template)
    if written == "docx":
        return docx
    from papers.pdf import pdf_of

    return pdf_of(docx)
