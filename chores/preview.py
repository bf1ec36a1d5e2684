"""`make preview`: every picture and paper in every state, on one page, to be looked at."""

import datetime as dtm
import html
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from charts import recipe
from charts.views import BoardView, CardView, MonthCell, View
from papers.application import docx_of
from papers.ledger import xlsx_of
from papers.pdf import is_installed, pdf_of
from rules.plates import NoPlate, Plate
from rules.project import Milestone, Stage
from tests.charts import township
from tests.papers.applications import STATES
from tests.papers.ledgers import PAPER

OUT = Path("preview")
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
.wall img {{ width: 100%; max-width: 1100px; }}
</style>
<h1>Every picture and paper in every state</h1>
<p>360 px is a phone held in the hand: a line that cannot be read here fails.</p>
{sections}
</html>
"""


def boards() -> Mapping[str, BoardView]:
    """Return the boards of a month in the states that a township meets."""
    june = township.board()
    stamp = june.stamp
    some = june.commands[5]
    blank = [
        replace(row, months=(MonthCell(),) * 12, no_plate=NoPlate.NO_TARGET) for row in june.rows
    ]
    long = [replace(row, name=row.name * 3, responsible_person="欧阳" * 4) for row in june.rows]
    blue = [row for row in june.rows if row.at(6).plate is Plate.BLUE]
    corrected = replace(stamp, version=2, correction="更正第1号：JT02 5月 黄→蓝，6月 红→黄")
    return {
        "published": june,
        "draft": township.as_draft(june),
        "corrected": replace(june, stamp=corrected),
        "early": replace(june, stamp=replace(stamp, month=3), change=None),
        "all-met": replace(june, commands=(replace(some, rows=tuple(blue)),)),
        "one-project": replace(june, commands=(replace(some, rows=some.rows[:1]),)),
        "long-names": replace(june, commands=(replace(some, rows=tuple(long[:12])),)),
        "no-tasks": replace(june, commands=(replace(some, rows=tuple(blank)),), change=None),
        "no-projects": replace(june, commands=(), change=None),
    }


def cards() -> Mapping[str, CardView]:
    """Return the cards of projects in the states that a person meets."""
    known = township.cards()
    bridge = known["JT02"]
    row = bridge.project
    goals = tuple(cell.goal for cell in row.months)
    halted = replace(row, no_plate=NoPlate.NOT_ACTIVE, no_plate_words="暂停至9月")
    halted = replace(halted, months=(*row.months[:5], MonthCell(), *row.months[6:]))
    return {
        "red": bridge,
        "blue": known["NY01"],
        "unreported": known["MS03"],
        "no-target-yet": known["ZQ03"],
        "summer-without-task": known["RJ03"],
        "completed": known["ZQ04"],
        "adjusted": replace(bridge, old_plan=goals, adjusted_since=7, adjustments=1),
        "adjusted-twice": replace(bridge, old_plan=goals, adjusted_since=7, adjustments=2),
        "suspended": replace(bridge, project=halted, suspension="汛期停工"),
        "left": replace(bridge, exited_on=dtm.date(2023, 6, 12)),
        "overdue": replace(bridge, due_date=dtm.date(2023, 6, 20)),
        "milestone": _milestone(bridge),
        "draft": replace(
            bridge,
            stamp=township.as_draft(township.board()).stamp,
            project=township.draft_row(row),
        ),
    }


def _milestone(card: CardView) -> CardView:
    stages = [Milestone(stage) for stage in ("施工图审查", "桩基完成", "墩柱完成", "梁板预制")]
    done = [MonthCell(stage, Stage.MET, Plate.BLUE) for stage in stages[:3]]
    missed = MonthCell(stages[3], Stage.UNMET, Plate.YELLOW, 1)
    months = (*done, missed, *(MonthCell(),) * 8)
    row = replace(card.project, annual_target=Milestone("主桥合龙"), unit="", months=months)
    return replace(card, stamp=replace(card.stamp, month=4), project=row)


def pictures() -> Iterator[tuple[str, str, View]]:
    """Name each picture to be drawn: its kind, its state, its view."""
    for state, board in boards().items():
        yield "progress", state, board
        yield "wall", state, board
    for state, card in cards().items():
        yield "card", state, card


def draw(out: Path) -> None:
    """Draw them all into a folder, with an index.html that shows them."""
    out.mkdir(exist_ok=True)
    sections = []
    for kind, state, view in pictures():
        sys.stderr.write(f"{kind} {state}\n")
        names = []
        for number, page in enumerate(recipe.draw(kind, view, "png"), start=1):
            names.append(f"{kind}-{state}-{number}.png")
            (out / names[-1]).write_bytes(page)
        sections.append(_section(kind, state, names))
    sections += [_link(name) for name in papers(out)]
    (out / "index.html").write_text(_PAGE.format(sections="\n".join(sections)), encoding="utf-8")


def papers(out: Path) -> Iterator[str]:
    """Write the papers in the states that they go through, as PDF too where that can be."""
    (out / "ledger.xlsx").write_bytes(xlsx_of(PAPER))
    yield "ledger.xlsx"
    for state, view in STATES.items():
        sys.stderr.write(f"application {state}\n")
        paper = docx_of(view)
        made = {"docx": paper, "pdf": pdf_of(paper)} if is_installed() else {"docx": paper}
        for ending, content in made.items():
            name = f"application-{state}.{ending}"
            (out / name).write_bytes(content)
            yield name


def _link(name: str) -> str:
    return f'<p><a href="{html.escape(name)}">{html.escape(name)}</a></p>'


def _section(kind: str, state: str, names: list[str]) -> str:
    shown = "".join(f'<a href="{html.escape(n)}"><img src="{html.escape(n)}"></a>' for n in names)
    return f'<h2>{kind}: {state}</h2>\n<div class="row {kind}">{shown}</div>'


if __name__ == "__main__":
    draw(OUT)
    sys.stderr.write(f"Look at {OUT / 'index.html'}\n")
