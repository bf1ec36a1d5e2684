"""The command menus that the bot has set, by scope and language."""

import re

from bot.rehearsal.chats import ADMINS, Chat, User
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.wire import Json

Scope = tuple[str, int, int]  # type, chat, user; 0 where the type names none
Commands = tuple[Json, ...]

WIDE = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
IN_CHAT = frozenset({"chat", "chat_administrators"})
MOST = 100
WORD = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256


def read_scope(raw: Json | None) -> Scope:
    """Return a scope; a missing one is the default."""
    kind = (raw or {}).get("type", "default")
    if kind in WIDE:
        return (kind, 0, 0)
    if raw is not None and kind in IN_CHAT:
        return (kind, int(raw["chat_id"]), 0)
    if raw is not None and kind == "chat_member":
        return (kind, int(raw["chat_id"]), int(raw["user_id"]))
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def check_commands(commands: list[Json]) -> Commands:
    """Return the commands, or refuse what no menu can hold."""
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not WORD.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", "")).strip()) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return tuple(commands)


class Menus:
    """What was set; the narrowest scope that fits a person in a chat is the one that shows."""

    def __init__(self) -> None:
        self._set: dict[tuple[Scope, str], Commands] = {}

    def put(self, scope: Scope, language: str, commands: Commands) -> None:
        """Set the menu of a scope; an empty one removes it."""
        self._set.pop((scope, language), None)
        if commands:
            self._set[scope, language] = commands

    def get(self, scope: Scope, language: str) -> Commands:
        """Return what was set for exactly this scope and language."""
        return self._set.get((scope, language), ())

    def seen_by(self, user: User, chat: Chat) -> tuple[str, ...]:
        """Return the commands that a person's menu offers in a chat."""
        # Within a scope the person's own language comes first; a narrower scope beats both.
        languages = ((user.language or "")[:2], "")
        menus = (self.get(scope, spoken) for scope in _scopes(user, chat) for spoken in languages)
        return tuple(command["command"] for command in next(filter(None, menus), ()))


def _scopes(user: User, chat: Chat) -> list[Scope]:
    if not chat.is_group:
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    admin = chat.members.get(user.id) in ADMINS
    scopes = [
        ("chat_member", chat.id, user.id),
        ("chat_administrators", chat.id, 0) if admin else None,
        ("chat", chat.id, 0),
        ("all_chat_administrators", 0, 0) if admin else None,
        ("all_group_chats", 0, 0),
        ("default", 0, 0),
    ]
    return [scope for scope in scopes if scope]
