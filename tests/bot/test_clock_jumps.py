"""A clock that jumps: what is due runs once and in order, and nothing waits for hours."""

import dataclasses
import datetime as dtm
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.shift import Shift
from rules.month import Month
from rules.schedule import Due, Phase
from storage.engine import Storage
from tests.bot.pumping import NOON, Rig, note, rig
from tests.bot.test_falling_due import Flows
from tests.bot.test_shift import shift_of
from tests.databases import SqliteFiles

MAY, JUNE = Month(2023, 5), Month(2023, 6)
HOUR = dtm.timedelta(hours=1)
SECOND = dtm.timedelta(seconds=1)
PLAN = (
    Due(NOON - HOUR, MAY, Phase.PUBLISH),
    Due(NOON, JUNE, Phase.ASK),
    Due(NOON + 24 * HOUR, JUNE, Phase.REMIND),
    Due(NOON + 72 * HOUR, JUNE, Phase.CLOSE),
    Due(NOON + 112 * HOUR, JUNE, Phase.BRIEF),
    Due(NOON + 136 * HOUR, JUNE, Phase.PUBLISH),
)
IN_ORDER = [(due.month, due.phase) for due in PLAN]


@pytest.mark.parametrize(
    ("hours", "ran"),
    [
        pytest.param([200], 6, id="over everything"),
        pytest.param([0, 80], 4, id="over two phases"),
        pytest.param([0, 80, -100, 70, 200], 6, id="forward, far back, and on again"),
        pytest.param([24, -24, 24, -24, 24], 3, id="to and fro over one phase"),
        pytest.param([-2, -100], 0, id="back before anything"),
    ],
)
def test_each_phase_runs_once_and_in_order(
    hours: list[int], ran: int, sqlite_storage: Storage
) -> None:
    flows = Flows(sqlite_storage)
    flows.plan(*PLAN)
    for hour in hours:
        flows.falling_due.run(NOON + HOUR * hour)
    assert flows.ran == IN_ORDER[:ran]
    assert flows.queued() == ran


@given(hours=st.lists(st.integers(-200, 200), max_size=12), restarts=st.sets(st.integers(0, 11)))
@settings(max_examples=15, derandomize=True, deadline=None)
def test_however_a_clock_jumps_nothing_runs_twice_or_out_of_order(
    hours: list[int], restarts: set[int], sqlite_files: SqliteFiles
) -> None:
    storage = Storage(sqlite_files.fresh())
    flows = Flows(storage)
    flows.plan(*PLAN)
    for place, hour in enumerate(hours):
        runner = Flows(storage, flows.ran) if place in restarts else flows
        runner.falling_due.run(NOON + HOUR * hour)
    latest = NOON + HOUR * max(hours, default=-200)
    assert flows.ran == [(due.month, due.phase) for due in PLAN if due.at <= latest]
    storage.close()


def test_a_month_that_failed_is_not_halted_for_hours_by_a_clock_put_back(
    sqlite_storage: Storage,
) -> None:
    flows = Flows(sqlite_storage, errors=[ValueError()] * 3)
    flows.plan(Due(NOON - 100 * HOUR, JUNE, Phase.ASK))
    for at in (NOON, NOON + SECOND, NOON + 5 * SECOND):
        flows.falling_due.run(at)
    flows.falling_due.run(NOON + 6 * SECOND)
    assert len(flows.ran) == 3
    flows.falling_due.run(NOON - 6 * HOUR)
    assert len(flows.ran) == 4


@pytest.fixture
async def here(sqlite_storage: Storage) -> AsyncIterator[Rig]:
    async with rig(sqlite_storage) as built:
        yield built


@dataclasses.dataclass
class Waiting:
    """An update that was taken up, and notices that were claimed, are sent, and wait."""

    here: Rig
    shift: Shift

    @classmethod
    def at(cls, here: Rig) -> "Waiting":
        shift = shift_of(here)
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        here.take_in()
        here.put(note("waits", here.roads), note("claimed", here.wei))
        with here.storage.work() as work:
            work.inbox.ready(here.clock(), 9)
            waits, _ = work.outbox.claim(here.clock(), 9)
            work.outbox.again(waits, here.clock() + HOUR, "RetryAfter")
        return cls(here, shift)

    def can_be_taken(self) -> tuple[int, int]:
        """Return how many updates and notices can be taken now."""
        at = self.here.clock()
        with self.here.storage.work() as work:
            return len(work.inbox.ready(at, 9)), len(work.outbox.claim(at, 9))


async def told_by_the_ticker(waiting: Waiting, at: dtm.datetime) -> None:
    await waiting.shift._wake(at)


async def started_anew(waiting: Waiting, at: dtm.datetime) -> None:
    await waiting.here.pump.take_over(at)


async def started_beside_others(waiting: Waiting, at: dtm.datetime) -> None:
    await waiting.here.pump.take_over(at, is_alone=False)


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        pytest.param(told_by_the_ticker, (1, 1), id="it was put back while we work"),
        pytest.param(started_anew, (1, 2), id="while we did not: what was claimed is free too"),
        pytest.param(started_beside_others, (1, 1), id="while others work"),
    ],
)
async def test_waits_of_a_time_that_is_not_yet_end(
    after: Callable[[Waiting, dtm.datetime], Awaitable[None]], taken: tuple[int, int], here: Rig
) -> None:
    waiting = Waiting.at(here)
    at = here.clock.on(hours=-6)
    assert waiting.can_be_taken() == (0, 0)
    await after(waiting, at)
    assert waiting.can_be_taken() == taken


async def test_what_a_lost_process_had_claimed_is_sent_soon_after_the_clock_was_put_back(
    here: Rig,
) -> None:
    waiting = Waiting.at(here)
    await here.deliver()  # looks after the lost, which is done now and then
    await told_by_the_ticker(waiting, here.clock.on(hours=-6))
    here.clock.on(minutes=4)
    await here.deliver()
    assert here.texts() == ["claimed"]


async def test_after_a_leap_forward_everything_goes_on(here: Rig) -> None:
    Waiting.at(here)
    here.clock.on(hours=6)
    await here.hear()
    await here.deliver_all()
    assert sorted(here.texts()) == ["claimed", "累计5.8公里"]
    assert here.texts(here.roads) == ["waits"]
