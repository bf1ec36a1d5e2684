"""A monitor beside the real command, in a process of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.clock import now
from bot.rehearsal.chats import User
from bot.rehearsal.server import ChatServer
from tests.bot.balancer import free_port
from tests.bot.scraping import Monitor, locked_away
from tests.bot.test_run import TOKEN, answered, running

READY = (200, "ok\n")


@pytest.fixture
async def server() -> AsyncIterator[ChatServer]:
    async with ChatServer(clock=now, token=TOKEN) as opened:
        yield opened


@pytest.fixture
def wei(server: ChatServer) -> User:
    return server.room.user("韦长河")


@pytest.fixture
def monitor() -> Monitor:
    return Monitor(f"127.0.0.1:{free_port()}")


async def until(monitor: Monitor, path: str, answer: tuple[int, str]) -> None:
    """Ask until an answer comes."""
    async with asyncio.timeout(60):
        while await said_at(monitor, path) != answer:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.05)


async def said_at(monitor: Monitor, path: str) -> tuple[int, str] | None:
    """Return an answer, None where nobody listens yet."""
    try:
        return await monitor.ask(path)
    except aiohttp.ClientError:
        return None


async def test_it_is_ready_when_telegram_is_reached_and_what_is_said_is_counted(
    server: ChatServer, wei: User, monitor: Monitor, tmp_path: Path
) -> None:
    await server.stop()
    async with running(tmp_path, server.address, GUATU_METRICS_LISTEN=monitor.address) as child:
        await until(monitor, "/readyz", (503, "Telegram has not been reached yet\n"))
        assert await monitor.ask("/healthz") == READY
        await server.start()
        await until(monitor, "/readyz", READY)
        server.talk.say(wei, wei, "/status")
        await answered(server, wei, 1)
        await until_sent(monitor, 1)
        assert await child.stop() == 0
    assert await said_at(monitor, "/healthz") is None


async def until_sent(monitor: Monitor, count: int) -> None:
    """Wait until what was said and what was answered is counted."""
    async with asyncio.timeout(20):
        while (found := await monitor.metrics())["guatu_sendings_total{outcome=sent}"] < count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert found["guatu_updates_new_total"] == count
    assert found["guatu_updates_handled_total{outcome=done}"] == count
    assert found["guatu_delivery_seconds_count"] == count
    assert found["guatu_delivery_seconds_sum"] < 10


async def test_while_another_program_locks_the_file_it_is_healthy(
    server: ChatServer, wei: User, monitor: Monitor, tmp_path: Path
) -> None:
    async with running(tmp_path, server.address, GUATU_METRICS_LISTEN=monitor.address) as child:
        await until(monitor, "/readyz", READY)
        with closing(sqlite3.connect(tmp_path / "guatu.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            server.talk.say(wei, wei, "/status")
            await until_not_kept(monitor)
            assert await monitor.ask("/healthz") == READY
            other.rollback()
        await answered(server, wei, 1)
        assert await child.stop() == 0


async def until_not_kept(monitor: Monitor) -> None:
    async with asyncio.timeout(30):
        while not (await monitor.metrics())["guatu_updates_not_kept_total"]:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_while_the_server_is_locked_away_it_is_healthy_and_not_ready(
    server: ChatServer, wei: User, monitor: Monitor, tmp_path: Path, postgresql_url: str
) -> None:
    settings = {
        "GUATU_METRICS_LISTEN": monitor.address, "GUATU_DATABASE_URL": postgresql_url,
    }  # fmt: skip
    async with running(tmp_path, server.address, **settings) as child:
        await until(monitor, "/readyz", READY)
        with locked_away(postgresql_url):
            server.talk.say(wei, wei, "/status")
            await until(monitor, "/readyz", (503, "the database does not answer\n"))
            assert (await monitor.metrics())["guatu_database_up"] == 0
            assert await monitor.ask("/healthz") == READY
        await until(monitor, "/readyz", READY)
        await answered(server, wei, 1)
        assert await child.stop() == 0


async def test_nothing_of_a_person_is_told(
    server: ChatServer, wei: User, monitor: Monitor, tmp_path: Path
) -> None:
    async with running(tmp_path, server.address, GUATU_METRICS_LISTEN=monitor.address) as child:
        await until(monitor, "/readyz", READY)
        server.talk.say(wei, wei, "/report JT01 5.8公里")
        await answered(server, wei, 1)
        _, written = await monitor.ask("/metrics")
        assert await child.stop() == 0
    assert [one for one in ("韦长河", str(wei.id), "JT01", TOKEN[8:]) if one in written] == []
