import datetime as dtm
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.flows.load_book import load_book
from bot.settings import Settings
from rules.determination import OPEN
from rules.edition import Edition
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.plates import Plate
from rules.report import Report, ReportState, Source
from rules.schedule import Phase
from storage.engine import Storage
from tests.bot.commands.conftest import CLOSED, LOADED, Terminal, determine, run
from tests.bot.stage_book import TOWNSHIP

MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
KEYS = [
    *("project", "name", "command", "unit", "target", "reported", "determined", "plate"),
    *("streak", "flags", "no_plate_reason", "state"),
]


@pytest.fixture
def storage(loaded: Terminal) -> Any:
    """Open the database that the terminal sees."""
    storage = loaded.storage
    yield storage
    storage.close()


def report(storage: Storage, code: str, value: str, *, is_late: bool = False) -> None:
    """Keep a report of June."""
    said = Source(-6, 1, CLOSED - dtm.timedelta(days=1))
    with storage.work() as work:
        work.reports.put(
            Report(JUNE, code, "韦长河", said, value, Decimal(value), ReportState.KEPT, is_late)
        )


def row(terminal: Terminal, code: str, month: str = "2023-06") -> Any:
    """Return a project's line."""
    rows = terminal("ratings", month, "--json").document
    return next(row for row in rows if row["project"] == code)


def part(terminal: Terminal, code: str, month: str = "2023-06") -> tuple[Any, ...]:
    """Return plate, streak, flags and the reason for no plate."""
    found = row(terminal, code, month)
    return found["plate"], found["streak"], found["flags"], found["no_plate_reason"]


def test_all_projects_stand_by_command_and_code(loaded: Terminal) -> None:
    told = loaded("ratings", "2023-06", "--json")
    assert (told.status, told.err) == (0, "")
    codes = [row["project"] for row in told.document]
    assert codes == ["JT01", "JT02", "JT03", "MS01", "MS02", "MS03", "MS04"]
    assert all(list(row) == KEYS for row in told.document)


def test_a_month_that_was_never_asked_is_open(loaded: Terminal) -> None:
    assert row(loaded, "JT01") == {
        "project": "JT01",
        "name": "禾石路大中修工程",
        "command": "06",
        "unit": "公里",
        "target": "5.8",
        "reported": None,
        "determined": None,
        "plate": None,
        "streak": 0,
        "flags": [],
        "no_plate_reason": "not_published",
        "state": "open",
    }


def test_a_milestone_is_written_as_one(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    determine(storage, MS01="met")
    run(storage, Phase.PUBLISH)
    found = row(loaded, "MS01")
    assert (found["target"], found["determined"], found["plate"]) == ("M:主体封顶", "met", "blue")


def test_a_month_without_target_has_no_plate(loaded: Terminal) -> None:
    assert part(loaded, "MS04") == (None, 0, ["no_target"], "no_target")


@pytest.mark.parametrize(
    ("phases", "state", "flags"),
    [
        pytest.param([Phase.ASK], "open", [], id="asked"),
        pytest.param([Phase.ASK, Phase.CLOSE], "closed", ["pending"], id="closed"),
        pytest.param([Phase.ASK, Phase.CLOSE, Phase.PUBLISH], "published", ["pending"], id="out"),
    ],
)
def test_the_state_of_the_month_stands_in_every_line(
    phases: list[Phase], state: str, flags: list[str], loaded: Terminal, storage: Storage
) -> None:
    run(storage, *phases)
    found = row(loaded, "JT01")
    assert (found["state"], found["flags"], found["plate"]) == (state, flags, None)


def decide_all(storage: Storage, **found: str | None) -> None:
    """Determine the whole of June."""
    silent = dict.fromkeys(("JT02", "JT03", "MS01", "MS02", "MS03"))
    determine(storage, JUNE, **(silent | found))


def test_before_the_publication_no_plate_is_shown(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    decide_all(storage, JT01="5.8")
    assert row(loaded, "JT01")["state"] == "determined"
    assert part(loaded, "JT01") == (None, 0, ["determined"], "not_published")
    assert part(loaded, "JT02") == (None, 0, ["unreported"], "not_published")


@pytest.mark.parametrize(
    ("found", "plate", "streak", "flags"),
    [
        pytest.param("5.80", "blue", 0, ["determined"], id="exactly on target"),
        pytest.param("6", "blue", 0, ["determined", "over_fulfilled"], id="beyond it"),
        pytest.param("5.79", "yellow", 1, ["determined"], id="below it"),
        pytest.param(None, "yellow", 1, ["unreported"], id="nothing was reported"),
    ],
)
def test_a_published_month_has_its_plates(
    found: str | None,
    plate: str,
    streak: int,
    flags: list[str],
    loaded: Terminal,
    storage: Storage,
) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    decide_all(storage, JT01=found)
    run(storage, Phase.PUBLISH)
    assert part(loaded, "JT01") == (plate, streak, flags, None)


def test_a_report_that_stands_is_determined_by_it(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK)
    report(storage, "JT01", "6.10")
    run(storage, Phase.CLOSE, Phase.PUBLISH)
    found = row(loaded, "JT01")
    assert (found["reported"], found["determined"]) == ("6.1", "6.1")
    assert part(loaded, "JT01") == ("blue", 0, ["by_report", "over_fulfilled"], None)


def test_a_late_report_is_shown_and_does_not_count(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    report(storage, "JT01", "6.1", is_late=True)
    decide_all(storage, JT01=None)
    run(storage, Phase.PUBLISH)
    assert row(loaded, "JT01")["reported"] == "6.1"
    assert part(loaded, "JT01") == ("yellow", 1, ["late", "unreported"], None)


def test_a_second_miss_is_red_and_a_met_month_catches_up(
    loaded: Terminal, storage: Storage
) -> None:
    for month, figure in ((MAY, "3"), (JUNE, "5"), (JULY, "8")):
        run(storage, Phase.ASK, Phase.CLOSE, month=month)
        determine(storage, month, JT01=figure)
        run(storage, Phase.PUBLISH, month=month)
    assert part(loaded, "JT01", "2023-05") == ("yellow", 1, ["caught_up", "determined"], None)
    assert part(loaded, "JT01", "2023-06") == ("red", 2, ["caught_up", "determined"], None)
    assert part(loaded, "JT01", "2023-07") == ("blue", 0, ["determined"], None)


def test_an_open_month_begins_with_the_misses_before_it(
    loaded: Terminal, storage: Storage
) -> None:
    run(storage, Phase.ASK, Phase.CLOSE, month=MAY)
    determine(storage, MAY, JT01="3")
    run(storage, Phase.PUBLISH, month=MAY)
    run(storage, Phase.ASK)
    assert part(loaded, "JT01") == (None, 1, [], "not_published")


def test_months_that_were_not_asked_miss_nothing(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE, month=MAY)
    determine(storage, MAY, JT01="3")
    run(storage, Phase.PUBLISH, month=MAY)
    assert part(loaded, "JT01", "2023-07") == (None, 1, [], "not_published")
    assert part(loaded, "JT01", "2023-04") == (None, 0, ["no_target"], "no_target")


def test_a_suspended_project_is_not_active(loaded: Terminal, storage: Storage) -> None:
    with storage.work() as work:
        work.book.put_lifecycle_event(2023, "JT01", LifecycleEvent(Step.SUSPEND, JUNE))
    run(storage, Phase.ASK)
    assert part(loaded, "JT01") == (None, 0, ["not_active"], "not_active")


def test_what_was_sent_back_is_pending(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    decide_all(storage, JT01="6")
    with storage.work() as work:
        work.determinations.put(JUNE, "JT01", OPEN)
    assert part(loaded, "JT01") == (None, 0, ["pending"], "pending")
    assert row(loaded, "JT01")["state"] == "closed"


def correct(storage: Storage, code: str) -> None:
    """Publish a correction by which a project is blue."""
    with storage.work() as work:
        first = work.editions.latest(JUNE)
        assert first is not None
        rows = tuple(
            replace(row, rated=row.rated._replace(plate=Plate.BLUE, streak=0))
            if row.project.code == code
            else row
            for row in first.rows
        )
        work.editions.put(Edition(JUNE, 1, first.rules, rows, first.digest), CLOSED)


def test_a_corrected_line_says_so(loaded: Terminal, storage: Storage) -> None:
    run(storage, Phase.ASK, Phase.CLOSE)
    decide_all(storage, JT01="5")
    run(storage, Phase.PUBLISH)
    correct(storage, "JT01")
    assert part(loaded, "JT01") == ("blue", 0, ["corrected", "determined"], None)
    assert part(loaded, "JT02") == ("yellow", 1, ["unreported"], None)


def test_a_project_that_came_after_the_publication_has_no_plate_in_it(
    loaded: Terminal, storage: Storage
) -> None:
    run(storage, Phase.ASK, Phase.CLOSE, Phase.PUBLISH)
    new = replace(TOWNSHIP.projects[0], code="JT09", name="禾石路亮化工程")
    plans = {**TOWNSHIP.plans, "JT09": TOWNSHIP.plans["JT01"]}
    book = replace(TOWNSHIP, projects=(*TOWNSHIP.projects, new), plans=plans)
    with storage.work() as work:
        load_book(book, work=work, at=LOADED, settings=Settings())
    assert part(loaded, "JT09") == (None, 0, ["not_active"], "not_active")
    assert part(loaded, "JT09", "2023-07") == (None, 0, [], "not_published")


def test_a_year_that_is_not_loaded_is_refused(loaded: Terminal) -> None:
    told = loaded("ratings", "2024-06", "--json")
    assert told.status == 1
    assert told.document == {
        "error": "2024-06: no workbook of 2024 is loaded; run `guatu load FILE.xlsx`"
    }


def test_people_see_a_table(loaded: Terminal) -> None:
    lines = loaded("ratings", "2023-06").out.splitlines()
    assert len(lines) == len(TOWNSHIP.projects) + 1
    assert lines[1].split() == ["JT01", "禾石路大中修工程", "5.8", "0", "公里", "not_published"]
