"""`guatu run` as a process of its own, against a local chat server that lives in the bench."""

import asyncio
import contextlib
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.rehearsal.server import ChatServer
from chores.soak.bot_process import Guatu

_PATIENCE = 300.0  # seconds


@contextlib.asynccontextmanager
async def running(
    folder: Path, server: ChatServer, url: str, **settings: str
) -> AsyncIterator[Process]:
    """Let the bot work on a database, with some settings more; it is stopped at the end."""
    guatu = Guatu(
        folder,
        {
            "GUATU_TELEGRAM_TOKEN": server.token,
            "GUATU_TELEGRAM_API": server.address,
            "GUATU_DATABASE_URL": url,
        },
    )
    await guatu.do("db", "upgrade")
    process = await guatu.with_settings(**settings).begin("run")
    drained = asyncio.create_task(process.communicate())
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await drained


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until another process has done something; TimeoutError after five minutes."""
    async with asyncio.timeout(_PATIENCE):
        while not is_so():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.02)
