"""Patience with what is away for a while: the network, the database."""

import asyncio
import datetime as dtm
import itertools
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from storage.engine import BusyError

Found = TypeVar("Found")
_LONGEST = dtm.timedelta(seconds=30)
# What a platform says of itself: neither Chinese, nor a number as long as an account's; shorter
# than what is cut off elsewhere, for the beginning of a secret is not known as one.
_PLAIN = re.compile(r"(?!.*\d{5})[ -~]{1,190}")
log = structlog.get_logger()


def backoff(attempts: int, *, longest: dtm.timedelta = _LONGEST) -> dtm.timedelta:
    """Return how long to wait after so many failed attempts: 1 s, 2 s, 4 s, up to `longest`."""
    return min(dtm.timedelta(seconds=2 ** min(max(attempts - 1, 0), 16)), longest)


async def patiently(
    attempt: Callable[[], Awaitable[Found]],
    *,
    passing: tuple[type[Exception], ...],
    told: Callable[[Exception], str],
) -> Found:
    """Try until it works or fails otherwise; what is in the way is logged once, and its end."""
    said = ""
    for attempts in itertools.count(1):
        try:
            found = await attempt()
        except passing as error:
            if _plain(told(error)) != said:
                said = _plain(told(error))
                log.warning("trying again until it works", because=said)
            await asyncio.sleep(backoff(attempts).total_seconds())
        else:
            if said:
                log.info("works again", after=said)
            return found
    raise AssertionError("counting does not end")


async def despite_database(attempt: Callable[[], Awaitable[Found]]) -> Found:
    """Try until the database is neither locked nor lost."""
    told = "the database is locked or lost"
    return await patiently(attempt, passing=(BusyError,), told=lambda _: told)


def _plain(told: str) -> str:
    """Return what may stand in the log: all of it, or its kind (what stands before the colon)."""
    return told if _PLAIN.fullmatch(told) else told.partition(":")[0]
