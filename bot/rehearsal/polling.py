"""Long polling: one bot at a time waits for its updates."""

import asyncio

from bot.rehearsal.parameters import Parameters
from bot.rehearsal.refusals import OTHER_POLLER, RequestRefusedError, conflict
from bot.rehearsal.updates import Mailbox
from bot.rehearsal.wire import Json

MOST_UPDATES = 100
LONGEST_WAIT = 50  # seconds of the real clock


class Polling:
    """Hands out updates; a newer poller ends the wait of an older one, which gets a 409."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self._newest = 0
        self._ended: RequestRefusedError | None = None

    async def get_updates(self, asked: Parameters) -> list[Json]:
        """Return updates from the offset on, and wait for the first one at most `timeout`."""
        self._newest += 1
        mine = self._newest
        self._ended = conflict(OTHER_POLLER)
        self.mailbox.bell.ring()
        self.mailbox.allow(asked.parsed("allowed_updates"))
        offset = asked.integer("offset")
        limit = min(max(asked.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
        loop = asyncio.get_running_loop()
        end = loop.time() + min(asked.integer("timeout"), LONGEST_WAIT)
        while not (found := self.mailbox.take(offset, limit)):
            # A ring is also how a newer poller, or a webhook, makes itself known.
            rung = await self.mailbox.bell.wait(end - loop.time())
            if mine != self._newest:
                raise self._ended
            if not rung:
                break
        return [update.as_json() for update in found]

    def end(self, words: str) -> None:
        """End the wait that is under way, with a 409 in these words."""
        self._newest += 1
        self._ended = conflict(words)
        self.mailbox.bell.ring()
