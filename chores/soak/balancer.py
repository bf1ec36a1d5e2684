"""A balancer: one address before several processes, of which some are dead at any time."""

import asyncio
import contextlib
import itertools
import socket
from collections.abc import AsyncIterator, Sequence

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_PIECE = 1 << 16  # bytes


class Balancer:
    """Passes each connection on to the next process that takes it, and cuts all on demand."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.url = ""
        self.cuts = 0
        self._ports = ports
        self._turn = itertools.cycle(range(len(ports)))
        self._open: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Break every connection: what was taken may not have been answered."""
        for writer in list(self._open):
            writer.transport.abort()
            self.cuts += 1

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, both ways, until one side ends it."""
        behind = await self._process()
        if behind is None:
            writer.transport.abort()
            return
        self._open.add(writer)
        ways = [
            asyncio.create_task(_pass_on(reader, behind[1])),
            asyncio.create_task(_pass_on(behind[0], writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._open.discard(writer)
            for way in ways:
                way.cancel()
            behind[1].transport.abort()
            writer.transport.abort()

    async def _process(self) -> Stream | None:
        """Return a connection to a process that listens, None where none does."""
        first = next(self._turn)
        for port in (*self._ports[first:], *self._ports[:first]):
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()


@contextlib.asynccontextmanager
async def balancer(ports: Sequence[int]) -> AsyncIterator[Balancer]:
    """Listen before processes on some ports, until the end."""
    found = Balancer(ports)
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/updates"
    try:
        yield found
    finally:
        found.cut()
        server.close()


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback that nobody listens on now."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
