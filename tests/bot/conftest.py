"""A township in the middle of a month; what it was told and nobody read fails the test."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from storage.engine import Storage
from tests.bot.stage import MAY, Opening, Township, township
from tests.bot.stage_book import TOWNSHIP
from tests.databases import SqliteFiles

FOUND_IN_MAY = {"JT01": "3.7", "JT02": "1080", "JT03": "4.5", "MS02": "1190", "MS03": "10"}
JUNE_IS_ASKED_NEXT = Opening(TOWNSHIP, "06-30 08:00", {MAY: FOUND_IN_MAY})
NOBODY_IS_BOUND = Opening(TOWNSHIP, "06-29 10:00", is_bound=False)


@pytest.fixture
def settings() -> Settings:
    """Return the default choices of a township with a name."""
    return Settings(organisation="禾源镇")


@pytest.fixture(scope="session")
def june_file(sqlite_files: SqliteFiles) -> Path:
    """Prepare once the database of an hour before June is asked."""
    url = sqlite_files.fresh()
    storage = Storage(url)
    JUNE_IS_ASKED_NEXT.prepare(storage, Settings(organisation="禾源镇"))
    storage.close()
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
async def town(june_file: Path, tmp_path: Path, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked; May is published, JT02 and MS03 are yellow."""
    shutil.copy(june_file, tmp_path / "guatu.db")
    storage = Storage(f"sqlite:///{tmp_path / 'guatu.db'}")
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        yield town
        town.expect_nothing_more()
    storage.close()


@pytest.fixture
async def new_town(sqlite_storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the first day: the book is loaded, nobody and no group is bound."""
    NOBODY_IS_BOUND.prepare(sqlite_storage, settings)
    async with township(sqlite_storage, NOBODY_IS_BOUND, settings) as town:
        yield town
        town.expect_nothing_more()


@pytest.fixture
async def june(town: Township) -> Township:
    """Ask for June; the questions are read, and known by their codes."""
    await town.ask()
    return town


@pytest.fixture
async def closed(june: Township) -> Township:
    """Close June with three answers in time: JT01 is short, JT02 and MS02 are met."""
    for name, code, words in (
        ("韦长河", "JT01", "累计5公里"),
        ("俞振邦", "JT02", "累计1530万元"),
        ("昌宏伟", "MS02", "累计1530万元"),
    ):
        await june.answer(name, code, words)
    await june.close()
    return june
