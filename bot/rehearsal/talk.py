"""What people do in their chats: they say, show, change, press."""

import datetime as dtm
from typing import TypedDict, Unpack
from urllib.parse import parse_qs, urlsplit

from bot.rehearsal.chatroom import Chatroom, WrongTurnError
from bot.rehearsal.chats import ADMINS, ANONYMOUS, Chat, User
from bot.rehearsal.entities import detect, trim
from bot.rehearsal.files import StoredFile
from bot.rehearsal.keyboards import Button, buttons_of
from bot.rehearsal.messages import Look, Message
from bot.rehearsal.presses import Press

Where = Chat | User  # a person stands for the private chat with the bot


class How(TypedDict, total=False):
    """How a message comes.

    reply_to: what it answers; at: when, by default the clock's instant; topic: in a group with
    topics (a reply goes to the topic of what it answers); anonymous: an admin speaks as the group.
    """

    reply_to: Message | None
    at: dtm.datetime | None
    topic: int | None
    anonymous: bool


class Talk:
    """The hands of all people; what a phone could not do raises WrongTurnError."""

    def __init__(self, room: Chatroom) -> None:
        self.room = room

    def start(self, user: User, code: str = "", *, at: dtm.datetime | None = None) -> Message:
        """Press start in the private chat, or follow a link with a code; unblocks the bot."""
        private = self.room.private(user)
        if private.bot == "kicked":
            self.room.set_bot(private, "member", by=user)
        return self.say(user, private, f"/start {code}", at=at)

    def block(self, user: User) -> None:
        """Block the bot."""
        self.room.set_bot(self.room.private(user), "kicked", by=user)

    def say(self, user: User, chat: Where, text: str, **how: Unpack[How]) -> Message:
        """Write a message; the first one in the private chat starts the bot."""
        message = self._message(user, chat, **how)
        message.look = _look(text)
        if not message.text:
            raise WrongTurnError(f"{user.name} said nothing")
        return self._send(message)

    def send_photo(
        self, user: User, chat: Where, data: bytes, caption: str = "", **how: Unpack[How]
    ) -> Message:
        """Send a picture."""
        file = self.room.files.put(data, kind="photo", name="照片.jpg")
        return self._show(file, caption, self._message(user, chat, **how))

    def send_document(
        self,
        user: User,
        chat: Where,
        data: bytes,
        *,
        name: str,
        caption: str = "",
        **how: Unpack[How],
    ) -> Message:
        """Send a file under a name."""
        file = self.room.files.put(data, kind="document", name=name)
        return self._show(file, caption, self._message(user, chat, **how))

    def send_sticker(
        self, user: User, chat: Where, emoji: str = "👍", **how: Unpack[How]
    ) -> Message:
        """Send a sticker."""
        file = self.room.files.put(emoji.encode(), kind="sticker", name=emoji)
        return self._show(file, "", self._message(user, chat, **how))

    def send_voice(
        self, user: User, chat: Where, *, lasts: int = 3, **how: Unpack[How]
    ) -> Message:
        """Send a voice message of some seconds."""
        file = self.room.files.put(b"OggS", kind="voice", name="语音.ogg", seconds=lasts)
        return self._show(file, "", self._message(user, chat, **how))

    def _show(self, file: StoredFile, caption: str, message: Message) -> Message:
        message.file = file
        message.look = _look(caption)
        return self._send(message)

    def _message(self, user: User, chat: Where, **how: Unpack[How]) -> Message:
        place = self._enter(user, chat)
        reply_to = how.get("reply_to")
        if reply_to and (reply_to.chat is not place or reply_to.deleted):
            raise WrongTurnError(f"{user.name} does not see what is answered")
        topic = how.get("topic") or (reply_to.topic if reply_to else None)
        if topic not in {None, *place.topics}:
            raise WrongTurnError(f"{place.title} has no topic {topic}")
        when = how.get("at") or self.room.clock()
        message = Message(place, user, when, reply_to=reply_to, topic=topic)
        if how.get("anonymous"):
            self._hide(message)
        return message

    def _enter(self, user: User, chat: Where) -> Chat:
        place = self.room.private(chat) if isinstance(chat, User) else chat
        if not place.has(user) or place.migrated_to:
            raise WrongTurnError(f"{user.name} is not in {place.title}")
        if not place.is_group and place.bot == "kicked":
            raise WrongTurnError(f"{user.name} has blocked the bot, and must start it first")
        return place

    def _hide(self, message: Message) -> None:
        if message.chat.members[message.sender.id] not in ADMINS:
            raise WrongTurnError(f"{message.sender.name} is no admin of {message.chat.title}")
        message.really_from, message.sender = message.sender, ANONYMOUS

    def _send(self, message: Message) -> Message:
        # Whoever writes to the bot has started it.
        if not message.chat.is_group:
            message.chat.bot = "member"
        self.room.post(message)
        self.room.tell_bot("message", message)
        return message

    def edit(
        self, user: User, message: Message, text: str, *, at: dtm.datetime | None = None
    ) -> Message:
        """Change one's own message, or the caption of one's own file."""
        if user not in {message.sender, message.really_from} or message.deleted:
            raise WrongTurnError(f"{user.name} cannot change that")
        message.change(_look(text), at=at or self.room.clock())
        self.room.tell_bot("edited_message", message)
        return message

    def delete(self, message: Message) -> None:
        """Take a message away for everybody; no bot is ever told."""
        message.deleted = True

    def press(
        self,
        user: User,
        message: Message,
        button: str,
        *,
        at: dtm.datetime | None = None,
        stale: bool = False,
    ) -> Press:
        """Press a button by its label or its data; await the press for the bot's answer.

        `stale` looks also at the buttons that stood there before: a slow phone shows them still.
        """
        found = message.button(button) or (_stood(message, button) if stale else None)
        if found is None or found.data is None or message.deleted:
            raise WrongTurnError(f"no button {button!r} among {message.labels}")
        if not message.chat.has(user):
            raise WrongTurnError(f"{user.name} is not in {message.chat.title}")
        number = f"{10_000_001 + len(self.room.presses)}"
        press = Press(number, user, message, found, at or self.room.clock())
        self.room.presses[press.id] = press
        message.presses.append(press)
        self.room.mailbox.put("callback_query", press.as_json(), queue=user.id)
        return press

    def follow(self, user: User, message: Message, button: str) -> Message:
        """Open the bot by a button with a link `https://t.me/BOT?start=CODE`."""
        found = message.button(button)
        link = urlsplit(found.url or "") if found else None
        if link is None or link.path != f"/{self.room.bot.username}":
            raise WrongTurnError(f"no link {button!r} to the bot among {message.labels}")
        return self.start(user, *parse_qs(link.query).get("start", ()))


def _look(text: str) -> Look:
    words, _ = trim(text, ())
    return Look(words, detect(words))


def _stood(message: Message, name: str) -> Button | None:
    before = (edit.before.markup for edit in reversed(message.edits))
    buttons = (button for markup in before for button in buttons_of(markup))
    return next((button for button in buttons if name in {button.text, button.data}), None)
