"""A whole year of the sample, and every figure of its assessment by a second path.

12 months, 48 projects, 6 changes of target, 2 entries, 1 exit, 3 corrections, 1 change of
commander: played through the local chat server with the real flows, while a ledger is kept that
knows nothing of the product. At the end the two are held against each other, cell by cell.
"""

import asyncio
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.replay import replay
from rules.approval import Matter, Stage
from rules.month import Month
from storage.engine import Storage
from tests.bot.commands.conftest import Terminal
from tests.bot.stories import year_reckoning as reckoning
from tests.bot.stories.year_play import Year, play_year
from tests.databases import SqliteFiles

pytestmark = pytest.mark.timeout(900)  # the first test plays the year
CELLS = ("CZ01 5月", "JT01 8月", "GY02 6月")
Sheets = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="session")
def year(sqlite_files: SqliteFiles) -> Year:
    """Play the year once, for every test that looks at it."""
    return asyncio.run(play_year(sqlite_files.fresh(), *CELLS))


@pytest.fixture
def storage(year: Year) -> Iterator[Storage]:
    """Open what the year left behind."""
    storage = Storage(year.url)
    yield storage
    storage.close()


@pytest.fixture
def terminal(year: Year, tmp_path: Path) -> Terminal:
    """Sit down at a terminal whose database holds the year."""
    return Terminal(tmp_path, year.url)


def sheets_of(written: bytes) -> Sheets:
    """Read the sheets by their names: each row by what it is about, each cell by its head."""
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheets: Sheets = {}
    for name in ("项目", "指挥部", "主责单位", "责任人"):
        _, head, *rows = book[name].values
        heads = [str(one) for one in head]
        lines = [dict(zip(heads, map(exact, row), strict=True)) for row in rows]
        key = "项目编号" if name == "项目" else heads[0]
        sheets[name] = {str(line[key]): line for line in lines}
        assert len(sheets[name]) == len(lines), f"{name}: a row comes twice"
    return sheets


def exact(cell: Any) -> Any:
    """Return a cell, a number as the decimal that is seen."""
    return Decimal(str(cell)) if isinstance(cell, int | float) else cell


def reckoned(year: Year, *, is_ranked: bool = False) -> Sheets:
    """Return the same sheets as the ledger reckons them."""
    ledger = year.ledger
    papers = sorted(ledger.papers.values(), key=lambda one: (one.command, one.code))
    commands = reckoning.group_lines(ledger, lambda one: one.command)
    if is_ranked:
        for number, place in reckoning.places(commands).items():
            commands[number]["名次"] = place
    return {
        "项目": {
            one.code: {"序号": number, **reckoning.project_line(ledger, one)}
            for number, one in enumerate(papers, start=1)
        },
        "指挥部": {
            ledger.commands[number]: {"指挥部": ledger.commands[number], **line}
            for number, line in commands.items()
        },
        "主责单位": {
            name: {"主责单位": name, **line}
            for name, line in reckoning.group_lines(ledger, lambda one: one.lead_unit).items()
        },
        "责任人": {
            name: {"责任人": name, **line} for name, line in reckoning.person_lines(ledger).items()
        },
    }


def differences(shown: Sheets, expected: Sheets) -> list[str]:
    """Return every cell that is not what the ledger says, and every row that is too many."""
    found = []
    for name, rows in expected.items():
        found += [f"{name}: {row}" for row in set(shown[name]) ^ set(rows)]
        for row in set(shown[name]) & set(rows):
            cells, wanted = shown[name][row], rows[row]
            found += [
                f"{name} {row} {head}: {cells.get(head)!r}, and not {wanted.get(head)!r}"
                for head in {*cells, *wanted}
                if cells.get(head) != wanted.get(head)
            ]
    return sorted(found)


def test_every_figure_of_the_assessment_is_what_the_ledger_says(year: Year) -> None:
    assert differences(sheets_of(year.assessment), reckoned(year)) == []


def test_every_month_is_traced_to_what_the_ledger_says(year: Year) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(year.assessment))["逐月"]
    _, head, *rows = sheet.values
    lines = [dict(zip(map(str, head), map(exact, row), strict=True)) for row in rows]
    shown = {(line["项目编号"], line["月份"]): line for line in lines}
    expected = reckoning.month_lines(year.ledger)
    assert (set(shown), len(lines)) == (set(expected), len(expected))
    for place, wanted in expected.items():
        cells = shown[place]
        cells["标识"] = str(cells["标识"])[:2]
        if wanted["连续未完成"] is None:  # no plate: no streak is shown
            cells["连续未完成"] = None
        assert {head: cells[head] for head in wanted} == wanted, place


def test_the_command_writes_the_same_figures(year: Year, terminal: Terminal) -> None:
    told = terminal("paper", "assessment", "2023", "--out", "year.xlsx")
    assert (told.status, told.err) == (0, "")
    written = (terminal.folder / "year.xlsx").read_bytes()
    assert differences(sheets_of(written), reckoned(year)) == []


def test_where_commands_are_ranked_equal_shares_share_a_place(
    year: Year, terminal: Terminal
) -> None:
    expected = reckoned(year, is_ranked=True)
    places = [line["名次"] for line in expected["指挥部"].values()]
    assert len(set(places)) < len(places) == 14
    told = terminal("paper", "assessment", "2023", "--out", "year.xlsx", RULE_RANKING="true")
    assert told.status == 0
    written = (terminal.folder / "year.xlsx").read_bytes()
    assert differences(sheets_of(written), expected) == []


def test_no_row_is_empty(year: Year) -> None:
    sheets = sheets_of(year.assessment)
    assert len(sheets["项目"]) == 50
    assert len(sheets["指挥部"]) == 14
    for name, rows in sheets.items():
        for row, cells in rows.items():
            months = [cells[head] for head in reckoning.MONTHS.values()]
            assert sum(months) > 0, (name, row)
            assert None not in cells.values(), (name, row)


def test_the_caption_counts_what_the_ledger_counts(year: Year) -> None:
    ends = [line["年终认定"] for line in reckoned(year)["项目"].values()]
    adjusted = sum(bool(one.changes) for one in year.ledger.papers.values())
    assert year.caption == (
        f"2023年年终认定：共50个项目，完成{ends.count('完成')}个，"
        f"未完成{ends.count('未完成')}个，未认定{ends.count('未认定')}个；"
        f"调整过目标的{adjusted}个，按调整后的目标认定。"
    )


def test_the_year_held_all_that_it_was_to_hold(year: Year, storage: Storage) -> None:
    """Else a scene that was not played would make every figure right."""
    with storage.look() as look:
        requests = look.requests.of_year(2023)
        handovers = look.journal.entries(what="handover")
        published = look.editions.months(2023)
        false = look.journal.entries(what="correction.cause")
    ends = [(one.matter, one.stage) for one in requests]
    assert ends.count((Matter.TARGET, Stage.APPROVED)) == 6
    assert ends.count((Matter.TARGET, Stage.WITHDRAWN)) == 1
    assert ends.count((Matter.TARGET, Stage.REJECTED)) == 1
    assert ends.count((Matter.ENTER, Stage.APPROVED)) == 2
    for matter in (Matter.EXIT, Matter.SUSPEND, Matter.RESUME, Matter.COMPLETED):
        assert ends.count((matter, Stage.APPROVED)) == 1
    assert [one.facts["seat"] for one in handovers] == ["responsible_person", "commander"]
    assert len(published) == 12
    assert len(false) == 1
    months = [row.plate for rows in year.ledger.public.values() for row in rows.values()]
    for plate in reckoning.PLATES:
        assert months.count(plate) > 0, plate


def test_every_published_month_shows_what_the_ledger_published(
    year: Year, storage: Storage
) -> None:
    with storage.look() as look:
        for number in range(1, 13):
            first, *_, last = (*look.editions.history(Month(2023, number)),) * 2
            for rows, edition in ((year.ledger.first, first), (year.ledger.public, last)):
                shown = {
                    one.project.code: (one.rated.plate or "", one.person) for one in edition.rows
                }
                assert shown == {
                    code: (row.plate if row.plate in {"blue", "yellow", "red"} else "", row.person)
                    for code, row in rows[number].items()
                }


def test_the_journal_bears_the_year_out(storage: Storage) -> None:
    with storage.look() as look:
        assert replay(look) == ()
        assert look.journal.verify() is None


@pytest.mark.parametrize("cell", CELLS)
def test_why_tells_what_the_ledger_says(year: Year, cell: str) -> None:
    code, month = cell.removesuffix("月").split()
    paper, row = year.ledger.papers[code], year.ledger.public[int(month)][code]
    told = year.why[cell]
    plate = {"blue": "蓝牌", "yellow": "黄牌", "red": f"红牌（连续{row.streak}个月）"}[row.plate]
    assert told.startswith(f"{paper.name}（{code}）　{month}月：{plate}")
    assert f"目标：{row.goal}{paper.unit}（" in told
    found = "未报，按未完成认定" if row.value is None else f"认定：{row.value}{paper.unit}"
    assert found in told
    if paper.changes:
        on = paper.changes[-1].approved_on
        assert f"第{len(paper.changes)}次调整" in told
        assert f"{on.month}月{on.day}日批准" in told
