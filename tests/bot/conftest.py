"""A township in the middle of a month; what it was told and nobody read fails the test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.settings import Settings
from tests.bot.slate import Slate
from tests.bot.stage import MAY, Opening, Township
from tests.bot.stage_book import TOWNSHIP
from tests.databases import SqliteFiles

FOUND_IN_MAY = {"JT01": "3.7", "JT02": "1080", "JT03": "4.5", "MS02": "1190", "MS03": "10"}
JUNE_IS_ASKED_NEXT = Opening(TOWNSHIP, "06-30 08:00", {MAY: FOUND_IN_MAY})
NOBODY_IS_BOUND = Opening(TOWNSHIP, "06-29 10:00", is_bound=False)


@pytest.fixture
def settings() -> Settings:
    """Return the default choices of a township with a name."""
    return Settings(_env_file=None, organisation="禾源镇")


@pytest.fixture(scope="session")
def slate(sqlite_files: SqliteFiles) -> Iterator[Slate]:
    """Keep the database of all conversations."""
    slate = Slate(sqlite_files)
    yield slate
    slate.storage.close()


async def ask(town: Township) -> None:
    """Ask for June; the questions are read, and known by their codes."""
    await town.ask()


async def answer_and_close(town: Township) -> None:
    """Close June with three answers in time: JT01 is short, JT02 and MS02 are met."""
    await town.ask()
    for name, code, words in (
        ("韦长河", "JT01", "累计5公里"),
        ("俞振邦", "JT02", "累计1530万元"),
        ("昌宏伟", "MS02", "累计1530万元"),
    ):
        await town.answer(name, code, words)
    await town.close()


@pytest.fixture
async def new_town(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the first day: the book is loaded, nobody and no group is bound."""
    async with slate.begin(NOBODY_IS_BOUND, settings) as town:
        yield town


@pytest.fixture
async def town(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked; May is published, JT02 and MS03 are yellow."""
    async with slate.begin(JUNE_IS_ASKED_NEXT, settings) as town:
        yield town


@pytest.fixture
async def june(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the minute after June was asked."""
    async with slate.after("asked", JUNE_IS_ASKED_NEXT, ask, settings) as town:
        yield town


@pytest.fixture
async def closed(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the minute after June was closed, with three answers in time."""
    async with slate.after("closed", JUNE_IS_ASKED_NEXT, answer_and_close, settings) as town:
        yield town


async def publish_june(town: Township) -> None:
    """Publish June by the schedule: MS03 is red, JT01, JT03 and MS01 are yellow."""
    await answer_and_close(town)
    await town.until("07-06 09:02")
    town.server.reading.read_all()


@pytest.fixture
async def public(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the minute after June was published; what was said of it has been read."""
    async with slate.after("public", JUNE_IS_ASKED_NEXT, publish_june, settings) as town:
        yield town
