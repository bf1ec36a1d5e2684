"""Waiting for what other processes do: nobody tells of it, so one looks again and again."""

import asyncio
from collections.abc import Callable

_LOOK = 0.05  # seconds between two looks


class GaveUpError(Exception):
    """What was waited for did not come in all that time."""

    def __init__(self, what: str, within: float) -> None:
        super().__init__(f"{what}: not within {within:.0f} s")
        self.what = what


async def until(holds: Callable[[], bool], what: str, *, within: float) -> None:
    """Wait until something holds, at most so many seconds; GaveUpError."""
    try:
        async with asyncio.timeout(within):
            while not holds():  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        raise GaveUpError(what, within) from None
