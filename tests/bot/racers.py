"""What several processes do at one moment in the tests of races."""

import asyncio
import datetime as dtm
import time
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

from bot.compose import by_hand, compose
from bot.falling_due import FallingDue
from bot.ports import Pressed
from bot.settings import Settings
from rules.month import Month
from rules.notice import Address, Notice
from rules.refusal import RefusalError
from rules.schedule import Due, Phase
from storage.engine import Storage
from storage.journal import Line
from storage.work import Work
from tests.bot.pumping import rig, routes

A_BREATH = 0.05  # seconds in which another process would come between, if it could
_together: list[Barrier] = []


def meet(barrier: Barrier) -> None:
    """Wait for each other from now on, before anything is done."""
    _together.append(barrier)


class Press(NamedTuple):
    """A press on a button in a group, and the database of the bot that it goes to."""

    url: str
    account: int
    token: str
    chat: int
    at: dtm.datetime


def press(made: Press) -> str:
    """Let the real flow take a press; return what the presser is shown, or why he is refused."""
    storage, routes = Storage(made.url), compose(Settings(_env_file=None, organisation="禾源镇"))
    pressed = Pressed(
        chat=Address(made.chat),
        is_private=False,
        account=made.account,
        presser="",
        message_id=70,
        token=made.token,
        press_id=f"press {made.account}",
    )
    _together[-1].wait(60)
    try:
        with storage.work() as work:
            alert = routes.press(pressed, work, made.at)
            time.sleep(A_BREATH)
            return alert.words if alert else ""
    except RefusalError as refusal:
        return type(refusal).__name__
    finally:
        storage.close()


def publish(job: tuple[str, Month, dtm.datetime]) -> None:
    """Publish a month by hand."""
    url, month, at = job
    storage, settings = Storage(url), Settings(_env_file=None, organisation="禾源镇")
    _together[-1].wait(60)
    with storage.work() as work:
        by_hand(Phase.PUBLISH, month, work=work, at=at, settings=settings)
        time.sleep(A_BREATH)
    storage.close()


def fall_due(job: tuple[str, dtm.datetime]) -> int:
    """Run what is due; return how often the phase had its effect here."""
    url, at = job
    storage = Storage(url)
    ran: list[Due] = []

    def ask(due: Due, work: Work, at: dtm.datetime) -> None:
        work.outbox.put(Notice(f"{due.month}/{time.perf_counter()}", Address(5), "6月进展？"), at)
        work.journal.write(Line(at=at, actor="", what="asked", month=due.month))
        time.sleep(A_BREATH)
        ran.append(due)

    _together[-1].wait(60)
    FallingDue(storage, {Phase.ASK: ask}).run(at)
    storage.close()
    return len(ran)


def come_back(job: tuple[str, dtm.datetime]) -> None:
    """Have heard everything again after a gap."""
    url, at = job

    def asks_again(since: dtm.datetime, work: Work, at: dtm.datetime) -> None:
        del since
        work.journal.write(Line(at=at, actor="", what="asked again"))
        time.sleep(A_BREATH)

    async def attend(storage: Storage) -> None:
        async with rig(storage, routes(returned=asks_again)) as here:
            _together[-1].wait(60)
            await here.pump.attend(at, at)

    storage = Storage(url)
    asyncio.run(attend(storage))
    storage.close()
