"""What the chat says of support items, and how a workbook that is loaded again meets it."""

import datetime as dtm
from dataclasses import replace

import pytest

from rules.book import Book, SupportItem, SupportState
from rules.difference import Change, Need, Thing
from rules.posts import Post, Role
from rules.revision import Revision, revise
from rules.support import (
    SupportDeed,
    SupportWord,
    after,
    read_deed,
    waits_for_word,
)
from tests.bot.stage_book import TOWNSHIP

NOON = dtm.datetime(2023, 7, 3, 12, tzinfo=dtm.UTC)
(POWER,) = TOWNSHIP.support_items
ADDED = SupportItem(
    "增001", "JT02", "用地", "办理临时用地手续", "自然资源所", "萧艳玲",
    dtm.date(2023, 8, 1), SupportState.NOT_STARTED,
)  # fmt: skip
CLOSED, UNDERWAY = SupportState.CLOSED, SupportState.IN_PROGRESS
SUPPORTER = Post("萧艳玲", Role.SUPPORT_PERSON, unit="自然资源所")


def said(one: SupportItem, *deeds: SupportDeed) -> dict[str, list[SupportWord]]:
    return {one.number: [SupportWord(one.number, one.project, d, "云慧敏", NOON) for d in deeds]}


def holding(*items: SupportItem, posts: tuple[Post, ...] = ()) -> Book:
    """Return the township's book with other items."""
    return replace(TOWNSHIP, support_items=items, posts=(*TOWNSHIP.posts, *posts))


def loaded(read: Book, kept: Book, words: dict[str, list[SupportWord]] | None = None) -> Revision:
    plans = {code: (plan,) for code, plan in kept.plans.items()}
    return revise(kept, read, plans=plans, asked=None, words=words or {})


@pytest.mark.parametrize(
    ("answer", "deed"),
    [
        ("已办结", SupportDeed.DONE),
        ("已办结。", SupportDeed.DONE),
        ("线路迁改已全部完成了，昨天验收", SupportDeed.DONE),
        ("都办好了", SupportDeed.DONE),
        ("尚未办结", SupportDeed.REMARK),
        ("没有办完", SupportDeed.REMARK),
        ("预计7月20日办结", SupportDeed.REMARK),
        ("基本完成", SupportDeed.REMARK),
        ("已完成一半", SupportDeed.REMARK),
        ("已办结？", SupportDeed.REMARK),
        ("已办结，还差一个章", SupportDeed.REMARK),
        ("请督促办结", SupportDeed.REMARK),
        ("办理中", SupportDeed.UNDERWAY),
        ("正在办理，7月底前办结", SupportDeed.UNDERWAY),
        ("等县局批复", SupportDeed.REMARK),
        ("", SupportDeed.REMARK),
    ],
)
def test_only_a_plain_answer_says_that_it_is_done(answer: str, deed: SupportDeed) -> None:
    assert read_deed(answer) is deed


@pytest.mark.parametrize(
    ("deeds", "state", "waits"),
    [
        ([SupportDeed.REMARK], UNDERWAY, False),
        ([SupportDeed.DONE], UNDERWAY, True),
        ([SupportDeed.DONE, SupportDeed.REMARK], UNDERWAY, True),
        ([SupportDeed.DONE, SupportDeed.UNDERWAY], UNDERWAY, False),
        ([SupportDeed.DONE, SupportDeed.RETURNED], UNDERWAY, False),
        ([SupportDeed.DONE, SupportDeed.CLOSED], CLOSED, False),
        ([SupportDeed.CLOSED, SupportDeed.REOPENED], UNDERWAY, False),
    ],
)
def test_nothing_closes_on_the_word_of_who_owes_it(
    deeds: list[SupportDeed],
    state: SupportState,
    waits: bool,  # noqa: FBT001
) -> None:
    one = POWER
    for deed in deeds:
        one = after(one, deed)
    assert (one.state, waits_for_word(one, said(POWER, *deeds)["BZ001"])) == (state, waits)


def test_a_workbook_of_before_opens_nothing_that_was_closed_in_the_chat() -> None:
    kept = holding(replace(POWER, state=CLOSED))
    revision = loaded(holding(POWER), kept, said(POWER, SupportDeed.CLOSED))
    assert revision.book == kept
    assert revision.changes == (
        Change(Thing.SUPPORT_ITEM, "BZ001", "state", "closed", "in_progress", Need.CONFIRMATION),
    )


def test_a_workbook_that_says_closed_closes() -> None:
    kept, words = holding(POWER), said(POWER, SupportDeed.DONE, SupportDeed.RETURNED)
    revision = loaded(holding(replace(POWER, state=CLOSED)), kept, words)
    assert revision.book.support_items == (replace(POWER, state=CLOSED),)
    assert [one.is_taken for one in revision.changes] == [True]


def test_what_was_said_to_be_under_way_is_not_taken_back() -> None:
    early = replace(POWER, state=SupportState.NOT_STARTED)
    assert loaded(holding(early), holding(POWER), said(POWER, SupportDeed.UNDERWAY)).changes == (
        Change(
            Thing.SUPPORT_ITEM, "BZ001", "state", "in_progress", "not_started", Need.CONFIRMATION
        ),
    )


def test_other_fields_of_an_item_come_from_the_workbook() -> None:
    moved = replace(POWER, due_date=dtm.date(2023, 7, 30), note="顺延")
    words = said(POWER, SupportDeed.UNDERWAY)
    assert loaded(holding(moved), holding(POWER), words).book.support_items == (moved,)


def test_what_nobody_spoke_of_is_as_the_workbook_says() -> None:
    early = replace(POWER, state=SupportState.NOT_STARTED)
    revision = loaded(holding(early), holding(POWER), said(ADDED, SupportDeed.ADDED))
    assert revision.book.support_items == (early,)


def test_an_item_that_the_chat_added_is_neither_lost_nor_doubled() -> None:
    kept, words = holding(POWER, ADDED, posts=(SUPPORTER,)), said(ADDED, SupportDeed.ADDED)
    revision = loaded(holding(POWER), kept, words)
    assert (revision.book.support_items, revision.changes) == ((POWER, ADDED), ())
    assert SUPPORTER in revision.book.posts
    written = replace(ADDED, number="BZ090", what=" 办理临时 用地手续", note="补登")
    entered = loaded(holding(written, POWER), kept, words)
    assert entered.book.support_items == (replace(written, number="增001"), POWER)
    assert not loaded(holding(written, POWER), entered.book, words).changes


def test_an_added_item_stays_with_a_project_that_a_workbook_leaves_out() -> None:
    kept = holding(POWER, ADDED, posts=(SUPPORTER,))
    others = replace(
        holding(POWER), projects=tuple(one for one in kept.projects if one.code != "JT02")
    )
    revision = loaded(others, kept, said(ADDED, SupportDeed.ADDED))
    assert revision.book.support_items == (POWER, ADDED)


def test_an_item_that_a_workbook_drops_goes_though_it_was_spoken_of() -> None:
    revision = loaded(holding(), holding(POWER), said(POWER, SupportDeed.UNDERWAY))
    assert revision.book.support_items == ()


def test_words_about_another_project_s_item_of_the_number_do_not_count() -> None:
    kept, stale = holding(POWER), said(replace(POWER, project="MS01"), SupportDeed.CLOSED)
    assert loaded(holding(POWER), kept, stale).book == kept


def test_rows_that_are_only_counted_are_known_by_what_they_say() -> None:
    one, two = replace(POWER, number="1"), replace(ADDED, number="2")
    kept = holding(replace(one, state=CLOSED), two)
    read = holding(replace(two, number="1"), replace(one, number="2"))
    revision = loaded(read, kept, said(one, SupportDeed.CLOSED))
    first, second = revision.book.support_items
    assert (first.what, first.state, second.what, second.state) == (
        two.what, two.state, one.what, CLOSED,
    )  # fmt: skip
    assert len({first.number, second.number}) == 2
    assert second.number == "1"
    again = loaded(read, revision.book, said(one, SupportDeed.CLOSED))
    assert again.book == revision.book


def test_the_same_work_twice_for_a_project_is_told_apart_by_number() -> None:
    twin = replace(POWER, number="BZ002")
    kept = holding(replace(POWER, state=CLOSED), twin)
    words = said(POWER, SupportDeed.CLOSED)
    assert loaded(holding(twin, POWER), kept, words).book.support_items == (
        twin,
        replace(POWER, state=CLOSED),
    )
