"""How the bot changes what it said, takes it away, and answers presses."""

import dataclasses
import datetime as dtm

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.chats import ADMINS
from bot.rehearsal.entities import utf16
from bot.rehearsal.messages import Look, Message
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.presses import Answer
from bot.rehearsal.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from bot.rehearsal.sending import caption_of, markup_of, open_chat, text_of
from bot.rehearsal.wire import Json

DELETABLE = dtm.timedelta(hours=48)
LONGEST_ANSWER = 200


def edit_text(room: Chatroom, asked: Parameters) -> Json:
    """Change a text; buttons that are not sent again are gone."""
    message = _editable(room, asked)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    look = text_of(room, message.chat, asked)
    return _change(room, message, Look(look.text, look.entities, markup_of(asked)))


def edit_caption(room: Chatroom, asked: Parameters) -> Json:
    """Change the caption of a file."""
    message = _editable(room, asked)
    if not message.file:
        raise bad_request("there is no caption in the message to edit")
    look = caption_of(room, message.chat, asked)
    return _change(room, message, Look(look.text, look.entities, markup_of(asked)))


def edit_markup(room: Chatroom, asked: Parameters) -> Json:
    """Change the buttons only."""
    message = _editable(room, asked)
    return _change(room, message, dataclasses.replace(message.look, markup=markup_of(asked)))


def _editable(room: Chatroom, asked: Parameters) -> Message:
    chat = open_chat(room, asked)
    if not asked.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = room.find(chat, asked.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # Telegram: only messages without a reply markup, or with an inline keyboard.
    if message.sender != room.bot or message.force_reply:
        raise bad_request("message can't be edited")
    return message


def _change(room: Chatroom, message: Message, look: Look) -> Json:
    if (look.text, look.entities, look.markup or None) == (
        message.text,
        message.entities,
        message.look.markup or None,
    ):
        raise bad_request(NOT_MODIFIED)
    message.change(look, at=room.clock())
    return message.as_json()


def delete_message(room: Chatroom, asked: Parameters) -> bool:
    """Take a message away: its own, or any where the bot may."""
    chat = open_chat(room, asked)
    message = room.find(chat, asked.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    mine = message.sender == room.bot or not chat.is_group or chat.bot in ADMINS
    if not mine or room.clock() - message.at > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    return True


def answer_callback_query(room: Chatroom, asked: Parameters) -> bool:
    """Answer a press, once."""
    press = room.presses.get(asked.text("callback_query_id"))
    if press is None or press.answer is not None:
        raise bad_request(QUERY_TOO_OLD)
    text = asked.text("text")
    if utf16(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.settle(Answer(text, alert=asked.flag("show_alert"), url=asked.text("url") or None))
    return True
