import datetime as dtm

import pytest

from storage.engine import Storage
from storage.inbox import ATTEMPTS, LEASE, AlreadySettledError, Received
from storage.work import Work
from tests.storage.samples import DAY, GROUP, MINUTE, NOON, PRIVATE, SECOND, update

BOT = "禾源镇"
OTHER = -1002


def take_in(storage: Storage, *updates: dict[str, object]) -> int:
    with storage.work() as work:
        return work.inbox.take_in(BOT, updates, NOON)


def ready(
    storage: Storage, at: dtm.datetime = NOON, limit: int = 9, busy: tuple[str, ...] = ()
) -> list[int]:
    """Take up what is ready; return the updates' own numbers."""
    with storage.work() as work:
        return [row.update_id for row in work.inbox.ready(at, limit, busy)]


def only(work: Work, at: dtm.datetime = NOON) -> Received:
    (row,) = work.inbox.ready(at, 9)
    return row


def fail(storage: Storage, times: int) -> list[bool]:
    """Let an update fail, each time as late as it must be; tell what was said each time."""
    said = []
    for attempt in range(times):
        at = NOON + DAY * attempt
        with storage.work() as work:
            said.append(work.inbox.fail(only(work, at).id, "ValueError", at))
    return said


def test_an_update_is_kept_as_it_came(storage: Storage) -> None:
    raw = update(8, text="累计5.8公里\x00\ud800")
    take_in(storage, raw)
    with storage.work() as work:
        found = only(work)
        assert found == work.inbox.get(found.id)
        assert work.inbox.get(found.id + 1) is None
    assert (found.bot, found.update_id, found.chat_key) == (BOT, 8, str(GROUP))
    assert (found.sender, found.said_at, found.received_at) == (PRIVATE, NOON, NOON)
    assert found.raw == raw


def test_a_repeated_delivery_is_kept_once(storage: Storage) -> None:
    assert take_in(storage, update(8), update(9)) == 2
    assert take_in(storage, update(9), update(10), update(10)) == 1
    with storage.look() as look:
        assert look.inbox.counts()["new"] == 3


def test_a_repeated_one_is_known_under_its_senders_new_name(storage: Storage) -> None:
    first, again = update(8), update(8)
    again["message"]["from"] = {"id": PRIVATE, "first_name": "韦长河（公路站）"}
    assert [take_in(storage, one) for one in (first, again)] == [1, 0]


def test_a_new_update_with_an_old_number_is_not_swallowed(storage: Storage) -> None:
    take_in(storage, update(8))
    assert take_in(storage, update(8, text="累计6公里")) == 1


def test_two_bots_have_their_own_numbers(storage: Storage) -> None:
    take_in(storage, update(8))
    with storage.work() as work:
        assert work.inbox.take_in("another", [update(8)], NOON) == 1


def test_an_update_that_nobody_can_read_is_kept_too(storage: Storage) -> None:
    assert take_in(storage, {}, {"update_id": "x", "message": 5}, {"poll": {}}) == 3
    with storage.work() as work:
        row = only(work)
        work.inbox.poison(row.id, "KeyError")
        assert [(one.id, one.error) for one in work.inbox.troubled()] == [(row.id, "KeyError")]
        assert work.inbox.counts()["poison"] == 1


def test_each_chat_has_one_order(storage: Storage) -> None:
    take_in(storage, update(8), update(9), update(10, OTHER), update(11))
    assert ready(storage) == [8, 10]
    assert ready(storage) == []


def test_the_next_one_of_a_chat_comes_when_the_one_before_is_settled(storage: Storage) -> None:
    take_in(storage, update(8), update(9))
    with storage.work() as work:
        work.inbox.settle(only(work).id, "done")
        row = only(work)
        assert row.update_id == 9
        work.inbox.settle(row.id, "ignored")
        assert work.inbox.counts() == {
            "new": 0, "done": 1, "ignored": 1, "failed": 0, "poison": 0,
        }  # fmt: skip


def test_busy_chats_and_a_limit_are_minded(storage: Storage) -> None:
    take_in(storage, update(8), update(9, OTHER), update(10, PRIVATE), update(11, 77))
    assert ready(storage, limit=2, busy=(str(OTHER),)) == [8, 10]
    assert ready(storage) == [9, 11]


def test_a_taker_that_died_loses_its_lease_and_a_slow_one_does_not(storage: Storage) -> None:
    take_in(storage, update(8))
    assert ready(storage) == [8]
    assert ready(storage, NOON + LEASE - SECOND) == []
    assert ready(storage, NOON + LEASE) == [8]


def test_who_is_alone_ends_all_leases_at_once(storage: Storage) -> None:
    take_in(storage, update(8))
    ready(storage)
    with storage.work() as work:
        work.inbox.wake(NOON + SECOND)
    assert ready(storage, NOON + SECOND) == [8]


def test_an_update_is_settled_once(storage: Storage) -> None:
    take_in(storage, update(8))
    with storage.work() as work:
        row = only(work)
        work.inbox.settle(row.id, "done")
        with pytest.raises(AlreadySettledError) as refused:
            work.inbox.settle(row.id, "ignored")
    assert refused.value.id == row.id


def test_a_failure_makes_its_chat_wait_and_no_other(storage: Storage) -> None:
    take_in(storage, update(8), update(9))
    with storage.work() as work:
        assert not work.inbox.fail(only(work).id, "ValueError", NOON)
        work.inbox.take_in(BOT, [update(10, OTHER)], NOON)
    assert ready(storage) == [10]
    assert ready(storage, NOON + SECOND * 10) == [8]


def test_the_third_failure_sets_an_update_aside_and_its_chat_goes_on(storage: Storage) -> None:
    take_in(storage, update(8), update(9))
    assert fail(storage, ATTEMPTS) == [False, False, True]
    with storage.work() as work:
        (aside,) = work.inbox.troubled()
        assert (aside.update_id, aside.attempts, aside.error) == (8, 3, "ValueError")
        assert not work.inbox.fail(aside.id, "again", NOON)
        assert only(work).update_id == 9


def test_what_is_put_off_counts_no_attempt(storage: Storage) -> None:
    take_in(storage, update(8))
    with storage.work() as work:
        work.inbox.postpone(only(work).id, NOON + SECOND)
    with storage.work() as work:
        assert work.inbox.ready(NOON, 9) == ()
        assert only(work, NOON + SECOND).attempts == 0


def test_what_is_aside_may_be_taken_up_again_or_dropped(storage: Storage) -> None:
    take_in(storage, update(8))
    fail(storage, ATTEMPTS)
    with storage.work() as work:
        (aside,) = work.inbox.troubled()
        assert work.inbox.retry(aside.id, NOON + MINUTE)
        assert not work.inbox.retry(aside.id)
        assert work.inbox.next_at() == NOON + MINUTE
        assert only(work, NOON + MINUTE).attempts == 0
        work.inbox.poison(aside.id, "KeyError")
        assert work.inbox.drop(aside.id)
        assert not work.inbox.drop(aside.id)
        assert work.inbox.counts()["ignored"] == 1


def test_what_is_taken_up_again_waits_for_what_its_chat_is_about(storage: Storage) -> None:
    take_in(storage, update(8), update(9))
    with storage.work() as work:
        aside = only(work)
        work.inbox.poison(aside.id, "KeyError")
        assert only(work).update_id == 9
        assert work.inbox.retry(aside.id, NOON)
    assert ready(storage, NOON + LEASE - SECOND) == []
    assert ready(storage, NOON + LEASE) == [8]


def test_people_whom_we_did_not_understand_yet_are_known(storage: Storage) -> None:
    take_in(storage, *(update(number, number, sender=number) for number in range(1, 6)))
    with storage.work() as work:
        one, two, three, four, five = work.inbox.ready(NOON, 9)
        work.inbox.settle(one.id, "done")
        work.inbox.settle(two.id, "ignored")
        work.inbox.poison(three.id, "KeyError")
        for _ in range(ATTEMPTS):
            work.inbox.fail(four.id, "ValueError", NOON)
        assert work.inbox.unsettled_senders() == {three.sender, four.sender, five.sender}
        assert work.inbox.unsettled_senders(NOON + SECOND) == frozenset()


def test_the_next_instant_is_when_some_chat_may_go_on(storage: Storage) -> None:
    with storage.work() as work:
        assert work.inbox.next_at() is None
        work.inbox.take_in(BOT, [update(8), update(9)], NOON)
        assert work.inbox.next_at() == NOON
        work.inbox.postpone(only(work).id, NOON + MINUTE)
        assert work.inbox.next_at() == NOON + MINUTE


def test_what_people_wrote_is_blanked_when_it_is_old_and_settled(storage: Storage) -> None:
    take_in(storage, update(8), update(9))
    with storage.work() as work:
        row = only(work)
        work.inbox.settle(row.id, "done")
        assert work.inbox.forget(NOON) == 0
        assert work.inbox.forget(NOON + SECOND) == 1
        blanked = work.inbox.get(row.id)
        assert blanked is not None
        assert blanked.raw == {}
        assert only(work).raw == update(9)
    assert take_in(storage, update(8)) == 0


def test_what_was_not_begun_is_given_back_at_once(storage: Storage) -> None:
    take_in(storage, update(8))
    assert ready(storage) == [8]
    assert ready(storage, NOON + SECOND) == []
    with storage.work() as work:
        work.inbox.give_back([row.id for row in work.inbox.ready(NOON + LEASE, 9)], NOON)
    assert ready(storage, NOON + SECOND) == [8]


def test_the_office_is_told_once_of_what_was_set_aside(storage: Storage) -> None:
    take_in(storage, update(8))
    with storage.work() as work:
        row = only(work)
        work.inbox.poison(row.id, "ValueError")
        assert [one.id for one in work.inbox.untold()] == [row.id]
        work.inbox.told([row.id])
        assert work.inbox.untold() == ()
        work.inbox.retry(row.id, NOON)
        work.inbox.poison(row.id, "ValueError")
        assert [one.id for one in work.inbox.untold()] == [row.id]


def test_what_a_copy_has_not_settled_is_in_doubt(storage: Storage) -> None:
    take_in(storage, update(8), update(9, chat=OTHER))
    with storage.work() as work:
        settled, *_ = work.inbox.ready(NOON, 1)
        work.inbox.settle(settled.id, "done")
        work.inbox.doubt()
        assert [(row.update_id, row.in_doubt) for row in work.inbox.ready(NOON, 9)] == [(9, True)]
