import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rules.month import Month
from rules.schedule import Due, Phase
from storage.engine import Storage
from tests.storage.samples import DAY, JUNE, MINUTE, NOON

ASK = Due(NOON, JUNE, Phase.ASK)
REMIND = Due(NOON + DAY, JUNE, Phase.REMIND)
REMIND_AGAIN = Due(NOON + 2 * DAY, JUNE, Phase.REMIND)
CLOSE = Due(NOON + 3 * DAY, JUNE, Phase.CLOSE)
PUBLISH = Due(NOON + 5 * DAY, JUNE, Phase.PUBLISH)
ALL = (ASK, REMIND, REMIND_AGAIN, CLOSE, PUBLISH)


@pytest.fixture
def planned(storage: Storage) -> Storage:
    with storage.work() as work:
        work.due.plan(reversed(ALL))
    return storage


def test_a_month_is_planned_once(planned: Storage) -> None:
    with planned.work() as work:
        work.due.plan(ALL)
    with planned.look() as look:
        assert look.due.of(JUNE) == ALL
        assert look.due.of(JUNE.next) == ()


def test_what_is_due_comes_in_order_and_once(planned: Storage) -> None:
    with planned.work() as work:
        assert work.due.ready(NOON - MINUTE) == ()
        assert work.due.ready(NOON) == (ASK,)
        assert work.due.done(ASK, NOON)
        assert not work.due.done(ASK, NOON)
        assert work.due.ready(CLOSE.at) == (REMIND, REMIND_AGAIN, CLOSE)


def test_a_unit_waits_for_the_one_that_has_phases_in_hand(planned: Storage) -> None:
    def ready() -> tuple[Due, ...]:
        with planned.work() as work:
            return work.due.ready(REMIND.at)

    with ThreadPoolExecutor(1) as threads:
        with planned.work() as work:
            work.due.ready(NOON)
            found = threads.submit(ready)
            time.sleep(0.2)
            work.due.done(ASK, NOON)
        assert found.result() == (REMIND,)


def test_a_unit_that_fails_leaves_its_phase_due(planned: Storage) -> None:
    def claim_and_fail() -> None:
        with planned.work() as work:
            work.due.done(ASK, NOON)
            raise LookupError

    with pytest.raises(LookupError):
        claim_and_fail()
    with planned.work() as work:
        assert work.due.ready(NOON) == (ASK,)


def test_of_one_instant_the_earlier_phase_comes_first(storage: Storage) -> None:
    together = [Due(NOON, JUNE, phase) for phase in Phase]
    with storage.work() as work:
        work.due.plan(reversed(together))
        assert work.due.ready(NOON) == tuple(together)


def test_a_halt_over_the_month_end_leaves_everything_due(planned: Storage) -> None:
    with planned.work() as work:
        assert work.due.ready(NOON + 30 * DAY) == ALL


def test_a_clock_that_jumps_back_fires_nothing_again(planned: Storage) -> None:
    with planned.work() as work:
        work.due.done(ASK, NOON)
        assert work.due.ready(NOON - DAY) == ()
        assert work.due.ready(NOON) == ()


def test_a_phase_run_by_hand_is_done_for_the_schedule(planned: Storage) -> None:
    with planned.work() as work:
        work.due.done_by_hand(JUNE, Phase.ASK, NOON - DAY)
        work.due.done_by_hand(Month(2024, 1), Phase.ASK, NOON)
        assert work.due.ready(NOON) == ()
        assert work.due.next_at() == REMIND.at


def test_a_phase_that_moved_stays_where_it_is_when_it_is_planned_again(planned: Storage) -> None:
    later = NOON + 4 * DAY
    with planned.work() as work:
        work.due.move(JUNE, Phase.CLOSE, later)
        work.due.plan(ALL)
        assert Due(later, JUNE, Phase.CLOSE) in work.due.of(JUNE)
        assert CLOSE not in work.due.of(JUNE)
        assert work.due.done(Due(later, JUNE, Phase.CLOSE), later)


def test_what_has_run_neither_moves_nor_is_planned_again(planned: Storage) -> None:
    with planned.work() as work:
        work.due.done(ASK, NOON)
        work.due.move(JUNE, Phase.ASK, NOON + 9 * DAY)
        work.due.plan([Due(NOON + DAY, JUNE, Phase.ASK)])
        assert work.due.of(JUNE)[0] == ASK
        assert Phase.ASK not in {due.phase for due in work.due.ready(NOON + 30 * DAY)}


def test_a_changed_schedule_moves_what_has_not_run(planned: Storage) -> None:
    later = Due(CLOSE.at + DAY, JUNE, Phase.CLOSE)
    with planned.work() as work:
        work.due.plan([later])
        assert [due for due in work.due.of(JUNE) if due.phase is Phase.CLOSE] == [later]


def test_the_next_instant_is_that_of_the_first_open_phase(planned: Storage) -> None:
    with planned.work() as work:
        assert work.due.next_at() == ASK.at
        for due in ALL:
            work.due.done(due, NOON)
        assert work.due.next_at() is None


def test_a_claimed_phase_that_must_wait_comes_again(planned: Storage) -> None:
    later = NOON + DAY / 2
    with planned.work() as work:
        work.due.done(ASK, NOON)
        work.due.put_off(ASK, later)
        assert work.due.ready(NOON) == ()
        assert work.due.ready(later) == (Due(later, JUNE, Phase.ASK),)
