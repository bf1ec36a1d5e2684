"""Who is speaking, in which room: checked for everything that is said or pressed."""

from dataclasses import dataclass

from bot.ports import Heard, Pressed
from bot.refusals import AnonymousError, GroupNotBoundError, NotBoundError
from rules.posts import Post, Room
from rules.project import CommandNo, PersonName
from storage.bindings import Group
from storage.work import Look


@dataclass(frozen=True, slots=True)
class Present:
    """A bound person with all his posts, and the room that he speaks in."""

    person: PersonName
    posts: tuple[Post, ...]
    room: Room
    group: Group | None

    @property
    def command(self) -> CommandNo | None:
        """The command whose group this is; there, only its own projects are shown."""
        return self.group.command if self.group else None


def enter(event: Heard | Pressed, *, look: Look) -> Present:
    """Return who is present; AnonymousError, GroupNotBoundError or NotBoundError otherwise."""
    if isinstance(event, Heard) and event.is_anonymous:
        raise AnonymousError
    group = None if event.is_private else look.bindings.group_of(event.chat.chat_id)
    if group is None and not event.is_private:
        raise GroupNotBoundError
    person = look.bindings.person_of(event.account)
    if person is None:
        raise NotBoundError
    room = Room.PRIVATE if group is None else group.room
    return Present(person, look.book.posts_of(person), room, group)
