"""The stage of a rehearsal: the chat server with everybody in the groups where he belongs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from rules.book import Book
from rules.posts import HEADQUARTERS, OFFICE, Role, Room
from rules.project import CommandNo, PersonName


@dataclass(slots=True)
class Stage:
    """People by their names, and the groups that they sit in."""

    server: ChatServer
    book: Book
    people: dict[PersonName, User] = field(default_factory=dict)
    commands: dict[CommandNo, Chat] = field(default_factory=dict)
    rooms: dict[Room, Chat] = field(default_factory=dict)

    def set_up(self) -> None:
        """Make a user of each person, a group of each command, and the three others."""
        room = self.server.room
        for name in self._names():
            self.people[name] = room.user(name)
        for command in self.book.commands:
            members = self._of_command(command.number)
            self.commands[command.number] = room.group(command.group_name, members)
        self.rooms[Room.TOWNSHIP] = room.group("全镇挂图作战工作群", self.people.values())
        self.rooms[Room.HEADQUARTERS] = room.group("总指挥部工作群", self._in(HEADQUARTERS))
        self.rooms[Room.OFFICE] = room.group("督考办工作群", self._in(OFFICE))

    def holders(self, *roles: Role) -> list[User]:
        """Return who holds a post, in the book's order."""
        return list(self._in(frozenset(roles)))

    def _names(self) -> list[PersonName]:
        posted = (post.person for post in self.book.posts)
        return list(dict.fromkeys([*(one.name for one in self.book.people), *posted]))

    def _in(self, roles: frozenset[Role]) -> Iterable[User]:
        found = dict.fromkeys(post.person for post in self.book.posts if post.role in roles)
        return [self.people[name] for name in found]

    def _of_command(self, number: CommandNo) -> list[User]:
        found = dict.fromkeys(post.person for post in self.book.posts if post.command == number)
        return [self.people[name] for name in found]
