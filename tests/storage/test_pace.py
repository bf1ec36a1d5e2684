import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.pace import BOT_PER_SECOND, GROUP_PER_MINUTE, Pace, Paces
from tests.storage.samples import GROUP, MINUTE, NOON, PRIVATE, SECOND

OTHER = -1002


def paces(*ago: float, chat: int = GROUP, weight: int = 1) -> Paces:
    """Return what was sent in a chat so many seconds ago."""
    return Paces.of(NOON, (Pace(chat, NOON - SECOND * one, weight) for one in ago))


@pytest.mark.parametrize(
    ("ago", "seconds"),
    [
        pytest.param((), 0, id="nothing was sent"),
        pytest.param((0,), 3, id="just now"),
        pytest.param((1,), 2, id="a second ago"),
        pytest.param((2.999,), 0.001, id="nearly three seconds ago"),
        pytest.param((3,), 0, id="three seconds ago"),
        pytest.param(tuple(range(3, 22)), 0, id="19 in the minute"),
        pytest.param(tuple(range(3, 23)), 60.5 - 22, id="20 in the minute"),
        pytest.param(tuple(range(40, 60)), 1.5, id="20, the first nearly over"),
        pytest.param((*range(41, 60), 60.5), 0, id="20, the first over"),
        pytest.param((-5,), 0, id="in the future of a clock that was put back"),
    ],
)
def test_a_group_takes_the_next_message_after_its_pause(
    ago: tuple[float, ...], seconds: float
) -> None:
    assert paces(*ago).free_at(GROUP) == NOON + SECOND * seconds
    assert (GROUP in paces(*ago).rooms(NOON).get(0, ())) is (seconds > 0)


@pytest.mark.parametrize("chat", [PRIVATE, OTHER])
def test_other_chats_do_not_wait(chat: int) -> None:
    assert paces(0, 0, 0).free_at(chat) == NOON


def test_a_private_chat_has_no_pause() -> None:
    assert paces(0, 0, chat=PRIVATE).free_at(PRIVATE) == NOON
    assert paces(0, chat=PRIVATE).rooms(NOON) == {}


@pytest.mark.parametrize(
    ("weight", "seconds"), [pytest.param(5, 0, id="fits"), pytest.param(6, 50.5, id="does not")]
)
def test_an_album_weighs_as_much_as_it_has_pages(weight: int, seconds: float) -> None:
    assert paces(10, weight=15).free_at(GROUP, weight) == NOON + SECOND * seconds


@pytest.mark.parametrize(
    ("ago", "seconds"),
    [
        pytest.param((), 0, id="nothing was sent"),
        pytest.param((0,) * (BOT_PER_SECOND - 1), 0, id="one less than it may"),
        pytest.param((0.999,) * BOT_PER_SECOND, 0.001, id="a full second"),
        pytest.param((0.9, *(0.5,) * BOT_PER_SECOND), 0.5, id="more than full"),
        pytest.param((1.0,) * BOT_PER_SECOND, 0, id="a second ago"),
        pytest.param(
            (0.4, *(-0.2,) * (BOT_PER_SECOND - 1)), 0.6, id="the others have slots ahead"
        ),
        pytest.param((-5,) * BOT_PER_SECOND, 0, id="in the future of a clock that was put back"),
    ],
)
def test_a_bot_sends_so_many_a_second(ago: tuple[float, ...], seconds: float) -> None:
    sent = paces(*ago, chat=PRIVATE)
    assert sent.bot_free_at() == sent.slot(PRIVATE) == NOON + SECOND * seconds


@given(st.lists(st.sampled_from([PRIVATE, GROUP, OTHER]), min_size=30, max_size=90))
def test_slots_taken_one_after_the_other_keep_the_pace(chats: list[int]) -> None:
    kept, slots = Paces.of(NOON, ()), list[dtm.datetime]()
    for chat in chats:
        slots.append(max([kept.slot(chat), *slots[-1:]]))
        kept.add(Pace(chat, slots[-1]))
    for slot in slots:
        assert sum(slot <= one < slot + SECOND for one in slots) <= BOT_PER_SECOND


@given(st.lists(st.tuples(st.floats(0, 59), st.integers(1, 10)), max_size=25))
def test_when_a_group_is_free_it_takes_a_message(sent: list[tuple[float, int]]) -> None:
    past = [Pace(GROUP, NOON - SECOND * ago, weight) for ago, weight in sent]
    free: dtm.datetime = Paces.of(NOON, past).free_at(GROUP)
    assert Paces.of(free, past).free_at(GROUP) == free
    used = sum(one.weight for one in past if one.at > free - MINUTE)
    assert used < GROUP_PER_MINUTE


def test_an_edit_neither_waits_nor_makes_others_wait() -> None:
    assert paces(1).free_at(GROUP, 0) == NOON
    assert paces(1, weight=0).free_at(GROUP) == NOON


@given(st.lists(st.tuples(st.floats(0, 61), st.integers(0, 10)), max_size=9), st.integers(1, 10))
def test_a_group_has_room_for_what_it_takes_at_once(
    sent: list[tuple[float, int]], weight: int
) -> None:
    past = Paces.of(NOON, [Pace(GROUP, NOON - SECOND * ago, used) for ago, used in sent])
    room = min((room for room, chats in past.rooms(NOON).items() if GROUP in chats), default=10)
    assert (weight <= room) is (past.free_at(GROUP, weight) == NOON)
