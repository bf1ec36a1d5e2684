"""Who answers from a day on; a workbook from before it hands nothing back (C18, E29, E41)."""

import datetime as dtm
from dataclasses import replace

import pytest

from rules.handover import (
    Handover,
    Seat,
    handed_over,
    holders,
    posts_that_begin,
    posts_that_end,
    with_present_holders,
)
from rules.posts import Post, Role
from tests.bot.stage_book import COMMANDS, PROJECTS, TOWNSHIP

DAY = dtm.date(2023, 7, 12)
ROADS, JT01 = COMMANDS[0], PROJECTS[0]


def handover(seat: Seat, before: str, after: str = "新来人") -> Handover:
    return Handover(seat, "06" if seat.is_of_command else "JT01", before, after, DAY)


OF_PROJECT = [seat for seat in Seat if not seat.is_of_command]
OF_COMMAND = [seat for seat in Seat if seat.is_of_command]


@pytest.mark.parametrize("seat", OF_PROJECT)
def test_one_seat_of_a_project_changes_and_nothing_else(seat: Seat) -> None:
    (before,) = holders(seat, JT01)
    changed = handed_over(handover(seat, before), JT01)
    assert holders(seat, changed) == ("新来人",)
    back = replace(handover(seat, "新来人"), after=before)
    assert handed_over(back, changed) == JT01


@pytest.mark.parametrize("seat", OF_COMMAND)
def test_one_seat_of_a_command_changes_and_nothing_else(seat: Seat) -> None:
    before = holders(seat, ROADS)[0]
    changed = handed_over(handover(seat, before), ROADS)
    assert "新来人" in holders(seat, changed)
    assert before not in holders(seat, changed)
    back = replace(handover(seat, "新来人"), after=before)
    assert handed_over(back, changed) == ROADS


def test_the_other_deputies_stay() -> None:
    changed = handed_over(handover(Seat.DEPUTY, "彭宗耀"), ROADS)
    assert holders(Seat.DEPUTY, changed) == ("新来人", "谢玉洁")


def test_only_the_posts_of_the_seat_end() -> None:
    ended = posts_that_end(handover(Seat.PERSON, "韦长河"), TOWNSHIP.posts)
    assert [(one.person, one.role, one.project) for one in ended] == [
        ("韦长河", Role.RESPONSIBLE_PERSON, "JT01")
    ]
    (begun,) = posts_that_begin(handover(Seat.PERSON, "韦长河"), ended)
    assert (begun.person, begun.since, begun.unit) == ("新来人", DAY, "公路站")


def test_a_units_people_stay_and_are_of_the_new_unit() -> None:
    one = handover(Seat.LEAD_UNIT, "公路站", "水利站")
    begun = posts_that_begin(one, posts_that_end(one, TOWNSHIP.posts))
    assert {(post.person, post.unit) for post in begun} == {
        ("韦长河", "水利站"),
        ("卫宏伟", "水利站"),
    }


def test_a_delegation_ends_and_is_not_taken_over() -> None:
    acting = Post("彭宗耀", Role.COMMANDER, "06", until=DAY, acting_for="卫宏伟")
    one = handover(Seat.COMMANDER, "卫宏伟")
    ended = posts_that_end(one, [*TOWNSHIP.posts, acting])
    assert acting in ended
    assert [post.person for post in posts_that_begin(one, ended)] == ["新来人"]


def test_without_a_handover_the_book_is_as_it_was_read() -> None:
    assert with_present_holders(TOWNSHIP, TOWNSHIP, ()) == (TOWNSHIP, ())


def test_a_workbook_that_names_a_third_one_is_believed() -> None:
    former = [Post("韦长河", Role.RESPONSIBLE_PERSON, "06", "JT01", "公路站", until=DAY)]
    now = replace(TOWNSHIP, projects=(replace(JT01, responsible_person="新来人"), *PROJECTS[1:]))
    third = replace(TOWNSHIP, projects=(replace(JT01, responsible_person="俞振邦"), *PROJECTS[1:]))
    assert with_present_holders(third, now, former)[1] == ()
    old, changes = with_present_holders(TOWNSHIP, now, former)
    assert old.projects == now.projects
    assert [(one.name, one.part, one.before, one.after) for one in changes] == [
        ("JT01", "responsible_person", "新来人", "韦长河")
    ]
