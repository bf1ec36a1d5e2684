"""What an error of the library says about the message: sent, not sent, or nobody knows."""

import datetime as dtm

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.ports import ChatMovedError, NeverSentError, NotSentError, UnknownIfSentError

_BEFORE_THE_WIRE = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_TOO_LARGE = "Request Entity Too Large"


def verdict(error: TelegramError) -> Exception:
    """Return the error of `bot.ports` that a failed call means (the table of verdicts).

    A refusal whose body is not Telegram's was written by something between us and Telegram, so
    the call did not arrive. A rejected token is ours to mend: the notice waits.
    """
    told = told_by(error)
    if isinstance(error, RetryAfter):
        return NotSentError(told, wait=_wait(error))
    if isinstance(error, ChatMigrated):
        return ChatMovedError(error.new_chat_id)
    if isinstance(error, BadRequest | Forbidden | InvalidToken):
        is_telegrams = error.__cause__ is None and not isinstance(error, InvalidToken)
        return NeverSentError(told) if is_telegrams else NotSentError(told)
    if error.message == _TOO_LARGE:
        return NeverSentError(told)
    if isinstance(error.__cause__, _BEFORE_THE_WIRE):
        return NotSentError(told)
    return UnknownIfSentError(told)


def told_by(error: TelegramError) -> str:
    """Return what went wrong in a line, without payloads and addresses."""
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return type(cause).__name__
    if isinstance(error, InvalidToken):
        return "the bot's token was rejected"
    words = error.message if cause is None else "the answer is not Telegram's"
    return f"{type(error).__name__}: {words[:200]}"


def _wait(error: RetryAfter) -> dtm.timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, dtm.timedelta) else dtm.timedelta(seconds=wait)
