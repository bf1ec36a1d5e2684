"""The chat room: everybody, every chat, every message, in memory; no network, no clock of its own.

What people do here stands in `talk.py` and `groups.py`, what the bot asks for in `methods.py`.
"""

import dataclasses
import datetime as dtm
from collections.abc import Callable, Iterable, Mapping

from bot.rehearsal.bell import Bell
from bot.rehearsal.chats import ADMINS, PRESENT, Chat, Standing, User, member_json
from bot.rehearsal.entities import part
from bot.rehearsal.files import Files
from bot.rehearsal.menus import Menus
from bot.rehearsal.messages import Message, seconds
from bot.rehearsal.presses import Press
from bot.rehearsal.updates import Mailbox, Update
from bot.rehearsal.wire import Json

Clock = Callable[[], dtm.datetime]

FIRST_PERSON = 5_000_001
FIRST_GROUP = 4_000_001
SUPERGROUPS = 1_000_000_000_000
A_BOT = User(8_000_001, "挂图作战", username="guatu_bot", is_bot=True)


class WrongTurnError(AssertionError):
    """A person tried what nobody could do on a phone: the test or the cast is at fault."""


@dataclasses.dataclass(frozen=True, slots=True)
class Complaint:
    """Something that Telegram lets pass and this bot must not do."""

    method: str
    chat: int | None
    what: str


@dataclasses.dataclass(frozen=True, slots=True)
class ChatLog:
    """A chat with its messages in order."""

    chat: Chat
    messages: tuple[Message, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """What the people of all chats saw."""

    bot: User
    chats: tuple[ChatLog, ...]
    people: Mapping[int, User]


class Chatroom:
    """The state of the chat server; all of it is public, to be asked by tests.

    `reads_all` is the opposite of privacy mode: the bot then hears all talk in groups.
    """

    def __init__(self, *, clock: Clock, bot: User = A_BOT, reads_all: bool = False) -> None:
        self.clock = clock
        self.bot = bot
        self.reads_all = reads_all
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, list[Message]] = {}
        self.complaints: list[Complaint] = []
        self.presses: dict[str, Press] = {}
        self.files = Files()
        self.mailbox = Mailbox()
        self.menus = Menus()
        self.bell = Bell()

    def user(
        self,
        first_name: str,
        *,
        id: int | None = None,  # noqa: A002 - Telegram's own word for it
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "zh-hans",
    ) -> User:
        """Make a person, with the private chat that the bot cannot open by itself."""
        chosen = id or FIRST_PERSON + len(self.people)
        person = User(chosen, first_name, last_name, username, language=language)
        self.people[person.id] = person
        private = Chat(person.id, "private", person.name, user=person)
        private.members[person.id] = "member"
        self._open(private)
        return person

    def group(
        self,
        title: str,
        members: Iterable[User] = (),
        *,
        admins: Iterable[User] = (),
        bot: Standing | None = "member",
        basic: bool = False,
        topics: Mapping[int, str] | None = None,
    ) -> Chat:
        """Make a supergroup (or a basic group) that has long been there: no update tells of it."""
        number = FIRST_GROUP + sum(chat.is_group for chat in self.chats.values())
        chosen = -number if basic else -(SUPERGROUPS + number)
        chat = Chat(chosen, "group" if basic else "supergroup", title, topics=dict(topics or {}))
        chat.members = {person.id: "member" for person in members}
        chat.members |= {person.id: "administrator" for person in admins}
        chat.bot = bot
        self._open(chat)
        return chat

    def _open(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.messages[chat.id] = []

    def private(self, user: User) -> Chat:
        """Return a person's private chat with the bot."""
        return self.chats[user.id]

    def find(self, chat: Chat, message_id: int | None) -> Message | None:
        """Return a message that is still there."""
        there = (m for m in self.messages[chat.id] if m.id == message_id and not m.deleted)
        return next(there, None)

    def users_of(self, chat: Chat) -> dict[int, Standing]:
        """Return everybody in a chat with their standing, the bot among them."""
        return chat.members | ({self.bot.id: chat.bot} if chat.bot else {})

    def account(self, user_id: int) -> User | None:
        """Return a person or the bot."""
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    def post(self, message: Message) -> Message:
        """Put a message at the end of its chat."""
        there = self.messages[message.chat.id]
        message.id = there[-1].id + 1 if there else 1
        there.append(message)
        self.bell.ring()
        return message

    def tell_bot(self, kind: str, message: Message) -> Update | None:
        """Pass a person's message, or an edit of it, to the bot where it may hear it."""
        message.seen_by_bot = self._hears(message)
        if not message.seen_by_bot:
            return None
        return self.mailbox.put(kind, message.as_json(), queue=message.chat.id)

    def _hears(self, message: Message) -> bool:
        chat = message.chat
        if chat.bot not in PRESENT:
            return False
        open_to_it = not chat.is_group or self.reads_all or chat.bot in ADMINS
        return open_to_it or bool(message.service) or self._is_meant(message)

    def _is_meant(self, message: Message) -> bool:
        """Tell whether a message in a group is for the bot, as privacy mode sees it."""
        answered = message.reply_to is not None and message.reply_to.sender == self.bot
        return answered or any(self._names_bot(message.text, e) for e in message.entities)

    def _names_bot(self, text: str, entity: Json) -> bool:
        me = f"@{self.bot.username}".lower()
        if entity["type"] == "text_mention":
            return bool(entity["user"]["id"] == self.bot.id)
        words = part(text, entity).lower()
        if entity["type"] == "bot_command":
            return "@" not in words or words.endswith(me)
        return bool(entity["type"] == "mention") and words == me

    def set_bot(self, chat: Chat, standing: Standing, *, by: User) -> None:
        """Change the bot's standing in a chat, and tell it so."""
        before, chat.bot = chat.bot or "left", standing
        body: Json = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": seconds(self.clock()),
            "old_chat_member": member_json(self.bot, before),
            "new_chat_member": member_json(self.bot, standing),
        }
        self.mailbox.put("my_chat_member", body, queue=chat.id)

    def complain(self, method: str, chat: Chat | None, what: str) -> None:
        """Note what the bot must not do."""
        self.complaints.append(Complaint(method, chat.id if chat else None, what))

    def record(self) -> Record:
        """Return what there is to be seen, chat by chat; chats where nothing was said too."""
        logs = (ChatLog(chat, tuple(self.messages[chat.id])) for chat in self.chats.values())
        return Record(self.bot, tuple(logs), dict(self.people))
