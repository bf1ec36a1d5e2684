"""`make preview`: every picture and paper in every state, on one page, to be looked at."""

import html
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from bot.support_view import support_caption
from bot.wording import captions, cards
from charts import recipe
from charts.views import CardView, SupportView, TrendView, View
from papers import (
    allotment_workbook,
    application,
    briefing,
    bulletin,
    ledger_workbook,
    warning_letter,
)
from papers.pdf import is_installed, pdf_of
from tests.charts.states import pictures
from tests.papers import briefings
from tests.papers.allotments import PAPER as ALLOTMENT
from tests.papers.applications import STATES
from tests.papers.bulletins import BULLETINS
from tests.papers.ledgers import PAPER
from tests.papers.letters import LETTERS

OUT = Path("preview")
MOST = 2  # pages of a part of a picture: 300 projects would take minutes
_PRINTER = "pdftoppm"  # of poppler; without it papers are links alone
_PAPER_DPI = "80"
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>guatu: every picture and paper in every state</title>
<style>
body {{ font: 16px/1.4 sans-serif; margin: 24px; color: #16191d; }}
.ways {{ position: sticky; top: 0; background: #fff; padding: 8px 0; z-index: 1; }}
h2 {{ margin: 32px 0 8px; border-top: 1px solid #d5dae0; padding-top: 16px; }}
.row {{ display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }}
.words {{ max-width: 720px; white-space: pre-wrap; color: #4b535d; }}
img {{ border: 1px solid #d5dae0; }}
body:has(#phone:checked) img {{ width: 390px; }}
body:has(#grey:checked) img {{ filter: grayscale(1); }}
</style>
<h1>Every picture and paper in every state</h1>
<form class="ways">
<label><input type="radio" name="size" id="full" checked> full size</label>
<label><input type="radio" name="size" id="phone"> 390 px, a phone held in the hand</label>
 · <label><input type="radio" name="colour" id="colour" checked> in colour</label>
<label><input type="radio" name="colour" id="grey"> black and white</label>
</form>
<p>A line that cannot be read at 390 px, or a plate that cannot be told from another in black and
white, fails. (A wall and a paper are made for paper: at 390 px they show their layout alone.)
Beside each picture stand the words that go with it.</p>
{sections}
</html>
"""


class Section(NamedTuple):
    """A picture or a paper in a state: what to look at, what to open, the words beside it."""

    title: str
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    words: str = ""


def draw(out: Path) -> None:
    """Draw them all into a folder, with an index.html that shows them."""
    out.mkdir(exist_ok=True)
    sections = [*_pictures(out), *_papers(out)]
    shown = "\n".join(map(_written, sections))
    (out / "index.html").write_text(_PAGE.format(sections=shown), encoding="utf-8")


def _pictures(out: Path) -> Iterator[Section]:
    """Draw every picture, of each part its first pages."""
    for kind, state, view in pictures():
        sys.stderr.write(f"{kind} {state}\n")
        parts = recipe.pages(kind, view)
        numbers = [n for n, part in enumerate(parts, 1) if parts[:n].count(part) <= MOST]
        names = tuple(f"{kind}-{state}-{number}.png" for number in numbers)
        for number, name in zip(numbers, names, strict=True):
            (out / name).write_bytes(recipe.draw_page(kind, view, number, "png"))
        yield Section(f"{kind}: {state}", names, words=words(kind, view))


def words(kind: str, view: View) -> str:
    """Return what stands beside a picture in the chat."""
    if isinstance(view, CardView):
        return cards.details(view, f"{view.project.name}（{view.project.code}）")
    if isinstance(view, SupportView):
        return support_caption(view)
    if isinstance(view, TrendView):
        return captions.trend(view)
    parts = recipe.pages(kind, view)
    if kind != "progress":
        return captions.wall(view, len(parts))
    rest = range(2, len(parts) + 1)
    told = [captions.overview(view)]
    if rest:
        told.append(captions.album(view, rest, parts))
    return "\n\n".join(told)


def _papers(out: Path) -> Iterator[Section]:
    """Write the papers in the states that they go through; pages are shown where they can be."""
    (out / "ledger.xlsx").write_bytes(ledger_workbook.xlsx_of(PAPER))
    (out / "allotment.xlsx").write_bytes(allotment_workbook.xlsx_of(ALLOTMENT))
    yield Section("workbooks", links=("ledger.xlsx", "allotment.xlsx"))
    for state, paper in _documents():
        sys.stderr.write(f"{state}\n")
        (out / f"{state}.docx").write_bytes(paper)
        links, images = [f"{state}.docx"], tuple[str, ...]()
        if is_installed():
            (out / f"{state}.pdf").write_bytes(pdf_of(paper))
            links.append(f"{state}.pdf")
            images = _printed(out, state)
        yield Section(state, images, tuple(links))


def _printed(out: Path, state: str) -> tuple[str, ...]:
    """Return a PDF's pages as pictures, none where nothing can make them."""
    program = shutil.which(_PRINTER)
    if program is None:
        return ()
    for old in out.glob(f"{state}-page*.png"):
        old.unlink()
    pdf, pages = str(out / f"{state}.pdf"), str(out / f"{state}-page")
    command = [program, "-png", "-r", _PAPER_DPI, pdf, pages]
    subprocess.run(command, check=True)  # noqa: S603 - a program of the machine, a file of ours
    return tuple(sorted(each.name for each in out.glob(f"{state}-page*.png")))


def _documents() -> Iterator[tuple[str, bytes]]:
    for state, view in STATES.items():
        yield f"application-{state}", application.docx_of(view)
    for state, letter in LETTERS.items():
        yield f"warning-{state}", warning_letter.docx_of(letter)
    for state, each in BULLETINS.items():
        yield f"bulletin-{state}", bulletin.docx_of(each)
    for state, page in briefings.STATES.items():
        yield f"briefing-{state}", briefing.docx_of(page)


def _written(section: Section) -> str:
    lines = [f"<h2>{html.escape(section.title)}</h2>"]
    opened = (f'<a href="{quote(name)}">{html.escape(name)}</a>' for name in section.links)
    if section.links:
        lines.append(f"<p>{' · '.join(opened)}</p>")
    sources = map(quote, section.images)
    shown = (f'<a href="{name}"><img src="{name}"></a>' for name in sources)
    told = f'<p class="words">{html.escape(section.words)}</p>' if section.words else ""
    return "\n".join([*lines, f'<div class="row">{"".join(shown)}{told}</div>'])


if __name__ == "__main__":
    draw(OUT)
    sys.stderr.write(f"Look at {OUT / 'index.html'}\n")
