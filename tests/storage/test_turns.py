import datetime as dtm

import pytest

from rules.notice import Priority, Recipe, ShownAs
from storage.engine import Storage
from storage.outbox import LEASE
from storage.pace import BOT_PER_SECOND, GROUP_PAUSE, GROUP_PER_MINUTE, SPREAD
from storage.pace import MINUTE as PACED_MINUTE
from storage.work import Work
from tests.storage.samples import DAY, MINUTE, NOON, PRIVATE, SECOND, notice, warning

OTHER = -1002


def keys(work: Work, at: dtm.datetime = NOON, limit: int = 99) -> list[str]:
    """Claim what may go; return its keys."""
    return [one.notice.key for one in work.outbox.claim(at, limit)]


def settle(work: Work, ending: str, at: dtm.datetime = NOON) -> str:
    """Claim the only notice that may go and bring it to an end; return its key."""
    (row,) = work.outbox.claim(at, 1)
    match ending:
        case "sent":
            work.outbox.sent(row.id, (70,), at)
        case "dead":
            work.outbox.dead(row.id, "Forbidden", at)
        case "unknown":
            work.outbox.unknown(row, "ReadTimeout", at)
        case "again":
            work.outbox.again(row, at + MINUTE, "RetryAfter")
        case "dropped":
            work.outbox.dead(row.id, "Forbidden", at)
            work.outbox.drop(row.id)
    return row.notice.key


def test_a_chat_gets_its_messages_in_order_and_one_at_a_time(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice("a"), notice("b"), notice("x", OTHER)], NOON)
        assert keys(work) == ["a", "x"]
        assert keys(work, NOON + MINUTE) == []


def test_an_urgent_message_does_not_overtake_in_its_chat(storage: Storage) -> None:
    urgent = notice("b", priority=Priority.ANSWER)
    with storage.work() as work:
        work.outbox.put_all([notice("a", priority=Priority.REMINDER), urgent], NOON)
        assert keys(work) == ["a"]


def test_urgent_chats_come_first_and_then_the_oldest(storage: Storage) -> None:
    notices = [
        notice("reminder", -1, priority=Priority.REMINDER),
        notice("notice", -2),
        notice("later notice", -3),
        notice("answer", -4, priority=Priority.ANSWER),
    ]
    with storage.work() as work:
        work.outbox.put_all(notices, NOON)
        assert keys(work, limit=3) == ["answer", "notice", "later notice"]
        assert keys(work) == ["reminder"]


@pytest.mark.parametrize(
    ("ending", "next_keys"),
    [
        pytest.param("sent", ["b"], id="sent"),
        pytest.param("dead", ["b"], id="dead"),
        pytest.param("dropped", ["b"], id="dropped"),
        pytest.param("unknown", ["b"], id="unknown and held"),
        pytest.param("again", [], id="queued again, it comes first"),
    ],
)
def test_only_what_is_on_its_way_blocks_its_chat(
    storage: Storage, ending: str, next_keys: list[str]
) -> None:
    with storage.work() as work:
        work.outbox.put_all([warning("a"), notice("b")], NOON)
        settle(work, ending)
        assert keys(work, NOON + GROUP_PAUSE) == next_keys


@pytest.mark.parametrize(
    ("ending", "next_keys"),
    [
        pytest.param("sent", ["correction"], id="sent"),
        pytest.param("dead", ["correction"], id="dead"),
        pytest.param("dropped", ["correction"], id="dropped"),
        pytest.param("unknown", [], id="unknown, the operator decides first"),
        pytest.param("again", [], id="queued again"),
        pytest.param("", [], id="being sent"),
    ],
)
def test_a_correction_follows_what_it_corrects(
    storage: Storage, ending: str, next_keys: list[str]
) -> None:
    with storage.work() as work:
        work.outbox.put_all([warning("first"), notice("correction", OTHER, follows="first")], NOON)
        assert settle(work, ending) == "first"
        assert keys(work, NOON + SECOND) == next_keys


def test_what_follows_nothing_that_was_queued_goes(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("correction", follows="never queued"), NOON)
        assert keys(work) == ["correction"]


def test_a_retried_message_waits_for_the_one_that_is_being_sent(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([warning("a", PRIVATE), notice("b", PRIVATE)], NOON)
        (first,) = work.outbox.claim(NOON, 1)
        work.outbox.unknown(first, "ReadTimeout", NOON)
        assert keys(work) == ["b"]
        work.outbox.retry(first.id, NOON)
        assert keys(work, NOON + SECOND) == []


def test_a_group_pauses_between_messages(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice("a"), notice("b")], NOON)
        settle(work, "sent")
        assert keys(work, NOON + GROUP_PAUSE - SECOND) == []
        assert keys(work, NOON + GROUP_PAUSE) == ["b"]


def test_the_pause_counts_from_the_sending_not_from_the_claim(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice("a"), notice("b")], NOON)
        (claimed,) = work.outbox.claim(NOON, 9)
        work.outbox.sending(claimed, NOON + MINUTE / 2)
        work.outbox.sent(claimed.id, (70,), NOON + MINUTE / 2)
        assert keys(work, NOON + MINUTE / 2 + SECOND) == []


def test_a_private_chat_waits_only_for_its_own_order(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice(key, PRIVATE) for key in "abc"], NOON)
        assert [settle(work, "sent") for _ in "abc"] == ["a", "b", "c"]


def test_a_group_gets_no_more_than_it_may_in_a_minute(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice(f"{n:03}") for n in range(60)], NOON)
        at, sent = NOON, []
        for _ in range(45):
            settle(work, "sent", at)
            sent.append(at)
            next_at = work.outbox.next_at(at)
            assert next_at is not None
            at = next_at
    for start in sent:
        assert sum(start <= one < start + MINUTE for one in sent) <= GROUP_PER_MINUTE
    assert sent[GROUP_PER_MINUTE] - sent[0] == PACED_MINUTE


def test_an_album_waits_until_there_is_room_for_its_pages(storage: Storage) -> None:
    recipe = Recipe("board", "{}", tuple(range(1, 11)), ShownAs.ALBUM, "board.png")
    with storage.work() as work:
        work.outbox.put_all([notice(key, recipe=recipe) for key in "abc"], NOON)
        assert [settle(work, "sent", NOON + GROUP_PAUSE * n) for n in range(2)] == ["a", "b"]
        assert keys(work, NOON + MINUTE - SECOND) == []
        assert keys(work, NOON + PACED_MINUTE) == ["c"]


@pytest.mark.parametrize("limit", [1, 48])
def test_an_album_that_waits_takes_nobodys_place(storage: Storage, limit: int) -> None:
    recipe = Recipe("board", "{}", tuple(range(1, 11)), ShownAs.ALBUM, "board.png")
    groups = range(-30, 0)
    with storage.work() as work:
        for chat in groups:
            keys_of = [(f"{chat}a", recipe), (f"{chat}b", None), (f"{chat}c", recipe)]
            work.outbox.put_all((notice(key, chat, recipe=one) for key, one in keys_of), NOON)
        for step in range(8):
            at = NOON + GROUP_PAUSE / 2 * step
            for claimed in work.outbox.claim(at, 48):
                work.outbox.sent(claimed.id, (70,), at)
        assert work.outbox.counts()["queued"] == len(groups)
        work.outbox.put(notice("later", PRIVATE), at)
        assert keys(work, at + GROUP_PAUSE, limit) == ["later"]


def test_a_bot_sends_no_more_than_it_may_in_a_second(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice(f"{n}", n) for n in range(1, 41)], NOON)
        assert len(keys(work, NOON, 10)) == 10
        assert len(keys(work)) == BOT_PER_SECOND - 10
        assert keys(work, NOON + SECOND / 2) == []
        assert work.outbox.next_at(NOON + SECOND / 2) == NOON + SECOND
        assert len(keys(work, NOON + SECOND)) == 15


def test_a_claim_ahead_reserves_slots_in_the_pace(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put_all([notice(f"{n}", n) for n in range(1, 41)], NOON)
        assert len(keys(work, NOON)) == BOT_PER_SECOND
        ahead = work.outbox.claim(NOON + SECOND * 0.8, 99, ahead=SECOND / 4)
        assert [one.slot for one in ahead] == [NOON + SECOND, NOON + SECOND + SPREAD]
        assert work.outbox.claim(NOON + SECOND * 0.82, 99, ahead=SECOND / 4) == ()


def test_slots_that_are_claimed_ahead_lie_apart_and_lose_nothing_of_the_pace(
    storage: Storage,
) -> None:
    slots, at = list[dtm.datetime](), NOON
    with storage.work() as work:
        work.outbox.put_all([notice(f"{n}", n) for n in range(1, 101)], NOON)
        while at < NOON + 4 * SECOND:
            taken = work.outbox.claim(at, 48, ahead=SECOND / 4)
            slots += [one.slot for one in taken if one.slot]
            at += SECOND / 8
    assert slots == [NOON + number * SPREAD for number in range(100)]


@pytest.mark.parametrize(
    ("what", "next_at"),
    [
        pytest.param([], None, id="nothing waits"),
        pytest.param(["queued"], NOON, id="one may go"),
        pytest.param(["again"], NOON + MINUTE, id="one waits"),
        pytest.param(["leased"], NOON + LEASE, id="a lease may expire"),
        pytest.param(["sent", "queued"], NOON + GROUP_PAUSE, id="its group pauses"),
        pytest.param(["unknown"], None, id="the operator is waited for"),
    ],
)
def test_the_next_instant_is_when_something_may_go(
    storage: Storage, what: list[str], next_at: dtm.datetime | None
) -> None:
    with storage.work() as work:
        work.outbox.put_all([warning(str(number)) for number in range(len(what))], NOON)
        for ending in what:
            if ending != "queued":
                settle(work, ending)
    with storage.look() as look:
        assert look.outbox.next_at(NOON) == next_at


def test_the_next_instant_is_that_of_the_chat_that_is_free_first(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("waits", PRIVATE), NOON)
        settle(work, "again")
        assert work.outbox.next_at(NOON) == NOON + MINUTE
        work.outbox.put_all([notice("sent", OTHER), notice("paused", OTHER)], NOON)
        settle(work, "sent")
        assert work.outbox.next_at(NOON) == NOON + GROUP_PAUSE
        work.outbox.put(notice("free", PRIVATE + 1), NOON)
        assert work.outbox.next_at(NOON) == NOON


def test_a_clock_that_was_put_back_halts_nobody(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("a"), NOON - DAY)
        settle(work, "sent", NOON)
        work.outbox.put(notice("b"), NOON - DAY)
        assert keys(work, NOON - DAY / 2) == ["b"]
