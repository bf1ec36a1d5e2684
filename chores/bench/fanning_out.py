"""Fan-out: a word to 3,000 groups, against a server that enforces the platform's limits."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.clock import now
from bot.rehearsal.chats import Chat
from bot.rehearsal.pace import Pace
from bot.rehearsal.server import ChatServer
from chores.bench.running import running, until
from chores.bench.timing import Row
from rules.notice import Address, Notice
from storage.engine import Storage
from storage.pace import BOT_PER_SECOND, GROUP_PAUSE, GROUP_PER_MINUTE

_GROUPS = 3000
_BUSY = 5  # groups of them that get a minute's messages, at the pace of a group


def measure() -> Iterator[Row]:
    """Measure once: it takes two minutes by the pace itself."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_fan_out(Path(folder)))


async def _fan_out(folder: Path) -> list[Row]:
    url = f"sqlite:///{folder}/bench.db"
    async with ChatServer(clock=now, pace=Pace()) as server:
        groups = [server.room.group(f"第{number}群", []) for number in range(_GROUPS)]
        notices = _notices(groups)
        async with running(folder, server, url):
            await until(lambda: bool(server.requests.of("getUpdates")))
            _queue(url, notices)
            begun = time.perf_counter()
            await until(lambda: len(server.requests.of("sendMessage")) >= len(notices))
            taken = time.perf_counter() - begun
        sent = server.requests.of("sendMessage")
        refused = sum(request.status == 429 for request in sent)
        busy = max(_span(server, group) for group in groups[:_BUSY])
    paced, group_paced = (
        len(notices) / BOT_PER_SECOND,
        GROUP_PAUSE.total_seconds() * (GROUP_PER_MINUTE - 1),
    )
    return [
        Row(
            f"{len(notices):,} messages to {_GROUPS:,} groups",
            f"{taken:.1f} s",
            f"{paced:.1f} s",
            f"{paced / taken:.1%} of {BOT_PER_SECOND} a second (goal: 98 %), {refused} times 429",
        ),
        Row(
            f"{GROUP_PER_MINUTE} of them to one group",
            f"{busy:.1f} s",
            f"{group_paced:.1f} s",
            f"{group_paced / busy:.1%} of one every {GROUP_PAUSE.total_seconds():.0f} s",
        ),
    ]


def _notices(groups: list[Chat]) -> list[Notice]:
    """Return a word for every group, and before it what some get besides."""
    more = [
        Notice(f"more/{group.id}/{number}", Address(group.id), f"第{number}条通知。")
        for number in range(1, GROUP_PER_MINUTE)
        for group in groups[:_BUSY]
    ]
    return [*more, *(Notice(f"word/{g.id}", Address(g.id), "【6月公布】请查看。") for g in groups)]


def _queue(url: str, notices: list[Notice]) -> None:
    storage = Storage(url)
    with storage.work() as work:
        work.outbox.put_all(notices, now())
    storage.close()


def _span(server: ChatServer, group: Chat) -> float:
    """Return the seconds from a group's first message to its last."""
    instants = [one.at for one in server.requests.of("sendMessage") if one.chat == group.id]
    return (instants[-1] - instants[0]).total_seconds()
