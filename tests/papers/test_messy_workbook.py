"""The messy workbook: each of its faults is told at its place, with its severity."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from papers.anomaly import Anomaly
from papers.workbook import Read, read_workbook
from rules.month import Month

DATA = Path(__file__).parent / "data"
EXPECTED = json.loads((DATA / "messy_expected.json").read_text("utf-8"))["anomalies"]
Place = tuple[str | None, str | None]

# What follows from other faults, so that telling it or not is both right.
FOLLOWS = {
    ("保障事项", "G1"),  # 进展 is another word for 状态
    ("月度计划", "A1:R1"),  # a title
    ("月度计划", "E71"),  # MS03: 120 on the one sheet, 100 on the other
    ("月度计划", "J95"),  # JJ02: 11 in March, 7 in April
}


@pytest.fixture(scope="module")
def messy() -> Read:
    return read_workbook((DATA / "township_messy.xlsx").read_bytes(), name="township_messy.xlsx")


@pytest.fixture(scope="module")
def by_place(messy: Read) -> dict[Place, list[Anomaly]]:
    found = defaultdict(list)
    for one in messy.anomalies:
        found[one.sheet, one.cell].append(one)
    return found


@pytest.mark.parametrize("expected", [pytest.param(one, id=one["id"]) for one in EXPECTED])
def test_a_fault_is_told_at_its_place(
    expected: dict[str, Any], by_place: dict[Place, list[Anomaly]]
) -> None:
    found = by_place[expected["sheet"], expected["cell"]]
    assert (expected["severity"], expected["normalised"]) in {
        (one.severity.value, one.taken) for one in found
    }


def test_nothing_else_is_told(by_place: dict[Place, list[Anomaly]]) -> None:
    listed = {(one["sheet"], one["cell"]) for one in EXPECTED}
    assert set(by_place) - listed == FOLLOWS


def test_the_gravest_of_a_place_comes_last(by_place: dict[Place, list[Anomaly]]) -> None:
    for found in by_place.values():
        ranks = [one.severity.rank for one in found]
        assert ranks == sorted(ranks)


def test_every_sentence_says_something_in_chinese(messy: Read) -> None:
    for one in messy.anomalies:
        assert len(one.says) > 3
        assert any("一" <= mark <= "鿿" for mark in one.says)


def test_it_is_refused(messy: Read) -> None:
    assert messy.is_refused


def test_without_a_sheet_of_commands_those_of_the_people_are_taken(messy: Read) -> None:
    commands = messy.book.commands
    assert len(commands) == 14
    assert (commands[5].number, commands[5].name, commands[5].commander) == (
        *("06", "交通建设指挥部", "卫宏伟"),
    )


@pytest.mark.parametrize("code", ["XC02", "JT02", "SL02", "WL03", "CZ02", "XX99"])
def test_a_project_that_cannot_be_taken_is_left_out(messy: Read, code: str) -> None:
    assert code not in {one.code for one in messy.book.projects}
    assert code not in messy.book.plans


@pytest.mark.parametrize(
    ("code", "month", "goal"),
    [
        pytest.param("GY01", 3, "800", id="full width"),
        pytest.param("NY04", 5, "45", id="percent"),
        pytest.param("MS02", 9, None, id="colloquial"),
        pytest.param("GY02", 7, None, id="falling"),
        pytest.param("SL01", 8, None, id="zero"),
        pytest.param("WL01", 1, None, id="by the month"),
    ],
)
def test_only_sure_goals_are_taken(messy: Read, code: str, month: int, goal: str | None) -> None:
    found = messy.book.plans[code].goals.get(Month(2023, month))
    assert (None if found is None else str(found)) == goal


def test_a_vague_date_is_left_blank(messy: Read) -> None:
    (project,) = (one for one in messy.book.projects if one.code == "ZS03")
    assert project.due_date is None


def test_a_missing_unit_comes_from_the_plan(messy: Read) -> None:
    (project,) = (one for one in messy.book.projects if one.code == "JT03")
    assert project.unit == "公里"


def test_telephone_numbers_are_not_in_the_book(messy: Read) -> None:
    assert "1390000000" not in repr(messy.book)
