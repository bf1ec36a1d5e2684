from typing import Any

import pytest

from rules.notice import Address
from rules.posts import Room
from rules.schedule import Phase
from tests.bot.commands.conftest import CLOSED, LOADED, Terminal, run

ALL = [phase.value for phase in Phase]


def told(phase: str, queued: int = 0, *, already: bool = False, **more: str) -> Any:
    """Return what a command prints."""
    return {"month": "2023-06", "phase": phase, "queued": queued, "already": already} | more


def bind_groups(terminal: Terminal) -> None:
    """Bind the two commands' groups and the three others."""
    storage = terminal.storage
    with storage.work() as work:
        bind = work.bindings.bind_group
        for number in ("06", "10"):
            bind(Room.COMMAND, number, Address(-int(number)), f"{number}群", LOADED)
        for chat, room in enumerate((Room.TOWNSHIP, Room.HEADQUARTERS, Room.OFFICE), start=100):
            bind(room, None, Address(-chat), room.chinese, LOADED)
    storage.close()


def test_a_month_runs_through_with_nobody_to_speak_to(loaded: Terminal) -> None:
    for phase in ALL:
        assert loaded("month", phase, "2023-06", "--json").document == told(phase)


def test_what_is_said_is_queued_once(loaded: Terminal) -> None:
    bind_groups(loaded)
    asked = loaded("month", "ask", "2023-06", "--json")
    assert (asked.status, asked.document) == (0, told("ask", 6))
    again = loaded("month", "ask", "2023-06", "--json")
    assert (again.status, again.document) == (0, told("ask", already=True))
    assert loaded("month", "remind", "2023-06", "--json").document == told("remind", 2)
    assert loaded("month", "remind", "2023-06", "--json").document == told("remind", already=True)
    assert loaded("outbox", "--json").document["queued"] == 8


def test_the_office_and_headquarters_are_told(loaded: Terminal) -> None:
    bind_groups(loaded)
    loaded("month", "ask", "2023-06")
    assert loaded("month", "close", "2023-06", "--json").document == told("close", 1)
    assert loaded("month", "brief", "2023-06", "--json").document == told("brief", 2)
    assert loaded("month", "publish", "2023-06", "--json").document["queued"] > 0
    assert loaded("month", "publish", "2023-06", "--json").document == told(
        "publish", already=True
    )


@pytest.mark.parametrize(
    ("before", "phase", "sentence"),
    [
        pytest.param([], "remind", "remind comes after ask", id="to remind before asking"),
        pytest.param([], "close", "close comes after ask", id="to close before asking"),
        pytest.param(["ask"], "brief", "brief comes after close", id="to brief before the close"),
        pytest.param(["ask"], "publish", "publish comes after close", id="to publish before it"),
        pytest.param(["ask", "close"], "ask", "close has run already", id="to ask after it"),
        pytest.param(["ask", "remind", "close"], "remind", "close has run", id="to remind after"),
        pytest.param(
            ["ask", "close", "publish"], "brief", "publish has run", id="to brief at the end"
        ),
    ],
)
def test_an_illegal_order_is_refused_and_nothing_is_said(
    before: list[str], phase: str, sentence: str, loaded: Terminal
) -> None:
    storage = loaded.storage
    run(storage, *map(Phase, before), at=CLOSED)
    storage.close()
    lines = loaded("journal", "--json").document
    refused = loaded("month", phase, "2023-06", "--json")
    assert refused.status == 1
    assert refused.document == told(phase, error=refused.err.strip())
    assert sentence in refused.err
    assert loaded("journal", "--json").document == lines


@pytest.mark.parametrize("phase", ALL)
def test_a_year_that_is_not_loaded_is_refused(phase: str, loaded: Terminal) -> None:
    refused = loaded("month", phase, "2024-06", "--json")
    assert refused.status == 1
    assert refused.document == {
        "month": "2024-06",
        "phase": phase,
        "queued": 0,
        "already": False,
        "error": "2024-06: no workbook of 2024 is loaded; run `guatu load FILE.xlsx`",
    }


def test_the_database_is_made_and_migrated_first(terminal: Terminal) -> None:
    refused = terminal("month", "ask", "2023-06", DATABASE_URL="sqlite:///new.db")
    assert (refused.status, "no workbook of 2023" in refused.err) == (1, True)
    assert terminal("journal", "--json", DATABASE_URL="sqlite:///new.db").document == []


def test_under_hold_a_publication_by_hand_waits_for_the_office(loaded: Terminal) -> None:
    storage = loaded.storage
    run(storage, Phase.ASK, Phase.CLOSE)
    storage.close()
    refused = loaded("month", "publish", "2023-06", UNDETERMINED="hold")
    assert refused.status == 1
    assert refused.err.startswith(
        "2023-06: not determined yet: JT01, JT02, JT03, MS01, MS02, MS03"
    )


def test_people_are_told_in_a_sentence(loaded: Terminal) -> None:
    bind_groups(loaded)
    assert loaded("month", "ask", "2023-06").out == "2023-06: ask ran; 6 messages are queued\n"
    assert loaded("month", "ask", "2023-06").out == (
        "2023-06: ask had run before; nothing is said\n"
    )
