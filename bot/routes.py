"""Which flow takes what is heard: the table that `compose` fills, and what it is asked with."""

import datetime as dtm
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bot.ports import Alert, Deed, Heard, Moved, Pressed
from rules.notice import Address
from rules.refusal import RefusalError
from rules.schedule import Due, Phase
from storage.work import Look, Work


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot came into a chat or left it; in private: its person started or blocked it."""

    chat: Address
    is_private: bool
    chat_title: str
    account: int
    actor: str
    is_in: bool
    since: dtm.datetime

    @property
    def key(self) -> str:
        """What the first message that follows from it is keyed by."""
        return f"membership/{self.chat.chat_id}/{self.since:%Y%m%d%H%M%S}"


Event = Heard | Pressed | Moved | Membership
Some = TypeVar("Some", Heard, Pressed, Moved, Membership)
Flow = Callable[[Some, Work, dtm.datetime], Alert | None]


@dataclass(frozen=True, slots=True)
class Errand(Generic[Some]):
    """What was heard, and the flow that takes it."""

    event: Some
    flow: Flow[Some]

    def deed(self, at: dtm.datetime) -> Deed:
        """Return the flow with its facts bound."""
        return lambda work: self.flow(self.event, work, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The flows by what they take.

    `commands` are without the slash, in small letters. `refused` tells a person what a flow
    declined; `failed` tells the sender of a message that three attempts could not handle. Both
    run in a transaction of their own, and so do `returned`, which asks again for what may have
    been said from an instant on and not heard, and `troubles`, which tells the office of what
    did not arrive or could not be handled, and `waiting`, which reminds of what waits for days.
    `wanted` tells whether a flow wants the file that came with a message.
    """

    commands: Mapping[str, Flow[Heard]]
    unknown_command: Flow[Heard]
    words: Flow[Heard]
    press: Flow[Pressed]
    moved: Flow[Moved]
    membership: Flow[Membership]
    refused: Callable[[RefusalError, Event, Work, dtm.datetime], Alert | None]
    failed: Callable[[Event, Work, dtm.datetime], Alert | None]
    phases: Mapping[Phase, Callable[[Due, Work, dtm.datetime], None]]
    returned: Callable[[dtm.datetime, Work, dtm.datetime], None]
    troubles: Callable[[Work, dtm.datetime], None]
    waiting: Callable[[Work, dtm.datetime], None]
    wanted: Callable[[Heard, Look], bool]


class NotUnderstoodError(Exception):
    """A raw update is not what the platform promises; the message says what is wrong."""


class Ear(Protocol):
    """Turns a platform's raw update into an errand."""

    async def understand(self, raw: Mapping[str, Any]) -> Errand[Any] | None:
        """Name the flow, or None for what is nobody's business; NotUnderstoodError."""
        ...
