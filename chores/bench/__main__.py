"""`make bench`: every measurement beside the plain way, in one run on this machine."""

import os
import platform
import sys

from chores.bench import (
    answering,
    drawing,
    fanning_out,
    growing,
    rating,
    reading,
    receiving,
    starting,
    staying_level,
)
from chores.bench.timing import show
from tests.charts import township


def main() -> None:
    """Measure and print."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    sys.stdout.write(f"guatu, measured on {machine}; ours, then what is beside it\n")
    show("Drawing", drawing.measure())
    show("Drawing more", growing.measure())
    show("Rating", rating.measure())
    show("Reading", reading.measure())
    show("Starting", starting.measure())
    show("Answering", answering.measure(township.board()))
    show("Receiving, updates a second", receiving.measure())
    show("Sending", fanning_out.measure())
    show("Memory", staying_level.measure())


if __name__ == "__main__":
    main()
