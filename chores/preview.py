"""`make preview`: every picture and paper in every state, on one page, to be looked at."""

import html
import sys
from collections.abc import Iterator
from pathlib import Path

from charts import recipe
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
MOST = 6  # pages of a picture: 300 projects would take minutes
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>guatu: every picture and paper in every state</title>
<style>
body {{ font: 16px/1.4 sans-serif; margin: 24px; color: #16191d; }}
h2 {{ margin: 32px 0 8px; border-top: 1px solid #d5dae0; padding-top: 16px; }}
.row {{ display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }}
img {{ width: 360px; border: 1px solid #d5dae0; }}
.wall img, .wall-a0 img {{ width: 100%; max-width: 1100px; }}
</style>
<h1>Every picture and paper in every state</h1>
<p>360 px is a phone held in the hand: a line that cannot be read here fails.</p>
{sections}
</html>
"""


def draw(out: Path) -> None:
    """Draw them all into a folder, with an index.html that shows them."""
    out.mkdir(exist_ok=True)
    sections = []
    for kind, state, view in pictures():
        sys.stderr.write(f"{kind} {state}\n")
        names = []
        count = min(MOST, len(recipe.pages(kind, view)))
        for number in range(1, count + 1):
            page = recipe.draw_page(kind, view, number, "png")
            names.append(f"{kind}-{state}-{number}.png")
            (out / names[-1]).write_bytes(page)
        sections.append(_section(kind, state, names))
    sections += [_link(name) for name in papers(out)]
    (out / "index.html").write_text(_PAGE.format(sections="\n".join(sections)), encoding="utf-8")


def papers(out: Path) -> Iterator[str]:
    """Write the papers in the states that they go through."""
    (out / "ledger.xlsx").write_bytes(ledger_workbook.xlsx_of(PAPER))
    (out / "allotment.xlsx").write_bytes(allotment_workbook.xlsx_of(ALLOTMENT))
    yield from ("ledger.xlsx", "allotment.xlsx")
    for state, paper in _written():
        sys.stderr.write(f"{state}\n")
        made = {"docx": paper, "pdf": pdf_of(paper)} if is_installed() else {"docx": paper}
        for ending, content in made.items():
            name = f"{state}.{ending}"
            (out / name).write_bytes(content)
            yield name


def _written() -> Iterator[tuple[str, bytes]]:
    for state, view in STATES.items():
        yield f"application-{state}", application.docx_of(view)
    for state, letter in LETTERS.items():
        yield f"warning-{state}", warning_letter.docx_of(letter)
    for state, each in BULLETINS.items():
        yield f"bulletin-{state}", bulletin.docx_of(each)
    for state, page in briefings.STATES.items():
        yield f"briefing-{state}", briefing.docx_of(page)


def _link(name: str) -> str:
    return f'<p><a href="{html.escape(name)}">{html.escape(name)}</a></p>'


def _section(kind: str, state: str, names: list[str]) -> str:
    shown = "".join(f'<a href="{html.escape(n)}"><img src="{html.escape(n)}"></a>' for n in names)
    return f'<h2>{kind}: {state}</h2>\n<div class="row {kind}">{shown}</div>'


if __name__ == "__main__":
    draw(OUT)
    sys.stderr.write(f"Look at {OUT / 'index.html'}\n")
