"""What passes between the flows and a platform: what was heard, what is answered at once."""

import datetime as dtm
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from papers.returned import Returned
from rules.notice import Address, Notice
from storage.work import Work


class Content(StrEnum):
    """What a message is made of; a caption is its text."""

    TEXT = "text"
    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    STICKER = "sticker"
    OTHER = "other"


class Unread(StrEnum):
    """Why a file that a flow wants was not read."""

    TOO_LARGE = "too_large"
    NOT_FETCHED = "not_fetched"  # after several attempts
    NOT_READ = "not_read"  # its reading did not end


Brought = Returned | Unread
"""What a file held that came with a message; it was read before its flow."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that was replied to; `is_ours` when the bot sent it."""

    message_id: int
    is_ours: bool
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it came in; `said_at` is its own time, of an edit that of the edit (aware).

    `command` is without its slash and the bot's name; None for plain words. `file` is how the
    platform knows a photo or a file that came with it, `file_size` its bytes where that is told;
    `brought` is what was in a file that a flow wants. `part` tells one part of a message that
    speaks of several projects from the others.
    """

    chat: Address
    is_private: bool
    chat_title: str
    account: int
    sender: str
    message_id: int
    said_at: dtm.datetime
    text: str = ""
    content: Content = Content.TEXT
    command: str | None = None
    arguments: str = ""
    quoted: Quoted | None = None
    is_edit: bool = False
    is_anonymous: bool = False
    file: str | None = None
    file_name: str = ""
    file_size: int = 0
    brought: Brought | None = None
    part: str = ""

    @property
    def key(self) -> str:
        """What the first answer to it is keyed by."""
        words = hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:8]
        edit = f"/{self.said_at:%Y%m%d%H%M%S}/{words}" if self.is_edit else ""
        return f"answer/{self.chat.chat_id}/{self.message_id}{edit}{self.part}"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button press; `message_id` is the message under which the button stands.

    The platform tells no time of it: it was pressed before `received_at`, nobody knows when.
    """

    chat: Address
    is_private: bool
    account: int
    presser: str
    message_id: int
    token: str
    press_id: str
    received_at: dtm.datetime | None = None

    @property
    def key(self) -> str:
        """What the first message that follows from it is keyed by."""
        return f"press/{self.press_id}"


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup: its chat id changed."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Alert:
    """The answer to a button press: seen by the presser alone, best effort, never stored."""

    words: str
    is_box: bool = True


Deed = Callable[[Work], Alert | None]
"""A flow with its facts bound; it runs in one transaction and awaits nothing."""


class NotSentError(Exception):
    """It is sure that nothing was sent; again after `wait` (None: by our own backoff)."""

    def __init__(self, reason: str, *, wait: dtm.timedelta | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class UnknownIfSentError(Exception):
    """The call may or may not have been carried out."""


class NeverSentError(Exception):
    """The platform refuses the notice for good; the message says why."""


class ChatMovedError(Exception):
    """The chat has another id now."""

    def __init__(self, new: int) -> None:
        super().__init__(f"the chat is {new} now")
        self.new = new


class NotFetchedError(Exception):
    """A file could not be fetched; it may be tried again, after `wait` where one was named."""

    def __init__(self, reason: str, *, wait: dtm.timedelta | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class FileTooLargeError(Exception):
    """A file has more bytes than are wanted."""


class Files(Protocol):
    """Fetches the files that came with messages."""

    async def fetch(self, file: str, *, most: int) -> bytes:
        """Return a file of at most so many bytes; NotFetchedError, FileTooLargeError."""
        ...


class Messenger(Protocol):
    """Says one notice on a platform, with the pages of its recipe drawn."""

    async def say(self, notice: Notice, pages: tuple[bytes, ...]) -> tuple[int, ...]:
        """Return the ids of the messages sent; raise one of the four errors above."""
        ...

    async def answer(self, press_id: str, alert: Alert | None) -> None:
        """Answer a button press; a failure is of no consequence."""
        ...
