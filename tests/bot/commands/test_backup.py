import datetime as dtm
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.alone import alone
from tests.bot.commands.conftest import Terminal
from tests.bot.commands.test_mail import speak
from tests.databases import Databases
from tests.storage.copying import programs, searched

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00"


@pytest.fixture(autouse=True)
def tools(postgresql: object) -> Iterator[None]:
    """Have PostgreSQL's programs at hand."""
    del postgresql
    with searched(programs()):
        yield


@pytest.fixture
def seat(terminal: Terminal, url: str) -> Terminal:
    """Sit down at a terminal with a database of each engine in turn."""
    seat = Terminal(terminal.folder, url)
    storage = seat.storage
    speak(storage)
    storage.close()
    return seat


def unknown(seat: Terminal) -> int:
    """Return how many messages wait for somebody who knows."""
    count: int = seat("outbox", "--json").document["unknown"]
    return count


def kept_by(seat: Terminal, document: dict[str, str]) -> Path:
    """Return the file in which a restoring kept what was there."""
    return seat.folder / document["kept"]


def test_a_copy_is_written_and_described(seat: Terminal) -> None:
    told = seat("backup", "x.copy", "--json")
    assert (told.status, told.err) == (0, "")
    copy = seat.folder / "x.copy"
    assert re.fullmatch(INSTANT, told.document.pop("at"))
    assert told.document["bytes"] == copy.stat().st_size
    engine = "sqlite" if seat.url.startswith("sqlite") else "postgresql"
    assert (told.document["out"], told.document["engine"]) == ("x.copy", engine)


def test_people_are_told_what_was_written(seat: Terminal) -> None:
    told = seat("backup", "x.copy")
    assert (told.status, told.err) == (0, "")
    assert re.fullmatch(r"x\.copy: [\d,]+ bytes, of \d{4}-\d\d-\d\d \d\d:\d\d\n", told.out)


def test_a_copy_is_restored_and_what_was_there_is_kept(seat: Terminal) -> None:
    at = seat("backup", "x.copy", "--json").document["at"]
    told = seat("restore", "x.copy", "--json")
    assert (told.status, told.err) == (0, "")
    assert told.document["copied_at"] == at
    assert told.document["restored"] == "x.copy"
    assert told.document["unknown"] == unknown(seat) == 2
    assert dtm.datetime.fromisoformat(told.document["at"]) > dtm.datetime.fromisoformat(at)
    kept = kept_by(seat, told.document)
    assert kept.is_file()
    kept.unlink()


def test_what_was_kept_is_restored_like_a_copy(seat: Terminal) -> None:
    seat("backup", "x.copy")
    kept_by(seat, seat("restore", "x.copy", "--json").document).rename(seat.folder / "y.copy")
    told = seat("restore", "y.copy")
    assert told.status == 0
    first, second, third = told.out.splitlines()
    assert re.fullmatch(r"y\.copy is restored, as of \d{4}-\d\d-\d\d \d\d:\d\d", first)
    assert second.startswith("what was there before is in ")
    assert third == "2 messages may have been sent since; `guatu outbox` lists them"


def test_the_journal_knows_of_the_restoring(seat: Terminal) -> None:
    seat("backup", "x.copy")
    seat("restore", "x.copy")
    line = seat("journal", "--json").document[-1]
    assert (line["what"], line["actor"], list(line["facts"])) == (
        "database.restored",
        None,
        ["copied_at"],
    )
    assert seat("journal", "--verify").status == 0


def test_a_copy_is_restored_where_there_is_nothing(seat: Terminal, databases: Databases) -> None:
    seat("backup", "x.copy")
    place = databases.empty()
    told = seat("restore", "x.copy", "--json", DATABASE_URL=place)
    assert (told.status, told.document["kept"]) == (0, None)
    assert seat("outbox", "--json", DATABASE_URL=place).document["unknown"] == 2
    databases.drop(place)


@pytest.mark.parametrize("with_others", [False, True], ids=["polling", "behind a webhook"])
def test_nothing_is_restored_while_the_bot_runs(seat: Terminal, *, with_others: bool) -> None:
    seat("backup", "x.copy")
    with alone(seat.url, "polling", with_others=with_others):
        told = seat("restore", "x.copy", "--json")
    assert told.status == 1
    assert told.document == {"error": "guatu run works on this database; stop it first"}
    assert unknown(seat) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["backup", "text"], "text is there already", id="a taken name"),
        pytest.param(["backup", "no/x"], "no/x.part: No such file or directory", id="no folder"),
        pytest.param(["restore", "text"], "text is no copy of a database", id="no copy"),
        pytest.param(["restore", "none"], "none: No such file or directory", id="no file"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    words: list[str], sentence: str, seat: Terminal
) -> None:
    (seat.folder / "text").write_text("what somebody wrote")
    told = seat(*words, "--json")
    assert told.status == 1
    assert told.err.startswith(sentence)
    assert len(told.err.splitlines()) == 1
    assert told.document == {"error": told.err.strip()}
    assert unknown(seat) == 1


def test_there_is_no_copy_of_no_database(tmp_path: Path) -> None:
    told = Terminal(tmp_path, f"sqlite:///{tmp_path}/guatu.db")("backup", "x.copy")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("there is no database yet")
    assert list(tmp_path.iterdir()) == []
