"""After a gap, and while the platform is away: what the pump and the shift do about it."""

import asyncio
import datetime as dtm
from typing import Any

import pytest

from bot.shift import Shift
from rules.month import Month
from rules.notice import Policy
from rules.schedule import Due, Phase
from storage.alone import NotAloneError
from storage.engine import Storage
from storage.work import Work
from tests.bot.pumping import NOON, Rig, note, rig, routes
from tests.bot.test_shift import Held, Nobody, shift_of, until_said

DAY = dtm.timedelta(days=1)
MINUTE = dtm.timedelta(minutes=1)


class Returns:
    """A flow that asks again, and from when on."""

    def __init__(self) -> None:
        self.since: list[dtm.datetime] = []

    def __call__(self, since: dtm.datetime, work: Work, at: dtm.datetime) -> None:
        del work, at
        self.since.append(since)


def heard_until(storage: Storage) -> dtm.datetime | None:
    with storage.look() as look:
        return look.watch.heard_until()


@pytest.mark.parametrize(
    ("gap", "since"),
    [
        pytest.param(None, [], id="the first time"),
        pytest.param(MINUTE, [], id="a minute"),
        pytest.param(DAY, [], id="a day, which Telegram keeps"),
        pytest.param(DAY + MINUTE, [NOON - DAY - MINUTE], id="more than a day"),
    ],
)
async def test_what_a_gap_lost_is_asked_again(
    storage: Storage, gap: dtm.timedelta | None, since: list[dtm.datetime]
) -> None:
    returns = Returns()
    async with rig(storage, routes(returned=returns)) as here:
        if gap is not None:
            await here.pump.attend(NOON - gap, NOON - gap)
        await here.pump.attend(NOON, NOON)
        await here.pump.attend(NOON + MINUTE, NOON + MINUTE)
    assert returns.since == since
    assert heard_until(storage) == NOON + MINUTE


async def test_what_did_arrive_is_heard_before_it_is_asked_again(storage: Storage) -> None:
    returns = Returns()
    async with rig(storage, routes(returned=returns)) as here:
        await here.pump.attend(NOON - 2 * DAY, NOON - 2 * DAY)
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        here.take_in()
        await here.pump.attend(NOON, NOON)
        assert (returns.since, heard_until(storage)) == ([], NOON - 2 * DAY)
        await here.pump.hear(NOON)
        await here.pump.attend(NOON, NOON)
    assert returns.since == [NOON - 2 * DAY]


async def test_what_a_restored_copy_lost_is_asked_again_once(storage: Storage) -> None:
    returns = Returns()
    with storage.work() as work:
        work.watch.copied(NOON - MINUTE)
        work.watch.restored(NOON)
    async with rig(storage, routes(returned=returns)) as here:
        for _ in range(2):
            await here.pump.attend(NOON, NOON)
    assert returns.since == [NOON - MINUTE]


async def test_what_follows_from_an_update_in_doubt_is_held(sqlite_storage: Storage) -> None:
    async with rig(sqlite_storage) as here:
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        here.take_in()
        with sqlite_storage.work() as work:
            work.inbox.doubt()
        await here.hear()
        assert here.sent() == {"unknown": 1}
        assert here.heard() == {"done": 1}


async def test_a_phase_in_doubt_says_nothing_by_itself(sqlite_storage: Storage) -> None:
    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        work.outbox.put(note(f"{due.phase}", here.wei), at)

    phases = dict.fromkeys((Phase.ASK, Phase.PUBLISH), ask)
    async with rig(sqlite_storage, routes(phases=phases)) as here:
        with sqlite_storage.work() as work:
            work.due.plan(Due(NOON, Month(2023, 6), phase) for phase in phases)
            work.due.doubt(NOON)
        await here.pump.fall_due(NOON)
        with sqlite_storage.look() as look:
            assert look.outbox.state("ask") == "unknown"
            assert look.outbox.state("publish") == "queued"  # it asks before it speaks


async def test_troubles_are_told_where_there_are_any(sqlite_storage: Storage) -> None:
    told: list[int] = []

    def troubles(work: Work, at: dtm.datetime) -> None:
        del at
        told.extend(one.id for one in work.outbox.untold())
        work.outbox.told(told)

    async with rig(sqlite_storage, routes(troubles=troubles)) as here:
        await here.pump.tell_troubles(NOON)
        here.put(note("warning", here.wei, policy=Policy.HOLD))
        here.server.faults.next("sendMessage", "403")
        await here.deliver()
        for _ in range(2):
            await here.pump.tell_troubles(NOON)
    assert told == [1]


async def test_a_stop_gives_back_what_was_not_begun(sqlite_storage: Storage) -> None:
    async with rig(sqlite_storage) as here:
        here.put(note("a", here.wei))
        here.clock.on(seconds=-0.2)  # its slot is a moment ahead
        with sqlite_storage.work() as work:
            work.outbox.put_all([note(f"{n}", here.roads) for n in range(2)], here.clock())
        await here.pump.delivery.begin(here.clock(), ahead=dtm.timedelta(seconds=0.25))
        await here.pump.close()
    assert "leased" not in here.sent()


async def test_phases_wait_for_what_was_said_in_our_absence(sqlite_storage: Storage) -> None:
    order: list[str] = []

    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        del due
        order.append("phase")
        work.outbox.put(note("ask", here.wei, "6月进展？"), at)

    def hear(heard: Any, work: Work, at: dtm.datetime) -> None:
        del work, at
        order.append(heard.text)

    async with rig(sqlite_storage, routes(words=hear, phases={Phase.ASK: ask})) as here:
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        shift = Shift(here.pump, clock=here.clock, hold=Held())
        shift.understands()
        working = asyncio.create_task(shift.work(Nobody()))
        shift.caught_up(is_so=False)
        here.server.talk.say(here.wei, here.wei, "累计5.8公里")
        here.take_in()
        shift.received()
        await asyncio.sleep(0.3)
        assert order == []
        shift.caught_up()
        await until_said(here, "6月进展？")
        shift.stop()
        await working
    assert order == ["累计5.8公里", "phase"]


async def test_who_lost_the_database_to_another_stops(sqlite_storage: Storage) -> None:
    held = Held()
    async with rig(sqlite_storage) as here:
        shift = Shift(here.pump, clock=here.clock, hold=held)
        working = asyncio.create_task(shift.work(Nobody()))
        held.lost = True
        with pytest.raises(NotAloneError):
            await asyncio.wait_for(working, 30)


async def test_a_clock_that_was_put_back_holds_nothing_up(sqlite_storage: Storage) -> None:
    async with rig(sqlite_storage) as here:
        working = await begun(here)
        here.clock.now = NOON + DAY
        here.server.talk.say(here.wei, here.wei, "一")
        here.take_in()
        with sqlite_storage.work() as work:
            (row,) = work.inbox.ready(here.clock(), 9)  # a taker of that day that is gone
        await asyncio.sleep(1.2)  # a tick of that day
        here.clock.now = NOON
        await until_said(here, "一")
        await ended(working)
    assert row.id == 1


async def begun(here: Rig) -> tuple[Shift, "asyncio.Task[None]"]:
    shift = shift_of(here)
    shift.understands()
    return shift, asyncio.create_task(shift.work(Nobody()))


async def ended(working: tuple[Shift, "asyncio.Task[None]"]) -> None:
    shift, task = working
    shift.stop()
    await task


@pytest.mark.parametrize("is_alone", [True, False], ids=["alone", "with others"])
async def test_waits_of_a_wrong_clock_end_at_the_start(
    sqlite_storage: Storage,
    is_alone: bool,  # noqa: FBT001
) -> None:
    async with rig(sqlite_storage) as here:
        here.clock.now = NOON + 365 * DAY
        here.put(note("a", here.wei))
        here.server.talk.say(here.wei, here.wei, "一")
        here.take_in()
        here.clock.now = NOON
        await here.pump.take_over(NOON, is_alone=is_alone)
        await here.pump.hear(NOON)
        await here.pump.deliver(NOON)
        assert here.texts() == ["a", "一"]


async def test_the_phases_begin_whatever_the_listener_breaks(sqlite_storage: Storage) -> None:
    class Broken(Nobody):
        async def heard_until(self) -> dtm.datetime | None:
            raise ValueError("odd")

    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        del due
        work.outbox.put(note("ask", here.wei, "6月进展？"), at)

    async with rig(sqlite_storage, routes(phases={Phase.ASK: ask})) as here:
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        shift = Shift(here.pump, clock=here.clock, hold=Held())
        shift.understands()
        shift.caught_up()
        working = asyncio.create_task(shift.work(Broken()))
        await until_said(here, "6月进展？")
        shift.stop()
        await working
