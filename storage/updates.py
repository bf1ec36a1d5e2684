"""Raw updates of the platform: the few things that the inbox must know without parsing them."""

import datetime as dtm
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
_ITS_OWN = ("id", "message_id", "date", "edit_date", "text", "caption", "data")
_LAST_SECOND = 253_402_300_799  # of the year 9999


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on the outside of an update.

    Updates with one `chat_key` are taken one after the other; `said_at` is a message's own time,
    of an edit that of the edit, None for a press; `fingerprint` tells two updates with one id
    apart, and knows one that is delivered again after its sender took another name.
    """

    update_id: int
    fingerprint: str
    chat_key: str
    sender: int | None
    said_at: dtm.datetime | None


def envelope(raw: Mapping[str, Any]) -> Envelope:
    """Read the outside of an update; what is missing or odd is left out, nothing is refused."""
    kinds = (kind for kind in _KINDS if isinstance(raw.get(kind), Mapping))
    kind = next(kinds, "")
    body = raw.get(kind)
    sender = _number(body, "from", "id")
    chat = _number(body, "chat", "id") or _number(body, "message", "chat", "id") or sender
    said = _number(body, "edit_date") or _number(body, "date")
    is_said = said is not None and 0 < said <= _LAST_SECOND
    own = {name: body[name] for name in _ITS_OWN if name in body} if body else raw
    written = json.dumps([kind, chat, own], sort_keys=True)
    return Envelope(
        update_id=_number(raw, "update_id") or 0,
        fingerprint=hashlib.sha256(written.encode()).hexdigest(),
        chat_key="" if chat is None else str(chat),
        sender=sender,
        said_at=dtm.datetime.fromtimestamp(said, dtm.UTC) if said and is_said else None,
    )


def _number(body: Any, *path: str) -> int | None:
    """Return the number at a path of keys, None where there is none that a column can hold."""
    for key in path:
        body = body.get(key) if isinstance(body, Mapping) else None
    is_number = isinstance(body, int) and not isinstance(body, bool)
    return body if is_number and abs(body) < 2**63 else None
