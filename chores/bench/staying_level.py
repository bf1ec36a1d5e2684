"""Memory of `guatu run` over 10,000 updates and 100 pictures, the drawing process with it."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.clock import now
from bot.rehearsal.server import ChatServer
from charts import recipe
from charts.views import CardView
from chores.bench.bringing import update
from chores.bench.running import running, until
from chores.bench.timing import Row
from rules.notice import Address, Notice, Recipe, ShownAs
from storage.engine import Storage

_UPDATES, _PICTURES = 10_000, 100
_LOADING = 8.0  # seconds in which the drawing process loads its fonts


def measure(card: CardView) -> Iterator[Row]:
    """Measure at rest, half way and at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_grow(Path(folder), recipe.to_json(card)))


async def _grow(folder: Path, view: str) -> list[Row]:
    url = f"sqlite:///{folder}/bench.db"
    async with ChatServer(clock=now, reads_all=True) as server:
        wei = server.room.user("韦长河")
        server.room.private(wei).bot = "member"
        async with running(folder, server, url) as process:
            await until(lambda: bool(server.requests.of("getUpdates")))
            await asyncio.sleep(_LOADING)
            storage, levels = Storage(url), [_levels(process.pid)]
            for half in range(2):
                await _work(server, storage, wei.id, view, half)
                levels.append(_levels(process.pid))
            storage.close()
    (rest, rest_drawing), (half_way, half_drawing), (end, end_drawing) = levels
    both = f"{rest + rest_drawing:.0f} MB at rest with the drawing process (goal: under 300)"
    return [
        Row("the bot, half way and at the end", f"{end:.0f} MB", f"{half_way:.0f} MB", both),
        Row("its drawing process", f"{end_drawing:.0f} MB", f"{half_drawing:.0f} MB"),
    ]


async def _work(server: ChatServer, storage: Storage, to: int, view: str, half: int) -> None:
    """Let half of the updates come in and half of the pictures go out."""
    first, count = half * _UPDATES // 2, _UPDATES // 2
    for number in range(first, first + count):
        server.mailbox.put("message", update(number)["message"], queue=number % 200)
    pictures = [_picture(to, view, half * _PICTURES + number) for number in range(_PICTURES // 2)]
    with storage.work() as work:
        work.outbox.put_all(pictures, now())
    await until(lambda: _is_done(storage, first + count, (half + 1) * _PICTURES // 2))


def _picture(to: int, view: str, number: int) -> Notice:
    """Return a card of its own: white space makes another recipe of the same view."""
    card = Recipe("card", view + " " * number, (1,), ShownAs.PHOTO, "card.png")
    return Notice(f"card/{number}", Address(to), "禾石路大中修工程（JT01）", recipe=card)


def _is_done(storage: Storage, heard: int, sent: int) -> bool:
    with storage.look() as look:
        inbox, outbox = look.inbox.counts(), look.outbox.counts()
    return inbox["ignored"] + inbox["done"] >= heard and outbox["sent"] >= sent


def _levels(pid: int) -> tuple[float, float]:
    """Return the megabytes of a process and of its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return _megabytes(pid), sum(_megabytes(int(child)) for child in children)


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
