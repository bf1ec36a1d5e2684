import sqlite3
from typing import Any

import pytest

from rules.schedule import Phase
from storage.engine import Storage
from storage.journal import Line
from tests.bot.commands.conftest import CLOSED, JUNE, Terminal, run


@pytest.fixture
def written(terminal: Terminal) -> Terminal:
    """Write three lines, one of them about a report."""
    storage = Storage(terminal.url)
    reported = Line(
        at=CLOSED,
        actor="韦长河",
        post="责任人",
        what="project.reported",
        month=JUNE,
        project="JT01",
        figure="5.8",
        facts={"by": "reply"},
        source="-6/12",
    )
    for line in (Line(at=CLOSED, actor="", what="book.loaded"), reported):
        with storage.work() as work:
            work.journal.write(line)
    with storage.work() as work:
        work.journal.write(Line(at=CLOSED, actor="岑春林", what="month.closed", month=JUNE))
    storage.close()
    return terminal


def forge(terminal: Terminal, statement: str) -> None:
    """Change the journal behind guatu's back."""
    database = sqlite3.connect(terminal.url.removeprefix("sqlite:///"))
    with database:
        database.execute(statement)
    database.close()


def test_a_line_of_a_report_has_its_project_and_figure(written: Terminal) -> None:
    told = written("journal", "--json")
    assert (told.status, told.err) == (0, "")
    first, second, third = told.document
    hashes: Any = {key: second.pop(key) for key in ("previous_hash", "hash")}
    assert second == {
        "number": 2,
        "at": "2023-07-03T09:00:00+00:00",
        "actor": "韦长河",
        "post": "责任人",
        "what": "project.reported",
        "month": "2023-06",
        "project": "JT01",
        "figure": "5.8",
        "facts": {"by": "reply"},
        "source": "-6/12",
    }
    assert hashes == {"previous_hash": first["hash"], "hash": third["previous_hash"]}


def test_one_project_alone_may_be_listed(written: Terminal) -> None:
    assert [
        one["number"] for one in written("journal", "--project", "JT01", "--json").document
    ] == [2]
    assert written("journal", "--project", "JT02", "--json").document == []


def test_people_see_a_table_in_their_own_time(written: Terminal) -> None:
    lines = written("journal").out.splitlines()
    assert len(lines) == 4
    assert lines[2].split() == [
        *("2", "2023-07-03", "17:00:00", "韦长河", "责任人"),
        *("project.reported", "2023-06", "JT01", "5.8"),
    ]


def test_a_whole_chain_is_verified(written: Terminal) -> None:
    told = written("journal", "--verify")
    said = "the chain of hashes is whole, and every published month is as it tells\n"
    assert (told.status, told.out) == (0, said)


def test_what_was_published_otherwise_than_it_tells_is_named(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE, Phase.PUBLISH)
    storage.close()
    assert loaded("journal", "--verify").status == 0
    forge(loaded, "UPDATE published SET row = json_set(row, '$.rated.plate', 'blue')")
    told = loaded("journal", "--verify")
    assert (told.status, told.out) == (1, "")
    assert told.err == "published otherwise than the journal tells: 2023-06\n"


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        pytest.param("UPDATE journal SET figure = '9' WHERE number = 2", 2, id="a figure"),
        pytest.param("UPDATE journal SET actor = 'x' WHERE number = 1", 1, id="a name"),
        pytest.param("DELETE FROM journal WHERE number = 2", 2, id="a line taken out"),
    ],
)
def test_the_first_broken_line_is_named(statement: str, number: int, written: Terminal) -> None:
    forge(written, statement)
    told = written("journal", "--verify", "--json")
    assert told.status == 1
    assert told.err == (f"line {number} of the journal is not as it was written, or missing\n")
