import asyncio
import datetime as dtm
import time

import pytest
from structlog.testing import capture_logs

from bot.clock import Clock, now
from bot.lanes import Lanes
from bot.rounds import Bell
from bot.shift import Shift
from rules.month import Month
from rules.schedule import Due, Phase
from storage.alone import NotAloneError
from storage.engine import BusyError, Storage
from storage.work import Work
from tests.bot.pumping import Rig, note, rig, routes, troubles


async def forever() -> None:
    """Come to no end."""
    await asyncio.Event().wait()


class Nobody:
    """A listener to whom nobody speaks; `until` is what it says that it heard."""

    until: dtm.datetime | None = None

    async def listen(self) -> None:
        await forever()

    async def heard_until(self) -> dtm.datetime | None:
        return self.until


class Held:
    """What a process holds; `lost` when another one took it."""

    lost = False

    def renew(self) -> None:
        if self.lost:
            raise NotAloneError("polling")


def shift_of(here: Rig, *, clock: Clock | None = None) -> Shift:
    """Return a shift that waits for no platform."""
    return Shift(here.pump, clock=clock or here.clock, hold=Held(), patience=dtm.timedelta(0))


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
        shift = shift_of(here)
        working = asyncio.create_task(shift.work(Nobody()))
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
        shift = shift_of(here)
        here.server.talk.say(here.wei, here.wei, "一")
        here.take_in()
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        working = asyncio.create_task(shift.work(Nobody()))
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
        shift = shift_of(here, clock=now)
        with sqlite_storage.work() as work:
            work.due.plan([Due(here.clock(), Month(2023, 6), Phase.ASK)])
        with capture_logs() as logs:
            working = asyncio.create_task(shift.work(Nobody()))
            await until_said(here, "6月进展？")
            shift.stop()
            await working
    assert "韦长河" not in str(logs)
    assert [line["event"] for line in troubles(logs)] == [
        "the phases begin before all was heard that was said in our absence",
        "a step failed",
        "a phase failed and is tried again",
    ]


async def test_what_the_listener_raises_ends_the_shift(sqlite_storage: Storage) -> None:
    class Refused(Nobody):
        async def listen(self) -> None:
            raise PermissionError("no such bot")

    async with rig(sqlite_storage) as here:
        with pytest.raises(PermissionError, match="no such bot"):
            await shift_of(here).work(Refused())


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
