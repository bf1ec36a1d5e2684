"""`make soak`: a month on each engine under kills and faults of every kind; 1 if any is lost."""

import argparse
import asyncio
import contextlib
import random
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from chores.soak.databases import Database, SqliteFile, postgresql
from chores.soak.plan import Plan
from chores.soak.soak import Outcome, soak
from chores.soak.table import show

ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Soak, print the table, and end with 1 when something is wrong."""
    asked = _asked()
    seed = random.randrange(10**6) if asked.seed is None else asked.seed  # noqa: S311
    sys.stdout.write(f"guatu, soaked with --seed {seed}\n")
    sys.stdout.flush()
    plans = [
        Plan(seed, kills=asked.kills, processes=1 if engine == "sqlite" else 2)
        for engine in asked.engines
    ]
    with _folder(asked.logs) as folder, contextlib.ExitStack() as servers:
        databases = [servers.enter_context(_database(one, folder)) for one in asked.engines]
        try:
            outcomes = asyncio.run(_side_by_side(databases, folder, plans))
        except asyncio.CancelledError:
            sys.exit("it was ended before it was over")
    show(outcomes)
    sys.exit(any(outcome.faults for outcome in outcomes))


async def _side_by_side(
    databases: Sequence[Database], folder: Path, plans: Sequence[Plan]
) -> list[Outcome]:
    """Soak all engines at once: most of the time each waits for the platform's pace."""
    task = asyncio.current_task()
    if task is not None:  # what is told to end takes along what it has started
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    soaks = [soak(one, folder, plan) for one, plan in zip(databases, plans, strict=True)]
    return await asyncio.gather(*soaks)


@contextlib.contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    """Give a folder to work in, which is kept where it was asked for."""
    if wanted is None:
        with tempfile.TemporaryDirectory(prefix="guatu-soak-") as folder:
            yield Path(folder)
    else:
        wanted.mkdir(parents=True)
        yield wanted.resolve()


@contextlib.contextmanager
def _database(engine: str, folder: Path) -> Iterator[Database]:
    if engine == "sqlite":
        yield SqliteFile(folder / "guatu.db")
    else:
        with postgresql() as server:
            yield server


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chores.soak", description=__doc__)
    parser.add_argument("--seed", type=int, help="the dice; by default others each time")
    parser.add_argument("--kills", type=int, default=20, help="how many on each engine")
    parser.add_argument("--logs", type=Path, help="a new folder that keeps logs and databases")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    return parser.parse_args()


if __name__ == "__main__":
    main()
