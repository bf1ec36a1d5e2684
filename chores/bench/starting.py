"""Starting: `guatu --help` beside an empty Python, and beside importing everything at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from chores.bench.timing import Row, seconds, written

_EVERYTHING = (
    "import bot.compose, bot.pump, bot.painter, charts.recipe, papers.workbook, "
    "bot.transports.telegram.inbound, bot.transports.telegram.outbound, bot.rehearsal.performance"
)


def measure() -> Iterator[Row]:
    """Measure three processes from outside."""
    guatu = str(Path(sys.executable).with_name("guatu"))
    help_ = seconds(lambda: _run(guatu, "--help"))
    empty = seconds(lambda: _run(sys.executable, "-c", "pass"))
    everything = seconds(lambda: _run(sys.executable, "-c", _EVERYTHING))
    remark = "beside python -c pass; goal: under 0.4 s"
    yield Row("guatu --help", written(help_), written(empty), remark)
    yield Row("everything imported at once", written(everything))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
