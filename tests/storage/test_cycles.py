from collections.abc import Callable

import pytest

from rules.cycle import Cycle
from rules.month import Month
from rules.schedule import Phase
from storage.engine import Storage
from storage.work import Look
from tests.storage.samples import DAY, JUNE, NOON

MAY, JULY = Month(2023, 5), Month(2023, 7)


@pytest.fixture
def running(storage: Storage) -> Storage:
    """May is published, June closed, July asked."""
    asked = [Cycle(month, closes_at=NOON).ran(Phase.ASK, NOON) for month in (JULY, JUNE, MAY)]
    closed = [cycle.ran(Phase.CLOSE, NOON + DAY) for cycle in asked[1:]]
    with storage.work() as work:
        for cycle in (*asked, *closed, closed[1].ran(Phase.PUBLISH, NOON + 2 * DAY)):
            work.cycles.put(cycle)
    return storage


def test_a_month_in_which_nothing_ran_is_empty(storage: Storage) -> None:
    with storage.work() as work:
        assert work.cycles.get(JUNE) == Cycle(JUNE)
        assert work.cycles.asked() == ()


def test_a_cycle_comes_back_as_it_was(storage: Storage) -> None:
    cycle = Cycle(JUNE, closes_at=NOON + DAY)
    for phase in Phase:
        cycle = cycle.ran(phase, NOON)
    cycle = cycle.ran(Phase.REMIND, NOON + DAY, by_hand=True)
    with storage.work() as work:
        work.cycles.put(Cycle(JUNE))
        work.cycles.put(cycle)
    with storage.look() as look:
        assert look.cycles.get(JUNE) == cycle


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        pytest.param(lambda look: look.cycles.asked(), (MAY, JUNE, JULY), id="asked"),
        pytest.param(lambda look: look.cycles.first_asked(), MAY, id="first asked"),
        pytest.param(lambda look: look.cycles.latest_asked(), JULY, id="latest asked"),
        pytest.param(lambda look: look.cycles.latest_published(), MAY, id="latest published"),
        pytest.param(lambda look: look.cycles.oldest_closed_unpublished(), JUNE, id="on the desk"),
    ],
)
def test_months_are_found_by_how_far_they_are(
    running: Storage, ask: Callable[[Look], object], found: object
) -> None:
    with running.look() as look:
        assert ask(look) == found


def test_before_the_first_asking_there_is_no_such_month(storage: Storage) -> None:
    with storage.look() as look:
        assert look.cycles.first_asked() is None
        assert look.cycles.latest_asked() is None
        assert look.cycles.latest_published() is None
        assert look.cycles.oldest_closed_unpublished() is None
