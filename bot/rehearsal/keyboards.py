"""What stands under a message: inline buttons, or a reply that is asked for."""

import dataclasses
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.wire import Json, present

MOST_BUTTONS = 100
LONGEST_DATA = 64  # bytes
LONGEST_PLACEHOLDER = 64
SCHEMES = frozenset({"http", "https", "tg"})
OTHER_KINDS = frozenset({"web_app", "login_url", "switch_inline_query", "copy_text", "pay"})


@dataclasses.dataclass(frozen=True, slots=True)
class Button:
    """One button: it carries data for the bot, or opens an address."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ForceReply:
    """A message that opens the reply field; `selective`: only for those it names or answers."""

    placeholder: str = ""
    selective: bool = False


Rows = tuple[tuple[Button, ...], ...]
Markup = Rows | ForceReply | None


def read_markup(raw: Json | None) -> Markup:
    """Return what a `reply_markup` asks for.

    Reply keyboards and their removal change no message, and are None here.
    """
    if not raw:
        return None
    if "inline_keyboard" in raw:
        return _rows(raw["inline_keyboard"])
    if raw.get("force_reply"):
        return _force_reply(raw)
    if "keyboard" in raw or "remove_keyboard" in raw:
        return None
    raise bad_request("object expected as reply markup")


def _force_reply(raw: Json) -> ForceReply:
    placeholder = str(raw.get("input_field_placeholder", ""))
    if len(placeholder) > LONGEST_PLACEHOLDER:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    return ForceReply(placeholder, selective=bool(raw.get("selective")))


def _rows(raw: list[list[Json]]) -> Rows:
    rows = tuple(row for row in (tuple(_button(b) for b in line) for line in raw) if row)
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _button(raw: Json) -> Button:
    text = str(raw.get("text", "")).strip()
    if not text:
        raise bad_request("can't parse inline keyboard button: button text must be non-empty")
    if url := raw.get("url"):
        return Button(text, url=_checked_url(str(url)))
    if data := raw.get("callback_data"):
        if len(str(data).encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, data=str(data))
    if OTHER_KINDS & raw.keys():
        return Button(text)
    words = "Text buttons are unallowed in the inline keyboard"
    raise bad_request(f"can't parse inline keyboard button: {words}")


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    named = f"inline keyboard button URL '{url}' is invalid:"
    if parts.scheme and parts.scheme not in SCHEMES:
        raise bad_request(f"{named} Unsupported URL protocol")
    if not parts.scheme or (parts.scheme != "tg" and "." not in parts.netloc):
        raise bad_request(f"{named} Wrong HTTP URL")
    return url


def markup_json(markup: Markup) -> Json | None:
    """Return the `reply_markup` that a `Message` shows: only inline buttons are part of it."""
    if not isinstance(markup, tuple) or not markup:
        return None
    return {"inline_keyboard": [[_shown(button) for button in row] for row in markup]}


def _shown(button: Button) -> Json:
    return present(text=button.text, callback_data=button.data, url=button.url)


def buttons_of(markup: Markup) -> Iterator[Button]:
    """Yield the buttons, row by row."""
    if isinstance(markup, tuple):
        for row in markup:
            yield from row
