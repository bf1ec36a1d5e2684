"""What came in, as the flows know it: messages, presses, groups that moved, the bot's own ways."""

import re
from pathlib import PurePath

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, User

from bot.ports import Content, Heard, Moved, Pressed, Quoted
from bot.routes import Membership
from rules.notice import Address

ANONYMOUS = 1087968824  # GroupAnonymousBot, in whose name an administrator hides
_COMMAND = re.compile(r"/([a-z]\w{0,31})(?:@(\w{3,32}))?(?![\w/@])", re.ASCII | re.IGNORECASE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps them as text
_LONGEST_NAME, _LONGEST_ENDING = 60, 8
_INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


def heard(message: Message, *, us: User, is_edit: bool) -> Heard | None:
    """Return what a person said; None for bots, channels, and commands to another bot."""
    sender = message.from_user
    if sender is None or not _is_person(message, sender):
        return None
    text = _plain(message.text or message.caption or "")
    found = _COMMAND.match(text)
    if found and found[2] and found[2].lower() != (us.username or "").lower():
        return None
    return Heard(
        chat=_address(message),
        is_private=message.chat.type == Chat.PRIVATE,
        chat_title=_plain(message.chat.effective_name or ""),
        account=sender.id,
        sender=_plain(sender.full_name),
        message_id=message.message_id,
        said_at=(message.edit_date if is_edit else None) or message.date,
        text=text,
        content=_content(message),
        command=found[1].lower() if found else None,
        arguments=text[found.end() :].strip() if found else "",
        quoted=_quoted(message, us),
        is_edit=is_edit,
        is_anonymous=sender.id == ANONYMOUS,
        file=_file(message),
        file_name=_file_name(message),
        file_size=(message.document.file_size or 0) if message.document else 0,
    )


def pressed(query: CallbackQuery) -> Pressed | None:
    """Return a press; None where no message of ours is known under the button, or no token."""
    message = query.message
    if message is None or query.data is None:
        return None
    return Pressed(
        chat=_address(message) if isinstance(message, Message) else Address(message.chat.id),
        is_private=message.chat.type == Chat.PRIVATE,
        account=query.from_user.id,
        presser=_plain(query.from_user.full_name),
        message_id=message.message_id,
        token=query.data,
        press_id=query.id,
    )


def moved(message: Message) -> Moved | None:
    """Return a group's move, which both its old and its new chat tell of."""
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Moved(message.migrate_from_chat_id, message.chat.id)
    return None


def membership(change: ChatMemberUpdated) -> Membership | None:
    """Return that the bot came or went; None where it only got other rights."""
    was_in, is_in = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
    if was_in == is_in:
        return None
    return Membership(
        chat=Address(change.chat.id),
        is_private=change.chat.type == Chat.PRIVATE,
        chat_title=_plain(change.chat.effective_name or ""),
        account=change.from_user.id,
        actor=_plain(change.from_user.full_name),
        is_in=is_in,
        since=change.date,
    )


def _is_person(message: Message, sender: User) -> bool:
    """Tell people (and administrators who speak as their group) from bots and channels."""
    if message.sender_chat is not None and message.sender_chat.id != message.chat.id:
        return False
    return not sender.is_bot or sender.id == ANONYMOUS


def _address(message: Message) -> Address:
    topic = message.message_thread_id if message.is_topic_message else None
    return Address(message.chat.id, topic)


def _content(message: Message) -> Content:
    if message.text is not None:
        return Content.TEXT
    if message.photo:
        return Content.PHOTO
    if message.animation:  # Telegram calls it a document as well
        return Content.OTHER
    if message.document:
        return Content.FILE
    if message.voice:
        return Content.VOICE
    return Content.STICKER if message.sticker else Content.OTHER


def _file(message: Message) -> str | None:
    """Return how the platform knows a photo, the largest of its sizes, or a file."""
    if message.photo:
        return message.photo[-1].file_id
    return message.document.file_id if message.document else None


def _file_name(message: Message) -> str:
    """Return a file's name; of a very long one its beginning and its ending."""
    name = _plain((message.document.file_name or "") if message.document else "")
    ending = PurePath(name).suffix[:_LONGEST_ENDING]
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - len(ending)] + ending


def _quoted(message: Message, us: User) -> Quoted | None:
    """Return what is replied to; in a topic every message replies to the topic's beginning."""
    original = message.reply_to_message
    if original is None or original.forum_topic_created is not None:
        return None
    is_ours = original.from_user is not None and original.from_user.id == us.id
    return Quoted(original.message_id, is_ours, _plain(original.text or original.caption or ""))


def _is_in(member: ChatMember) -> bool:
    return member.status in _INSIDE or bool(getattr(member, "is_member", False))


def _plain(words: str) -> str:
    return _UNSTORABLE.sub("\ufffd", words)
