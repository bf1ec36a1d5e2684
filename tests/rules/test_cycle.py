"""A month's state: asked, closed, published; illegal jumps are refused (C35)."""

import datetime as dtm
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cycle import Cycle, WrongOrderError
from rules.month import Month
from rules.schedule import Phase

JUNE = Month(2023, 6)
NOON = dtm.datetime(2023, 7, 3, 12, 0, 0, 250_000, tzinfo=dtm.UTC)
ASK, REMIND, CLOSE, BRIEF, PUBLISH = Phase


def after(*phases: Phase) -> Cycle:
    """Return June after some phases that a hand ran."""
    cycle = Cycle(JUNE)
    for phase in phases:
        cycle = cycle.ran(phase, NOON, by_hand=True)
    return cycle


@pytest.mark.parametrize(
    ("ran", "phase"),
    [
        ((), ASK),
        ((ASK,), ASK),
        ((ASK,), REMIND),
        ((ASK, REMIND), REMIND),
        ((ASK,), CLOSE),
        ((ASK, CLOSE), CLOSE),
        ((ASK, CLOSE), BRIEF),
        ((ASK, CLOSE), PUBLISH),
        ((ASK, CLOSE, PUBLISH), PUBLISH),
    ],
)
def test_a_phase_may_run_in_its_order_or_again(ran: tuple[Phase, ...], phase: Phase) -> None:
    after(*ran).check(phase)


@pytest.mark.parametrize(
    ("ran", "phase", "needs", "later"),
    [
        ((), REMIND, ASK, None),
        ((), CLOSE, ASK, None),
        ((), BRIEF, CLOSE, None),
        ((ASK,), PUBLISH, CLOSE, None),
        ((ASK, CLOSE), ASK, None, CLOSE),
        ((ASK, CLOSE), REMIND, None, CLOSE),
        ((ASK, CLOSE, PUBLISH), BRIEF, None, PUBLISH),
    ],
)
def test_a_phase_out_of_order_is_refused(
    ran: tuple[Phase, ...], phase: Phase, needs: Phase | None, later: Phase | None
) -> None:
    with pytest.raises(WrongOrderError) as refused:
        after(*ran).check(phase)
    assert (refused.value.needs, refused.value.after) == (needs, later)


@pytest.mark.parametrize("phase", [ASK, CLOSE, BRIEF, PUBLISH])
def test_what_ran_has_run(phase: Phase) -> None:
    assert not Cycle(JUNE).has_run(phase)
    assert Cycle(JUNE).ran(phase, NOON).has_run(phase)


def test_a_reminder_counts_as_run_only_by_hand() -> None:
    scheduled = Cycle(JUNE).ran(REMIND, NOON)
    assert (scheduled.has_run(REMIND), scheduled.reminded_at) == (False, (NOON,))
    assert scheduled.ran(REMIND, NOON, by_hand=True).ran(REMIND, NOON).has_run(REMIND)


def test_a_close_by_hand_makes_its_second_the_close_instant() -> None:
    """The platform's messages carry whole seconds: those of this one came after."""
    by_hand = after(ASK, CLOSE)
    assert by_hand.closes_at == NOON.replace(microsecond=0)
    scheduled = replace(after(ASK), closes_at=NOON)
    assert scheduled.ran(CLOSE, NOON + dtm.timedelta(hours=1)).closes_at == NOON


@given(st.timedeltas(dtm.timedelta(days=-9), dtm.timedelta(days=9)))
def test_a_message_is_on_time_before_the_close_instant_alone(span: dtm.timedelta) -> None:
    cycle = Cycle(JUNE, closes_at=NOON)
    assert cycle.is_on_time(NOON + span) is (span < dtm.timedelta(0))
    assert Cycle(JUNE).is_on_time(NOON + span)
