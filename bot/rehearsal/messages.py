"""Messages, as the people of a chat see them now and saw them before."""

import dataclasses
import datetime as dtm
from typing import Literal, Self

from bot.rehearsal.chats import ANONYMOUS, Chat, User
from bot.rehearsal.entities import Entities
from bot.rehearsal.files import StoredFile
from bot.rehearsal.keyboards import Button, ForceReply, Markup, Rows, buttons_of, markup_json
from bot.rehearsal.presses import Press
from bot.rehearsal.wire import Json, present


def seconds(at: dtm.datetime) -> int:
    """Return an instant as Telegram writes it."""
    return int(at.timestamp())


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """What a message says at one time: `text` is also the caption of a file."""

    text: str = ""
    entities: Entities = ()
    markup: Markup = None


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """What a message said before it was changed, and when that was."""

    before: Look
    at: dtm.datetime


@dataclasses.dataclass(slots=True, eq=False)
class Message:
    """One message of a chat. It is one object, so it shows what stands in the chat now.

    `seen_by_bot` is False for talk that privacy mode keeps from the bot; `really_from` is the
    hand behind an anonymous admin; `service` holds what a service message tells.
    """

    chat: Chat
    sender: User
    at: dtm.datetime
    look: Look = dataclasses.field(default_factory=Look)
    id: int = 0
    reply_to: Self | None = None
    quote: str | None = None
    topic: int | None = None
    file: StoredFile | None = None
    album: str | None = None
    silent: bool = False
    really_from: User | None = None
    service: Json = dataclasses.field(default_factory=dict)
    edits: list[Edit] = dataclasses.field(default_factory=list)
    presses: list[Press] = dataclasses.field(default_factory=list)
    deleted: bool = False
    seen_by_bot: bool = True

    @property
    def text(self) -> str:
        """What was said: the text, or the caption of a file."""
        return self.look.text

    @property
    def entities(self) -> Entities:
        """The entities of the text."""
        return self.look.entities

    @property
    def rows(self) -> Rows:
        """The inline buttons as they now stand, row by row."""
        return self.look.markup if isinstance(self.look.markup, tuple) else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the buttons as they now stand."""
        return tuple(button.text for button in buttons_of(self.look.markup))

    @property
    def force_reply(self) -> ForceReply | None:
        """The reply that the message asks for, if it does."""
        return self.look.markup if isinstance(self.look.markup, ForceReply) else None

    @property
    def kind(self) -> Literal["text", "photo", "document", "sticker", "voice", "service"]:
        """What the message is made of."""
        if self.service:
            return "service"
        return self.file.kind if self.file else "text"

    @property
    def mentions(self) -> tuple[int, ...]:
        """The ids of the users that it mentions by their id."""
        named = (e for e in self.entities if e["type"] == "text_mention")
        return tuple(entity["user"]["id"] for entity in named)

    def button(self, name: str) -> Button | None:
        """Return the button with this label, or with this data."""
        standing = tuple(buttons_of(self.look.markup))
        by_label = (button for button in standing if button.text == name)
        by_data = (button for button in standing if button.data == name)
        return next(by_label, None) or next(by_data, None)

    def change(self, look: Look, *, at: dtm.datetime) -> None:
        """Show something else from now on; what it said before is kept."""
        self.edits.append(Edit(self.look, at))
        self.look = look

    def as_json(self, *, with_reply: bool = True) -> Json:
        """Return Telegram's `Message`; the message it answers is shown without its own."""
        reply = self.reply_to if with_reply else None
        return (
            present(
                message_id=self.id,
                message_thread_id=self.topic,
                is_topic_message=True if self.topic else None,
                date=seconds(self.at),
                chat=self.chat.as_json(),
                edit_date=self._edit_date(),
                media_group_id=self.album,
                reply_to_message=reply.as_json(with_reply=False) if reply else None,
                quote=present(text=self.quote, position=0) if self.quote else None,
                reply_markup=markup_json(self.look.markup),
            )
            | self._sender_json()
            | self._content_json()
            | self.service
        )

    def _edit_date(self) -> int | None:
        # New buttons alone do not make a message an edited one.
        worded = [edit for edit in self.edits if edit.before.text != self.text]
        return seconds(worded[-1].at) if worded else None

    def _sender_json(self) -> Json:
        if self.really_from is None:
            return {"from": self.sender.as_json()}
        return {"from": ANONYMOUS.as_json(), "sender_chat": self.chat.as_json()}

    def _content_json(self) -> Json:
        entities = list(self.entities) or None
        if self.file is None:
            return present(text=self.text or None, entities=entities)
        words = present(caption=self.text or None, caption_entities=entities)
        return self.file.in_message() | words
