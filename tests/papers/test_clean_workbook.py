"""The sample workbook: nothing to remark on, and every figure exact."""

import datetime as dtm
import time
from decimal import Decimal
from pathlib import Path

import pytest

from papers.workbook import Counts, Read, read_workbook
from rules.book import SupportState
from rules.month import Month
from rules.posts import Post, Role
from rules.project import Kind
from tests.papers.small_book import read, small_workbook

SAMPLE = Path(__file__).parents[2] / "samples" / "township.xlsx"


@pytest.fixture(scope="module")
def sample() -> Read:
    return read_workbook(SAMPLE.read_bytes(), name="township.xlsx")


def test_the_sample_has_no_anomaly(sample: Read) -> None:
    assert sample.anomalies == ()
    assert not sample.is_refused


def test_everything_of_the_sample_is_counted(sample: Read) -> None:
    assert sample.counts == Counts(14, 92, 48, 433, 89, 287)


def test_the_year_is_that_of_the_dates(sample: Read) -> None:
    assert sample.book.year == 2023


def test_the_sample_is_read_within_two_seconds() -> None:
    content = SAMPLE.read_bytes()
    began = time.perf_counter()
    read_workbook(content, name="township.xlsx")
    assert time.perf_counter() - began < 2


def test_a_command_has_its_people(sample: Read) -> None:
    command = sample.book.commands[5]
    assert (command.number, command.name, command.commander) == ("06", "交通建设指挥部", "卫宏伟")
    assert command.deputies == ("彭宗耀", "谢玉洁")
    assert command.units == ("公路站", "自然资源所", "派出所")
    assert (command.liaison, command.group_name) == ("云慧敏", "禾源镇交通建设作战群")


def test_a_project_is_read_whole(sample: Read) -> None:
    (road,) = (one for one in sample.book.projects if one.code == "XC03")
    assert (road.name, road.command, road.kind) == ("村级道路“户户通”工程", "04", Kind.NEW)
    assert (road.unit, road.annual_target) == ("公里", Decimal("18.6"))
    assert (road.starts_on, road.due_date) == (dtm.date(2023, 3, 20), dtm.date(2023, 11, 20))
    assert (road.responsible_leader, road.responsible_person) == ("平如意", "吕秋生")


def test_figures_are_exact_decimals(sample: Read) -> None:
    goals = sample.book.plans["JT01"].goals
    assert goals[Month(2023, 4)] == Decimal("1.9")
    assert [str(goal) for goal in goals.values()] == [
        *("0.5", "1.9", "3.7", "5.8", "8", "10", "11.5", "12.4")
    ]


def test_a_month_without_a_goal_is_not_in_the_plan(sample: Read) -> None:
    plan = sample.book.plans["SL01"]
    assert Month(2023, 7) not in plan.goals
    assert plan.progress[Month(2023, 8)] == "汛期停工、落实度汛措施"
    assert (plan.number, plan.since) == (0, Month(2023, 1))


def test_an_overdue_support_item_is_in_progress(sample: Read) -> None:
    (item,) = (one for one in sample.book.support_items if one.number == "BZ009")
    assert (item.project, item.category, item.state) == (
        *("GY04", "手续审批"),
        SupportState.IN_PROGRESS,
    )


def test_a_milestone_has_its_dates(sample: Read) -> None:
    first = sample.book.milestones[0]
    assert (first.number, first.due_date, first.done_on, first.state) == (
        "GY01-N1",
        dtm.date(2023, 4, 19),
        dtm.date(2023, 4, 19),
        "已完成",
    )


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(Post("赵文博", Role.FIRST_CHIEF), id="headquarters"),
        pytest.param(Post("秦振邦", Role.DEPUTY_CHIEF), id="the second role of a cell"),
        pytest.param(Post("岑春林", Role.OFFICE_MEMBER), id="a role with words in brackets"),
        pytest.param(Post("卫宏伟", Role.COMMANDER, command="06"), id="a commander"),
        pytest.param(Post("卫宏伟", Role.DEPUTY_COMMANDER, command="01"), id="and a deputy"),
        pytest.param(Post("云慧敏", Role.LIAISON, command="06"), id="a liaison"),
        pytest.param(Post("马景行", Role.SUPPORT_PERSON, unit="供电所"), id="a support person"),
        pytest.param(Post("苏佳宁", Role.UNIT_STAFF, unit="经济发展办公室"), id="unit staff"),
    ],
)
def test_posts_follow_from_the_sheets(sample: Read, post: Post) -> None:
    assert post in sample.book.posts


def test_nobody_has_a_post_twice(sample: Read) -> None:
    posts = sample.book.posts
    assert len(set(posts)) == len(posts)


def test_the_small_workbook_has_no_anomaly_either() -> None:
    found = read(small_workbook())
    assert found.anomalies == ()
    assert found.counts == Counts(2, 14, 3, 30, 2, 2)
