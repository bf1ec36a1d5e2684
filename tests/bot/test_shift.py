import asyncio
import datetime as dtm
import time

import pytest
from structlog.testing import capture_logs

from bot.clock import now
from bot.lanes import Lanes
from bot.shift import Bell, Shift
from rules.month import Month
from rules.schedule import Due, Phase
from storage.engine import BusyError, Storage
from storage.work import Work
from tests.bot.pumping import Rig, note, rig, routes


async def forever() -> None:
    """Listen to nobody."""
    await asyncio.Event().wait()


async def until_said(here: Rig, words: str) -> None:
    async with asyncio.timeout(20):
        while words not in here.texts():
            await here.server.room.bell.wait(1)


async def test_a_ring_while_the_loop_works_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    began = time.perf_counter()
    await bell.wait(5)
    assert time.perf_counter() - began < 1
    await bell.wait(0.01)
    assert time.perf_counter() - began < 1


async def test_what_is_received_is_answered_without_waiting_for_a_tick(
    sqlite_storage: Storage,
) -> None:
    async with rig(sqlite_storage) as here:
        shift = Shift(here.pump, clock=here.clock)
        working = asyncio.create_task(shift.work(forever))
        shift.understands()
        for words in ("一", "二", "三"):
            here.server.talk.say(here.wei, here.wei, words)
            here.take_in()
            shift.received()
            await until_said(here, words)
        shift.stop()
        await working


async def test_nothing_is_heard_before_the_ear_is_open_while_the_phases_go_on(
    sqlite_storage: Storage,
) -> None:
    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        del due
        work.outbox.put(note("ask", here.wei, "6月进展？"), at)

    async with rig(sqlite_storage, routes(phases={Phase.ASK: ask})) as here:
        shift = Shift(here.pump, clock=here.clock)
        here.server.talk.say(here.wei, here.wei, "一")
        here.take_in()
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        working = asyncio.create_task(shift.work(forever))
        await until_said(here, "6月进展？")
        assert here.heard() == {"new": 1}
        shift.stop()
        await working


async def test_a_step_that_fails_is_taken_again(sqlite_storage: Storage) -> None:
    failures = [BusyError("locked"), ValueError("韦长河")]

    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        del due
        if failures:
            raise failures.pop(0)
        work.outbox.put(note("ask", here.wei, "6月进展？"), at)

    async with rig(sqlite_storage, routes(phases={Phase.ASK: ask})) as here:
        shift = Shift(here.pump, clock=now)
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        with capture_logs() as logs:
            working = asyncio.create_task(shift.work(forever))
            await until_said(here, "6月进展？")
            shift.stop()
            await working
    assert "韦长河" not in str(logs)
    assert [line["event"] for line in logs] == [
        "a step failed",
        "a phase failed and is tried again",
    ]


async def test_what_the_listener_raises_ends_the_shift(sqlite_storage: Storage) -> None:
    async def refused() -> None:
        raise PermissionError("no such bot")

    async with rig(sqlite_storage) as here:
        with pytest.raises(PermissionError, match="no such bot"):
            await Shift(here.pump, clock=here.clock).work(refused)


async def test_lanes_log_what_breaks_off_and_go_on() -> None:
    async def break_off() -> None:
        raise ValueError("韦长河")

    lanes, ended = Lanes(2), asyncio.Event()
    lanes.ended = ended.set
    with capture_logs() as logs:
        lanes.start("5", break_off())
        assert (lanes.busy, lanes.room) == (frozenset({"5"}), 1)
        await lanes.one_ends()
        await ended.wait()
    assert (lanes.busy, lanes.room) == (frozenset(), 2)
    assert [line["event"] for line in logs] == ["a piece of work broke off"]
    assert "韦长河" not in str(logs)


async def test_lanes_are_cancelled_when_they_do_not_end() -> None:
    lanes = Lanes(2)
    lanes.start("5", forever())
    await lanes.all_end(within=0.01)
    await lanes.one_ends()
    assert lanes.busy == frozenset()
