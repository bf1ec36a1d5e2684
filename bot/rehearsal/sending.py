"""What the bot says: messages, pictures, documents, albums."""

from collections.abc import Sequence
from typing import Any

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.chats import PRESENT, Chat
from bot.rehearsal.entities import check, detect, trim, utf16
from bot.rehearsal.files import FileKind, StoredFile
from bot.rehearsal.keyboards import Markup, read_markup
from bot.rehearsal.messages import Look, Message
from bot.rehearsal.parameters import Parameters, Upload
from bot.rehearsal.refusals import bad_request, forbidden, migrated
from bot.rehearsal.wire import Json

LONGEST_TEXT = 4096  # UTF-16 units, the narrower way to count
LONGEST_CAPTION = 1024


def known_chat(room: Chatroom, asked: Parameters, name: str = "chat_id") -> Chat:
    """Return the chat that is named, or refuse."""
    named = asked.text(name).strip()
    if not named:
        raise bad_request("chat_id is empty")
    chat = room.chats.get(int(named)) if named.lstrip("-").isdecimal() else None
    if chat is None or (chat.is_group and chat.bot is None):
        raise bad_request("chat not found")
    return chat


def open_chat(room: Chatroom, asked: Parameters) -> Chat:
    """Return the chat that is named, where the bot may speak."""
    chat = known_chat(room, asked)
    if chat.migrated_to:
        raise migrated(chat.migrated_to)
    if chat.bot in PRESENT:
        return chat
    if not chat.is_group:
        blocked = chat.bot == "kicked"
        words = "was blocked by the user" if blocked else "can't initiate conversation with a user"
        raise forbidden(f"bot {words}")
    gone = "was kicked from" if chat.bot == "kicked" else "is not a member of"
    raise forbidden(f"bot {gone} the {chat.kind} chat")


def worded(room: Chatroom, chat: Chat, asked: Parameters, name: str) -> Look:
    """Return a text or caption with its entities, checked as Telegram checks them."""
    said = Parameters(asked.values, {})
    raw = said.parsed("entities" if name == "text" else f"{name}_entities") or []
    text = said.text(name)
    if mode := said.text("parse_mode"):
        room.complain("parse_mode", chat, mode)
    check(raw, text, known={*room.people, room.bot.id})
    _watch_mentions(room, chat, raw)
    kept, entities = trim(text, [_in_full(room, entity) for entity in raw])
    return Look(kept, detect(kept, entities))


def _watch_mentions(room: Chatroom, chat: Chat, entities: Sequence[Json]) -> None:
    """Complain of a mention that reaches nobody: the person is not in the chat."""
    for entity in entities:
        if entity["type"] == "text_mention" and entity["user"]["id"] not in room.users_of(chat):
            room.complain("text_mention", chat, str(entity["user"]["id"]))


def _in_full(room: Chatroom, entity: Json) -> Json:
    """Show the mentioned user as Telegram knows the account, not as the bot wrote it."""
    account = room.account(entity["user"]["id"]) if entity["type"] == "text_mention" else None
    return entity | {"user": account.as_json()} if account else entity


def text_of(room: Chatroom, chat: Chat, asked: Parameters) -> Look:
    """Return the text of a message: there is one, and it is not too long."""
    look = worded(room, chat, asked, "text")
    if not look.text:
        raise bad_request("message text is empty")
    if utf16(look.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return look


def caption_of(room: Chatroom, chat: Chat, asked: Parameters) -> Look:
    """Return the caption of a file, if it has one."""
    look = worded(room, chat, asked, "caption")
    if utf16(look.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return look


def markup_of(asked: Parameters) -> Markup:
    """Return what stands under a message."""
    return read_markup(asked.parsed("reply_markup"))


def send_message(room: Chatroom, asked: Parameters) -> Json:
    """Say something."""
    chat = open_chat(room, asked)
    draft = _draft(room, chat, asked)
    draft.look = _under(text_of(room, chat, asked), markup_of(asked))
    return room.post(draft).as_json()


def send_photo(room: Chatroom, asked: Parameters) -> Json:
    """Show a picture."""
    return _send_file(room, asked, "photo")


def send_document(room: Chatroom, asked: Parameters) -> Json:
    """Send a file."""
    return _send_file(room, asked, "document")


def _send_file(room: Chatroom, asked: Parameters, kind: FileKind) -> Json:
    chat = open_chat(room, asked)
    draft = _draft(room, chat, asked)
    draft.look = _under(caption_of(room, chat, asked), markup_of(asked))
    draft.file = _file(room, asked.upload(kind), kind)
    return room.post(draft).as_json()


def send_media_group(room: Chatroom, asked: Parameters) -> list[Json]:
    """Show an album: 2 to 10 pictures, or 2 to 10 files; all of it or nothing."""
    chat = open_chat(room, asked)
    items = _album(asked)
    # All items are read before the first is shown: a bad one must leave nothing behind.
    drafts = [_album_item(room, chat, asked, item) for item in items]
    first = room.messages[chat.id]
    album = f"{abs(chat.id)}{len(first) + 1:05d}"
    for draft in drafts:
        draft.album = album
        room.post(draft)
    return [draft.as_json() for draft in drafts]


def _album(asked: Parameters) -> list[Json]:
    items = asked.parsed("media")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > 10:
        raise bad_request("too many messages to send as an album")
    # Telegram lets one item pass, against its own documentation, which is what a bot may trust.
    if len(items) < 2:
        raise bad_request("media group must include 2-10 items")
    kinds = {item.get("type") for item in items}
    if not kinds <= {"photo", "document"}:
        raise bad_request("can't parse InputMedia: unsupported type")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    return list(items)


def _album_item(room: Chatroom, chat: Chat, asked: Parameters, item: Json) -> Message:
    draft = _draft(room, chat, asked)
    draft.look = caption_of(room, chat, Parameters(item, {}))
    reference = str(item.get("media", ""))
    draft.file = _file(room, asked.attached(reference) or reference, item["type"])
    return draft


def _file(room: Chatroom, sent: Upload | str | None, kind: FileKind) -> StoredFile:
    if sent is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(sent, Upload):
        return room.files.put(sent.data, kind=kind, name=sent.name)
    if sent.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return room.files.get(sent, kind=kind)


def _under(look: Look, markup: Markup) -> Look:
    return Look(look.text, look.entities, markup)


def _draft(room: Chatroom, chat: Chat, asked: Parameters) -> Message:
    answered = _answered(room, chat, asked.parsed("reply_parameters") or {})
    topic = asked.integer("message_thread_id") or (answered.topic if answered else None)
    if topic not in {None, *chat.topics}:
        raise bad_request("message thread not found")
    draft = Message(chat, room.bot, room.clock(), reply_to=answered, topic=topic)
    draft.silent = asked.flag("disable_notification")
    draft.quote = _quote(answered, asked.parsed("reply_parameters") or {})
    return draft


def _answered(room: Chatroom, chat: Chat, wanted: dict[str, Any]) -> Message | None:
    if not wanted:
        return None
    here = str(wanted.get("chat_id", chat.id)) == str(chat.id)
    found = room.find(chat, int(wanted.get("message_id", 0))) if here else None
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _quote(answered: Message | None, wanted: dict[str, Any]) -> str | None:
    quote = wanted.get("quote")
    if answered is None or not quote:
        return None
    if quote not in answered.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return str(quote)
