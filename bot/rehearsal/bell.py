"""A bell: whoever waits for it goes on at the next ring."""

import asyncio


class Bell:
    """Wakes all that wait; a ring that nobody waits for is lost, so look first, then wait."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everyone who waits now."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        """Wait for the next ring, at most so long; tell whether it came."""
        try:
            async with asyncio.timeout(max(seconds, 0)):  # `wait_for` can lose a cancellation
                await self._rung.wait()
        except TimeoutError:
            return False
        return True
