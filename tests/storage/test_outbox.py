import datetime as dtm
from collections.abc import Callable

import pytest

from rules.notice import About, Address, ButtonFace, Notice, Policy, Recipe, ShownAs
from storage.engine import Storage
from storage.outbox import LEASE, SENDING
from storage.sent import Outgoing, Sent
from storage.tables.mail import OutboxState
from storage.work import Work
from tests.storage.samples import DAY, GROUP, JUNE, MINUTE, NOON, SECOND, notice, prompt, warning

OTHER = -1002
HOUR = dtm.timedelta(hours=1)


def put(storage: Storage, *notices: Notice) -> None:
    with storage.work() as work:
        work.outbox.put_all(notices, NOON)


def claim(storage: Storage, at: dtm.datetime = NOON) -> Outgoing:
    with storage.work() as work:
        (claimed,) = work.outbox.claim(at, 9)
    return claimed


def begin(storage: Storage, at: dtm.datetime = NOON) -> Outgoing:
    """Claim the only notice that may go and begin to send it."""
    claimed = claim(storage, at)
    with storage.work() as work:
        begun = work.outbox.sending(claimed, at)
    assert begun is not None
    return begun


def state(storage: Storage, key: str = "a") -> OutboxState | None:
    with storage.look() as look:
        return look.outbox.state(key)


def test_a_notice_comes_out_as_it_was_put_in(storage: Storage) -> None:
    whole = Notice(
        "a",
        Address(GROUP, 4),
        words="@谢玉洁 6月",
        buttons=((ButtonFace("确认", "token"),),),
        recipe=Recipe("card", "{}", (1, 2), ShownAs.ALBUM, "card.png"),
        about=About(JUNE, "JT01"),
    )
    put(storage, whole)
    claimed = claim(storage)
    assert claimed.notice == whole
    with storage.look() as look:
        assert look.outbox.notice("a") == whole
        assert look.outbox.get(claimed.id) == claimed
        assert look.outbox.notice("b") is None
        assert look.outbox.state("b") is None


def test_a_key_is_said_once(storage: Storage) -> None:
    with storage.work() as work:
        assert work.outbox.put(notice("a"), NOON)
        assert not work.outbox.put(notice("a", OTHER), NOON + DAY)
        assert work.outbox.put_all([notice("a"), notice("b")], NOON) == 1


def test_very_many_are_queued_in_their_order_and_what_is_new_is_counted(storage: Storage) -> None:
    keys = [f"{n:03}" for n in range(250)]
    with storage.work() as work:
        work.outbox.put_all([notice("120"), notice("007")], NOON)
        assert work.outbox.put_all(map(notice, [*keys, "003"]), NOON) == 248
        assert work.outbox.put_all(map(notice, keys), NOON) == 0
        assert work.outbox.put_all([], NOON) == 0
        assert work.outbox.queued == 250
    rest = [key for key in keys if key not in {"120", "007"}]
    with storage.look() as look:
        assert look.outbox.undelivered("") == ("120", "007", *rest)


def test_a_notice_goes_from_state_to_state(storage: Storage) -> None:
    put(storage, notice("a"))
    seen = [state(storage)]
    claimed = claim(storage)
    seen.append(state(storage))
    with storage.work() as work:
        assert work.outbox.sending(claimed, NOON)
    seen.append(state(storage))
    with storage.work() as work:
        work.outbox.sent(claimed.id, (70,), NOON + SECOND)
    seen.append(state(storage))
    assert seen == ["queued", "leased", "sending", "sent"]


def test_what_was_sent_is_found_by_its_messages(storage: Storage) -> None:
    put(storage, prompt("asked"))
    claimed = begin(storage)
    with storage.work() as work:
        assert work.outbox.sent_of("asked") is None
        work.outbox.sent(claimed.id, (70, 71), NOON + SECOND)
        there = Sent(Address(GROUP, 3), (70, 71), NOON + SECOND)
        assert work.outbox.sent_of("asked") == there
        assert work.outbox.key_of(GROUP, 71) == "asked"
        assert work.outbox.about(GROUP, 71) == About(JUNE, "JT01")
        assert work.outbox.key_of(OTHER, 71) is None
        assert work.outbox.about(GROUP, 72) is None


def test_a_message_that_was_edited_still_belongs_to_its_question(storage: Storage) -> None:
    put(storage, prompt("asked"), notice("edit", edits=70))
    for at in (NOON, NOON + MINUTE):
        claimed = begin(storage, at)
        with storage.work() as work:
            work.outbox.sent(claimed.id, (70,), at)
    with storage.look() as look:
        assert look.outbox.key_of(GROUP, 70) == "asked"
        assert look.outbox.about(GROUP, 70) == About(JUNE, "JT01")


def test_what_was_surely_not_sent_is_queued_again(storage: Storage) -> None:
    put(storage, warning("a"))
    claimed = begin(storage)
    with storage.work() as work:
        assert work.outbox.again(claimed, NOON + MINUTE, "ConnectError")
        assert work.outbox.claim(NOON + MINUTE - SECOND, 9) == ()
    assert claim(storage, NOON + MINUTE).attempts == 1


@pytest.mark.parametrize(
    ("put_in", "found"),
    [
        pytest.param(notice("a"), OutboxState.QUEUED, id="resend"),
        pytest.param(warning("a"), OutboxState.UNKNOWN, id="hold"),
    ],
)
def test_of_what_is_unknown_its_policy_decides(
    storage: Storage, put_in: Notice, found: OutboxState
) -> None:
    put(storage, put_in)
    claimed = begin(storage)
    with storage.work() as work:
        must_ask = work.outbox.unknown(claimed, "ReadTimeout", NOON)
        assert must_ask is (found is OutboxState.UNKNOWN)
        assert not work.outbox.unknown(claimed, "ReadTimeout", NOON)
    assert state(storage) is found


def test_the_wait_before_sending_again_grows_to_five_minutes(storage: Storage) -> None:
    put(storage, notice("a"))
    at, waits = NOON, []
    for _ in range(12):
        claimed = begin(storage, at)
        with storage.work() as work:
            work.outbox.unknown(claimed, "ReadTimeout", at)
            again = work.outbox.next_at(at)
        assert again is not None
        waits.append((again - at).total_seconds())
        at = again
    assert waits == [4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300]


def test_what_cannot_be_sent_is_news_once(storage: Storage) -> None:
    put(storage, notice("a"))
    claimed = begin(storage)
    with storage.work() as work:
        assert work.outbox.dead(claimed.id, "Forbidden", NOON)
        assert not work.outbox.dead(claimed.id, "Forbidden", NOON)
        assert work.outbox.claim(NOON + DAY, 9) == ()


def test_what_was_given_back_can_be_claimed_at_once(storage: Storage) -> None:
    put(storage, notice("a"))
    with storage.work() as work:
        work.outbox.release([work.outbox.claim(NOON, 9)[0].id])
        assert work.outbox.claim(NOON, 9)


def test_a_dead_workers_lease_returns_and_a_live_ones_does_not(storage: Storage) -> None:
    put(storage, notice("a"))
    claim(storage)
    with storage.work() as work:
        assert work.outbox.recover(NOON + LEASE - SECOND) == 0
        assert work.outbox.claim(NOON + LEASE - SECOND, 9) == ()
        assert work.outbox.recover(NOON + LEASE) == 1
        assert work.outbox.claim(NOON + LEASE, 9)


def test_a_worker_that_lost_its_lease_does_not_send(storage: Storage) -> None:
    put(storage, notice("a"))
    slow = claim(storage)
    late = NOON + LEASE
    with storage.work() as work:
        work.outbox.recover(late)
        (quick,) = work.outbox.claim(late, 9)
        assert not work.outbox.sending(slow, late)
        assert work.outbox.sending(quick, late)
        assert not work.outbox.sending(quick, late)


@pytest.mark.parametrize(
    ("put_in", "found"),
    [
        pytest.param(notice("a"), OutboxState.QUEUED, id="resend"),
        pytest.param(warning("a"), OutboxState.UNKNOWN, id="hold"),
    ],
)
def test_what_was_being_sent_by_a_dead_worker_is_unknown(
    storage: Storage, put_in: Notice, found: OutboxState
) -> None:
    put(storage, put_in)
    begin(storage)
    with storage.work() as work:
        assert work.outbox.recover(NOON + SENDING - SECOND) == 0
        assert work.outbox.recover(NOON + SENDING) == 1
    assert state(storage) is found


def test_who_is_alone_recovers_everything_at_once(storage: Storage) -> None:
    put(storage, notice("a"), warning("b", OTHER), notice("c", 77))
    with storage.work() as work:
        first, second, _ = work.outbox.claim(NOON, 9)
        work.outbox.sending(first, NOON)
        work.outbox.sending(second, NOON)
        assert work.outbox.recover(NOON, is_alone=True) == 3
    assert [state(storage, key) for key in "abc"] == ["queued", "unknown", "queued"]


@pytest.mark.parametrize("meanwhile", ["queued", "leased", "unknown"])
def test_a_late_answer_still_proves_that_it_was_sent(storage: Storage, meanwhile: str) -> None:
    put(storage, warning("a") if meanwhile == "unknown" else notice("a"))
    claimed = begin(storage)
    with storage.work() as work:
        work.outbox.recover(NOON + SENDING)
        if meanwhile == "leased":
            work.outbox.claim(NOON + HOUR, 9)
        assert work.outbox.state("a") == meanwhile
        work.outbox.sent(claimed.id, (70,), NOON + HOUR)
    assert state(storage) is OutboxState.SENT


def test_nothing_that_comes_late_undoes_what_was_sent(storage: Storage) -> None:
    put(storage, notice("a"))
    claimed = begin(storage)
    with storage.work() as work:
        work.outbox.sent(claimed.id, (70,), NOON)
        work.outbox.again(claimed, NOON, "late")
        work.outbox.unknown(claimed, "late", NOON)
        work.outbox.dead(claimed.id, "late", NOON)
        work.outbox.sent(claimed.id, (71,), NOON + DAY)
        assert work.outbox.sent_of("a") == Sent(Address(GROUP), (70, 71), NOON)


@pytest.mark.parametrize(
    ("proof", "key"),
    [
        pytest.param({"words": "黄牌警告"}, "held", id="its words are quoted"),
        pytest.param({"token": "abc"}, "held", id="its button is pressed"),
        pytest.param({"words": "黄牌"}, None, id="other words"),
        pytest.param({"token": "xyz"}, None, id="another button"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_a_quote_or_a_press_proves_that_it_was_sent(
    storage: Storage, proof: dict[str, str], key: str | None
) -> None:
    faces = ((ButtonFace("签收", "abc"),),)
    held = Notice("held", Address(GROUP), "黄牌警告", buttons=faces, policy=Policy.HOLD)
    put(storage, warning("silent", OTHER), held)
    with storage.work() as work:
        for claimed in work.outbox.claim(NOON, 9):
            work.outbox.unknown(claimed, "ReadTimeout", NOON)
        assert work.outbox.proved(OTHER, 70, NOON, **proof) is None
        assert work.outbox.proved(GROUP, 70, NOON, **proof) == key
        assert work.outbox.key_of(GROUP, 70) == key


def test_the_operator_sees_what_is_stuck(storage: Storage) -> None:
    put(storage, *(warning(key, chat) for chat, key in enumerate(("dead", "held", "fine"))))
    with storage.work() as work:
        dead, held, fine = work.outbox.claim(NOON, 9)
        work.outbox.dead(dead.id, "Forbidden", NOON)
        work.outbox.unknown(held, "ReadTimeout", NOON)
        work.outbox.sent(fine.id, (70,), NOON)
        work.outbox.put_all([notice("waits"), notice("fails", OTHER)], NOON)
        fails = work.outbox.claim(NOON, 9)[-1]
        work.outbox.again(fails, NOON, "ConnectError")
        assert [(one.notice.key, one.error) for one in work.outbox.open()] == [
            ("dead", "Forbidden"),
            ("held", "ReadTimeout"),
            ("fails", "ConnectError"),
        ]


def test_notices_are_counted_by_state(storage: Storage) -> None:
    put(storage, notice("a"), notice("b", OTHER))
    with storage.work() as work:
        work.outbox.sent(work.outbox.claim(NOON, 1)[0].id, (70,), NOON)
        counts = work.outbox.counts()
    assert counts == dict.fromkeys(OutboxState, 0) | {"queued": 1, "sent": 1}


@pytest.mark.parametrize("is_dead", [False, True], ids=["unknown", "dead"])
def test_what_is_stuck_is_sent_again_or_dropped(
    storage: Storage,
    is_dead: bool,  # noqa: FBT001
) -> None:
    put(storage, warning("a"))
    claimed = begin(storage)
    with storage.work() as work:
        if is_dead:
            work.outbox.dead(claimed.id, "error", NOON)
        else:
            work.outbox.unknown(claimed, "error", NOON)
        assert work.outbox.retry(claimed.id)
        assert not work.outbox.retry(claimed.id)
        assert work.outbox.drop(claimed.id)
        assert not work.outbox.drop(claimed.id)
        assert work.outbox.claim(NOON + DAY, 9) == ()
    assert state(storage) is OutboxState.DROPPED


def test_what_did_not_arrive_is_found_by_the_beginning_of_its_key(storage: Storage) -> None:
    keys = ("2023-06/ask/JT01", "2023-06/ask/JT02", "2023-06/ask%", "2023-07/ask/JT01")
    put(storage, *(notice(key, chat) for chat, key in enumerate(keys)))
    with storage.work() as work:
        first, second, *_ = work.outbox.claim(NOON, 9)
        work.outbox.sent(first.id, (70,), NOON)
        work.outbox.dead(second.id, "Forbidden", NOON)
        assert work.outbox.undelivered("2023-06/ask/") == ("2023-06/ask/JT02",)
        assert work.outbox.undelivered("2023-06/ask%") == ("2023-06/ask%",)
        assert work.outbox.undelivered("2023-0") == keys[1:]


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(lambda work, lost: work.outbox.again(lost, NOON, "late"), id="not sent"),
        pytest.param(lambda work, lost: work.outbox.unknown(lost, "late", NOON), id="unknown"),
    ],
)
@pytest.mark.parametrize("is_sending", [False, True], ids=["claimed", "being sent"])
def test_who_lost_a_notice_has_no_say_while_another_one_sends_it(
    storage: Storage,
    late: Callable[[Work, Outgoing], bool],
    is_sending: bool,  # noqa: FBT001
) -> None:
    put(storage, notice("a"))
    lost = begin(storage) if is_sending else claim(storage)
    with storage.work() as work:
        work.outbox.recover(NOON + HOUR)
    begin(storage, NOON + 2 * HOUR)
    with storage.work() as work:
        assert not late(work, lost)
    assert state(storage) is OutboxState.SENDING


def test_what_was_claimed_when_the_clock_was_put_back_does_not_wait_either(
    storage: Storage,
) -> None:
    put(storage, notice("a"))
    claim(storage)
    before = NOON - DAY
    with storage.work() as work:
        work.outbox.wake(before)
        assert work.outbox.recover(before + SENDING) == 1
    assert claim(storage, before + SENDING).notice.key == "a"
