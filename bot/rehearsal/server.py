"""The local chat server: the Bot API over HTTP on the loopback, strict like Telegram."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web

from bot.rehearsal.chatroom import A_BOT, Chatroom, Clock
from bot.rehearsal.chats import User
from bot.rehearsal.faults import Fault, Faults
from bot.rehearsal.groups import Groups
from bot.rehearsal.methods import METHODS, SENDING
from bot.rehearsal.pace import Pace
from bot.rehearsal.parameters import Parameters, Upload
from bot.rehearsal.polling import Polling
from bot.rehearsal.reading import Reading
from bot.rehearsal.refusals import WEBHOOK_ACTIVE, RequestRefusedError, conflict
from bot.rehearsal.requests import Request, Requests
from bot.rehearsal.talk import Talk
from bot.rehearsal.webhook import Webhook
from bot.rehearsal.wire import Json

LARGEST_REQUEST = 128 << 20  # an album of ten pictures and more

Handler = Callable[[Parameters], Awaitable[Any]]


class ChatServer:
    """A Bot API server of its own, with the people who chat there.

    async with ChatServer(clock=clock) as server:
        bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)

    `room` holds what there is, `talk` and `groups` are the people's hands, `reading` their eyes;
    `requests` is what the bot asked for, `faults` what shall go wrong. All of it belongs to one
    event loop. Messages carry the time of `clock`; waiting is real time.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        bot: User = A_BOT,
        token: str | None = None,
        reads_all: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self.room = Chatroom(clock=clock, bot=bot, reads_all=reads_all)
        self.token = token or f"{bot.id}:{bot.username}"
        self.pace = pace
        self.talk = Talk(self.room)
        self.groups = Groups(self.room)
        self.reading = Reading(self.room)
        self.requests = Requests()
        self.faults = Faults()
        self.mailbox = self.room.mailbox
        self.polling = Polling(self.mailbox)
        self.webhook = Webhook(self.mailbox)
        self.address = ""
        self._closed = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._own: dict[str, Handler] = {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
        }
        self._names = {name.lower(): name for name in (*METHODS, *self._own)}

    @property
    def base_url(self) -> str:
        """What `telegram.Bot` calls `base_url`."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """What `telegram.Bot` calls `base_file_url`."""
        return f"{self.address}/file/bot"

    async def start(self) -> None:
        """Listen on a free port of the loopback; `address` then is `http://127.0.0.1:PORT`.

        A server that was stopped listens where it did before.
        """
        port = int(self.address.rpartition(":")[2] or 0)
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/file/bot{token}/{path:.+}", self._serve_file)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._closed = asyncio.Event()
        # A client that gives up ends its handler: a dead poller, or one left hanging by a fault.
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Let every waiting request go, and stop listening; the room stays as it is."""
        self._closed.set()
        await self.webhook.stop()
        self.polling.end("the server stops")
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refused(RequestRefusedError(401, "Unauthorized"))
        name = request.match_info["method"]
        method = self._names.get(name.lower(), name)
        asked = await read_parameters(request)
        noted = Request(method, asked.shown(), self.room.clock())
        self.requests.append(noted)
        fault = self.faults.strike(method.lower(), noted.chat)
        if fault is None:
            return await self._carry_out(noted, asked)
        if fault.takes_effect:
            await self._carry_out(noted, asked)
            noted.status = 0
        return await self._befall(request, noted, fault)

    async def _carry_out(self, noted: Request, asked: Parameters) -> web.Response:
        try:
            noted.result = await self._result(noted, asked)
        except RequestRefusedError as refusal:
            noted.status, noted.description = refusal.code, refusal.description
            return _refused(refusal)
        noted.done, noted.status = True, 200
        return web.json_response({"ok": True, "result": noted.result})

    async def _result(self, noted: Request, asked: Parameters) -> Any:
        if own := self._own.get(noted.method):
            return await own(asked)
        if noted.method not in METHODS:
            raise RequestRefusedError(404, "Not Found: method not found")
        chat = self.room.chats.get(noted.chat or 0)
        if self.pace and chat and noted.method in SENDING:
            self.pace.check(chat, at=self.room.clock())
        return METHODS[noted.method](self.room, asked)

    async def _befall(
        self, request: web.Request, noted: Request, fault: Fault
    ) -> web.StreamResponse:
        if refusal := fault.refusal:
            noted.status, noted.description = refusal.code, refusal.description
            return _refused(refusal)
        if fault.breaks and request.transport:
            request.transport.abort()
        await self._closed.wait()  # ends earlier, when the client gives up
        return web.Response()

    async def _get_updates(self, asked: Parameters) -> list[Json]:
        if self.webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        return await self.polling.get_updates(asked)

    async def _set_webhook(self, asked: Parameters) -> bool:
        self.polling.end("terminated by setWebhook request")
        return await self.webhook.set(asked)

    async def _delete_webhook(self, asked: Parameters) -> bool:
        drops = {"drop_pending_updates": asked.values.get("drop_pending_updates", False)}
        return await self.webhook.set(Parameters(drops, {}))

    async def _get_webhook_info(self, _: Parameters) -> Json:
        return self.webhook.info()

    async def _serve_file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refused(RequestRefusedError(401, "Unauthorized"))
        file = self.room.files.at(request.match_info["path"])
        if file is None:
            return _refused(RequestRefusedError(404, "Not Found"))
        return web.Response(body=file.data)


async def read_parameters(request: web.Request) -> Parameters:
    """Read the parameters of a request from wherever they stand."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await request.json()
        return Parameters(values, uploads)
    for name, sent in (await request.post()).items():
        if isinstance(sent, web.FileField):
            uploads[name] = Upload(sent.filename, sent.file.read())
        else:
            values[name] = sent.decode() if isinstance(sent, bytes | bytearray) else sent
    return Parameters(values, uploads)


def _refused(refusal: RequestRefusedError) -> web.Response:
    return web.json_response(refusal.as_json(), status=refusal.code)
