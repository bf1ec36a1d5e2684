import dataclasses
import datetime as dtm
from decimal import Decimal

import pytest

from rules.cycle import Cycle
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.posts import Post, Role
from rules.project import Milestone
from rules.schedule import Phase
from storage.engine import Storage
from tests.storage.samples import COMMANDS, DAY, NOON, PEOPLE, PROJECTS, book, plan, project


@pytest.fixture
def loaded(storage: Storage) -> Storage:
    with storage.work() as work:
        work.book.put(book(), NOON)
    return storage


def test_a_book_comes_back_whole(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.of(2023) == book()


def test_a_year_that_was_not_loaded_has_no_book(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.of(2024) is None
        assert look.book.years() == (2023,)


def test_figures_keep_every_digit(loaded: Storage) -> None:
    exact = Decimal("12345678901234.56")
    with loaded.work() as work:
        work.book.put_project(2023, project(annual_target=exact))
    with loaded.look() as look:
        found = look.book.project(2023, "JT01")
    assert found is not None
    assert str(found.annual_target) == "12345678901234.56"


def test_parts_are_read_by_themselves(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.project(2023, "JT01") == PROJECTS[0]
        assert look.book.project(2023, "XX99") is None
        assert look.book.projects_of_person(2023, "谢玉洁") == (PROJECTS[0], PROJECTS[2])
        assert look.book.command(2023, "02") == COMMANDS[1]
        assert look.book.command(2023, "99") is None
        assert look.book.person("谢玉洁") == PEOPLE[1]
        assert look.book.person("无此人") is None
        assert look.book.support_items(2023, "SL01") == book().support_items[1:]
        assert look.book.milestones(2023, "JT01") == book().milestones[:1]


def test_a_book_that_is_loaded_again_changes_nothing(loaded: Storage) -> None:
    with loaded.work() as work:
        work.book.put(book(), NOON + DAY)
    with loaded.look() as look:
        assert look.book.of(2023) == book()
        assert look.book.loaded_at(2023) == NOON


def test_a_changed_book_takes_only_what_needs_no_chain(loaded: Storage) -> None:
    renamed = project("JT01", name="新名称")
    entered = project("JT09")
    goals = {"JT01": plan("99"), "JT09": plan("2")}
    with loaded.work() as work:
        work.book.put(book(projects=(renamed, entered), plans=goals), NOON + DAY)
    with loaded.look() as look:
        assert look.book.projects(2023) == (renamed, entered)
        assert look.book.plan(2023, "JT01") == (book().plans["JT01"],)
        assert look.book.plan(2023, "JT09") == (plan("2"),)


def test_a_book_may_leave_out_whole_tables(loaded: Storage) -> None:
    small = book(commands=(), people=(), posts=(), support_items=(), milestones=())
    with loaded.work() as work:
        work.book.put(small, NOON)
    with loaded.look() as look:
        assert look.book.of(2023) == small


def test_versions_of_a_plan_are_added_and_replaced(loaded: Storage) -> None:
    first, better = (plan(goal, since=Month(2023, 7), number=1) for goal in ("7", "7.5"))
    with loaded.work() as work:
        work.book.put_plan(2023, "JT01", first)
        work.book.put_plan(2023, "JT01", better)
    with loaded.look() as look:
        assert look.book.plan(2023, "JT01") == (book().plans["JT01"], better)
        assert look.book.plans(2023)["SL01"] == (plan("10"),)


def test_a_goal_of_zero_and_a_milestone_come_back(loaded: Storage) -> None:
    with loaded.look() as look:
        (version,) = look.book.plan(2023, "JT02")
    assert version.goals == {Month(2023, 1): Decimal(0), Month(2023, 2): Milestone("主体封顶")}
    assert isinstance(version.goals[Month(2023, 2)], Milestone)


def test_support_items_are_replaced_together(loaded: Storage) -> None:
    first, second = book().support_items
    changed = dataclasses.replace(second, note="已拨付")
    with loaded.work() as work:
        work.book.put_support_items(2023, (changed, first))
    with loaded.look() as look:
        assert look.book.support_items(2023) == (changed, first)


def test_a_new_project_comes_last(loaded: Storage) -> None:
    with loaded.work() as work:
        work.book.put_project(2023, project("AA01"))
        work.book.put_project(2023, project("JT01", note="改"))
    with loaded.look() as look:
        codes = [one.code for one in look.book.projects(2023)]
    assert codes == ["JT01", "JT02", "SL01", "AA01"]


def test_what_happens_to_a_project_is_kept_in_order(loaded: Storage) -> None:
    events = (
        LifecycleEvent(Step.SUSPEND, Month(2023, 5), reason="汛期"),
        LifecycleEvent(Step.COMPLETED, Month(2023, 9), Decimal("12.4")),
    )
    with loaded.work() as work:
        for event in events:
            work.book.put_lifecycle_event(2023, "JT01", event)
    with loaded.look() as look:
        assert look.book.lifecycle_events(2023, "JT01") == events
        assert look.book.lifecycle_events(2023, "SL01") == ()


def test_people_are_those_of_the_latest_year(loaded: Storage) -> None:
    later = book(year=2024, people=PEOPLE[:1], posts=(Post("卫宏伟", Role.CHIEF),))
    with loaded.work() as work:
        work.book.put(later, NOON + DAY)
    with loaded.look() as look:
        assert look.book.people() == PEOPLE[:1]
        assert look.book.people(2023) == PEOPLE
        assert look.book.posts_of("卫宏伟") == (Post("卫宏伟", Role.CHIEF),)
        assert look.book.posts_of("谢玉洁") == ()


def test_a_posts_holders_are_named_once(loaded: Storage) -> None:
    with loaded.look() as look:
        assert look.book.holders(Role.COMMANDER) == ("卫宏伟", "尤亚楠")
        assert look.book.holders(Role.COMMANDER, "02") == ("尤亚楠",)
        assert look.book.holders(Role.RESPONSIBLE_PERSON, "01") == ("谢玉洁", "云慧敏")


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        pytest.param(dtm.date(2023, 2, 28), (), id="before"),
        pytest.param(dtm.date(2023, 3, 1), ("卫宏伟",), id="on the first day"),
        pytest.param(dtm.date(2023, 6, 30), ("卫宏伟",), id="on the last day"),
        pytest.param(dtm.date(2023, 7, 1), (), id="after"),
    ],
)
def test_holders_on_a_day_held_the_post_then(
    loaded: Storage, day: dtm.date, holders: tuple[str, ...]
) -> None:
    post = Post("卫宏伟", Role.CHIEF, since=dtm.date(2023, 3, 1), until=dtm.date(2023, 6, 30))
    with loaded.work() as work:
        work.book.put(book(posts=(post,)), NOON)
    with loaded.look() as look:
        assert look.book.holders(Role.CHIEF, on=day) == holders


def test_a_units_people_are_its_staff_and_its_projects_responsible_persons(
    loaded: Storage,
) -> None:
    with loaded.look() as look:
        assert look.book.unit_people("公路站") == ("谢玉洁", "云慧敏")
        assert look.book.unit_people("水利站") == ("谢玉洁",)
        assert look.book.unit_people("财政所") == ()


def test_the_years_people_answer_until_a_month_of_the_next_year_is_asked(loaded: Storage) -> None:
    with loaded.work() as work:
        work.book.put(book(year=2024, people=PEOPLE[:1]), NOON)
        work.cycles.put(Cycle(Month(2023, 12)).ran(Phase.ASK, NOON))
        work.cycles.put(Cycle(Month(2024, 1)))
        assert work.book.year_in_force() == 2023
        assert work.book.people() == PEOPLE
        work.cycles.put(Cycle(Month(2024, 1)).ran(Phase.ASK, NOON + DAY))
        assert work.book.year_in_force() == 2024
        assert work.book.people() == PEOPLE[:1]


def test_a_month_that_was_asked_of_a_year_without_a_book_does_not_count(storage: Storage) -> None:
    with storage.work() as work:
        assert work.book.year_in_force() == 0
        work.cycles.put(Cycle(Month(2022, 12)).ran(Phase.ASK, NOON))
        work.book.put(book(), NOON)
        assert work.book.year_in_force() == 2023
