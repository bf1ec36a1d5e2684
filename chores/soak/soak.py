"""One soak: a town and its bot on one engine, a month under violence, and what came of it."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from bot.rehearsal.faults import FaultKind
from chores.soak.bot_process import Guatu, Keeper
from chores.soak.databases import Database
from chores.soak.fleet import fleet
from chores.soak.mail import matched
from chores.soak.month import Soaked
from chores.soak.people import People
from chores.soak.plan import Plan
from chores.soak.records import read_records
from chores.soak.town import TOKEN, Town, chat_server, town_at
from chores.soak.verdict import Given, Verdict, judge
from chores.soak.violence import Violence
from chores.soak.waiting import GaveUpError, until
from storage.engine import Storage

_DRAIN = 330.0  # seconds; the longest lease is three minutes
_LONGEST_STOP = 10.0  # seconds that a stop may take
_REFUSALS: tuple[FaultKind, ...] = ("403", "400")  # for good, each in a chat of its own


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a soak found: the verdict, the violence that was done, all that was wrong."""

    engine: str
    verdict: Verdict
    kills: int
    starts: int
    repeats: int
    aways: int
    asked: int
    struck: Counter[tuple[str, str]]
    seconds: float
    faults: tuple[str, ...]


class Soak:
    """One run; `faults` are the things that went wrong outside of the books."""

    def __init__(
        self,
        town: Town,
        database: Database,
        keepers: Sequence[Keeper],
        plan: Plan,
        *,
        cut: Callable[[], None],
    ) -> None:
        self.faults: list[str] = []
        self.people = People(town, thinking=plan.thinking)
        dice = random.Random(plan.seed + 1)  # noqa: S311 - dice are no secret
        self.violence = Violence(town.server, keepers, database, plan, cut=cut, dice=dice)
        self._town = town
        self._database = database
        self._keepers = keepers
        self._plan = plan
        self._month = Soaked(town, self.people, self.violence)
        self._asked: set[int] = set()

    async def run(self) -> Outcome:
        """Live through the month, let all come to its end, and judge."""
        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            lives = [group.create_task(keeper.keep()) for keeper in self._keepers]
            lives += [group.create_task(self.people.live())]
            try:
                await self._note(self._live_through())
                await self._note(self._drain())
                await self._note(self._ask_operator())
                await self._note(self._drain())
                await self._stop()
            finally:
                for keeper in self._keepers:
                    keeper.bury()
                for life in lives:
                    life.cancel()
        return self._outcome(time.monotonic() - begun)

    async def _live_through(self) -> None:
        """Play the month while everything goes wrong."""
        try:
            async with asyncio.TaskGroup() as group:
                chat = group.create_task(self.people.chatter(pause=self._plan.chatter))
                rage = group.create_task(self.violence.rage())
                if self._plan.is_whole:
                    await self._town.bind(pause=self._plan.thinking / 40)
                    await self._month.ask()
                await asyncio.gather(self._refuse(), self._month.answered())
                if self._plan.is_whole:
                    await self._month.remind()
                    await self._month.close()
                    await self._month.publish()
                await rage
                chat.cancel()
        finally:
            self.violence.end()

    async def _refuse(self) -> None:
        """Let all answers to two bystanders be refused for good; each asks until one is dead."""
        town = self._town
        for kind, user in zip(_REFUSALS, town.bystanders, strict=False):
            town.server.faults.next("sendMessage", kind, chat=user.id, times=1000)
            town.server.talk.say(user, user, "/help")
        refused = town.bystanders[: len(_REFUSALS)]
        await until(lambda: all(map(town.has_dead_in, refused)), "two are dead", within=_DRAIN)

    async def _note(self, deed: Awaitable[None]) -> None:
        """Go on where something never came: the verdict says what else was lost."""
        try:
            await deed
        except* GaveUpError as group:
            self.faults += map(str, _leaves(group))

    async def _drain(self) -> None:
        """Wait until nobody has anything to do any more."""
        mailbox = self._town.server.mailbox

        def is_over() -> bool:
            is_said = not mailbox.in_order() and self.people.are_idle
            return is_said and self._town.is_drained()

        await until(is_over, "all is said and sent", within=_DRAIN)

    async def _ask_operator(self) -> None:
        """Look into the chat for what nobody knows about: send it again, or let it go."""
        if not self._town.asks_operator():
            return
        listed = json.loads(await self._town.guatu.do("outbox", "--json"))
        for number in [one["id"] for one in listed["open"] if one["state"] == "unknown"]:
            word = "--drop" if self._is_in_chat(number) else "--retry"
            await self._town.guatu.do("outbox", word, str(number))
            self._asked.add(number)

    def _is_in_chat(self, number: int) -> bool:
        with self._town.storage.look() as look:
            notice = look.outbox.get(number)
        found = matched([notice] if notice else [], self._town.server.requests)
        return all(one.calls for one in found.values() if one.notices)

    async def _stop(self) -> None:
        """Stop the bot as an init system does; it has ten seconds."""
        for keeper in self._keepers:
            status, seconds = await keeper.stop()
            if status or seconds > _LONGEST_STOP:
                self.faults.append(f"stopped with {status} after {seconds:.1f} s")

    def _outcome(self, seconds: float) -> Outcome:
        server, violence = self._town.server, self.violence
        records = read_records(self._database.url, self._town.month)
        verdict = judge(self._given(), records, most_repeated=self._plan.most_repeated)
        struck: Counter[tuple[str, str]] = Counter()
        struck.update((method, fault.kind) for method, fault in server.faults.struck)
        return Outcome(
            engine=self._database.name,
            verdict=verdict,
            kills=violence.done,
            starts=sum(keeper.starts for keeper in self._keepers),
            repeats=violence.repeats,
            aways=violence.aways,
            asked=len(self._asked),
            struck=struck,
            seconds=seconds,
            faults=(*self.faults, *verdict.faults, *self._unstruck(struck)),
        )

    def _unstruck(self, struck: Counter[tuple[str, str]]) -> Iterator[str]:
        """Name the kinds of faults that did not come: then the soak has shown too little."""
        if not self._plan.is_whole:
            return
        for kind in get_args(FaultKind):
            where = {method == "getupdates" for method, met in struck if met == kind}
            if False not in where:
                yield f"no call met {kind}"
            if self._plan.processes == 1 and kind not in _REFUSALS and True not in where:
                yield f"no getUpdates met {kind}"

    def _given(self) -> Given:
        server = self._town.server
        room = server.room
        bystanders = self._town.bystanders[: len(_REFUSALS)]
        return Given(
            updates=tuple(update.as_json() for update in server.mailbox.given),
            requests=tuple(server.requests),
            last=self.people.last,
            found=self._month.found,
            signed=frozenset(self.people.signed),
            refused=frozenset(user.id for user in bystanders),
            asked=frozenset(self._asked),
            shown=lambda chat, number: room.find(room.chats[chat], number),
        )


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """Yield the errors of a group, and of the groups in it."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _leaves(one)
    else:
        yield error


async def soak(database: Database, folder: Path, plan: Plan) -> Outcome:
    """Soak one engine: a new town, its bot in processes of its own."""
    async with chat_server() as server:
        settings = {
            "GUATU_TELEGRAM_TOKEN": TOKEN,
            "GUATU_TELEGRAM_API": server.address,
            "GUATU_DATABASE_URL": database.url,
            "GUATU_ANSWER_TIME": "0h",  # the month is closed minutes after it was asked
        }
        guatu = Guatu(folder, settings)
        dice = random.Random(plan.seed)  # noqa: S311 - dice are no secret
        storage = Storage(database.url)
        try:
            town = town_at(server, guatu, storage, month=plan.month, dice=dice)
            if plan.is_whole:
                await town.load()
            else:
                town.ask_at_once()
            async with fleet(guatu, plan.processes, name=database.name) as (keepers, cut):
                return await Soak(town, database, keepers, plan, cut=cut).run()
        finally:
            storage.close()
