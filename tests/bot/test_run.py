"""The real command in a process of its own, against the local chat server."""

import asyncio
import dataclasses
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import now
from bot.rehearsal.chats import User
from bot.rehearsal.server import ChatServer
from rules.notice import Address, Notice
from storage.engine import Storage
from tests.bot.balancer import balancer, free_port

TOKEN = "8000001:AAE-secret_secret_secret_secret_secr"
_ROOT = Path(__file__).parents[2]


@dataclasses.dataclass
class Child:
    """`guatu run` as somebody else's process; `said` is its stderr so far."""

    process: asyncio.subprocess.Process
    said: str = ""

    async def until_ready(self) -> None:
        """Wait for the line `ready`; a process that ends before is an error."""
        assert self.process.stderr is not None
        async with asyncio.timeout(60):
            while "ready\n" not in self.said:
                line = await self.process.stderr.readline()
                assert line, self.said
                self.said += line.decode()

    async def ends(self) -> int:
        """Wait for its end, and return its exit status."""
        assert self.process.stderr is not None
        async with asyncio.timeout(60):
            self.said += (await self.process.stderr.read()).decode()
            return await self.process.wait()

    async def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return await self.ends()


@asynccontextmanager
async def running(folder: Path, address: str, **settings: str) -> AsyncIterator[Child]:
    """Start the command; whatever a test leaves running is killed."""
    given = {"GUATU_TELEGRAM_TOKEN": TOKEN, "GUATU_TELEGRAM_API": address, **settings}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUATU_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env={**kept, "PYTHONPATH": str(_ROOT), **{k: v for k, v in given.items() if v}},
        stderr=asyncio.subprocess.PIPE,
    )
    child = Child(process)
    try:
        yield child
    finally:
        if process.returncode is None:
            process.kill()
            await child.ends()


@pytest.fixture
async def server() -> AsyncIterator[ChatServer]:
    async with ChatServer(clock=now, token=TOKEN) as opened:
        yield opened


@pytest.fixture
def wei(server: ChatServer) -> User:
    return server.room.user("韦长河")


async def answered(server: ChatServer, wei: User, count: int) -> None:
    """Wait until the bot has said so many things to Wei."""
    async with asyncio.timeout(30):
        while len(answers(server, wei)) < count:
            await server.room.bell.wait(1)


def answers(server: ChatServer, wei: User) -> list[str]:
    there = server.room.messages[wei.id]
    return [message.text for message in there if message.sender == server.room.bot]


async def test_it_receives_answers_at_once_and_stops_when_told(
    server: ChatServer, wei: User, tmp_path: Path
) -> None:
    async with running(tmp_path, server.address) as child:
        await child.until_ready()
        for count in (1, 2, 3):
            server.talk.say(wei, wei, "/status")
            said = time.perf_counter()
            await answered(server, wei, count)
        assert time.perf_counter() - said < 1.0  # a tick would take that long by itself
        told = time.perf_counter()
        assert await child.stop() == 0
        assert time.perf_counter() - told < 10
    assert child.said.count("ready\n") == 1
    assert TOKEN not in child.said


async def test_what_another_process_queues_is_delivered(
    server: ChatServer, wei: User, tmp_path: Path
) -> None:
    server.room.private(wei).bot = "member"
    async with running(tmp_path, server.address) as child:
        await child.until_ready()
        storage = Storage(f"sqlite:///{tmp_path}/guatu.db")
        with storage.work() as work:
            work.outbox.put(Notice("k", Address(wei.id), "6月进展？"), now())
        storage.close()
        await answered(server, wei, 1)
        assert answers(server, wei) == ["6月进展？"]
        assert await child.stop(signal.SIGINT) == 0


async def test_nothing_is_lost_under_kill_9(server: ChatServer, wei: User, tmp_path: Path) -> None:
    async with running(tmp_path, server.address) as child:
        await child.until_ready()
        for _ in range(10):
            server.talk.say(wei, wei, "/status")
        child.process.kill()
        await child.ends()
    server.talk.say(wei, wei, "/status")
    async with running(tmp_path, server.address) as child:
        await child.until_ready()
        await answered(server, wei, 11)
        assert await child.stop() == 0


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()


def alive(pid: str) -> bool:
    """Tell whether a process goes on; one that only nobody has buried does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


async def test_the_drawing_process_ends_with_a_killed_bot(
    server: ChatServer, tmp_path: Path
) -> None:
    async with running(tmp_path, server.address) as child:
        await child.until_ready()
        children = children_of(child.process.pid)
        child.process.kill()
        await child.ends()
    assert children
    async with asyncio.timeout(10):
        while any(alive(one) for one in children):  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.05)


async def test_exactly_one_may_poll(server: ChatServer, tmp_path: Path) -> None:
    async with running(tmp_path, server.address) as first:
        await first.until_ready()
        async with running(tmp_path, server.address) as second:
            assert await second.ends() == 1
        assert "another guatu run works on this database" in second.said
        assert await first.stop() == 0


async def test_while_telegram_is_away_it_goes_on_trying(
    server: ChatServer, wei: User, tmp_path: Path
) -> None:
    await server.stop()
    async with running(tmp_path, server.address) as child:
        assert child.process.stderr is not None
        while "ConnectError" not in child.said:
            child.said += (await child.process.stderr.readline()).decode()
        await server.start()
        await child.until_ready()
        server.talk.say(wei, wei, "/status")
        await answered(server, wei, 1)
        assert await child.stop() == 0


async def test_it_stops_while_telegram_is_away(server: ChatServer, tmp_path: Path) -> None:
    await server.stop()
    async with running(tmp_path, server.address) as child:
        assert child.process.stderr is not None
        while "ConnectError" not in child.said:
            child.said += (await child.process.stderr.readline()).decode()
        assert await child.stop() == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        pytest.param(
            {"GUATU_TELEGRAM_TOKEN": ""}, "GUATU_TELEGRAM_TOKEN is not set", id="no token"
        ),
        pytest.param({"GUATU_TELEGRAM_TOKEN": "1:wrong"}, "knows no bot", id="a wrong token"),
        pytest.param(
            {"GUATU_WEBHOOK_URL": "https://x.cn/h", "GUATU_WEBHOOK_LISTEN": "192.0.2.1:1"},
            "cannot listen on 192.0.2.1:1",
            id="an address of somebody else",
        ),
        pytest.param(
            {"GUATU_METRICS_LISTEN": "192.0.2.1:1"},
            "cannot listen on 192.0.2.1:1: cannot assign requested address; "
            "see GUATU_METRICS_LISTEN",
            id="a monitor's address of somebody else",
        ),
        pytest.param(
            {"GUATU_DATABASE_URL": "sqlite:///nowhere/at/all.db"},
            "see GUATU_DATABASE_URL",
            id="database",
        ),
        pytest.param(
            {"GUATU_DATABASE_URL": "postgresql+psycopg://u:geheim@127.0.0.1:9/x"},
            "see GUATU_DATABASE_URL",
            id="server",
        ),
    ],
)
async def test_what_cannot_run_is_refused_in_a_sentence(
    settings: dict[str, str], told: str, server: ChatServer, tmp_path: Path
) -> None:
    async with running(tmp_path, server.address, **settings) as child:
        assert await child.ends() == 1
    assert told in child.said
    assert "Traceback" not in child.said
    assert "geheim" not in child.said
    assert "1:wrong" not in child.said


def behind(url: str, port: int, database: str) -> dict[str, str]:
    """Return the settings of a process behind a webhook."""
    return {
        "GUATU_WEBHOOK_URL": url,
        "GUATU_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "GUATU_DATABASE_URL": database,
    }


async def test_two_processes_work_together_behind_a_webhook(
    server: ChatServer, wei: User, tmp_path: Path, postgresql_url: str
) -> None:
    ports = (free_port(), free_port())
    async with (
        balancer(ports) as address,
        running(tmp_path, server.address, **behind(address, ports[0], postgresql_url)) as first,
        running(tmp_path, server.address, **behind(address, ports[1], postgresql_url)) as second,
    ):
        await first.until_ready()
        await second.until_ready()
        for _ in range(6):
            server.talk.say(wei, wei, "/status")
        await answered(server, wei, 6)
        async with running(tmp_path, server.address, GUATU_DATABASE_URL=postgresql_url) as polling:
            assert await polling.ends() == 1
        assert "another guatu run works on this database" in polling.said
        told = time.perf_counter()
        assert await first.stop() == 0
        assert time.perf_counter() - told < 10
        server.talk.say(wei, wei, "/status")
        await answered(server, wei, 7)
        assert await second.stop() == 0
    assert len(answers(server, wei)) == 7
    assert "another process was quicker" not in first.said + second.said
