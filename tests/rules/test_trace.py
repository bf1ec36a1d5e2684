"""Which reply a month was published with, and which corrections changed it (C03)."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

import pytest

from rules.determination import Determination, Ground
from rules.edition import Edition
from rules.month import Month
from rules.plates import Rules
from rules.project import Cause, PlanVersion
from rules.report import Report, ReportState, Source
from rules.trace import Traced, corrections_of, reply_of, traced
from tests.rules.test_assessment import JT01, edition, row

MAY = Month(2023, 5)
AT = dtm.datetime(2023, 6, 1, tzinfo=dtm.UTC)


def said(
    number: int, figure: str, state: ReportState = ReportState.KEPT, *, is_late: bool = False
) -> Report:
    source = Source(1, number, AT)
    return Report(MAY, "JT01", "韦长河", source, "", Decimal(figure), state, is_late, id=number)


REPLACED, KEPT = said(1, "5", ReportState.REPLACED), said(2, "5")


@pytest.mark.parametrize(
    ("reported", "versions", "reply"),
    [
        pytest.param("5", (REPLACED, KEPT), KEPT, id="the one that stands"),
        pytest.param("5", (KEPT, REPLACED), KEPT, id="whichever was kept last"),
        pytest.param("5", (REPLACED, said(2, "6")), REPLACED, id="one replaced since"),
        pytest.param("5", (said(1, "5", is_late=True),), None, id="none that came late"),
        pytest.param("5", (said(1, "5", ReportState.CANCELLED),), None, id="cancelled"),
        pytest.param("", (KEPT,), None, id="nothing was published"),
    ],
)
def test_a_month_leads_to_the_reply_that_it_was_published_with(
    reported: str, versions: tuple[Report, ...], reply: Report | None
) -> None:
    published = row(JT01, 5, "蓝", reported)
    assert reply_of(published, versions) == reply


def test_only_the_corrections_that_changed_a_project_are_its_own() -> None:
    first = row(JT01, 5, "黄", "1")
    second = replace(row(JT01, 5, "蓝", "2"), corrected=2)
    history = [
        edition(5, first),
        edition(5, first, correction=1),
        edition(5, second, correction=2),
    ]
    assert corrections_of(history, "JT01") == (2,)
    assert corrections_of(history, "JT02") == ()


def test_what_is_traced_names_the_version_of_the_plan_and_carries_none() -> None:
    version = PlanVersion(1, MAY, {MAY: Decimal(5)}, Cause.ADJUSTMENT, dtm.date(2023, 5, 2))
    published = row(JT01, 5, "蓝", "5")
    published = replace(published, rated=published.rated._replace(version=version))
    found = Determination(Decimal(5), Ground.OFFICE, note="现场核查")
    history = [Edition(MAY, 0, Rules(), (published,))]
    one: Traced = traced(history, published, found=found, reply=None, finding=None)
    assert (one.version, one.approved_on, one.rated.version) == (1, dtm.date(2023, 5, 2), None)
    assert (one.ground, one.note, one.month) == (Ground.OFFICE, "现场核查", MAY)
