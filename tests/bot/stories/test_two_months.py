"""Two months of the whole sample through the local chat server: 14 groups, 48 projects."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.commands.rehearse import SAMPLE
from bot.compose import PHASES, by_hand
from bot.rehearsal.performance import Performance
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from papers.workbook import read_workbook
from rules.cycle import WrongOrderError
from rules.month import Month
from rules.plates import Plate
from rules.schedule import Phase
from storage.engine import Storage

JUNE, TOWNSHIP, OFFICE = Month(2023, 6), "全镇挂图作战工作群", "督考办工作群"
Said = list[dict[str, Any]]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the two months once, with all that they leave behind."""
    folder = tmp_path_factory.mktemp("story")
    book = read_workbook(SAMPLE.read_bytes(), name=SAMPLE.name).book
    settings = Settings(_env_file=None)
    performance = Performance(
        book, JUNE, settings=settings, out=folder, progress=lambda _share, _what: None
    )
    asyncio.run(performance.play())
    return folder


@pytest.fixture(scope="module")
def june(out: Path) -> Said:
    """Return what was said from the asking in June on."""
    lines = (out / "transcript.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["what"] == "message" and row["at"] >= "2023-06-30"]


@pytest.fixture(scope="module")
def sheet(out: Path) -> MonthSheet:
    storage = Storage(f"sqlite:///{out / 'guatu.db'}")
    with storage.look() as look:
        found = sheet_of(look, JUNE, Settings(_env_file=None))
    storage.close()
    return found


def test_each_project_with_a_target_is_asked_once(june: Said, sheet: MonthSheet) -> None:
    asked = Counter(row["chat"] for row in june if "【6月填报】" in row["text"])
    assert sum(asked.values()) == len(sheet.asked) == 43
    assert len(asked) == 14


def test_each_reply_is_taken(sheet: MonthSheet) -> None:
    silent = [line.project.code for line in sheet.asked if line.report is None]
    assert silent == ["ZS02", "SL02", "SH03"]


def test_the_captions_counts_equal_the_ratings(june: Said, sheet: MonthSheet) -> None:
    plates = Counter(line.rated.plate for line in sheet.lines)
    blue, yellow, red = (plates[plate] for plate in Plate)
    head = f"6月 蓝牌 {blue} 黄牌 {yellow} 红牌 {red} 无牌 {plates[None]}"
    captions = [row["text"] for row in june if row["chat"] == TOWNSHIP and row["files"]]
    assert captions[0].splitlines()[0] == head
    album, board, support, bulletin = (words for words in captions[1:] if words)
    assert f"\n未完成月度目标的{yellow + red}个项目：\n" in album
    assert board.splitlines()[1] == head
    assert support.startswith("6月作战保障图：共89项，")
    assert bulletin == "【6月通报】禾政督〔2023〕6号"


def test_each_unit_that_missed_is_warned_once_in_the_township_group(
    june: Said, sheet: MonthSheet
) -> None:
    missed = {
        line.project.lead_unit for line in sheet.lines if line.rated.plate in {"yellow", "red"}
    }
    warned = [row["text"] for row in june if row["chat"] == TOWNSHIP and "牌警告" in row["text"]]
    units = [text.partition("】")[2].partition("：")[0] for text in warned]
    assert sorted(units) == sorted(missed)


def test_each_unit_is_warned_in_its_commands_group_with_its_projects_alone(
    june: Said, sheet: MonthSheet
) -> None:
    told = {
        code
        for row in june
        if row["buttons"][:1] == [["签收"]]
        for code in (line.project.code for line in sheet.lines)
        if f"（{code}）" in row["text"]
    }
    missed = {line.project.code for line in sheet.lines if line.rated.plate in {"yellow", "red"}}
    assert told == missed


def test_headquarters_is_told_of_all_red_ones_at_once(june: Said, sheet: MonthSheet) -> None:
    (told,) = [row["text"] for row in june if "【6月红牌】" in row["text"]]
    reds = [line.project.code for line in sheet.lines if line.rated.plate is Plate.RED]
    assert len(reds) == 3
    assert all(f"（{code}）" in told for code in reds)


def test_the_office_is_told_of_the_close_once(june: Said) -> None:
    told = [row for row in june if row["chat"] == OFFICE and "【6月截止】" in row["text"]]
    assert len(told) == 1


def test_every_phase_run_twice_says_nothing_twice(out: Path, sheet: MonthSheet) -> None:
    storage, at = Storage(f"sqlite:///{out / 'guatu.db'}"), sheet.cycle.published_at
    assert at is not None
    with storage.work() as work:
        before = work.outbox.counts()
        for phase in PHASES:
            _again(phase, work, at)
        assert work.outbox.counts() == before
    storage.close()


def _again(phase: Phase, work: Any, at: Any) -> None:
    """Run a phase of the published month once more: nothing is queued, or it is refused."""
    settings = Settings(_env_file=None)
    try:
        assert by_hand(phase, JUNE, work=work, at=at, settings=settings).queued == 0
    except WrongOrderError:
        assert phase in {Phase.ASK, Phase.REMIND, Phase.BRIEF}


def test_the_journal_is_whole(out: Path) -> None:
    storage = Storage(f"sqlite:///{out / 'guatu.db'}")
    with storage.look() as look:
        assert look.journal.verify() is None
    storage.close()
