from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from papers.anomaly import Severity
from tests.bot.commands.conftest import Terminal
from tests.papers.small_book import small_workbook

SAMPLE = Path(__file__).parents[3] / "samples" / "township.xlsx"
COUNTS = {
    "commands": 2,
    "people": 14,
    "projects": 3,
    "targets": 30,
    "support_items": 2,
    "milestones": 2,
}
WRONG = {
    "sheet": "项目",
    "cell": "H2",
    "severity": "error",
    "found": "约十二",
}


def write(folder: Path, book: Workbook | None = None, **cells: Any) -> Path:
    """Save the small workbook with some cells of 项目 changed."""
    book = book or small_workbook()
    for cell, value in cells.items():
        book["项目"][cell] = value
    path = folder / "township.xlsx"
    book.save(path)
    return path


def changed_workbook() -> Workbook:
    """Return the small workbook with another target of JT02 in June."""
    book = small_workbook()
    book["月度计划"]["O3"] = 1600
    return book


def codes(terminal: Terminal) -> list[str]:
    """Return the codes of the projects that are kept."""
    return [row["project"] for row in terminal("ratings", "2023-06", "--json").document]


def test_a_workbook_is_loaded_with_its_counts(terminal: Terminal) -> None:
    told = terminal("load", write(terminal.folder), "--json")
    assert (told.status, told.err) == (0, "")
    assert told.document == {
        "year": 2023,
        "loaded": True,
        **COUNTS,
        "anomalies": [],
        "changes": [],
    }
    assert codes(terminal) == ["JT01", "JT02", "SL01"]


def test_a_database_is_made_where_there_is_none(terminal: Terminal) -> None:
    told = terminal("load", write(terminal.folder), "--json", DATABASE_URL="sqlite:///new.db")
    assert told.document["loaded"] is True
    assert (terminal.folder / "new.db").exists()


def test_the_same_workbook_again_changes_nothing(terminal: Terminal) -> None:
    file = write(terminal.folder)
    first = terminal("load", file, "--json").document
    before = terminal("journal", "--json").document
    assert terminal("load", file, "--json").document == first
    assert terminal("journal", "--json").document == before


def test_an_error_refuses_the_whole_workbook(terminal: Terminal) -> None:
    file = write(terminal.folder, H2="约十二")
    told = terminal("load", file, "--json")
    assert told.status == 1
    assert told.err == (
        f"{file} has 1 errors, so nothing was loaded; mend them, or leave those rows and cells "
        "out with --skip-errors\n"
    )
    document = told.document
    assert (document["loaded"], document["error"]) == (False, told.err.strip())
    (anomaly,) = document["anomalies"]
    assert {key: anomaly[key] for key in WRONG} == WRONG
    assert set(anomaly) == {*WRONG, "taken", "says"}
    assert "no workbook of 2023" in terminal("ratings", "2023-06").err


def test_errors_are_left_out_when_that_is_wanted(terminal: Terminal) -> None:
    file = write(terminal.folder, A2=None)
    told = terminal("load", file, "--skip-errors", "--json")
    assert (told.status, told.document["loaded"]) == (0, True)
    assert any(one["severity"] == Severity.ERROR for one in told.document["anomalies"])
    assert codes(terminal) == ["JT02", "SL01"]


def test_what_was_left_out_comes_when_it_is_mended(terminal: Terminal) -> None:
    terminal("load", write(terminal.folder, A2=None), "--skip-errors")
    told = terminal("load", write(terminal.folder), "--json").document
    entry = next(one for one in told["changes"] if one["thing"] == "project")
    assert (entry["name"], entry["part"], entry["taken"]) == ("JT01", None, True)
    assert codes(terminal) == ["JT01", "JT02", "SL01"]


@pytest.mark.parametrize(
    ("cells", "options", "status"),
    [
        pytest.param({}, [], 0, id="without a fault"),
        pytest.param({"H2": "约十二"}, [], 1, id="with an error"),
        pytest.param({"H2": "约十二"}, ["--skip-errors"], 0, id="with an error left out"),
    ],
)
def test_a_dry_run_tells_and_opens_no_database(
    cells: dict[str, Any], options: list[str], status: int, terminal: Terminal
) -> None:
    file = write(terminal.folder, **cells)
    told = terminal("load", file, "--dry-run", "--json", *options, DATABASE_URL="sqlite:///n.db")
    assert told.status == status
    document = told.document
    assert (document["year"], document["loaded"], document["changes"]) == (2023, False, None)
    assert [path.name for path in terminal.folder.iterdir()] == ["township.xlsx"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "文件“F.xlsx”是空的，请重新导出后再提交。", id="empty"),
        pytest.param(b"a;b\n1;2\n", "不是电子表格", id="a text"),
    ],
)
def test_what_is_no_workbook_is_refused_in_the_same_shape(
    content: bytes, sentence: str, terminal: Terminal
) -> None:
    (terminal.folder / "F.xlsx").write_bytes(content)
    told = terminal("load", "F.xlsx", "--json")
    assert told.status == 1
    assert sentence in told.err
    assert told.document == {
        "year": None,
        "loaded": False,
        **dict.fromkeys(COUNTS, 0),
        "anomalies": [],
        "changes": None,
        "error": told.err.strip(),
    }


def test_a_file_that_is_not_there_is_told(terminal: Terminal) -> None:
    told = terminal("load", "F.xlsx")
    assert (told.status, told.out, told.err) == (
        1,
        "",
        "F.xlsx: No such file or directory; check the path and its permissions\n",
    )


def test_another_year_than_the_dates_say_is_an_error(terminal: Terminal) -> None:
    told = terminal("load", write(terminal.folder), "--year", "2024", "--json")
    assert told.status == 1
    assert told.document["year"] == 2024
    assert told.document["anomalies"][0]["cell"] is None


def test_people_see_a_table_of_what_they_must_look_at(terminal: Terminal) -> None:
    told = terminal("load", write(terminal.folder, H2="约十二"))
    assert [word in told.out for word in ("severity", "error", "H2", "约十二")] == [True] * 4


def test_people_see_the_counts(terminal: Terminal) -> None:
    told = terminal("load", write(terminal.folder))
    assert told.out == (
        "2023: loaded; commands 2, people 14, projects 3, targets 30, support items 2, "
        "milestones 2\n"
    )


def test_the_sample_loads_without_a_word(terminal: Terminal) -> None:
    told = terminal("load", SAMPLE, "--dry-run", "--json").document
    assert (told["commands"], told["projects"], told["anomalies"]) == (14, 48, [])


def test_people_see_what_of_a_changed_workbook_was_taken(terminal: Terminal) -> None:
    terminal("load", write(terminal.folder))
    told = terminal("load", write(terminal.folder, changed_workbook(), E2="路面宽8米"))
    lines = {line.split()[0]: line.split() for line in told.out.splitlines() if line.strip()}
    assert lines["project"] == ["project", "JT01", "brief", "路面宽7米", "路面宽8米", "taken"]
    assert lines["target"][:5] == ["target", "JT02", "2023-06", "1530", "1600"]
    assert lines["target"][5:9] == ["stays", "as", "it", "is:"]


def test_a_target_that_differs_is_shown_and_stays(terminal: Terminal) -> None:
    terminal("load", write(terminal.folder))
    told = terminal("load", write(terminal.folder, changed_workbook()), "--json").document
    assert told["changes"] == [
        {
            "thing": "target",
            "name": "JT02",
            "part": "2023-06",
            "before": "1530",
            "after": "1600",
            "taken": False,
            "needs": "adjustment",
            "since": None,
        }
    ]
    rows = {row["project"]: row for row in terminal("ratings", "2023-06", "--json").document}
    assert rows["JT02"]["target"] == "1530"
