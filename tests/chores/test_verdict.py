"""The judge of a soak: it finds what was lost, said twice or out of order."""

import datetime as dtm
from decimal import Decimal
from typing import Any

import pytest

from bot.rehearsal.requests import Request
from chores.soak.records import Heard, Records
from chores.soak.verdict import Given, Verdict, judge
from rules.notice import Address, Notice, Policy
from storage.sent import Outgoing
from storage.tables.mail import OutboxState
from storage.updates import envelope

NOON = dtm.datetime(2023, 6, 30, 4, tzinfo=dtm.UTC)
UPDATE = {"update_id": 7, "message": {"chat": {"id": 5}, "text": "累计5.8公里"}}
HEARD = Heard(envelope(UPDATE).fingerprint, "done", None)


def notice(number: int, words: str, **parts: Any) -> Outgoing:
    state = parts.pop("state", OutboxState.SENT)
    said = Notice(f"k{number}", Address(5), words, **parts)
    return Outgoing(
        id=number,
        notice=said,
        state=state,
        attempts=1,
        error=None,
        queued_at=NOON,
        next_at=NOON,
        leased_until=None,
    )


def call(words: str, *, is_done: bool = True) -> Request:
    return Request("sendMessage", {"chat_id": 5, "text": words}, NOON, done=is_done)


def judged(*calls: Request, **parts: Any) -> Verdict:
    """Judge two notices, 一 and 二, one update and one figure; `parts` of the records differ."""
    given = Given(
        updates=(UPDATE,),
        requests=calls,
        last={"JT01": Decimal("5.8")},
        found={},
        signed=frozenset(),
        refused=frozenset(),
        asked=frozenset(),
        shown=lambda _chat, _number: None,
    )
    records = {
        "heard": (HEARD,),
        "notices": (notice(1, "一"), notice(2, "二")),
        "reported": {"JT01": Decimal("5.8")},
        "determined": {},
        "receipts": (),
        "broken_line": None,
    }
    return judge(given, Records(**(records | parts)), most_repeated=0.02)


def test_a_soak_in_which_all_is_well_has_no_faults() -> None:
    assert judged(call("一"), call("二")).faults == ()


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"heard": ()}, id="an update that never came in"),
        pytest.param({"heard": (Heard(HEARD.fingerprint, "failed", "no"),)}, id="one that failed"),
        pytest.param({"heard": (HEARD, HEARD)}, id="one that was kept twice"),
        pytest.param({"reported": {}}, id="a figure that was forgotten"),
        pytest.param({"reported": {"JT01": Decimal("5.1")}}, id="an earlier figure stands"),
    ],
)
def test_a_lost_reply_is_found(parts: dict[str, Any]) -> None:
    assert judged(call("一"), call("二"), **parts).replies_lost == 1


@pytest.mark.parametrize("state", [OutboxState.QUEUED, OutboxState.UNKNOWN, OutboxState.DEAD])
def test_a_notice_that_did_not_arrive_is_found(state: OutboxState) -> None:
    notices = (notice(1, "一"), notice(2, "二", state=state))
    assert judged(call("一"), notices=notices).notices_lost == 1


def test_a_notice_that_is_called_sent_and_was_not_said_is_found() -> None:
    assert judged(call("一"), call("二", is_done=False)).notices_lost == 1


def test_a_notice_that_overtook_another_is_found() -> None:
    assert judged(call("二"), call("一")).out_of_order == 1


@pytest.mark.parametrize(
    ("policy", "counts"),
    [
        pytest.param(Policy.RESEND, (0, 1), id="a prompt"),
        pytest.param(Policy.HOLD, (1, 0), id="a warning"),
    ],
)
def test_what_was_said_twice_is_found(policy: Policy, counts: tuple[int, int]) -> None:
    found = judged(call("一"), call("一"), notices=(notice(1, "一", policy=policy),))
    assert (found.held_repeated, found.prompts_repeated) == counts
    assert len(found.faults) == 1


def test_what_nobody_queued_is_found() -> None:
    assert judged(call("一"), call("二"), call("三")).faults == ("nobody queued: 三",)


def test_the_first_of_two_arrivals_decides_the_order() -> None:
    assert judged(call("一"), call("二"), call("一")).out_of_order == 0
