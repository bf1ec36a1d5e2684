"""Growing: the pictures of a township, a county and 3,000 projects, each in its own process.

`python -m chores.bench.growing SIZE` draws those of so many projects, and prints JSON.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from charts import recipe
from charts.views import BoardView, CommandRows
from chores.bench.timing import Row, once, written
from tests.charts import township

_SIZES = (48, 720, 3000)
_PARTS: tuple[tuple[str, str, recipe.Format], ...] = (
    ("overview", "overview", "png"),
    ("phone's set", "progress", "png"),
    ("wall A3", "wall", "pdf"),
)


def board_of(size: int) -> BoardView:
    """Return a board of so many projects: the sample township again and again."""
    june = township.board()
    commands, left = list[CommandRows](), size
    while left > 0:
        command = june.commands[len(commands) % len(june.commands)]
        rows = command.rows[:left]
        commands.append(replace(command, number=f"{len(commands) + 1:02}", rows=rows))
        left -= len(rows)
    return replace(june, commands=tuple(commands))


def measure() -> Iterator[Row]:
    """Let a process draw each size."""
    for size in _SIZES:
        command = [sys.executable, "-m", "chores.bench.growing", str(size)]
        done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own
        found: dict[str, Any] = json.loads(done.stdout)
        for name, _, _ in _PARTS:
            taken, pages = found[name]
            remark = f"{pages} pages, {written(taken / pages)} each" if pages > 1 else ""
            yield Row(f"{size:,} projects: {name}", written(taken), remark=remark)
        yield Row(f"{size:,} projects: the process at its height", f"{found['memory']:.0f} MB")


def _draw(size: int) -> dict[str, Any]:
    view = board_of(size)
    for written_as in ("png", "pdf"):  # what the first picture loads is not counted
        recipe.draw("overview", township.board(), written_as)
    found: dict[str, Any] = {}
    for name, kind, written_as in _PARTS:
        pages = len(recipe.pages(kind, view))
        taken = once(partial(recipe.draw, kind, view, written_as))
        found[name] = (taken, pages)
    return found | {"memory": _height()}


def _height() -> float:
    """Return the most megabytes that this process had; `getrusage` would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_draw(int(sys.argv[1]))))
