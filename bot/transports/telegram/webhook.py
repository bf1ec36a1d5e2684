"""The webhook: Telegram brings updates; it is told that we have one when it is committed."""

import asyncio
import datetime as dtm
import hashlib
import hmac
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.clock import Clock
from bot.door import Door
from bot.intake import Intake
from bot.patience import patiently
from bot.transports.telegram.receiver import ALLOWED
from bot.transports.telegram.verdicts import told_by
from storage.engine import BusyError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
CONNECTIONS = 100  # the most that Telegram opens to us
_LOOK = 1.0  # seconds between two questions whether all has come
_LATELY = dtm.timedelta(minutes=5)


def secret_for(token: str) -> str:
    """Return the secret of a bot whose operator chose none: the same in all its processes."""
    return hmac.new(token.encode(), b"guatu webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes updates in at its door; any number of processes may do so for a bot.

    `ready` is called when Telegram knows where we are, `caught_up` when it holds nothing back.
    """

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        *,
        url: str,
        listen: str,
        secret: str,
        clock: Clock,
        ready: Callable[[], None],
        caught_up: Callable[[bool], None],
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._url = url
        self._secret = secret.encode()
        self._clock = clock
        self._ready = ready
        self._caught_up = caught_up
        self._has_caught_up = False
        # Any path: a proxy may change it, and the secret is what counts.
        self._door = Door(listen, (web.post("/{path:.*}", self._take),))

    async def listen(self) -> None:
        """Take in what comes until cancelled; DoorTakenError."""
        await self._door.open()
        try:
            await patiently(self._announce, passing=(TelegramError,), told=_told)
            self._ready()
            while await self.heard_until() is None:  # noqa: ASYNC110
                await asyncio.sleep(_LOOK)  # Telegram does not tell by itself
            self._caught_up(True)  # noqa: FBT003
            await asyncio.Event().wait()
        finally:
            await self._door.close()

    async def heard_until(self) -> dtm.datetime | None:
        """Return now, None where Telegram cannot bring what it has, or does not say.

        What waits when we begin is from before; later something may just be on its way.
        """
        at = self._clock()
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError:
            return None
        self._has_caught_up = self._has_caught_up or not info.pending_update_count
        return at if self._has_caught_up and not _is_stuck(info, at) else None

    async def _announce(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret.decode(),
            allowed_updates=list(ALLOWED),
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            update = await request.json()
        except (ValueError, RecursionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if not isinstance(update, dict):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        try:
            await self._intake.take([update])
        except BusyError:  # Telegram brings it again
            return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        return web.Response()


def _is_stuck(info: WebhookInfo, at: dtm.datetime) -> bool:
    """Tell whether Telegram has updates that it lately could not bring."""
    failed_at = info.last_error_date
    return bool(info.pending_update_count and failed_at and at - failed_at < _LATELY)


def _told(error: Exception) -> str:
    return told_by(error) if isinstance(error, TelegramError) else str(error)
