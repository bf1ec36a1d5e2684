import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Terminal


def month(name: str, *, target: str = "10", actual: str | None = "10") -> dict[str, Any]:
    """Return a month of a case."""
    word = "none" if actual is None else "on_time"
    return {
        "month": name,
        "target": target,
        "report": word,
        "actual": actual,
        "determination": None,
    }


def missed(name: str) -> dict[str, Any]:
    """Return a month that was not reported."""
    return month(name, actual=None)


def write(folder: Path, *cases: Any) -> Path:
    """Write a file of cases."""
    path = folder / "cases.json"
    path.write_text(json.dumps({"policy": {}, "cases": cases}, ensure_ascii=False), "utf-8")
    return path


CROSSING = {"id": "跨年", "months": [missed("2022-12"), missed("2023-01")], "events": []}
MET = {"id": "met", "months": [month("2023-05")], "events": []}


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["plain", "json"])
def test_each_case_is_a_line(options: list[str], terminal: Terminal) -> None:
    told = terminal("simulate", write(terminal.folder, MET, CROSSING), *options)
    assert (told.status, told.err) == (0, "")
    rating = {"month": "2023-05", "plate": "blue", "streak": 0, "flags": []}
    assert told.lines[0] == {"id": "met", "ratings": [rating]}
    assert told.lines[1]["id"] == "跨年"


@pytest.mark.parametrize(
    ("boundary", "january"),
    [
        pytest.param("reset", ("yellow", 1), id="each year by itself"),
        pytest.param("carry", ("red", 2), id="over the new year"),
    ],
)
def test_the_settings_decide(boundary: str, january: tuple[str, int], terminal: Terminal) -> None:
    file = write(terminal.folder, CROSSING)
    (line,) = terminal("simulate", file, RULE_YEAR_BOUNDARY=boundary).lines
    found = line["ratings"][-1]
    assert (found["plate"], found["streak"]) == january


def test_no_database_is_made(terminal: Terminal) -> None:
    file = write(terminal.folder, MET)
    assert terminal("simulate", file, DATABASE_URL="sqlite:///new.db").status == 0
    assert [path.name for path in terminal.folder.iterdir()] == ["cases.json"]


@pytest.mark.parametrize(
    ("case", "name", "fault"),
    [
        pytest.param({"id": "X", "months": []}, "X", "one after the other", id="no month"),
        pytest.param({"id": "X"}, "X", "'months' is missing", id="a part is missing"),
        pytest.param(
            {"id": "X", "months": [month("2023-05", target="viel")]}, "X", "viel", id="no figure"
        ),
        pytest.param("X", None, "case ?", id="no case at all"),
    ],
)
def test_a_case_that_cannot_be_rated_does_not_stop_the_others(
    case: Any, name: str | None, fault: str, terminal: Terminal
) -> None:
    told = terminal("simulate", write(terminal.folder, case, MET))
    assert told.status == 1
    wrong, right = told.lines
    assert (wrong["id"], fault in wrong["error"]) == (name, True)
    assert right["id"] == "met"
    assert "1 cases cannot be rated" in told.err
    assert fault in told.err


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="no cases"),
        pytest.param('{"cases": 1}', id="cases that are no list"),
    ],
)
def test_what_is_no_file_of_cases_is_refused(content: str, terminal: Terminal) -> None:
    (terminal.folder / "cases.json").write_text(content)
    told = terminal("simulate", "cases.json")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("cases.json")


def test_a_file_that_is_not_there_is_told(terminal: Terminal) -> None:
    told = terminal("simulate", "cases.json")
    assert (told.status, "cases.json: No such file" in told.err) == (1, True)
