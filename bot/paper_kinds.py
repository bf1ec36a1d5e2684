"""Papers at delivery: which kind of recipe is which paper, and how it is written."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from rules.notice import Recipe, ShownAs
from storage.values import dump, load


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: its view, and by the endings of its files the functions that write it.

    Each stands as `module:name`, and is imported when it is wanted. What writes a .docx takes a
    `template`, of which the office's own is named for the kind.
    """

    view: str
    formats: Mapping[str, str]


def _printed(module: str, view: str) -> PaperKind:
    """Return a kind whose module writes it as .docx, and prints it."""
    formats = {"docx": f"{module}:docx_of", "pdf": f"{module}:printed"}
    return PaperKind(f"{module}:{view}", formats)


def _workbook(view: str, module: str) -> PaperKind:
    return PaperKind(view, {"xlsx": f"{module}:xlsx_of"})


KINDS: Mapping[str, PaperKind] = {
    "application": _printed("papers.application", "ApplicationPaper"),
    "bulletin": _printed("papers.bulletin", "BulletinPaper"),
    "warning_yellow": _printed("papers.warning_letter", "WarningLetter"),
    "warning_red": _printed("papers.warning_letter", "WarningLetter"),
    "briefing": _printed("papers.briefing", "BriefingPaper"),
    "months": _workbook("papers.months:MonthsPaper", "papers.months_workbook"),
    "assessment": _workbook("papers.assessment:AssessmentPaper", "papers.assessment_workbook"),
    "allotment": _workbook("papers.allotment:AllotmentPaper", "papers.allotment_workbook"),
    "ledger": _workbook("papers.ledger:LedgerPaper", "papers.ledger_workbook"),
    "marked_copy": _workbook("papers.checked:MarkedCopy", "papers.checked"),
}


def paper_recipe(kind: str, view: object, file_name: str) -> Recipe:
    """Return the recipe of a paper that is sent as a file."""
    return Recipe(kind, view_of(view), (1,), ShownAs.FILE, file_name)


def view_of(view: object) -> str:
    """Return a paper's view as a recipe holds it."""
    return json.dumps(dump(view), ensure_ascii=False)


def read_view(kind: str, view: str) -> Any:
    """Return a paper's view, of what a recipe holds."""
    return load(resolve_name(KINDS[kind].view), json.loads(view))


def templates_in(folder: Path) -> dict[str, Path]:
    """Return the templates that the office has put into a folder in the place of ours, by kind."""
    found = {kind: folder / f"{kind}.docx" for kind in KINDS if "docx" in KINDS[kind].formats}
    return {kind: template for kind, template in found.items() if template.exists()}


def wrong_templates(folder: Path) -> Iterator[str]:
    """Yield, in a Chinese sentence with the place, what is wrong with the office's templates."""
    from papers.filling import BrokenTemplateError
    from papers.samples import sample

    for kind, template in templates_in(folder).items():
        view, docx_of = resolve_name(KINDS[kind].view), resolve_name(KINDS[kind].formats["docx"])
        try:
            for full in (True, False):
                docx_of(sample(view, full=full), template=template)
        except BrokenTemplateError as error:
            yield str(error)


def write(kind: str, view: str, written: str, *, templates: Path | None = None) -> bytes:
    """Write a paper in a format, of a view as a recipe holds it.

    BrokenTemplateError where the office's template in the folder `templates` cannot be filled.
    """
    formats = KINDS[kind].formats
    template = templates_in(templates).get(kind) if templates else None
    if template is None:
        make: Callable[[object], bytes] = resolve_name(formats[written])
        return make(read_view(kind, view))
    docx: bytes = resolve_name(formats["docx"])(read_view(kind, view), template=template)
    if written == "docx":
        return docx
    from papers.pdf import pdf_of

    return pdf_of(docx)
