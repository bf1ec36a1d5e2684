import pytest

from rules.notice import Address
from rules.posts import Room
from storage.bindings import Group
from storage.engine import Storage
from tests.storage.samples import DAY, GROUP, NOON

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


def test_a_chat_that_moves_onto_a_bound_one_takes_its_place(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_group(Room.COMMAND, "01", Address(GROUP), "交通群", NOON)
        work.bindings.bind_group(Room.OFFICE, None, Address(NEW), "督考办", NOON)
        work.bindings.migrate_chat(GROUP, NEW)
        assert [group.room for group in work.bindings.groups()] == [Room.COMMAND]
