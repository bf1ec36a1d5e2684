"""The receiver: a batch of updates is committed before Telegram is told that we have it."""

import datetime as dtm
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.clock import Clock
from bot.intake import Intake
from bot.patience import despite_database, patiently
from bot.transports.telegram.calls import POLL, poller
from bot.transports.telegram.verdicts import told_by

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
_MOST = 100  # updates in an answer; fewer mean that there were no more
_AT_ONCE = dtm.timedelta()
log = structlog.get_logger()


class Receiver:
    """Asks Telegram for updates by long polling; exactly one may do so for a bot.

    `ready` is called once, when Telegram has answered for the first time, `caught_up` with whether
    all that was said is kept.
    """

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        *,
        clock: Clock,
        ready: Callable[[], None],
        caught_up: Callable[[bool], None],
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._clock = clock
        self._ready = ready
        self._caught_up = caught_up
        self._heard_until: dtm.datetime | None = None
        self._request = poller()

    async def heard_until(self) -> dtm.datetime | None:
        """Return when Telegram last answered: until then nothing that was said is missing."""
        return self._heard_until

    async def listen(self) -> None:
        """Receive until cancelled, whatever is away for a while: Telegram, the database."""
        await self._request.initialize()
        try:
            await self._receive()
        finally:
            await self._request.shutdown()

    async def _receive(self) -> None:
        # From 0: a webhook before us may have left one below the last that came in.
        offset, wait = 0, _AT_ONCE
        while True:
            updates = await patiently(
                lambda: self._ask(offset, wait),  # noqa: B023 - it is called before they change
                passing=(TelegramError,),
                told=_told,
            )
            answered_at = self._clock()
            if wait is _AT_ONCE:
                self._ready()
                wait = POLL
            if updates:
                self._caught_up(False)  # noqa: FBT003 - not before they are kept
                await despite_database(lambda: self._intake.take(updates))  # noqa: B023
                offset = updates[-1]["update_id"] + 1  # it may be lower than the one before
            if len(updates) < _MOST:
                self._caught_up(True)  # noqa: FBT003
                self._heard_until = answered_at

    async def _ask(self, offset: int, wait: dtm.timedelta) -> list[dict[str, Any]]:
        """Return what comes from the offset on, raw, and let go what lies before it."""
        asked = urlencode(
            {
                "offset": offset,
                "timeout": int(wait.total_seconds()),
                "allowed_updates": json.dumps(ALLOWED),
            }
        )
        try:
            updates = await self._request.post(f"{self._bot.base_url}/getUpdates?{asked}")
        except Conflict as error:
            if "webhook" in error.message.lower():
                await self._remove_webhook()
            raise
        return list(updates) if isinstance(updates, list) else []

    async def _remove_webhook(self) -> None:
        """End what an earlier set-up left behind: with a webhook Telegram answers no question."""
        await self._bot.delete_webhook(drop_pending_updates=False)
        log.warning("a webhook was set; it is removed, since GUATU_WEBHOOK_URL is not set")


def _told(error: Exception) -> str:
    if isinstance(error, Conflict):
        return (
            "another program receives with this bot's token; "
            "stop it, or give this one a token of its own"
        )
    return told_by(error) if isinstance(error, TelegramError) else str(error)
