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
    if error.message == _TOO_LARGE:
        return NeverSentError(told)
    if isinstance(error, BadRequest | Forbidden | InvalidToken):
        is_final = is_telegrams_own(error) and not isinstance(error, InvalidToken)
        return NeverSentError(told) if is_final else NotSentError(told)
    if isinstance(error.__cause__, _BEFORE_THE_WIRE):
        return NotSentError(told)
    return UnknownIfSentError(told)


def is_telegrams_own(error: TelegramError) -> bool:
    """Tell whether Telegram wrote a refusal; a proxy's page is no JSON, which stands as cause."""
    cause = error.__cause__
    if isinstance(cause, InvalidToken):
        cause = cause.__cause__
    return cause is None


def told_by(error: TelegramError) -> str:
    """Return what went wrong in a line, without payloads, addresses and tokens."""
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return type(cause).__name__
    if not is_telegrams_own(error):
        return "the answer is not Telegram's"
    if isinstance(error, InvalidToken):
        return "the bot's token was rejected"
    return f"{type(error).__name__}: {error.message[:200]}"


def _wait(error: RetryAfter) -> dtm.timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, dtm.timedelta) else dtm.timedelta(seconds=wait)
