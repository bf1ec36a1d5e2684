import datetime as dtm
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from rules.book import SupportItem, SupportState
from rules.support import SupportDeed, SupportWord, after, last_decision
from storage.engine import Storage
from tests.storage.samples import GROUP, MINUTE, NOON, book

FIRST, SECOND = book().support_items
SAID = SupportWord("BZ001", "JT01", SupportDeed.REMARK, "云慧敏", NOON, "等批复", GROUP, 2**40)
DONE = SupportWord("BZ001", "JT01", SupportDeed.DONE, "云慧敏", NOON + MINUTE)


def loaded(storage: Storage) -> Storage:
    with storage.work() as work:
        work.book.put(book(), NOON)
    return storage


def test_every_word_is_kept_in_order_and_none_is_overwritten(storage: Storage) -> None:
    other = replace(SAID, number="BZ002", project="SL01")
    with storage.work() as work:
        made = [work.supports.put(2023, one) for one in (SAID, DONE, SAID, other)]
        work.supports.put(2024, SAID)
    with storage.look() as look:
        assert look.supports.about(2023, "BZ001") == tuple(made[:3])
        assert look.supports.of(2023) == {"BZ001": tuple(made[:3]), "BZ002": (made[3],)}
        assert look.supports.about(2025, "BZ001") == ()
    assert [replace(one, id=None) for one in made] == [SAID, DONE, SAID, other]
    assert len({one.id for one in made}) == 4


def test_an_item_takes_the_place_of_the_one_with_its_number(storage: Storage) -> None:
    closed = replace(FIRST, state=SupportState.CLOSED, due_date=dtm.date(2023, 7, 1))
    added = SupportItem("增001", "JT02", "用地", "新事项", "", "", None, SupportState.NOT_STARTED)
    with loaded(storage).work() as work:
        work.book.put_support_item(2023, closed)
        work.book.put_support_item(2023, added)
        work.book.put_support_item(2024, added)
    with storage.look() as look:
        assert look.book.support_items(2023) == (closed, SECOND, added)
        assert look.book.support_items(2024) == (added,)
        assert look.book.support_items_of(2023, "云慧敏") == (closed,)


def test_of_two_who_decide_at_once_the_second_sees_the_first(storage: Storage) -> None:
    both = Barrier(2)
    loaded(storage)

    def close(name: str) -> str:
        both.wait()
        with storage.work() as work:
            work.book.hold(2023)
            before = last_decision(work.supports.about(2023, "BZ001"))
            if before is not None:
                return before.by
            work.supports.put(2023, replace(DONE, deed=SupportDeed.CLOSED, by=name))
            work.book.put_support_item(2023, after(FIRST, SupportDeed.CLOSED))
            return name

    with ThreadPoolExecutor() as pool:
        told = list(pool.map(close, ("卫宏伟", "尤亚楠")))
    with storage.look() as look:
        (kept,) = look.supports.about(2023, "BZ001")
        assert look.book.support_items(2023)[0].state is SupportState.CLOSED
    assert told == [kept.by, kept.by]
