import pytest

from rules.notice import Address
from rules.posts import Room
from storage.bindings import GroupSubject, PersonSubject, Subject
from storage.engine import Storage
from storage.work import Work
from tests.storage.samples import GROUP, NOON

PERSON = PersonSubject("谢玉洁")
TOWNSHIP = GroupSubject(Room.TOWNSHIP)
subjects = pytest.mark.parametrize(
    "subject",
    [
        pytest.param(PERSON, id="a person"),
        pytest.param(TOWNSHIP, id="the township's group"),
        pytest.param(GroupSubject(Room.COMMAND, "01"), id="a command's group"),
    ],
)


def redeem(work: Work, code: str) -> Subject | None:
    """Use a code as whoever it is for."""
    name = work.bindings.redeem_person(code, NOON)
    if name is not None:
        return PersonSubject(name)
    group = work.bindings.redeem_group(code, NOON)
    return None if group is None else GroupSubject(*group)


@subjects
def test_a_code_stays_the_same_until_it_is_used(storage: Storage, subject: Subject) -> None:
    with storage.work() as work:
        code = work.bindings.invitation(subject)
        assert work.bindings.invitation(subject) == code
        assert work.bindings.open_code(subject) == code
        assert redeem(work, code) == subject
        assert work.bindings.open_code(subject) is None
        assert work.bindings.invitation(subject) != code


@subjects
def test_a_code_is_used_once(storage: Storage, subject: Subject) -> None:
    with storage.work() as work:
        code = work.bindings.invitation(subject)
        assert redeem(work, code) == subject
        assert redeem(work, code) is None


def test_a_code_has_nothing_that_looks_like_something_else(storage: Storage) -> None:
    with storage.work() as work:
        codes = {work.bindings.invitation(PersonSubject(str(n))) for n in range(100)}
    assert len(codes) == 100
    assert min(map(len, codes)) >= 10
    assert not set("".join(codes)) & set("01OIl")


@pytest.mark.parametrize("written", ["{}", " {} ", "{}\n"])
def test_how_a_code_is_typed_does_not_matter(storage: Storage, written: str) -> None:
    with storage.work() as work:
        code = work.bindings.invitation(PERSON)
        typed = written.format(code.lower())
        assert work.bindings.redeem_person(typed, NOON) == "谢玉洁"


def test_a_wrong_code_binds_nobody(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.invitation(PERSON)
        assert work.bindings.redeem_person("ABCDEFGHJKLM", NOON) is None


def test_a_code_in_the_wrong_place_is_not_used_up(storage: Storage) -> None:
    with storage.work() as work:
        code, group_code = work.bindings.invitation(PERSON), work.bindings.invitation(TOWNSHIP)
        assert work.bindings.redeem_group(code, NOON) is None
        assert work.bindings.redeem_person(group_code, NOON) is None
        assert work.bindings.redeem_person(code, NOON) == "谢玉洁"
        assert work.bindings.redeem_group(group_code, NOON) == (Room.TOWNSHIP, None)


def test_a_renewed_code_takes_the_old_ones_place_and_unbinds(storage: Storage) -> None:
    with storage.work() as work:
        old = work.bindings.invitation(PERSON)
        work.bindings.bind_person("谢玉洁", 501, NOON)
        new = work.bindings.renew(PERSON)
        assert work.bindings.account_of("谢玉洁") is None
        assert work.bindings.redeem_person(old, NOON) is None
        assert work.bindings.redeem_person(new, NOON) == "谢玉洁"


def test_a_group_may_be_renewed_too(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.bind_group(Room.TOWNSHIP, None, Address(GROUP), "全镇", NOON)
        code = work.bindings.renew(TOWNSHIP)
        assert work.bindings.group(Room.TOWNSHIP) is None
        assert work.bindings.redeem_group(code, NOON) == (Room.TOWNSHIP, None)
