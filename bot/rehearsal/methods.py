"""The methods of the Bot API that need no more than the chat room, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.chats import ADMINS, PRESENT, member_json
from bot.rehearsal.editing import (
    answer_callback_query,
    delete_message,
    edit_caption,
    edit_markup,
    edit_text,
)
from bot.rehearsal.files import LARGEST_DOWNLOAD
from bot.rehearsal.menus import Scope, check_commands, read_scope
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.sending import (
    known_chat,
    open_chat,
    send_document,
    send_media_group,
    send_message,
    send_photo,
)
from bot.rehearsal.wire import Json

Method = Callable[[Chatroom, Parameters], Any]

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
ABILITIES = (
    "supports_guest_queries",
    "supports_inline_queries",
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
    "supports_join_request_queries",
)
ACTIONS = frozenset({"typing", "upload_photo", "upload_document", "upload_voice", "upload_video"})


def get_me(room: Chatroom, _: Parameters) -> Json:
    """Tell the bot who it is, and whether privacy mode is off."""
    able = {"can_join_groups": True, "can_read_all_group_messages": room.reads_all}
    return room.bot.as_json() | able | dict.fromkeys(ABILITIES, False)


def get_chat(room: Chatroom, asked: Parameters) -> Json:
    """Show a chat in full."""
    chat = known_chat(room, asked)
    looks = {"accent_color_id": 0, "max_reaction_count": 11}
    return chat.as_json() | looks | {"accepted_gift_types": dict.fromkeys(GIFTS, False)}


def get_chat_member(room: Chatroom, asked: Parameters) -> Json:
    """Show how a user stands in a chat."""
    chat = open_chat(room, asked)
    user = room.account(asked.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return member_json(user, room.users_of(chat).get(user.id, "left"))


def get_chat_member_count(room: Chatroom, asked: Parameters) -> int:
    """Count who is in a chat, the bot too."""
    chat = open_chat(room, asked)
    return sum(standing in PRESENT for standing in room.users_of(chat).values())


def get_chat_administrators(room: Chatroom, asked: Parameters) -> list[Json]:
    """List the admins of a group."""
    chat = open_chat(room, asked)
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    admins = {user: s for user, s in room.users_of(chat).items() if s in ADMINS}
    accounts = ((room.account(user), standing) for user, standing in admins.items())
    return [member_json(user, standing) for user, standing in accounts if user]


def get_file(room: Chatroom, asked: Parameters) -> Json:
    """Say where a file can be fetched; big ones cannot."""
    file = room.files.get(asked.text("file_id"))
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.as_json(with_path=True)


def send_chat_action(room: Chatroom, asked: Parameters) -> bool:
    """Show that the bot is busy."""
    open_chat(room, asked)
    if asked.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def leave_chat(room: Chatroom, asked: Parameters) -> bool:
    """Let the bot go."""
    chat = open_chat(room, asked)
    if not chat.is_group:
        raise bad_request("chat can't be left")
    room.set_bot(chat, "left", by=room.bot)
    return True


def set_my_commands(room: Chatroom, asked: Parameters) -> bool:
    """Set a menu."""
    commands = check_commands(asked.parsed("commands") or [])
    room.menus.put(_scope(room, asked), asked.text("language_code"), commands)
    return True


def get_my_commands(room: Chatroom, asked: Parameters) -> list[Json]:
    """Return a menu as it was set."""
    return list(room.menus.get(_scope(room, asked), asked.text("language_code")))


def delete_my_commands(room: Chatroom, asked: Parameters) -> bool:
    """Remove a menu."""
    room.menus.put(_scope(room, asked), asked.text("language_code"), ())
    return True


def _scope(room: Chatroom, asked: Parameters) -> Scope:
    raw = asked.parsed("scope")
    scope = read_scope(raw)
    if scope[1]:
        open_chat(room, Parameters(raw, {}))
    return scope


def agree(_: Chatroom, __: Parameters) -> bool:
    """Agree: logging out or closing means nothing here."""
    return True


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "logOut": agree,
    "close": agree,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup"})
