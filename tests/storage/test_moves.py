"""A group goes on under another id, and its messages are numbered anew."""

import dataclasses
import itertools
from collections.abc import Sequence

import pytest

from rules.notice import Address, MenuEntry, Notice
from rules.posts import Room
from storage.drafts import Draft
from storage.engine import Storage
from storage.migrations import downgrade
from storage.questions import Question
from storage.sent import Outgoing
from storage.work import Work
from tests.storage.samples import DAY, GROUP, JUNE, MINUTE, NOON, SECOND, notice, prompt, report

NEW, NEWEST = -1009999, -(2**40)
ME = 501


def claim(work: Work) -> tuple[Outgoing, ...]:
    return work.outbox.claim(NOON + DAY, 9)


def bind(work: Work) -> None:
    work.bindings.bind_group(Room.COMMAND, "01", Address(GROUP), "交通群", NOON)


def move(storage: Storage) -> None:
    with storage.work() as work:
        work.bindings.migrate_chat(GROUP, NEW)


def test_a_group_is_found_by_each_of_its_ids(storage: Storage) -> None:
    with storage.work() as work:
        bind(work)
        assert work.bindings.migrate_chat(GROUP, NEW)
    with storage.look() as look:
        found = look.bindings.group_of(NEW)
        assert found is not None
        assert found.address == Address(NEW)
        assert look.bindings.group_of(GROUP) == found


@pytest.mark.parametrize(
    "told",
    [
        *itertools.permutations([(GROUP, NEW), (NEW, NEWEST)]),
        [(GROUP, NEW), (NEW, NEWEST), (GROUP, NEW), (NEW, NEWEST)],
        [(GROUP, NEW), (NEW, NEWEST), (NEWEST, GROUP), (NEWEST, NEW), (NEW, NEW)],
    ],
    ids=["in order", "the second first", "twice", "and back"],
)
def test_of_several_moves_the_last_id_is_found_in_one_step(
    storage: Storage, told: Sequence[tuple[int, int]]
) -> None:
    with storage.work() as work:
        bind(work)
        work.outbox.put(notice("a"), NOON)
        for old, new in told:
            work.bindings.migrate_chat(old, new)
    with storage.work() as work:
        assert [work.bindings.chat_now(each) for each in (GROUP, NEW, NEWEST)] == [NEWEST] * 3
        assert [group.address.chat_id for group in work.bindings.groups()] == [NEWEST]
        assert [one.notice.to.chat_id for one in claim(work)] == [NEWEST]


def test_a_move_is_news_once(storage: Storage) -> None:
    with storage.work() as work:
        told = [(GROUP, NEW), (GROUP, NEW), (NEW, GROUP), (NEW, NEWEST), (GROUP, NEWEST)]
        news = [work.bindings.migrate_chat(*each) for each in told]
        assert news == [True, False, False, True, False]


def test_a_code_used_in_the_old_chat_binds_the_new_one(storage: Storage) -> None:
    move(storage)
    with storage.work() as work:
        bind(work)
        assert [group.address.chat_id for group in work.bindings.groups()] == [NEW]


def test_what_was_said_and_sent_stays_where_it_has_its_number(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(prompt("asked"), NOON)
        (claimed,) = work.outbox.claim(NOON, 1)
        work.outbox.sent(claimed.id, (70,), NOON)
        work.questions.put(Question(JUNE, "JT01", "谢玉洁", "asked", NOON))
        work.reports.put(report("5.8", message=7))
    move(storage)
    with storage.look() as look:
        assert look.outbox.key_of(GROUP, 70) == "asked"
        assert look.outbox.about(GROUP, 70) is not None
        assert look.reports.by_source(GROUP, 7)
        assert look.outbox.key_of(NEW, 70) is None
        assert look.outbox.about(NEW, 70) is None
        assert look.reports.by_source(NEW, 7) == ()


def test_what_waits_moves_in_its_order_and_quotes_nothing(storage: Storage) -> None:
    with storage.work() as work:
        for key in ("a", "b", "c"):
            work.outbox.put(notice(key, reply_to=7), NOON)
        work.outbox.put(notice("elsewhere", chat=5, reply_to=7), NOON)
    move(storage)
    said: list[tuple[str, int, int | None]] = []
    at = NOON
    while len(said) < 4:
        at += MINUTE
        with storage.work() as work:
            for one in work.outbox.claim(at, 9):
                said.append((one.notice.key, one.notice.to.chat_id, one.notice.reply_to))
                work.outbox.sent(one.id, (), at)
    assert sorted(said, key=lambda each: each[1]) == [
        ("a", NEW, None),
        ("b", NEW, None),
        ("c", NEW, None),
        ("elsewhere", 5, 7),
    ]


def test_what_was_claimed_for_the_old_chat_is_not_sent_there(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("a", reply_to=7), NOON)
        (claimed,) = work.outbox.claim(NOON, 9)
    move(storage)
    with storage.work() as work:
        assert work.outbox.sending(claimed, NOON) is None
        (again,) = work.outbox.claim(NOON, 9)
        assert (again.notice.to, again.notice.reply_to) == (Address(NEW), None)


def test_what_is_on_the_wire_was_sent_in_the_old_chat(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("a"), NOON)
        (claimed,) = work.outbox.claim(NOON, 9)
        work.outbox.sending(claimed, NOON)
    move(storage)
    with storage.work() as work:
        work.outbox.sent(claimed.id, (70,), NOON)
        assert work.outbox.key_of(GROUP, 70) == "a"
        assert work.outbox.key_of(NEW, 70) is None


def test_what_the_old_chat_refuses_follows_though_the_move_is_known(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("a", reply_to=7), NOON)
        (claimed,) = work.outbox.claim(NOON, 9)
        begun = work.outbox.sending(claimed, NOON)
        assert begun is not None
    move(storage)
    with storage.work() as work:
        work.outbox.again(begun, NOON, "the chat moved")
        assert not work.bindings.migrate_chat(GROUP, NEW)
        (again,) = claim(work)
        assert (again.notice.to, again.notice.reply_to) == (Address(NEW), None)


@pytest.mark.parametrize("is_queued_before", [True, False], ids=["before", "after the move"])
def test_a_message_of_the_old_chat_is_edited_no_more(
    storage: Storage,
    is_queued_before: bool,  # noqa: FBT001
) -> None:
    edit = Notice("edit", Address(GROUP), "新", edits=70)
    if not is_queued_before:
        move(storage)
    with storage.work() as work:
        work.outbox.put(edit, NOON)
    move(storage)
    with storage.work() as work:
        assert work.outbox.state("edit") == "dropped"
        assert claim(work) == ()
        work.outbox.put(dataclasses.replace(edit, key="other", to=Address(NEW)), NOON)
        assert [one.notice.edits for one in claim(work)] == [70]


@pytest.mark.parametrize("is_one_by_one", [True, False], ids=["one by one", "together"])
def test_what_is_put_for_the_old_chat_goes_to_the_new_one(
    storage: Storage,
    is_one_by_one: bool,  # noqa: FBT001
) -> None:
    move(storage)
    menu = (MenuEntry("help", "帮助"),)
    with storage.work() as work:
        notices = [notice("a", reply_to=7), Notice("menu", Address(GROUP), menu=menu)]
        if is_one_by_one:
            assert [work.outbox.put(each, NOON) for each in notices] == [True, True]
        else:
            assert work.outbox.put_all(notices, NOON) == 2
        (said,) = work.outbox.claim(NOON, 9)
        assert (said.notice.to, said.notice.reply_to) == (Address(NEW), None)
        work.outbox.sent(said.id, (1,), NOON)
        (shown,) = claim(work)
        assert (shown.notice.to, shown.notice.menu) == (Address(NEW), menu)


def test_in_doubt_it_is_held_under_the_new_id(storage: Storage) -> None:
    move(storage)
    with storage.work() as work:
        work.outbox.follows_from(in_doubt=True)
        work.outbox.put(notice("a"), NOON)
        assert work.outbox.state("a") == "unknown"
        assert work.outbox.proved(NEW, 3, NOON, words="a") == "a"


@pytest.mark.parametrize(
    ("in_new", "stays"),
    [
        pytest.param(None, "old", id="the only one"),
        pytest.param(NOON - SECOND, "old", id="the old one is newer"),
        pytest.param(NOON + SECOND, "new", id="the new one is newer"),
    ],
)
def test_of_two_forms_the_newer_one_stays(storage: Storage, in_new: object, stays: str) -> None:
    with storage.work() as work:
        work.drafts.put(Draft(ME, GROUP, "old", {"about": "a"}, NOON))
        work.drafts.put(Draft(502, NEW, "another", {}, NOON))
        if in_new is not None:
            work.drafts.put(Draft(ME, NEW, "new", {}, in_new))  # type: ignore[arg-type]
    move(storage)
    with storage.look() as look:
        found = look.drafts.get(ME, NEW)
        assert found is not None
        assert (found.form, found.chat_id) == (stays, NEW)
        assert look.drafts.get(ME, GROUP) == found
        assert look.drafts.get(502, NEW) is not None


def test_a_form_is_filled_in_and_dropped_by_either_id(storage: Storage) -> None:
    move(storage)
    with storage.work() as work:
        work.drafts.put(Draft(ME, GROUP, "adjust", {}, NOON))
        assert work.drafts.get(ME, NEW) == Draft(ME, NEW, "adjust", {}, NOON)
        assert work.drafts.drop(ME, GROUP)
        assert work.drafts.get(ME, NEW) is None


def test_the_moves_go_with_their_table_and_come_with_it(empty_url: str) -> None:
    storage = Storage(empty_url)
    storage.upgrade()
    with storage.work() as work:
        bind(work)
        work.bindings.migrate_chat(GROUP, NEW)
    downgrade(storage._engine, "0002_gaps")
    storage.upgrade()
    with storage.work() as work:
        assert work.bindings.chat_now(GROUP) == GROUP
        assert [group.address.chat_id for group in work.bindings.groups()] == [NEW]
    storage.close()
