"""The transcript: one line of JSON for each message, edit and press, in the order of time."""

import datetime as dtm
import json
from collections.abc import Iterator
from pathlib import Path

from bot.rehearsal.bubbles import speaker
from bot.rehearsal.chatroom import ChatLog, Record
from bot.rehearsal.keepsakes import Keepsakes
from bot.rehearsal.keyboards import Markup
from bot.rehearsal.messages import Look, Message
from bot.rehearsal.presses import Press
from bot.rehearsal.wire import Json, present

Line = tuple[dtm.datetime, Json]


def write_transcript(record: Record, out: Path) -> None:
    """Write `transcript.jsonl` into a folder; `files` are paths from there, as the page has them.

    `what` is `message`, `edit` or `press`; `message` is the number of the message in its chat.
    """
    keepsakes = Keepsakes(record)
    lines = [line for log in record.chats for line in _lines(log, keepsakes)]
    lines.sort(key=lambda line: line[0])
    texts = (json.dumps(line, ensure_ascii=False) for _, line in lines)
    out.mkdir(parents=True, exist_ok=True)
    whole = "".join(f"{text}\n" for text in texts)
    (out / "transcript.jsonl").write_text(whole, encoding="utf-8")


def _lines(log: ChatLog, keepsakes: Keepsakes) -> Iterator[Line]:
    for message in log.messages:
        looks = [*(edit.before for edit in message.edits), message.look]
        yield message.at, _message(message, looks[0], keepsakes)
        for edit, look in zip(message.edits, looks[1:], strict=True):
            yield edit.at, _place("edit", message, edit.at) | _shown(message, look)
        for press in message.presses:
            yield press.at, _press(press)


def _place(what: str, message: Message, at: dtm.datetime) -> Json:
    return {
        "what": what,
        "chat": message.chat.title,
        "chat_id": message.chat.id,
        "chat_kind": message.chat.kind,
        "message": message.id,
        "at": at.isoformat(timespec="seconds"),
    }


def _shown(message: Message, look: Look) -> Json:
    return {"from": speaker(message), "text": look.text, "buttons": _labels(look.markup)}


def _labels(markup: Markup) -> list[list[str]]:
    rows = markup if isinstance(markup, tuple) else ()
    return [[button.text for button in row] for row in rows]


def _message(message: Message, look: Look, keepsakes: Keepsakes) -> Json:
    files = [message.file] if message.file and message.file.kind != "sticker" else []
    more = present(
        reply_to=message.reply_to.id if message.reply_to else None,
        service=next(iter(message.service), None),
    )
    paths = {"files": [keepsakes.path(file) for file in files]}
    return _place("message", message, message.at) | _shown(message, look) | more | paths


def _press(press: Press) -> Json:
    told = {"from": press.user.name, "text": press.button.text}
    answer = present(answer=press.answer.text or None) if press.answer else {}
    return _place("press", press.message, press.at) | told | answer
