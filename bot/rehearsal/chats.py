"""People and chats, as Telegram shows them to a bot."""

import dataclasses
from typing import Literal

from bot.rehearsal.wire import Json, present

Kind = Literal["private", "group", "supergroup"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]

PRESENT: frozenset[Standing] = frozenset({"creator", "administrator", "member"})
ADMINS: frozenset[Standing] = frozenset({"creator", "administrator"})
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


@dataclasses.dataclass(frozen=True, slots=True)
class User:
    """An account, of a person or of a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False
    language: str | None = None

    @property
    def name(self) -> str:
        """The name that others read above the messages."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def as_json(self) -> Json:
        """Return Telegram's `User`."""
        return present(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language,
        )


ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


@dataclasses.dataclass(slots=True, eq=False)
class Chat:
    """A private chat or a group; it changes as people come and go, so it is one object.

    `bot` is the bot's standing: None where it never was (a private chat: never started),
    `kicked` also for a bot that its user has blocked. A chat with topics is a forum.
    """

    id: int
    kind: Kind
    title: str
    user: User | None = None
    members: dict[int, Standing] = dataclasses.field(default_factory=dict)
    topics: dict[int, str] = dataclasses.field(default_factory=dict)
    bot: Standing | None = None
    migrated_to: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether more than one person can be here."""
        return self.kind != "private"

    def has(self, user: User) -> bool:
        """Tell whether a person is here now."""
        return self.members.get(user.id, "left") in PRESENT

    def as_json(self) -> Json:
        """Return Telegram's `Chat`."""
        shown: Json = {"id": self.id, "type": self.kind}
        if self.user is None:
            shown["title"] = self.title
        else:
            shown |= {k: v for k, v in self.user.as_json().items() if k in PERSONAL}
        if self.topics:
            shown["is_forum"] = True
        return shown


PERSONAL = frozenset({"first_name", "last_name", "username"})


def member_json(user: User, standing: Standing) -> Json:
    """Return Telegram's `ChatMember` in the form that belongs to the standing."""
    shown: Json = {"status": standing, "user": user.as_json()}
    if standing == "creator":
        shown["is_anonymous"] = False
    elif standing == "administrator":
        shown |= dict.fromkeys(RIGHTS, True) | {"is_anonymous": False, "can_be_edited": False}
    elif standing == "kicked":
        shown["until_date"] = 0
    return shown
