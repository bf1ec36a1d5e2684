"""Projects enter, leave, pause and finish (C53 to C55, E9, E11, E20, E21)."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.lifecycle import ALWAYS_IN, LifecycleEvent, Standing, Step, standing
from rules.month import Month

MARCH, APRIL, MAY, JUNE = (Month(2023, number) for number in (3, 4, 5, 6))
EVENTS = st.lists(
    st.builds(
        LifecycleEvent,
        st.sampled_from(Step),
        st.sampled_from((MARCH, APRIL, MAY)),
        st.just(Decimal(100)),
        st.just(""),
        st.none(),
        st.none(),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("events", "stands"),
    [
        pytest.param((), ALWAYS_IN, id="nothing happened"),
        pytest.param(
            (LifecycleEvent(Step.ENTER, JUNE),),
            Standing(is_in=False),
            id="before the first entry",
        ),
        pytest.param(
            (LifecycleEvent(Step.ENTER, MAY),),
            Standing(has_just_entered=True),
            id="in the month of the entry",
        ),
        pytest.param((LifecycleEvent(Step.ENTER, APRIL),), Standing(), id="a month after it"),
        pytest.param((LifecycleEvent(Step.EXIT, MAY),), Standing(is_in=False), id="gone"),
        pytest.param(
            (LifecycleEvent(Step.SUSPEND, APRIL),), Standing(is_suspended=True), id="suspended"
        ),
        pytest.param(
            (LifecycleEvent(Step.SUSPEND, APRIL), LifecycleEvent(Step.RESUME, MAY)),
            Standing(),
            id="resumed",
        ),
        pytest.param(
            (
                LifecycleEvent(Step.ENTER, MARCH),
                LifecycleEvent(Step.ENTER, MAY),
                LifecycleEvent(Step.EXIT, MAY),
            ),
            Standing(has_just_entered=True),
            id="left and entered again in one month",
        ),
        pytest.param(
            (
                LifecycleEvent(Step.SUSPEND, MARCH),
                LifecycleEvent(Step.EXIT, APRIL),
                LifecycleEvent(Step.ENTER, MAY),
            ),
            Standing(has_just_entered=True),
            id="an entry ends a suspension",
        ),
        pytest.param(
            (LifecycleEvent(Step.COMPLETED, APRIL, Decimal(98)),),
            Standing(completed_as=Decimal(98), completed_since=APRIL),
            id="finished",
        ),
    ],
)
def test_a_project_stands_as_its_events_say(
    events: tuple[LifecycleEvent, ...], stands: Standing
) -> None:
    assert standing(events, MAY)._replace(last=None) == stands


def test_it_knows_the_step_that_made_it_so() -> None:
    pause = LifecycleEvent(Step.SUSPEND, APRIL, until=JUNE)
    assert standing([LifecycleEvent(Step.ENTER, MARCH), pause], MAY).last == pause
    assert standing([pause], MARCH).last is None


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_in_which_events_were_kept_does_not_matter(
    events: list[LifecycleEvent], random: Random
) -> None:
    shuffled = sorted(events, key=lambda _: random.random())
    assert standing(shuffled, JUNE) == standing(events, JUNE)


@given(EVENTS)
def test_what_comes_later_changes_no_earlier_month(events: list[LifecycleEvent]) -> None:
    so_far = [event for event in events if event.effective <= APRIL]
    entries = [event for event in events if event.step is Step.ENTER]
    if entries and not any(event in so_far for event in entries):
        return  # a first entry says that the project was out before it
    assert standing(so_far, APRIL) == standing(events, APRIL)


@pytest.mark.parametrize(
    ("stands", "is_active"),
    [(ALWAYS_IN, True), (Standing(is_in=False), False), (Standing(is_suspended=True), False)],
)
def test_only_what_is_in_and_not_suspended_is_rated(stands: Standing, is_active: bool) -> None:  # noqa: FBT001
    assert stands.is_active is is_active
