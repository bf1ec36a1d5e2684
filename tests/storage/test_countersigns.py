from dataclasses import replace

from rules.countersign import Countersign
from storage.engine import Storage
from tests.storage.samples import JANUARY, JUNE, MINUTE, NOON

AGREED = Countersign(JUNE, "02", None, "尤亚楠", NOON)
OBJECTED = Countersign(JUNE, "01", "JT01", "彭宗耀", NOON + MINUTE, "卫宏伟", "已完成5.8公里")


def test_what_was_said_comes_back_as_it_was_said(storage: Storage) -> None:
    with storage.work() as work:
        assert work.countersigns.put(OBJECTED)
        assert work.countersigns.put(AGREED)
    with storage.look() as look:
        assert look.countersigns.of(JUNE) == (AGREED, OBJECTED)
        assert look.countersigns.of(JUNE, "01") == (OBJECTED,)
        assert look.countersigns.of(JANUARY) == ()


def test_the_same_is_said_once_and_the_first_word_stays(storage: Storage) -> None:
    with storage.work() as work:
        assert work.countersigns.put(AGREED)
        assert work.countersigns.put(OBJECTED)
        for said in (AGREED, OBJECTED):
            assert not work.countersigns.put(replace(said, by="云慧敏", words="另有原因"))
        assert work.countersigns.of(JUNE) == (AGREED, OBJECTED)


def test_objections_are_found_by_their_projects(storage: Storage) -> None:
    another = replace(OBJECTED, project="JT02", acting_for=None)
    with storage.work() as work:
        for said in (AGREED, OBJECTED, another, replace(OBJECTED, month=JANUARY)):
            assert work.countersigns.put(said)
        assert work.countersigns.objections(JUNE) == {"JT01": OBJECTED, "JT02": another}
        assert work.countersigns.objections(JUNE, ["JT02", "SL01"]) == {"JT02": another}
