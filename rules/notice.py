"""What is to be said: a notice is a value with a key, and a key is said once."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rules.month import Month
from rules.project import PersonName, ProjectCode


class Policy(StrEnum):
    """What happens to a notice of which it is not known whether it was sent."""

    RESEND = "resend"  # prompts, reminders: twice is better than never
    HOLD = "hold"  # warnings, publications: the operator is asked


class Priority(IntEnum):
    """Which chat is served first; within a chat the order of queueing always holds."""

    ANSWER = 0
    NOTICE = 5
    REMINDER = 8


@dataclass(frozen=True, slots=True)
class Address:
    """A chat of the platform, and the topic in it."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the words name as `@姓名`; a mention by account where one is bound (E34)."""

    name: PersonName
    account: int | None = None


@dataclass(frozen=True, slots=True)
class ButtonFace:
    """What a button shows, and the token or the address behind it."""

    label: str
    token: str | None = None
    url: str | None = None


class ShownAs(StrEnum):
    """How pages arrive: a single photo, an album of 2 to 10, or a file."""

    PHOTO = "photo"
    ALBUM = "album"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A picture to be drawn at delivery: the kind and the frozen view, never bytes.

    `view` is JSON of `charts.recipe`, `pages` counts from 1; `file_name` has no folder.
    """

    kind: str
    view: str
    pages: tuple[int, ...]
    shown_as: ShownAs
    file_name: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or file that the platform has already, by the id that it gave."""

    file: str
    is_photo: bool


@dataclass(frozen=True, slots=True)
class About:
    """The project's month that a message speaks of; a reply that quotes it belongs there."""

    month: Month
    project: ProjectCode


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The form that words of `account` fill in by quoting a notice, with its facts so far."""

    form: str
    account: int
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a chat's menu: the command without its slash, and what it does."""

    command: str
    does: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one chat, or the menu that the chat shows from now on.

    `words` are text without markup; `names` lists the people that stand in them as `@姓名`.
    `reply_to` is a message of the chat that is quoted; `follows` the key of a notice that must be
    sent before this one; `edits` a message of ours that these words and buttons replace.
    `asks_reply` is the placeholder of the answer's field. What is `attached` has the words as its
    caption, which must fit one. With a `menu` nothing is said.
    With a `dialogue` it asks for words, also after something else was asked.
    """

    key: str
    to: Address
    words: str = ""
    names: tuple[Named, ...] = ()
    buttons: tuple[tuple[ButtonFace, ...], ...] = ()
    recipe: Recipe | None = None
    attached: Attached | None = None
    reply_to: int | None = None
    follows: str | None = None
    edits: int | None = None
    asks_reply: str | None = None
    about: About | None = None
    dialogue: Dialogue | None = None
    menu: tuple[MenuEntry, ...] = ()
    is_silent: bool = False
    policy: Policy = Policy.RESEND
    priority: Priority = Priority.NOTICE
