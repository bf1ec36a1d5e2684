"""The violence, by the dice: kills, failing calls, updates that come again, databases away."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.rehearsal.faults import FaultKind
from bot.rehearsal.methods import SENDING
from bot.rehearsal.server import ChatServer
from chores.soak.bot_process import Keeper
from chores.soak.databases import Database
from chores.soak.plan import Plan
from chores.soak.waiting import GaveUpError, until

EDITING = ("editMessageText", "editMessageReplyMarkup", "editMessageCaption", "setMyCommands")
WEATHER: Sequence[FaultKind] = ("429", "500", "reset_before")
_SHARE = 0.05  # of all calls meet the weather
_STARTING = 15.0  # seconds for a start, on a machine that has other things to do
_LAST_KILLS = 3
_LATE = 60.0  # seconds that a kill waits for its act
_ACT = 330.0  # seconds that an act waits for the kills before it
_READY = 90.0  # seconds; the longest question for updates takes 35


@dataclass(frozen=True, slots=True)
class Scripted:
    """A fault that is planned at some kill, and strikes at the next call of its method."""

    method: str
    kind: FaultKind


RESETS = (Scripted("sendMessage", "reset_after"),)
TIMEOUTS = (Scripted("sendMessage", "timeout_before"), Scripted("sendMessage", "timeout_after"))
PUBLICATION = (
    Scripted("sendPhoto", "reset_after"),
    Scripted("sendMediaGroup", "timeout_before"),
    Scripted("sendDocument", "reset_before"),
    Scripted("sendMessage", "timeout_after"),
)
POLLS: Sequence[FaultKind] = ("429", "500", "reset_before", "reset_after")
HANGING_POLLS: Sequence[FaultKind] = ("timeout_before", "timeout_after")


class Act(float, Enum):
    """An act of the month, as the share of the kills that come before it."""

    CLOSE = 0.5
    PUBLISH = 0.75
    END = 1.0


class Violence:
    """Everything that goes wrong; `done` counts the kills, `aways` how often the database went."""

    def __init__(
        self,
        server: ChatServer,
        keepers: Sequence[Keeper],
        database: Database,
        plan: Plan,
        *,
        cut: Callable[[], None],
        dice: random.Random,
    ) -> None:
        self.kills = plan.kills
        self.done = self.repeats = self.restarts_of_ids = self.aways = 0
        self._allowed = (Act.CLOSE if plan.is_whole else Act.END) * plan.kills
        self._server = server
        self._keepers = keepers
        self._database = database
        self._plan = plan
        self._cut = cut
        self._dice = dice

    async def begin(self, act: Act) -> None:
        """Wait for the kills of the acts before; then those of this one may come."""
        wanted = round(act * self.kills)
        await until(lambda: self.done >= wanted, f"kill {wanted}", within=_ACT)
        self._allowed = {Act.CLOSE: Act.PUBLISH, Act.PUBLISH: Act.END}[act] * self.kills

    async def _allows(self, number: int) -> None:
        """Wait for the act in which a kill is to come, but not for ever: it may wait for us."""
        with contextlib.suppress(GaveUpError):
            await until(lambda: number < self._allowed, "an act", within=_LATE)

    async def rage(self) -> None:
        """Do all of it, one kill after the other; then only the weather stays."""
        self._let_it_storm()
        planned = self._planned()
        aways, restarts = self._at(*self._plan.aways), self._at(0.25, 0.65)
        async with asyncio.TaskGroup() as group:
            for number in range(self.kills):
                self.strike(planned.get(number, ()))
                self._repeat()
                self._cut()
                # Both take their time; the kills go on meanwhile.
                if number in restarts:
                    group.create_task(self._restart_ids())
                if number in aways:
                    group.create_task(self._lose_database())
                await self._allows(number)
                await self._kill()

    def _at(self, *shares: float) -> set[int]:
        return {round(self.kills * share) for share in shares}

    def strike(self, script: Sequence[Scripted], *, chat: int | None = None) -> None:
        """Let the next calls of some methods fail, those in one chat where it is named."""
        for one in script:
            self._server.faults.next(one.method, one.kind, chat=chat)

    def end(self) -> None:
        """Let all go well from now on."""
        self._server.faults.clear()

    def _let_it_storm(self) -> None:
        self._server.faults.at_random(
            WEATHER,
            share=_SHARE,
            seed=self._dice.randrange(2**32),
            methods=(*SENDING, *EDITING, "answerCallbackQuery", "getUpdates"),
        )

    def _planned(self) -> dict[int, list[Scripted]]:
        """Draw the kills at which the script's faults are planned.

        Not the last ones: after them all may be over before another call is made.
        """
        kills = max(self.kills - _LAST_KILLS, 1)
        script = [*RESETS, *(TIMEOUTS if self._plan.times_out else ())]
        if self._plan.processes == 1:
            polls = [*POLLS, *(HANGING_POLLS if self._plan.times_out else ())]
            script += [Scripted("getUpdates", kind) for kind in polls]
        planned: dict[int, list[Scripted]] = {}
        for one in script:
            planned.setdefault(self._dice.randrange(kills), []).append(one)
        return planned

    async def _kill(self) -> None:
        """Kill a process at some instant: mostly at work, sometimes while it starts."""
        keeper = self._dice.choice(self._keepers)
        if self._dice.random() < 0.8:
            with contextlib.suppress(TimeoutError):  # its first question may meet a fault
                await asyncio.wait_for(keeper.ready.wait(), _STARTING)
        await asyncio.sleep(self._dice.uniform(0, self._plan.between_kills))
        with_drawing = self._dice.random() < 0.5
        # It may just have ended by itself; then the next one is killed.
        await until(lambda: keeper.kill(with_drawing=with_drawing), "a kill", within=_READY)
        self.done += 1

    async def _lose_database(self) -> None:
        await asyncio.to_thread(self._database.be_away)
        self.aways += 1

    def _repeat(self) -> None:
        """Deliver once more some updates that were taken already: nothing overtakes another."""
        mailbox = self._server.mailbox
        waiting = {id(update) for update in mailbox.in_order()}
        taken = [update for update in mailbox.given if id(update) not in waiting]
        for update in self._dice.sample(taken, min(3, len(taken))):
            mailbox.repeat(update)
            self.repeats += 1

    async def _restart_ids(self) -> None:
        """Let numbers begin anew, at a moment at which nothing waits."""
        mailbox = self._server.mailbox
        await until(lambda: not mailbox.in_order(), "the mailbox is empty", within=_READY)
        mailbox.restart_ids(self._dice.randrange(10**6, 6 * 10**8))
        self.restarts_of_ids += 1
