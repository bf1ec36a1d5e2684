import dataclasses
import datetime as dtm

import pytest
from structlog.testing import capture_logs

from bot.falling_due import FallingDue
from rules.month import Month
from rules.notice import Address, Notice
from rules.schedule import Due, Phase
from storage.engine import BusyError, Storage
from storage.work import Work
from tests.bot.pumping import NOON, DeclinedError

MAY, JUNE = Month(2023, 5), Month(2023, 6)
HOUR = dtm.timedelta(hours=1)


@dataclasses.dataclass
class Flows:
    """Phases that say that they ran; `errors` are what the next runs raise after saying so."""

    storage: Storage
    ran: list[tuple[Month, Phase]] = dataclasses.field(default_factory=list)
    errors: list[Exception] = dataclasses.field(default_factory=list)
    falling_due: FallingDue = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.falling_due = FallingDue(self.storage, dict.fromkeys(Phase, self.phase))

    def phase(self, due: Due, work: Work, at: dtm.datetime) -> None:
        self.ran.append((due.month, due.phase))
        key = f"{due.month}/{due.phase}/{len(self.ran)}"
        work.outbox.put(Notice(key, Address(5), key), at)
        if self.errors:
            raise self.errors.pop(0)

    def plan(self, *dues: Due) -> None:
        with self.storage.work() as work:
            work.due.plan(dues)

    def queued(self) -> int:
        with self.storage.look() as look:
            return look.outbox.counts()["queued"]


@pytest.fixture
def flows(storage: Storage) -> Flows:
    return Flows(storage)


ASK, CLOSE = Due(NOON, JUNE, Phase.ASK), Due(NOON + HOUR, JUNE, Phase.CLOSE)


def test_what_is_due_runs_once_and_the_next_instant_is_told(flows: Flows) -> None:
    flows.plan(ASK, CLOSE)
    assert flows.falling_due.run(NOON) == CLOSE.at
    assert flows.falling_due.run(NOON) == CLOSE.at
    assert flows.falling_due.run(CLOSE.at) is None
    assert flows.ran == [(JUNE, Phase.ASK), (JUNE, Phase.CLOSE)]


def test_nothing_is_due_early(flows: Flows) -> None:
    flows.plan(ASK)
    assert flows.falling_due.run(NOON - HOUR) == NOON
    assert flows.ran == []


def test_after_a_halt_all_that_was_missed_runs_in_order(flows: Flows) -> None:
    flows.plan(CLOSE, ASK, Due(NOON - HOUR, MAY, Phase.PUBLISH))
    flows.falling_due.run(NOON + 100 * HOUR)
    assert flows.ran == [(MAY, Phase.PUBLISH), (JUNE, Phase.ASK), (JUNE, Phase.CLOSE)]


def test_a_failed_phase_leaves_nothing_and_its_month_waits_while_others_go_on(
    flows: Flows,
) -> None:
    flows.errors = [ValueError("韦长河")]
    flows.plan(ASK, CLOSE, Due(CLOSE.at, MAY, Phase.PUBLISH))
    with capture_logs() as logs:
        retry = flows.falling_due.run(CLOSE.at)
    assert flows.ran == [(JUNE, Phase.ASK), (MAY, Phase.PUBLISH)]
    assert flows.queued() == 1
    assert "韦长河" not in str(logs)
    assert retry == CLOSE.at + dtm.timedelta(seconds=1)
    assert flows.falling_due.run(retry) is None
    assert flows.ran[2:] == [(JUNE, Phase.ASK), (JUNE, Phase.CLOSE)]


def test_a_phase_is_tried_again_ever_later(flows: Flows) -> None:
    flows.errors = [ValueError()] * 12
    flows.plan(ASK)
    waits, at = [], NOON
    while flows.errors:
        following = flows.falling_due.run(at)
        assert following is not None
        waits.append((following - at).total_seconds())
        at = following
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_a_refused_phase_is_done_with_and_says_nothing(flows: Flows) -> None:
    flows.errors = [DeclinedError()]
    flows.plan(ASK, CLOSE)
    with capture_logs() as logs:
        assert flows.falling_due.run(CLOSE.at) is None
    assert flows.ran == [(JUNE, Phase.ASK), (JUNE, Phase.CLOSE)]
    assert flows.queued() == 1
    refused, ran = logs
    assert (refused["event"], refused["phase"]) == ("a phase was refused", Phase.ASK)
    assert (ran["event"], ran["month"], ran["notices"]) == ("a phase ran", "2023-06", 1)


def test_a_locked_database_is_told_to_the_caller_and_nothing_is_lost(flows: Flows) -> None:
    flows.errors = [BusyError("locked")]
    flows.plan(ASK)
    with pytest.raises(BusyError):
        flows.falling_due.run(NOON)
    flows.falling_due.run(NOON)
    assert flows.queued() == 1


def test_two_processes_run_a_phase_once(flows: Flows, storage: Storage) -> None:
    other = Flows(storage)
    flows.plan(ASK)
    flows.falling_due.run(NOON)
    other.falling_due.run(NOON)
    assert (len(flows.ran), len(other.ran)) == (1, 0)
