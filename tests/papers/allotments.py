"""A table of allotment in the states that its projects can be in."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

from papers.allotment import AllotmentPaper, Allotted
from rules.back_schedule import Left
from rules.book import DatedMilestone, SupportItem, SupportState
from rules.project import Goal, Kind, Milestone, Project
from rules.timetable import timetable

ON = dtm.date(2023, 7, 10)
PROJECT = Project(
    code="JT01",
    name="禾石路大中修工程",
    command="06",
    kind=Kind.NEW,
    brief="路面铣刨重铺12.4公里",
    annual_target_text="完成12.4公里",
    unit="公里",
    annual_target=Decimal("12.4"),
    starts_on=dtm.date(2023, 3, 10),
    due_date=dtm.date(2023, 10, 31),
    lead_unit="公路站",
    responsible_leader="卫宏伟",
    responsible_person="韦长河",
)


def day(month: int, number: int) -> dtm.date:
    return dtm.date(2023, month, number)


NODES = (
    DatedMilestone("N1", "JT01", "施工图批复", day(3, 20), "韦长河", day(3, 18)),
    DatedMilestone("N2", "JT01", "基层完成", day(7, 9), "", None),
    DatedMilestone("N3", "JT01", "面层完成", day(7, 10), "韦长河", None),
    DatedMilestone("N4", "JT01", "交工验收", None, "韦长河", None),
)
SUPPORTS = (
    SupportItem(
        "B1", "JT01", "用地", "取土场批复", "自然资源所", "时保国", day(6, 30), SupportState.CLOSED
    ),
    SupportItem(
        *("B2", "JT01", "水电路气讯", "线路迁改", "供电所", "马景行", day(7, 1)),
        state=SupportState.IN_PROGRESS,
    ),
)
GOALS: tuple[Goal | None, ...] = (
    *(None, None, None, Decimal("1.2"), Decimal("3.7"), Decimal("5.8"), Decimal(8)),
    *(None, Decimal(11), Decimal("12.4"), None, None),
)
DATES = timetable(PROJECT, GOALS, year=2023, milestones=NODES, supports=SUPPORTS)
JT01 = Allotted(
    project=PROJECT,
    command="交通建设指挥部",
    commander="卫宏伟",
    annual_target="完成12.4公里",
    goals=GOALS,
    adjusted=(9, 10),
    progress=("",) * 12,
    dates=DATES,
    figure=Decimal("5.2"),
    figure_in=6,
    left=Left(Decimal("7.2"), 3),
    said="截至6月底认定5.2公里，还差7.2公里，剩3个月，月均需2.4公里",
)
SCHOOL = replace(PROJECT, code="MS01", name="教学楼", command="10", unit="节点", brief="")
STAGES: tuple[Goal | None, ...] = (*[None] * 5, Milestone("=主体封顶"), *[None] * 6)
MS01 = replace(
    JT01,
    project=SCHOOL,
    command="民生事业指挥部",
    goals=STAGES,
    adjusted=(6,),
    dates=timetable(SCHOOL, STAGES, year=2023),
    figure=None,
    figure_in=None,
    left=None,
    said="按节点推进，没有数量目标，不算月均",
)
PLAN_ONLY = replace(
    MS01,
    project=replace(SCHOOL, code="MS02"),
    goals=(None,) * 12,
    adjusted=(),
    progress=("", "", "完成勘察", "", "", "", "", "", "完成设计", "", "", ""),
    dates=(),
)
PAPER = AllotmentPaper("禾源镇", 2023, "", ON, (JT01, MS01, PLAN_ONLY))
