"""`guatu outbox`: what is to be said, and what did not arrive."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from bot.clock import now
from bot.commands.database import present
from bot.commands.declining import DeclinedError
from bot.commands.parameters import AsJson, Drop, Retry, only_one
from bot.commands.printing import print_json, print_table
from bot.settings import Settings
from storage.sent import Outgoing
from storage.work import Work


def outbox(*, retry: Retry = None, drop: Drop = None, as_json: AsJson = False) -> None:
    """Show how many messages are on their way, and those that did not arrive.

    Of one in the state `unknown` nobody knows whether it arrived: look into the chat, then send
    it again with --retry or let it go with --drop.

    Example: guatu outbox --retry 17
    """
    only_one(retry=retry, drop=drop)
    settings = Settings.read()
    with present(settings) as storage, storage.work() as work:
        _settle(work, retry=retry, drop=drop)
        counts, stuck = work.outbox.counts(), work.outbox.open()
    if as_json:
        print_json(counts | {"open": [_open(one) for one in stuck]})
    else:
        _print(counts, stuck)


def _settle(work: Work, *, retry: int | None, drop: int | None) -> None:
    """Queue again, or let go, what did not arrive; declined where nothing of the id is open."""
    if retry is not None and not work.outbox.retry(retry, now()):
        raise DeclinedError(f"no message {retry} waits for you; `guatu outbox` lists them")
    if drop is not None and not work.outbox.drop(drop):
        raise DeclinedError(f"no message {drop} waits for you; `guatu outbox` lists them")


def _open(one: Outgoing) -> dict[str, Any]:
    return {
        "id": one.id,
        "key": one.notice.key,
        "state": one.state,
        "chat_id": one.notice.to.chat_id,
        "text": one.notice.words,
        "attempts": one.attempts,
        "error": one.error,
    }


def _print(counts: Mapping[str, int], stuck: Sequence[Outgoing]) -> None:
    typer.echo(", ".join(f"{state} {count}" for state, count in counts.items()))
    if stuck:
        rows = (
            (one.id, one.state, one.notice.key, one.notice.to.chat_id, one.notice.words, one.error)
            for one in stuck
        )
        print_table(("id", "state", "key", "chat", "text", "error"), rows)
