"""A terminal whose folder is the test's own, and a township that is loaded into its database."""

import contextlib
import datetime as dtm
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.compose import by_hand
from bot.flows.load_book import load_book
from bot.settings import Settings
from rules.determination import Determination, Ground
from rules.month import Month
from rules.project import read_value
from rules.schedule import Phase
from storage.engine import Storage
from tests.bot.stage_book import TOWNSHIP
from tests.databases import SqliteFiles

LOADED = dtm.datetime(2023, 5, 1, 8, tzinfo=dtm.UTC)
CLOSED = dtm.datetime(2023, 7, 3, 9, tzinfo=dtm.UTC)
JUNE = Month(2023, 6)


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document of stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines of stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Terminal:
    """Types commands in a folder; settings are given without their prefix."""

    folder: Path
    url: str

    def __call__(self, *words: str | Path, **settings: str) -> Said:
        inherited = {name: None for name in os.environ if name.startswith("GUATU_")}
        given = {"DATABASE_URL": self.url} | settings
        environment = inherited | {f"GUATU_{name}": value for name, value in given.items()}
        with contextlib.chdir(self.folder):
            result = CliRunner(env=environment).invoke(
                app, list(map(str, words)), prog_name="guatu", catch_exceptions=False
            )
        return Said(result.exit_code, result.stdout, result.stderr)

    @property
    def storage(self) -> Storage:
        """The database that the commands see."""
        return Storage(self.url)


@pytest.fixture
def terminal(tmp_path: Path, sqlite_files: SqliteFiles) -> Terminal:
    """Sit down at a terminal with an empty database."""
    return Terminal(tmp_path, sqlite_files.fresh())


@pytest.fixture(scope="session")
def loaded_file(sqlite_files: SqliteFiles) -> Path:
    """Load the small township once, on 1 May, into a file to be copied."""
    url = sqlite_files.fresh()
    storage = Storage(url)
    with storage.work() as work:
        load_book(TOWNSHIP, work=work, at=LOADED, settings=Settings())
    storage.close()
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def loaded(terminal: Terminal, loaded_file: Path) -> Terminal:
    """Sit down at a terminal whose database holds the small township."""
    shutil.copy(loaded_file, terminal.url.removeprefix("sqlite:///"))
    return terminal


def run(storage: Storage, *phases: Phase, month: Month = JUNE, at: dtm.datetime = CLOSED) -> None:
    """Run phases of a month by hand."""
    for phase in phases:
        with storage.work() as work:
            by_hand(phase, month, work=work, at=at, settings=Settings())


def determine(storage: Storage, month: Month = JUNE, /, **found: str | None) -> None:
    """Determine projects of a month by the office; None: nothing was reported."""
    with storage.work() as work:
        for code, written in found.items():
            value = read_value(written)
            ground = Ground.SILENCE if value is None else Ground.OFFICE
            made = Determination(value, ground, by="岑春林", at=CLOSED)
            work.determinations.put(month, code, made)
