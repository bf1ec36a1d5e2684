import asyncio
import datetime as dtm
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.clock import now
from bot.ticker import Every, Ticker

SECOND = dtm.timedelta(seconds=1)


class WrongClock:
    """The machine's clock, and by how much it goes wrong."""

    def __init__(self) -> None:
        self.by = dtm.timedelta()

    def __call__(self) -> dtm.datetime:
        return now() + self.by


class Counted:
    """A deed that counts how often it is done; `backs` are the instants of a clock put back."""

    def __init__(self) -> None:
        self.times = 0
        self.backs: list[dtm.datetime] = []
        self._done = asyncio.Event()

    async def do(self) -> None:
        self.times += 1
        self._done.set()

    async def put_back(self, at: dtm.datetime) -> None:
        self.backs.append(at)
        self._done.set()

    async def until_put_back(self) -> None:
        async with asyncio.timeout(30):
            while not self.backs:
                self._done.clear()
                await self._done.wait()

    async def more(self, times: int) -> None:
        """Wait until it was done so many times more."""
        until = self.times + times
        async with asyncio.timeout(30):
            while self.times < until:
                self._done.clear()
                await self._done.wait()


@asynccontextmanager
async def ticking(clock: WrongClock) -> AsyncIterator[Counted]:
    counted = Counted()
    ticker = Ticker({counted.do: SECOND / 10}, clock=clock, was_put_back=counted.put_back)
    task = asyncio.create_task(ticker.tick())
    yield counted
    task.cancel()
    await asyncio.wait({task})


async def test_a_deed_is_done_again_and_again() -> None:
    async with ticking(WrongClock()) as counted:
        await counted.more(5)
    assert counted.backs == []


@pytest.mark.parametrize(
    ("by", "is_back"),
    [
        pytest.param(dtm.timedelta(hours=-1), True, id="an hour back"),
        pytest.param(dtm.timedelta(days=7), False, id="a week ahead"),
    ],
)
async def test_it_goes_on_when_the_clock_is_set(by: dtm.timedelta, is_back: bool) -> None:  # noqa: FBT001
    clock = WrongClock()
    async with ticking(clock) as counted:
        await counted.more(1)
        clock.by = by
        if is_back:
            await counted.until_put_back()
        await counted.more(3)
    assert len(counted.backs) == int(is_back)


def test_after_a_jump_ahead_one_time_is_due_and_not_all_that_were_missed() -> None:
    at = dtm.datetime(2023, 6, 30, tzinfo=dtm.UTC)
    later = at + dtm.timedelta(days=365)
    assert Every(SECOND).get_next_fire_time(at, later) == later + SECOND
