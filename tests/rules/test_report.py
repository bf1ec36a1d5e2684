"""Reports: of all versions of what was said, one counts (E12 to E14)."""

import datetime as dtm
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.month import Month
from rules.plates import Filed
from rules.report import Report, ReportState, Source, counting, filed

NOON = dtm.datetime(2023, 7, 3, 12, tzinfo=dtm.UTC)
KEPT, WAITING, CANCELLED, REPLACED = ReportState


def said(
    figure: int, state: ReportState = KEPT, *, hour: int = 0, is_late: bool = False
) -> Report:
    """Return a version with a figure, said some hours after noon."""
    source = Source(-1, figure, NOON + dtm.timedelta(hours=hour))
    value = Decimal(figure)
    return Report(
        Month(2023, 6), "JT01", "韦长河", source, f"{figure}", value, state, is_late, id=figure
    )


VERSIONS = st.builds(
    said,
    st.integers(1, 9),
    st.sampled_from(ReportState),
    hour=st.integers(0, 9),
    is_late=st.booleans(),
)


@pytest.mark.parametrize(
    ("versions", "figure"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([said(1)], 1, id="one"),
        pytest.param([said(1, REPLACED), said(2)], 2, id="the one that replaced it"),
        pytest.param([said(1), said(2, WAITING)], 1, id="not what waits"),
        pytest.param([said(1), said(2, CANCELLED)], 1, id="not what was cancelled"),
        pytest.param([said(2, hour=3), said(1, hour=1)], 2, id="the later one"),
        pytest.param([said(1), said(2, hour=5, is_late=True)], 1, id="in time before late"),
        pytest.param(
            [said(1, is_late=True), said(2, hour=5, is_late=True)], 2, id="the last late one"
        ),
    ],
)
def test_one_version_counts(versions: list[Report], figure: int | None) -> None:
    found = counting(versions)
    assert (found and found.value) == figure


@given(st.lists(VERSIONS, max_size=6))
def test_a_late_version_counts_only_where_none_came_in_time(versions: list[Report]) -> None:
    found = counting(versions)
    if found is not None and found.is_late:
        assert all(one.is_late for one in versions if one.state is KEPT)
    assert (found is None) is all(one.state is not KEPT for one in versions)


def test_the_rating_sees_the_version_that_counts() -> None:
    assert filed([said(1), said(2, REPLACED)]) == Filed(Decimal(1))
    assert filed([said(1, is_late=True)]) == Filed(Decimal(1), is_late=True)
    assert filed([said(1, WAITING)]) is None
