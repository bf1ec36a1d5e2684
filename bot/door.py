"""The door: an HTTP server on one address, for whatever is to be reached from outside."""

from collections.abc import Iterable

from aiohttp import web

LARGEST_BODY = 1 << 20  # bytes; an update of Telegram has some thousands
_LAST_ANSWERS = 3.0  # seconds for what is being answered when it closes


class DoorTakenError(Exception):
    """The address cannot be listened on; the message says why."""


class Door:
    """Listens on `host:port`, as soon as it is open, and answers by its routes."""

    def __init__(self, listen: str, routes: Iterable[web.RouteDef]) -> None:
        host, _, port = listen.rpartition(":")
        self._listen = listen
        self._host, self._port = host.strip("[]"), int(port)
        self._app = web.Application(client_max_size=LARGEST_BODY)
        self._app.add_routes(routes)
        self._runner = web.AppRunner(
            self._app, access_log=None, shutdown_timeout=_LAST_ANSWERS, handle_signals=False
        )

    async def open(self) -> None:
        """Begin to listen; DoorTakenError."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            why = str(error.strerror).rpartition(": ")[2]  # without the address once more
            raise DoorTakenError(f"{self._listen}: {why}") from error

    async def close(self) -> None:
        """Take nothing new, and let what is being answered come to its end."""
        await self._runner.cleanup()
