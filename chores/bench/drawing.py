"""Drawing: each kind of picture, warm and first in its process, beside pyplot's tables."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from charts import recipe
from charts.canvas import Words
from charts.views import View
from chores.bench import plain
from chores.bench.timing import Row, seconds, written
from tests.charts import township

_FIRST = """
import sys
from charts import recipe
kind, number, written, file = sys.argv[1:]
view = recipe.from_json(kind, open(file, encoding="utf-8").read())
if number == "0":
    recipe.draw(kind, view, written)
else:
    recipe.draw_page(kind, view, int(number), written)
"""


class Kind(NamedTuple):
    """A picture: its name here, its recipe, page or 0 for all, goals in seconds, 0 for none."""

    name: str
    kind: str
    view: View
    number: int = 1
    format: recipe.Format = "png"
    warm: float = 0.4
    first: float = 1.5
    graph: str = ""

    def draw(self) -> None:
        """Draw it."""
        if self.number:
            recipe.draw_page(self.kind, self.view, self.number, self.format)
        else:
            recipe.draw(self.kind, self.view, self.format)

    def plain(self) -> plain.Picture:
        """Return the same texts for the plain way."""
        count = len(recipe.pages(self.kind, self.view))
        numbers = (self.number,) if self.number else range(1, count + 1)
        sheets = [recipe.sheet(self.kind, self.view, number) for number in numbers]
        pages = [
            [mark.words for mark in sheet.marks if isinstance(mark, Words)] for sheet in sheets
        ]
        first = sheets[0]
        return plain.Picture(pages, first.width, first.height, self.format, self.graph)


def kinds() -> tuple[Kind, ...]:
    """Return every kind of picture of the sample township."""
    board = township.board()
    return (
        Kind("overview", "progress", board),
        Kind("phone's set, 6 pages", "progress", board, 0, warm=2.4, first=0),
        Kind("misses", "progress", board, 2),
        Kind("all projects, a page", "progress", board, 3),
        Kind("card", "card", township.cards()["JT02"], graph="plot"),
        Kind("trend", "trend", township.trend(), graph="bar"),
        Kind("support", "support", township.support()),
        Kind("wall A3, 4 pages", "wall", board, 0, "pdf", warm=2, first=0),
        Kind("wall A0", "wall-a0", board, 0, "pdf", warm=0, first=0),
    )


def measure() -> Iterator[Row]:
    """Measure each kind warm, then each in new processes."""
    for kind in kinds():
        ours = seconds(kind.draw)
        beside = seconds(partial(plain.draw, kind.plain()), runs=1, warm=False)
        yield _row(kind.name, ours, beside, kind.warm)
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds():
            ours, beside = _first(kind, Path(folder))
            yield _row(f"{kind.name}, first in a process", ours, beside, kind.first)


def _row(name: str, ours: float, beside: float, goal: float) -> Row:
    named = f" (goal: under {goal:g} s)" if goal else ""
    return Row(
        name, written(ours), written(beside), f"{ours / beside:.2f} of the plain way{named}"
    )


def _first(kind: Kind, folder: Path) -> tuple[float, float]:
    """Return the seconds of a whole process that draws one picture, and of the plain way's.

    Python has compiled all modules before, as after the first start on a machine.
    """
    view, picture = folder / "view.json", folder / "picture.json"
    view.write_text(recipe.to_json(kind.view), encoding="utf-8")
    picture.write_text(json.dumps(kind.plain()._asdict()), encoding="utf-8")
    script = (sys.executable, "-c", _FIRST, kind.kind, str(kind.number), kind.format, str(view))
    module = (sys.executable, "-m", "chores.bench.plain", str(picture))
    ours = seconds(lambda: _run(*script, folder=folder))
    return ours, seconds(lambda: _run(*module, folder=folder), runs=1)


def _run(*command: str, folder: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    subprocess.run(command, check=True, capture_output=True, env=env)  # noqa: S603 - our own words
