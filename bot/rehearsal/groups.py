"""How groups change: the bot and people come and go, a group becomes a supergroup."""

from bot.rehearsal.chatroom import SUPERGROUPS, Chatroom, WrongTurnError
from bot.rehearsal.chats import Chat, User
from bot.rehearsal.messages import Message
from bot.rehearsal.wire import Json


class Groups:
    """The doors of all groups; the bot is told as Telegram tells it."""

    def __init__(self, room: Chatroom) -> None:
        self.room = room

    def add_bot(self, group: Chat, *, by: User, admin: bool = False) -> None:
        """Bring the bot into a group."""
        self.room.set_bot(group, "administrator" if admin else "member", by=by)
        self._serve(group, by, {"new_chat_members": [self.room.bot.as_json()]})

    def promote_bot(self, group: Chat, *, by: User) -> None:
        """Make the bot an admin: from now on it hears everything."""
        self.room.set_bot(group, "administrator", by=by)

    def remove_bot(self, group: Chat, *, by: User) -> None:
        """Throw the bot out."""
        self.room.set_bot(group, "kicked", by=by)

    def join(self, user: User, group: Chat, *, by: User | None = None) -> Message:
        """Let a person in, by a link or by somebody."""
        group.members[user.id] = "member"
        return self._serve(group, by or user, {"new_chat_members": [user.as_json()]})

    def leave(self, user: User, group: Chat, *, by: User | None = None) -> Message:
        """Let a person go, or be sent away by somebody."""
        message = self._serve(group, by or user, {"left_chat_member": user.as_json()})
        group.members[user.id] = "kicked" if by else "left"
        return message

    def rename(self, group: Chat, title: str, *, by: User) -> Message:
        """Give a group another title."""
        group.title = title
        return self._serve(group, by, {"new_chat_title": title})

    def migrate(self, group: Chat, *, by: User) -> Chat:
        """Turn a basic group into a supergroup; return it. The old id is refused from now on."""
        if group.kind != "group" or group.migrated_to:
            raise WrongTurnError(f"{group.title} is no basic group any more")
        people = {person: group.members[person] for person in group.members}
        new = Chat(-(SUPERGROUPS - group.id), "supergroup", group.title, members=people)
        new.bot = group.bot
        self.room.chats[new.id], self.room.messages[new.id] = new, []
        # Telegram tells it from both sides: first in the old group, then in the new one.
        self._serve(group, by, {"migrate_to_chat_id": new.id})
        group.migrated_to = new.id
        self._serve(new, by, {"migrate_from_chat_id": group.id})
        return new

    def _serve(self, group: Chat, by: User, told: Json) -> Message:
        message = self.room.post(Message(group, by, self.room.clock(), service=told))
        self.room.tell_bot("message", message)
        return message
