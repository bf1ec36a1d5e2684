"""Receiving: updates taken durably a second, by the webhook and by polling, beside the plain way.

Every receiver is a process of its own: `guatu run` with all that it does, and the library's
Application. Who brings the updates is a third one.
"""

import asyncio
import contextlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from bot.clock import now
from bot.rehearsal.server import ChatServer
from chores.bench.bringing import SECRET, update
from chores.bench.running import running, until
from chores.bench.timing import Row
from chores.soak.databases import postgresql

_COUNT = 3000
_PLAIN_COUNT = 600  # it is slow


def measure() -> Iterator[Row]:
    """Measure on both engines."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(
            _on("SQLite", Path(folder), lambda name: f"sqlite:///{folder}/{name}.db")
        )
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        yield from asyncio.run(
            _on("PostgreSQL", Path(folder), lambda name: database(server.url, name))
        )


def database(url: str, name: str) -> str:
    """Make a database on a server; return its address."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace("/guatu?", f"/{name}?")


async def _on(engine: str, folder: Path, fresh: Callable[[str], str]) -> list[Row]:
    plain = await _plain(fresh("plain"))
    brought = await _brought(folder, fresh("brought"))
    polled = await _polled(folder, fresh("polled"))
    return [
        _row(f"{engine}: updates a second, webhook", brought, plain, goal=3),
        _row(f"{engine}: updates a second, polling", polled, plain, goal=10),
    ]


def _row(what: str, ours: float, plain: float, *, goal: int) -> Row:
    return Row(what, f"{ours:,.0f}", f"{plain:,.0f}", f"{ours / plain:.1f} times (goal: {goal})")


async def _plain(url: str) -> float:
    """Return the plain way's rate, until the last row is committed."""
    port = free_port()
    async with ChatServer(clock=now) as server:
        arguments = [
            sys.executable,
            "-m",
            "chores.bench.plain_webhook",
            url,
            server.address,
            str(port),
        ]
        process = await asyncio.create_subprocess_exec(*arguments, stderr=subprocess.DEVNULL)
        try:
            await until(lambda: listens(port))
            begun = time.perf_counter()
            await _bring(port, _PLAIN_COUNT)
            await until(lambda: rows(url, "said") >= _PLAIN_COUNT)
            return _PLAIN_COUNT / (time.perf_counter() - begun)
        finally:
            process.kill()
            await process.wait()


async def _brought(folder: Path, url: str) -> float:
    """Return the rate of `guatu run` behind a webhook, until the last 200."""
    port = free_port()
    hook = {
        "GUATU_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "GUATU_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "GUATU_WEBHOOK_SECRET": SECRET,
    }
    async with ChatServer(clock=now) as server, running(folder, server, url, **hook):
        await until(lambda: listens(port))
        taken = await _bring(port, _COUNT)
        if rows(url, "inbox") != _COUNT:
            raise AssertionError("not all that was acknowledged is there")
        return _COUNT / taken


async def _polled(folder: Path, url: str) -> float:
    """Return the rate of `guatu run` that polls, from the first batch to the last."""
    async with ChatServer(clock=now, reads_all=True) as server:
        for number in range(_COUNT):
            server.mailbox.put("message", update(number)["message"], queue=number % 200)
        async with running(folder, server, url):
            await until(lambda: rows(url, "inbox") > 0)
            begun, there = time.perf_counter(), rows(url, "inbox")
            await until(lambda: rows(url, "inbox") >= _COUNT)
            return (_COUNT - there) / (time.perf_counter() - begun)


async def _bring(port: int, count: int) -> float:
    arguments = [sys.executable, "-m", "chores.bench.bringing", f"http://127.0.0.1:{port}/hook"]
    process = await asyncio.create_subprocess_exec(*arguments, str(count), stdout=subprocess.PIPE)
    out, _ = await process.communicate()
    return float(out)


def rows(url: str, table: str) -> int:
    """Count the rows of a table, 0 where there is none yet."""
    query = f"SELECT count(*) FROM {table}"
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as lite:
            return int(lite.execute(query).fetchone()[0])
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = connection.execute(query).fetchone()
        return int(found[0]) if found else 0


def listens(port: int) -> bool:
    """Tell whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
