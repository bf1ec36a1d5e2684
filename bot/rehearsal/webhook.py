"""The webhook: updates are brought to the bot, chat by chat in order."""

import asyncio
import re

import aiohttp

from bot.rehearsal.parameters import Parameters
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.updates import Mailbox, Update
from bot.rehearsal.wire import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds between two tries
CONNECTIONS = 40


class Webhook:
    """Posts updates; the next of a chat comes only when the one before was taken with a 2xx.

    `tries` counts every post, also the failed ones; `failures` are their reasons.
    """

    def __init__(self, mailbox: Mailbox, *, patience: float = 30.0) -> None:
        self.mailbox = mailbox
        self.patience = patience
        self.url = ""
        self.tries = 0
        self.failures: list[str] = []
        self._secret = ""
        self._most = CONNECTIONS
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._round: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def set(self, asked: Parameters) -> bool:
        """Bring updates to an address from now on; no address: stop."""
        url, secret = asked.text("url"), asked.text("secret_token")
        if not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if url and not url.startswith(("https://", "http://")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        async with self._turn:  # several processes of a bot set it at once
            await self.stop()
            self.mailbox.allow(asked.parsed("allowed_updates"))
            if asked.flag("drop_pending_updates"):
                self.mailbox.drop()
            self.url, self._secret = url, secret
            self._most = min(max(asked.integer("max_connections", CONNECTIONS), 1), 100)
            if url:
                self._round = asyncio.create_task(self._go_round())
        return True

    async def stop(self) -> None:
        """Bring nothing more; what was not taken waits on."""
        tasks = [*self._busy.values(), *([self._round] if self._round else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._busy.clear()
        self._round, self.url = None, ""

    def info(self) -> Json:
        """Return Telegram's `WebhookInfo`."""
        waiting = len(self.mailbox.in_order())
        info: Json = {"url": self.url, "has_custom_certificate": False}
        info |= {"pending_update_count": waiting, "allowed_updates": self.mailbox.allowed}
        if self.failures:
            info["last_error_message"] = self.failures[-1]
        return info

    async def _go_round(self) -> None:
        limit = aiohttp.ClientTimeout(total=self.patience)
        async with aiohttp.ClientSession(timeout=limit) as session:
            while True:
                self._send_off_all(session)
                await self.mailbox.bell.wait(LONGEST_PAUSE)

    def _send_off_all(self, session: aiohttp.ClientSession) -> None:
        for update in self.mailbox.in_order():
            self._send_off(session, update)

    def _send_off(self, session: aiohttp.ClientSession, update: Update) -> None:
        # A chat is busy with its oldest update, so later ones are passed over until it is taken.
        if update.queue not in self._busy and len(self._busy) < self._most:
            task = asyncio.create_task(self._bring(session, update))
            self._busy[update.queue] = task
            task.add_done_callback(lambda ended: self._free(update.queue, ended))

    def _free(self, queue: int, ended: asyncio.Task[None]) -> None:
        if self._busy.get(queue) is ended:
            del self._busy[queue]
        self.mailbox.bell.ring()

    async def _bring(self, session: aiohttp.ClientSession, update: Update) -> None:
        pause = FIRST_PAUSE
        while not await self._taken(session, update):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        if update in self.mailbox.in_order():
            self.mailbox.confirm(update)

    async def _taken(self, session: aiohttp.ClientSession, update: Update) -> bool:
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        self.tries += 1
        try:
            async with session.post(self.url, json=update.as_json(), headers=headers) as answer:
                reason = f"Wrong response from the webhook: {answer.status}"
                taken = answer.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            reason, taken = str(error) or type(error).__name__, False
        if not taken:
            self.failures.append(reason)
        return taken
