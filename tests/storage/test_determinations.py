from decimal import Decimal

import pytest

from rules.determination import OPEN, Determination, Ground
from rules.month import Month
from rules.project import Stage, Value
from storage.determinations import Proposal
from storage.engine import Storage
from tests.storage.samples import JUNE, NOON

FOUND = Determination(Decimal("6.5"), Ground.OFFICE, "岑春林", NOON, "现场核查")
SILENCE = Determination(None, Ground.SILENCE)
MAY = JUNE.previous


def test_every_finding_is_kept_and_the_latest_counts(storage: Storage) -> None:
    with storage.work() as work:
        for found in (OPEN, SILENCE, FOUND):
            work.determinations.put(JUNE, "JT01", found)
        work.determinations.put(JUNE, "SL01", OPEN)
        assert work.determinations.get(JUNE, "JT01") == FOUND
        assert work.determinations.get(JUNE, "JT02") is None
        assert work.determinations.history(JUNE, "JT01") == (OPEN, SILENCE, FOUND)
        assert work.determinations.of(JUNE) == {"JT01": FOUND, "SL01": OPEN}


@pytest.mark.parametrize(
    ("kept", "last"),
    [
        pytest.param([], None, id="nothing was ever found"),
        pytest.param([(MAY, FOUND)], Decimal("6.5"), id="the month before"),
        pytest.param([(Month(2022, 12), FOUND)], None, id="figures begin anew in January"),
        pytest.param([(JUNE, FOUND)], None, id="not the month itself"),
        pytest.param([(MAY, SILENCE)], None, id="a silence is no value"),
        pytest.param([(Month(2023, 4), FOUND), (MAY, OPEN)], Decimal("6.5"), id="over a gap"),
        pytest.param([(MAY, FOUND), (MAY, OPEN)], None, id="taken up again"),
    ],
)
def test_the_last_value_before_a_month_is_the_latest_that_counts(
    storage: Storage, kept: list[tuple[Month, Determination]], last: Value | None
) -> None:
    with storage.work() as work:
        for month, found in kept:
            work.determinations.put(month, "JT01", found)
        work.determinations.put(MAY, "SL01", Determination(Decimal(99), Ground.OFFICE))
        assert work.determinations.last_before(JUNE, "JT01") == last


def test_a_proposal_waits_until_it_is_let_go(storage: Storage) -> None:
    with storage.work() as work:
        number = work.determinations.propose(
            JUNE, "JT01", Decimal("6.5"), note="现场核查", by="岑春林", at=NOON
        )
        proposal = Proposal(number, JUNE, "JT01", Decimal("6.5"), "现场核查", "岑春林", NOON)
        assert work.determinations.proposal(number) == proposal
        assert work.determinations.drop_proposal(number)
        assert not work.determinations.drop_proposal(number)
        assert work.determinations.proposal(number) is None


def test_findings_that_were_proposed_together_wait_for_one_word(storage: Storage) -> None:
    asked: dict[str, tuple[Value, str]] = {
        "JT01": (Decimal("6.5"), "现场核查"),
        "MS01": (Stage.MET, ""),
    }
    with storage.work() as work:
        ids = work.determinations.propose_all(JUNE, asked, by="岑春林", at=NOON)
        other = work.determinations.propose(JUNE, "JT02", Decimal(7), by="岑春林", at=NOON)
    with storage.work() as work:
        kept = work.determinations.proposals(ids)
        assert [(one.id, one.project, one.value, one.note) for one in kept] == [
            (ids[0], "JT01", Decimal("6.5"), "现场核查"),
            (ids[1], "MS01", Stage.MET, ""),
        ]
        work.determinations.drop_proposals(ids)
    with storage.look() as look:
        assert look.determinations.proposals((*ids, other)) == (
            Proposal(other, JUNE, "JT02", Decimal(7), "", "岑春林", NOON),
        )
