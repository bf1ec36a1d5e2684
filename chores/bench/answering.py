"""Answering while drawing: texts and cards, asked of the running bot while 20 boards are drawn.

Beside it stands a bot that draws where it answers, as tutorials do.
"""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from telegram import Bot

from bot.clock import now
from bot.compose import by_hand
from bot.rehearsal.chats import User
from bot.rehearsal.server import ChatServer
from bot.rehearsal.stage import Stage
from bot.settings import Settings
from bot.transports.telegram.calls import bot_at
from charts import recipe
from charts.views import BoardView
from chores.bench import drawing, plain
from chores.bench.running import running, until
from chores.bench.timing import Row, seconds, written
from papers.workbook import read_workbook
from rules.month import Month
from rules.notice import Address, Notice, Recipe, ShownAs
from rules.schedule import Phase
from storage.engine import Storage
from tests.charts import township

_BOARDS = 20
_TEXTS, _CARDS, _PLAIN = 60, 10, 3
_BETWEEN = 0.02  # seconds
_PACED = 1.0  # seconds in which the boards take their slots in the platform's pace
_JUNE = Month(2023, 6)
_LONGEST = 60.0  # seconds for an answer


@dataclass(frozen=True, slots=True)
class Waits:
    """How many seconds answers took at rest, and while boards were drawn."""

    rest: list[float]
    drawing: list[float]

    def slower(self, percent: int) -> float:
        """Return how much longer they took: the median at 50, all but the slowest at 95."""
        return _at(percent, self.drawing) - _at(percent, self.rest)


def measure(view: BoardView) -> Iterator[Row]:
    """Ask at rest, then while boards are drawn."""
    with tempfile.TemporaryDirectory() as folder:
        texts, cards = asyncio.run(_ours(Path(folder), view))
    plainly = asyncio.run(_in_the_loop())
    for percent in (50, 95):
        what = f"text answers, {_BOARDS} boards drawn: {percent} of 100"
        yield _row(what, texts, percent, "at most 0.05 s slower", plain=plainly)
    page = _longest_page(view)
    yield _row("cards meanwhile: 95 of 100", cards, 95, f"a page's wait, {written(page)}")


def _row(what: str, ours: Waits, percent: int, goal: str, *, plain: Waits | None = None) -> Row:
    beside = f"{plain.slower(percent):+.3f} s" if plain else ""
    remark = f"{written(_at(percent, ours.rest))} at rest, "
    remark += f"{written(_at(percent, ours.drawing))} meanwhile (goal: {goal})"
    return Row(what, f"{ours.slower(percent):+.3f} s", beside, remark)


def _at(percent: int, found: list[float]) -> float:
    return statistics.quantiles(found, n=100, method="inclusive")[percent - 1]


def _longest_page(view: BoardView) -> float:
    pages = range(1, len(recipe.pages("progress", view)) + 1)
    return max(seconds(partial(recipe.draw_page, "progress", view, n, "png")) for n in pages)


async def _ours(folder: Path, view: BoardView) -> tuple[Waits, Waits]:
    url = f"sqlite:///{folder}/bench.db"
    async with ChatServer(clock=now) as server:
        book = read_workbook(township.SAMPLE.read_bytes(), name=township.SAMPLE.name).book
        stage = Stage(server, book)
        stage.set_up()
        storage = Storage(url)
        people = People(server, _asked(storage, stage))
        async with running(folder, server, url):
            await until(lambda: _is_quiet(storage))
            await people.texts(_TEXTS)  # the first ones load what the later ones need
            await people.cards(2)
            texts, cards = await people.texts(_TEXTS), await people.cards(_CARDS)
            with storage.work() as work:
                work.outbox.put_all(_boards(view, stage, people), now())
            await asyncio.sleep(_PACED)  # then a text waits for no slot, only for who draws
            busy_texts, busy_cards = await people.texts(_TEXTS), await people.cards(_CARDS)
            if len(server.requests.of("sendMediaGroup")) >= _BOARDS:
                raise AssertionError("the boards were drawn before all had asked")
            await until(lambda: _is_quiet(storage))
        storage.close()
    return Waits(texts, busy_texts), Waits(cards, busy_cards)


def _asked(storage: Storage, stage: Stage) -> dict[str, User]:
    """Load the book, and ask for June in private; return who answers for which project."""
    storage.upgrade()
    persons = {one.code: stage.people[one.responsible_person] for one in stage.book.projects}
    with storage.work() as work:
        work.book.put(stage.book, now())
        for name, user in stage.people.items():
            work.bindings.bind_person(name, user.id, now())
            stage.server.room.private(user).bot = "member"
        by_hand(Phase.ASK, _JUNE, work=work, at=now(), settings=Settings(_env_file=None))
    return persons


def _boards(view: BoardView, stage: Stage, people: "People") -> list[Notice]:
    """Return boards for those who ask nothing; white space makes each a picture of its own."""
    written_view = recipe.to_json(view)
    pages = tuple(range(1, len(recipe.pages("progress", view)) + 1))
    others = [user for user in stage.people.values() if user not in people.asking]
    return [
        Notice(
            f"board/{number}",
            Address(user.id),
            recipe=Recipe(
                "progress", written_view + " " * number, pages, ShownAs.ALBUM, "进度图.png"
            ),
        )
        for number, user in enumerate(others[:_BOARDS])
    ]


def _is_quiet(storage: Storage) -> bool:
    with storage.look() as look:
        inbox, outbox = look.inbox.counts(), look.outbox.counts()
    return not any((inbox["new"], outbox["queued"], outbox["leased"], outbox["sending"]))


class People:
    """Those who answer for projects, one after the other."""

    def __init__(self, server: ChatServer, persons: dict[str, User]) -> None:
        self.asking = list(dict.fromkeys(persons.values()))
        self._server = server
        self._turns = itertools.cycle(persons.items())
        self._texts = itertools.cycle(("/todo", "/help", "/report {code} {figure}"))
        self._figures = itertools.count(1)

    async def texts(self, count: int) -> list[float]:
        """Ask for what is to be done and for help, and report figures; return how long it took."""
        return [await self._say(next(self._texts)) for _ in range(count)]

    async def cards(self, count: int) -> list[float]:
        """Ask for cards, each of another project."""
        return [await self._say("/status {code}") for _ in range(count)]

    async def _say(self, words: str) -> float:
        """Say something and wait for the answer."""
        await asyncio.sleep(_BETWEEN)
        room = self._server.room
        code, user = next(self._turns)
        said = room.messages[room.private(user).id]
        before, begun = len(said) + 1, time.perf_counter()
        self._server.talk.say(user, user, words.format(code=code, figure=next(self._figures)))
        async with asyncio.timeout(_LONGEST):
            while len(said) <= before:
                await room.bell.wait(1)
        return time.perf_counter() - begun


async def _in_the_loop() -> Waits:
    """Answer by the library, whose loop draws with pyplot as well."""
    async with ChatServer(clock=now) as server:
        user = server.room.user("韦长河")
        server.room.private(user).bot = "member"
        async with bot_at(server.address, server.token) as bot:
            rest = [await _answer(bot, user) for _ in range(_PLAIN)]
            board = asyncio.create_task(_draw_on(drawing.kinds()[0].plain()))
            drawn = [await _answer(bot, user) for _ in range(_PLAIN)]
            board.cancel()
    return Waits(rest, drawn)


async def _answer(bot: Bot, user: User) -> float:
    begun = time.perf_counter()
    await bot.send_message(user.id, "待办事项：无")
    return time.perf_counter() - begun


async def _draw_on(picture: plain.Picture) -> None:
    """Draw again and again; others have their turn between two pictures."""
    while True:
        plain.draw(picture)
        await asyncio.sleep(0)
