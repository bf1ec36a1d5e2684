import datetime as dtm
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rules.book import Book, posts_of_tables
from rules.difference import Change, Need, Thing
from rules.month import Month
from rules.posts import Post, Role
from rules.project import Goal, PlanVersion, Project
from rules.revision import Revision, revise
from tests.bot.stage_book import TOWNSHIP

MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
KEPT = {code: (plan,) for code, plan in TOWNSHIP.plans.items()}
_FOLLOWING = posts_of_tables(TOWNSHIP.commands, TOWNSHIP.projects, TOWNSHIP.people)
OWN_POSTS = tuple(post for post in TOWNSHIP.posts if post not in _FOLLOWING)


def project(code: str, **changed: Any) -> Book:
    """Return the book with one project changed."""
    projects = tuple(
        replace(one, **changed) if one.code == code else one for one in TOWNSHIP.projects
    )
    posts = posts_of_tables(TOWNSHIP.commands, projects, TOWNSHIP.people)
    return replace(TOWNSHIP, projects=projects, posts=(*posts, *OWN_POSTS))


def planned(code: str, goals: dict[Month, Goal | None], **more: Any) -> Book:
    """Return the book with other goals of one project."""
    plan = replace(TOWNSHIP.plans[code], goals=goals, **more)
    return replace(TOWNSHIP, plans={**TOWNSHIP.plans, code: plan})


def without(code: str) -> Book:
    """Return the book without one project."""
    plans = {name: plan for name, plan in TOWNSHIP.plans.items() if name != code}
    return replace(
        TOWNSHIP,
        projects=tuple(one for one in TOWNSHIP.projects if one.code != code),
        plans=plans,
        posts=tuple(post for post in TOWNSHIP.posts if post.project != code),
        support_items=tuple(one for one in TOWNSHIP.support_items if one.project != code),
    )


def revised(read: Book, kept: Book = TOWNSHIP, *, asked: Month | None = JUNE) -> Revision:
    """Revise a book whose plans are as they were approved."""
    return revise(kept, read, plans={c: (p,) for c, p in kept.plans.items()}, asked=asked)


def found(book: Book, code: str) -> Project:
    """Return a project of a book."""
    return next(one for one in book.projects if one.code == code)


def test_the_same_book_differs_in_nothing() -> None:
    revision = revised(TOWNSHIP)
    assert (revision.changes, revision.plans, revision.entered) == ((), {}, ())
    assert revision.book == TOWNSHIP


@pytest.mark.parametrize(
    ("part", "after", "written"),
    [
        pytest.param("name", "禾石路大修工程", "禾石路大修工程", id="a typo"),
        pytest.param("brief", "路面宽8米", "路面宽8米", id="the brief"),
        pytest.param("responsible_person", "唐旭东", "唐旭东", id="the responsible person"),
        pytest.param("due_date", dtm.date(2023, 12, 1), "2023-12-01", id="a date"),
        pytest.param("due_date", None, None, id="a date that is gone"),
        pytest.param("lead_unit", "养路队", "养路队", id="the lead unit"),
        pytest.param("annual_target_text", "改造12.4公里", "改造12.4公里", id="the text alone"),
    ],
)
def test_what_is_no_target_is_taken(part: str, after: object, written: str | None) -> None:
    revision = revised(project("JT01", **{part: after}))
    (change,) = revision.changes
    assert (change.thing, change.name, change.part) == (Thing.PROJECT, "JT01", part)
    assert (change.after, change.is_taken) == (written, True)
    assert getattr(found(revision.book, "JT01"), part) == after


@pytest.mark.parametrize(
    ("part", "after", "written"),
    [
        pytest.param("annual_target", Decimal(13), ("12.4", "13"), id="the figure"),
        pytest.param("annual_target", None, ("12.4", None), id="no figure any more"),
        pytest.param("unit", "米", ("公里", "米"), id="its unit"),
    ],
)
def test_an_annual_target_needs_its_chain(
    part: str, after: object, written: tuple[str, str | None]
) -> None:
    revision = revised(project("JT01", **{part: after}))
    assert revision.changes == (Change(Thing.TARGET, "JT01", part, *written, Need.ADJUSTMENT),)
    assert found(revision.book, "JT01") == found(TOWNSHIP, "JT01")


def test_the_words_of_a_target_that_stays_stay_too() -> None:
    read = project("JT01", annual_target=Decimal(13), annual_target_text="年内完成13公里")
    text = found(revised(read).book, "JT01").annual_target_text
    assert text == found(TOWNSHIP, "JT01").annual_target_text


@pytest.mark.parametrize(
    ("goals", "changes"),
    [
        pytest.param({MAY: Decimal("3.70")}, [], id="a figure with another zero"),
        pytest.param({JUNE: Decimal(6)}, [("2023-06", "5.8", "6")], id="another figure"),
        pytest.param({JULY: None}, [("2023-07", "8", None)], id="a month less"),
        pytest.param({Month(2023, 8): Decimal(9)}, [("2023-08", None, "9")], id="a month more"),
        pytest.param({Month(2023, 8): Decimal(0)}, [], id="a zero where no target is"),
        pytest.param(
            {MAY: Decimal(3), JUNE: Decimal(6)},
            [("2023-05", "3.7", "3"), ("2023-06", "5.8", "6")],
            id="a re-spread year (E42)",
        ),
    ],
)
def test_a_monthly_target_needs_its_chain(
    goals: dict[Month, Goal | None], changes: list[tuple[str, str | None, str | None]]
) -> None:
    revision = revised(planned("JT01", {**TOWNSHIP.plans["JT01"].goals, **goals}))
    assert revision.changes == tuple(
        Change(Thing.TARGET, "JT01", *change, Need.ADJUSTMENT) for change in changes
    )
    assert revision.plans == {}
    assert revision.book.plans == TOWNSHIP.plans


@pytest.mark.parametrize(
    ("asked", "needs", "goal"),
    [
        pytest.param(None, None, Decimal(9), id="before the first question"),
        pytest.param(MAY, Need.ADJUSTMENT, None, id="once a month was asked"),
    ],
)
def test_a_gap_in_a_plan_is_filled_until_the_first_month_is_asked(
    asked: Month | None, needs: Need | None, goal: Goal | None
) -> None:
    august = Month(2023, 8)
    read = planned("JT01", {**TOWNSHIP.plans["JT01"].goals, august: Decimal(9)})
    revision = revised(read, asked=asked)
    assert revision.changes == (Change(Thing.TARGET, "JT01", "2023-08", None, "9", needs),)
    kept = revision.plans.get("JT01", TOWNSHIP.plans["JT01"])
    assert kept.goals.get(august) == goal
    assert kept.goals[JUNE] == Decimal("5.8")


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        pytest.param(None, Decimal(5), id="before the first question"),
        pytest.param(MAY, None, id="once a month was asked"),
    ],
)
def test_an_annual_target_that_is_missing_is_filled_until_then(
    asked: Month | None, target: Decimal | None
) -> None:
    revision = revised(project("MS01", annual_target=Decimal(5)), asked=asked)
    (change,) = revision.changes
    assert (change.part, change.is_taken) == ("annual_target", target is not None)
    assert found(revision.book, "MS01").annual_target == target


def test_a_target_that_was_adjusted_may_stand_in_the_workbook() -> None:
    change = PlanVersion(1, JULY, {JULY: Decimal(7)})
    read = planned("JT01", {**TOWNSHIP.plans["JT01"].goals, JULY: Decimal(7)})
    plans = {**KEPT, "JT01": (TOWNSHIP.plans["JT01"], change)}
    assert revise(TOWNSHIP, read, plans=plans, asked=JUNE).changes == ()


def test_progress_in_words_is_taken() -> None:
    read = planned("JT01", dict(TOWNSHIP.plans["JT01"].goals), progress={JUNE: "路基完成"})
    revision = revised(read)
    assert revision.changes == (Change(Thing.PROGRESS, "JT01", "2023-06", None, "路基完成"),)
    assert revision.plans == {"JT01": read.plans["JT01"]}


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        pytest.param(None, [JUNE, JULY], id="before the first question"),
        pytest.param(Month(2022, 12), [JUNE, JULY], id="another year was asked"),
        pytest.param(JUNE, [JULY], id="after June was asked"),
    ],
)
def test_a_plan_without_any_target_takes_those_of_the_months_ahead(
    asked: Month | None, taken: list[Month]
) -> None:
    kept = planned("MS01", {})
    revision = revised(TOWNSHIP, kept, asked=asked)
    goals = TOWNSHIP.plans["MS01"].goals
    assert [change.is_taken for change in revision.changes] == [m in taken for m in (JUNE, JULY)]
    assert {m: g for m, g in revision.plans["MS01"].goals.items() if g} == {
        month: goals[month] for month in taken
    }


@pytest.mark.parametrize(
    ("asked", "since"),
    [
        pytest.param(None, None, id="before the first question"),
        pytest.param(JUNE, JULY, id="after June was asked"),
        pytest.param(Month(2022, 12), None, id="another year was asked"),
    ],
)
def test_a_new_project_is_rated_from_the_first_month_that_was_not_asked(
    asked: Month | None, since: Month | None
) -> None:
    revision = revised(TOWNSHIP, without("JT01"), asked=asked)
    entry = Change(Thing.PROJECT, "JT01", "", None, "禾石路大中修工程", since=since)
    assert entry in revision.changes
    assert (revision.entered, revision.since) == (("JT01",), since)
    assert revision.book.plans == TOWNSHIP.plans


def test_a_project_that_is_missing_stays_with_all_that_is_its_own() -> None:
    revision = revised(without("JT01"))
    gone = Change(Thing.PROJECT, "JT01", "", "禾石路大中修工程", None, Need.EXIT)
    assert revision.changes == (gone,)
    assert set(revision.book.projects) == set(TOWNSHIP.projects)
    assert set(revision.book.posts) == set(TOWNSHIP.posts)
    assert revision.book.support_items == TOWNSHIP.support_items


def test_a_command_stays_while_a_missing_project_needs_it() -> None:
    welfare = tuple(one for one in TOWNSHIP.commands if one.number == "10")
    roads = {one.code for one in TOWNSHIP.projects if one.command == "06"}
    read = replace(
        TOWNSHIP,
        commands=welfare,
        projects=tuple(one for one in TOWNSHIP.projects if one.code not in roads),
        posts=tuple(post for post in TOWNSHIP.posts if post.command != "06"),
    )
    book = revised(read).book
    assert {one.number for one in book.commands} == {"06", "10"}
    assert set(book.posts) == set(TOWNSHIP.posts)


def test_people_and_posts_come_and_go() -> None:
    newcomer = Post("时保国", Role.OFFICE_DEPUTY)
    left = Post("柳艳玲", Role.OFFICE_MEMBER)
    posts = tuple(post for post in TOWNSHIP.posts if post != left)
    revision = revised(replace(TOWNSHIP, posts=(*posts, newcomer)))
    assert revision.changes == (
        Change(Thing.POST, "时保国", "", None, "督考办副主任"),
        Change(Thing.POST, "柳艳玲", "", "督考办成员", None),
    )
    assert set(revision.book.posts) == {*posts, newcomer}


def test_a_command_and_a_support_item_are_taken_field_by_field() -> None:
    roads, *others = TOWNSHIP.commands
    item = replace(TOWNSHIP.support_items[0], person="谢玉洁")
    read = replace(
        TOWNSHIP,
        commands=(replace(roads, deputies=("彭宗耀",)), *others),
        support_items=(item, replace(item, number="BZ002", what="拨付进度款")),
    )
    assert [change for change in revised(read).changes if change.thing is not Thing.POST] == [
        Change(Thing.COMMAND, "06", "deputies", "彭宗耀、谢玉洁", "彭宗耀"),
        Change(Thing.SUPPORT_ITEM, "BZ001", "person", "时保国", "谢玉洁"),
        Change(Thing.SUPPORT_ITEM, "BZ002", "", None, "拨付进度款"),
    ]


def test_things_of_one_number_are_told_apart_by_their_order() -> None:
    (item,) = TOWNSHIP.support_items
    kept = replace(TOWNSHIP, support_items=(item, replace(item, what="架空线入地")))
    read = replace(TOWNSHIP, support_items=(item, replace(item, what="管线入地")))
    (change,) = revised(read, kept).changes
    assert (change.part, change.before, change.after) == ("what", "架空线入地", "管线入地")
