"""Reading what the bot says, message by message, so that nothing it says goes unread."""

import asyncio

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.messages import Message

PATIENCE = 5.0  # seconds of the real clock


class NothingSaidError(AssertionError):
    """The bot said nothing more in a chat in all that time."""


class Reading:
    """Reads each of the bot's messages once, chat by chat."""

    def __init__(self, room: Chatroom) -> None:
        self.room = room
        self._read: set[int] = set()

    def unread(self, chat: Chat | User | None = None) -> list[Message]:
        """Return what the bot said and nobody has read yet, in one chat or in all."""
        wanted = self.room.chats.values() if chat is None else [self._place(chat)]
        return [
            message
            for place in wanted
            for message in self.room.messages[place.id]
            if message.sender == self.room.bot
            and not message.deleted
            and id(message) not in self._read
        ]

    def read_all(self, chat: Chat | User | None = None) -> list[Message]:
        """Read everything that is there now."""
        found = self.unread(chat)
        self._read.update(id(message) for message in found)
        return found

    async def next_message(self, chat: Chat | User, *, patience: float = PATIENCE) -> Message:
        """Read the next message of a chat, and wait for it so many seconds if need be."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (waiting := self.unread(chat)):
            if not await self.room.bell.wait(end - loop.time()):
                raise NothingSaidError(f"{self._place(chat).title}: nothing in {patience} s")
        self._read.add(id(waiting[0]))
        return waiting[0]

    def _place(self, chat: Chat | User) -> Chat:
        return self.room.private(chat) if isinstance(chat, User) else chat
