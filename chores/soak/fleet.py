"""The processes of one bot: one that polls, or several that share a webhook."""

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence

from chores.soak.balancer import balancer, free_ports
from chores.soak.bot_process import Guatu, Keeper


@contextlib.asynccontextmanager
async def fleet(
    guatu: Guatu, count: int, *, name: str
) -> AsyncIterator[tuple[Sequence[Keeper], Callable[[], None]]]:
    """Give one process that polls, or several behind a balancer; and how to cut connections."""
    log = guatu.folder / f"{name}.log"
    if count == 1:
        yield [Keeper(guatu, log=log)], lambda: None
        return
    ports = free_ports(count)
    async with balancer(ports) as before:
        settings = {"GUATU_WEBHOOK_URL": before.url}
        each = [
            guatu.with_settings(**settings, GUATU_WEBHOOK_LISTEN=f"127.0.0.1:{port}")
            for port in ports
        ]
        logs = [log.with_stem(f"{log.stem}-{number}") for number in range(count)]
        yield [Keeper(one, log=to) for one, to in zip(each, logs, strict=True)], before.cut
