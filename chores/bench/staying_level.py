"""Memory of `guatu run` over 4,000 updates and 100 pictures, the drawing process with it."""

import asyncio
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.clock import now
from bot.rehearsal.server import ChatServer
from charts import recipe
from chores.bench.bringing import update
from chores.bench.drawing import Kind, kinds
from chores.bench.running import running, until
from chores.bench.timing import Row
from rules.notice import Address, Notice, Recipe, ShownAs
from storage.engine import Storage

_STEPS = ((2_000, 10), (2_000, 90))  # updates and pictures
_LOADING = 8.0  # seconds in which the drawing process loads its fonts


def measure() -> Iterator[Row]:
    """Measure at rest, after ten pictures of every kind, and after a hundred."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_grow(Path(folder)))


async def _grow(folder: Path) -> list[Row]:
    url = f"sqlite:///{folder}/bench.db"
    async with ChatServer(clock=now, reads_all=True) as server:
        wei = server.room.user("韦长河")
        server.room.private(wei).bot = "member"
        async with running(folder, server, url) as process:
            await until(lambda: bool(server.requests.of("getUpdates")))
            await asyncio.sleep(_LOADING)
            storage, levels = Storage(url), [_levels(process.pid)]
            work = _Work(server, storage, wei.id)
            for updates, pictures in _STEPS:
                await work.do(updates, pictures)
                levels.append(_levels(process.pid))
            storage.close()
    (rest, rest_drawing), (some, some_drawing), (end, end_drawing) = levels
    both = f"{rest + rest_drawing:.0f} MB at rest with the drawing process (goal: under 300)"
    ratio = f"{end_drawing / some_drawing:.2f} of it at the end (goal: level)"
    return [
        Row("the bot at 4,000 updates, and at 2,000", f"{end:.0f} MB", f"{some:.0f} MB", both),
        Row(
            "its drawing process at 100 pictures, and at 10",
            f"{end_drawing:.0f} MB",
            f"{some_drawing:.0f} MB",
            ratio,
        ),
    ]


class _Work:
    """What a bot has to do: talk in groups comes in, pictures of all kinds go out."""

    def __init__(self, server: ChatServer, storage: Storage, to: int) -> None:
        self._server = server
        self._storage = storage
        self._to = to
        self._heard = self._sent = 0
        self._kinds = itertools.cycle(kinds())

    async def do(self, updates: int, pictures: int) -> None:
        """Let so many updates and pictures more be done with."""
        for number in range(self._heard, self._heard + updates):
            self._server.mailbox.put("message", update(number)["message"], queue=number % 200)
        numbers = range(self._sent, self._sent + pictures)
        with self._storage.work() as work:
            work.outbox.put_all([self._picture(number) for number in numbers], now())
        self._heard, self._sent = self._heard + updates, self._sent + pictures
        await until(self._is_done)

    def _picture(self, number: int) -> Notice:
        """Return a picture of its own: white space makes another recipe of the same view."""
        kind = next(self._kinds)
        made = Recipe(
            kind.kind,
            recipe.to_json(kind.view) + " " * number,
            _pages(kind),
            ShownAs.FILE if kind.format == "pdf" else ShownAs.PHOTO,
            f"图.{kind.format}",
        )
        return Notice(f"picture/{number}", Address(self._to), "禾源镇", recipe=made)

    def _is_done(self) -> bool:
        with self._storage.look() as look:
            inbox, outbox = look.inbox.counts(), look.outbox.counts()
        return inbox["ignored"] + inbox["done"] >= self._heard and outbox["sent"] >= self._sent


def _pages(kind: Kind) -> tuple[int, ...]:
    """Return the page of a photo; a file has them all."""
    if kind.format == "pdf":
        return tuple(range(1, len(recipe.pages(kind.kind, kind.view)) + 1))
    return (max(1, kind.number),)


def _levels(pid: int) -> tuple[float, float]:
    """Return the megabytes of a process and of its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return _megabytes(pid), sum(_megabytes(int(child)) for child in children)


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
