import pytest

from rules.notice import Address
from rules.posts import Room
from storage.bindings import Group
from storage.drafts import Draft
from storage.engine import Storage
from storage.questions import Question
from tests.storage.samples import DAY, GROUP, JUNE, MINUTE, NOON, notice, prompt, report

NEW = -1009999


def test_a_person_and_an_account_belong_to_each_other(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_person("谢玉洁", 501, NOON)
        work.bindings.bind_person("云慧敏", 2**40, NOON)
    with storage.look() as look:
        assert look.bindings.person_of(501) == "谢玉洁"
        assert look.bindings.account_of("云慧敏") == 2**40
        assert look.bindings.accounts(["云慧敏", "尤亚楠"]) == {"云慧敏": 2**40}
        assert look.bindings.person_of(7) is None


@pytest.mark.parametrize(
    ("person", "account", "left"),
    [
        pytest.param("谢玉洁", 777, {"谢玉洁": 777, "云慧敏": 502}, id="a new telephone"),
        pytest.param("尤亚楠", 501, {"尤亚楠": 501, "云慧敏": 502}, id="a telephone passed on"),
        pytest.param("谢玉洁", 502, {"谢玉洁": 502}, id="both were bound"),
    ],
)
def test_nobody_has_two_accounts_and_no_account_two_people(
    storage: Storage, person: str, account: int, left: dict[str, int]
) -> None:
    with storage.work() as work:
        work.bindings.bind_person("谢玉洁", 501, NOON)
        work.bindings.bind_person("云慧敏", 502, NOON)
        work.bindings.bind_person(person, account, NOON + DAY)
        assert work.bindings.accounts(["谢玉洁", "云慧敏", "尤亚楠"]) == left


def test_a_person_is_unbound_once(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_person("谢玉洁", 501, NOON)
        assert work.bindings.unbind("谢玉洁")
        assert not work.bindings.unbind("谢玉洁")
        assert work.bindings.account_of("谢玉洁") is None


def test_a_group_is_found_by_chat_and_by_room(storage: Storage) -> None:
    bound = Group(Room.COMMAND, "01", Address(GROUP, 4), "禾源镇交通建设作战群")
    with storage.work() as work:
        work.bindings.bind_group(Room.COMMAND, "01", bound.address, bound.title, NOON)
    with storage.look() as look:
        assert look.bindings.group_of(GROUP) == bound
        assert look.bindings.group(Room.COMMAND, "01") == bound
        assert look.bindings.groups() == (bound,)
        assert look.bindings.group(Room.COMMAND, "02") is None
        assert look.bindings.group(Room.TOWNSHIP) is None


def test_a_room_has_one_chat_and_a_chat_one_room(storage: Storage) -> None:
    with storage.work() as work:
        bind = work.bindings.bind_group
        bind(Room.TOWNSHIP, None, Address(-1), "旧群", NOON)
        bind(Room.OFFICE, None, Address(-2), "督考办", NOON)
        bind(Room.TOWNSHIP, None, Address(-2), "全镇", NOON + DAY)
        assert [group.title for group in work.bindings.groups()] == ["全镇"]


def test_a_group_may_be_renamed_and_unbound(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_group(Room.OFFICE, None, Address(GROUP), "旧名", NOON)
        work.bindings.rename_group(GROUP, "新名")
        group = work.bindings.group(Room.OFFICE)
        assert group is not None
        assert group.title == "新名"
        assert work.bindings.unbind_group(GROUP)
        assert work.bindings.groups() == ()


def test_everything_goes_on_when_a_chat_gets_a_new_id(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_group(Room.COMMAND, "01", Address(GROUP), "交通群", NOON)
        work.outbox.put_all([prompt("asked"), notice("later")], NOON)
        (claimed,) = work.outbox.claim(NOON, 1)
        work.outbox.sent(claimed.id, (70,), NOON)
        work.questions.put(Question(JUNE, "JT01", "谢玉洁", "asked", NOON))
        work.reports.put(report("5.8", message=7))
        work.drafts.put(Draft(501, GROUP, "adjust", {}, NOON))
    with storage.work() as work:
        work.bindings.migrate_chat(GROUP, NEW)
    with storage.work() as work:
        assert work.bindings.group_of(GROUP) is None
        (next_one,) = work.outbox.claim(NOON + MINUTE, 9)
        assert next_one.notice.to == Address(NEW)
        assert work.outbox.key_of(NEW, 70) == "asked"
        assert work.reports.by_source(NEW, 7)
        assert work.drafts.get(501, NEW)
        question = work.questions.get(JUNE, "JT01")
        assert question is not None
        assert question.address == Address(NEW, 3)


def test_a_chat_that_moves_onto_a_bound_one_takes_its_place(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_group(Room.COMMAND, "01", Address(GROUP), "交通群", NOON)
        work.bindings.bind_group(Room.OFFICE, None, Address(NEW), "督考办", NOON)
        work.bindings.migrate_chat(GROUP, NEW)
        assert [group.room for group in work.bindings.groups()] == [Room.COMMAND]
