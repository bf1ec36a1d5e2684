"""Editions: what was published, frozen, numbered and hashed (C27, C46)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Flag, Plate, Rated, Rules
from tests.bot.stage_book import PROJECTS

JUNE = Month(2023, 6)
JT01, JT02, *_ = PROJECTS
RATED = Rated(JUNE, Plate.YELLOW, 1, (Flag.BY_REPORT,), goal=Decimal("5.8"), value=Decimal(5))
ROW = EditionRow(JT01, RATED, reported=Decimal(5))
FIRST = Edition(JUNE, 0, Rules(), (ROW,))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(FIRST, month=JUNE.next), id="the month"),
        pytest.param(replace(FIRST, correction=1), id="the number"),
        pytest.param(replace(FIRST, rules=Rules(no_target_breaks=True)), id="the rules"),
        pytest.param(replace(FIRST, follows=FIRST.digest), id="what it follows"),
        pytest.param(replace(FIRST, rows=()), id="a row left out"),
        pytest.param(replace(FIRST, rows=(replace(ROW, reported=None),)), id="what was said"),
        pytest.param(replace(FIRST, rows=(replace(ROW, reported_late=True),)), id="when"),
        pytest.param(replace(FIRST, rows=(replace(ROW, corrected=1),)), id="what was corrected"),
        pytest.param(
            replace(FIRST, rows=(replace(ROW, rated=RATED._replace(plate=Plate.BLUE)),)),
            id="a colour",
        ),
        pytest.param(
            replace(FIRST, rows=(replace(ROW, rated=RATED._replace(value=Decimal("5.01"))),)),
            id="a figure",
        ),
        pytest.param(
            replace(FIRST, rows=(replace(ROW, project=replace(JT01, lead_unit="水利站")),)),
            id="a unit",
        ),
    ],
)
def test_whatever_changes_changes_the_digest(changed: Edition) -> None:
    assert changed.digest != FIRST.digest


def test_the_same_facts_have_the_same_digest() -> None:
    again = Edition(JUNE, 0, Rules(), (replace(ROW, reported=Decimal("5.00")),))
    assert again.digest == FIRST.digest
    assert len(FIRST.digest) == 64


def test_what_was_published_before_corrections_were_known_keeps_its_digest() -> None:
    assert FIRST.digest == "7bc9a7935c5d2821a2ae20f5862f178e2f6603bf9e0612a931715652a363a93c"


def test_an_edition_knows_its_number_and_its_rows() -> None:
    assert (FIRST.number, FIRST.row("JT01"), FIRST.row("JT02")) == (6, ROW, None)


def test_a_row_tells_whom_it_concerns() -> None:
    assert (ROW.lead_unit, ROW.command, ROW.person) == ("公路站", "06", "韦长河")
