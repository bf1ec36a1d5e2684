"""The requests that the bot has made, each with what became of it."""

import dataclasses
import datetime as dtm
from typing import Any

from bot.rehearsal.wire import Json


@dataclasses.dataclass(slots=True, eq=False)
class Request:
    """One request: `done` tells whether it took effect, `status` what the bot was told.

    A fault can part the two: `status` is 0 where no answer was sent.
    """

    method: str
    parameters: Json
    at: dtm.datetime
    done: bool = False
    result: Any = None
    status: int = 0
    description: str = ""

    @property
    def chat(self) -> int | None:
        """The id of the chat that the request names, if it does."""
        named = str(self.parameters.get("chat_id", ""))
        return int(named) if named.lstrip("-").isdecimal() else None


class Requests(list[Request]):
    """All requests in order."""

    def of(self, method: str, *, chat: int | None = None) -> list[Request]:
        """Return those of one method, in one chat or in all."""
        return [
            request
            for request in self
            if request.method.lower() == method.lower() and chat in {None, request.chat}
        ]

    def done(self, method: str, *, chat: int | None = None) -> list[Request]:
        """Return those that took effect."""
        return [request for request in self.of(method, chat=chat) if request.done]
