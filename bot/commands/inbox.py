"""`guatu inbox`: what came in, and what could not be read or handled."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from bot.clock import now
from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson, Drop, Retry, only_one
from bot.commands.printing import print_json, print_table
from bot.settings import Settings
from storage.inbox import Received
from storage.work import Work

_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


def inbox(*, retry: Retry = None, drop: Drop = None, as_json: AsJson = False) -> None:
    """Show how many updates came in, and those that failed or could not be read.

    Example: guatu inbox --retry 17
    """
    only_one(retry=retry, drop=drop)
    settings = Settings.read()
    with present(settings) as storage, storage.work() as work:
        _settle(work, retry=retry, drop=drop)
        counts, troubled = work.inbox.counts(), work.inbox.troubled()
    if as_json:
        print_json(counts | {"open": [_open(one) for one in troubled]})
    else:
        _print(counts, troubled)


def _settle(work: Work, *, retry: int | None, drop: int | None) -> None:
    """Take up again, or let go, what was set aside; declined where nothing of the id was."""
    if retry is not None and not work.inbox.retry(retry, now()):
        raise DeclinedError(f"no failed update has the id {retry}; `guatu inbox` lists them")
    if drop is not None and not work.inbox.drop(drop):
        raise DeclinedError(f"no failed update has the id {drop}; `guatu inbox` lists them")


def _open(one: Received) -> dict[str, Any]:
    return {
        "id": one.id,
        "update_id": one.update_id,
        "state": one.state,
        "sender": one.sender,
        "received_at": one.received_at.isoformat(),
        "error": one.error,
        "text": _text(one.raw),
    }


def _text(raw: Mapping[str, Any]) -> str | None:
    """Return what the sender wrote, where it can be told."""
    for kind in _KINDS:
        part = raw.get(kind)
        if isinstance(part, Mapping):
            text = part.get("text") or part.get("caption") or part.get("data")
            return text if isinstance(text, str) else None
    return None


def _print(counts: Mapping[str, int], troubled: Sequence[Received]) -> None:
    typer.echo(", ".join(f"{state} {count}" for state, count in counts.items()))
    if troubled:
        rows = ((one.id, one.state, one.sender, _text(one.raw), one.error) for one in troubled)
        print_table(("id", "state", "account", "text", "error"), rows)
