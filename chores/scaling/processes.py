"""Several `guatu run` behind a webhook on one PostgreSQL: what they take in and settle."""

import asyncio
import contextlib
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bot.clock import now
from bot.rehearsal.server import ChatServer
from chores.bench.bringing import SECRET
from chores.bench.receiving import database, free_port, listens, rows
from chores.bench.running import running, until
from chores.soak.databases import postgresql

_COUNT = 3000
_SETTLED = "inbox WHERE state <> 'new'"


class Rates(NamedTuple):
    """Updates a second: answered with 200 after their commit, and settled."""

    taken: float
    settled: float


def measure(processes: int) -> Rates:
    """Bring updates of 200 groups to so many processes at once, each its share."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        url = database(server.url, f"processes_{processes}")
        return asyncio.run(_measure(Path(folder), url, processes))


async def _measure(folder: Path, url: str, processes: int) -> Rates:
    ports = [free_port() for _ in range(processes)]
    async with ChatServer(clock=now) as server, contextlib.AsyncExitStack() as fleet:
        for port in ports:
            hook = {
                "GUATU_WEBHOOK_URL": f"http://127.0.0.1:{ports[0]}/hook",
                "GUATU_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
                "GUATU_WEBHOOK_SECRET": SECRET,
            }
            place = folder / str(port)
            place.mkdir()
            await fleet.enter_async_context(running(place, server, url, **hook))
        await until(lambda: all(map(listens, ports)))
        share, begun = _COUNT // processes, time.perf_counter()
        await asyncio.gather(
            *(_bring(port, share, share * number) for number, port in enumerate(ports))
        )
        taken = time.perf_counter() - begun
        await until(lambda: rows(url, _SETTLED) >= share * processes)
        settled = time.perf_counter() - begun
    return Rates(share * processes / taken, share * processes / settled)


async def _bring(port: int, count: int, first: int) -> None:
    where = f"http://127.0.0.1:{port}/hook"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "chores.bench.bringing",
        where,
        str(count),
        str(first),
        stdout=asyncio.subprocess.DEVNULL,
    )
    if await process.wait():
        raise RuntimeError("not everything was taken")
