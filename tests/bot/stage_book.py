"""A township in small: two commands, seven projects, and everybody who acts in a month."""

import datetime as dtm
from decimal import Decimal

from rules.book import Book, Command, Person, SupportItem, SupportState, posts_of_tables
from rules.month import Month
from rules.posts import Post, Role
from rules.project import Goal, Kind, Milestone, PlanVersion, Project
from rules.support import posts_of_items

YEAR = 2023
ROADS, WELFARE = "06", "10"

COMMANDS = (
    Command(
        number=ROADS,
        name="交通建设指挥部",
        commander="卫宏伟",
        deputies=("彭宗耀", "谢玉洁"),
        units=("公路站", "派出所"),
        liaison="云慧敏",
        group_name="禾源镇交通建设作战群",
    ),
    Command(
        number=WELFARE,
        name="民生事业指挥部",
        commander="章少华",
        deputies=("时保国",),
        units=("中心学校", "卫生院", "民政办公室"),
        liaison="余明辉",
        group_name="禾源镇民生事业作战群",
    ),
)

PEOPLE = (
    Person("赵文博", "镇党委", "党委书记"),
    Person("褚长河", "镇党委", "党委副书记、镇长"),
    Person("秦振邦", "镇人大", "人大主席"),
    Person("岑春林", "党政办公室", "督查专干"),
    Person("柳艳玲", "党政办公室", "党政办主任"),
    Person("卫宏伟", "镇政府", "副镇长"),
    Person("章少华", "镇政府", "副镇长"),
    Person("彭宗耀", "镇政府", "二级主任科员"),
    Person("谢玉洁", "公路站", "公路站负责人"),
    Person("时保国", "社会事务办公室", "社会事务办公室主任"),
    Person("云慧敏", "派出所", "干事"),
    Person("余明辉", "民政办公室", "干事"),
    Person("韦长河", "公路站", "项目负责人"),
    Person("俞振邦", "公路站", "项目负责人"),
    Person("唐旭东", "公路站", "项目负责人"),
    Person("柏如意", "中心学校", "项目负责人"),
    Person("昌宏伟", "民政办公室", "项目负责人"),
)

_TOP = (
    Post("赵文博", Role.FIRST_CHIEF),
    Post("褚长河", Role.CHIEF),
    Post("秦振邦", Role.OFFICE_DIRECTOR),
    Post("秦振邦", Role.DEPUTY_CHIEF),
    Post("岑春林", Role.OFFICE_MEMBER),
    Post("柳艳玲", Role.OFFICE_MEMBER),
    Post("卫宏伟", Role.DEPUTY_CHIEF),
    Post("章少华", Role.DEPUTY_CHIEF),
)


def _project(
    code: str, name: str, unit: str, annual: str | None, lead: str, person: str
) -> Project:
    command, leader = (ROADS, "卫宏伟") if code.startswith("JT") else (WELFARE, "章少华")
    return Project(
        code=code,
        name=name,
        command=command,
        kind=Kind.NEW,
        brief="按批复的内容组织实施",
        annual_target_text=f"年内完成{annual or '主体工程'}{unit}",
        unit=unit,
        annual_target=Decimal(annual) if annual else None,
        starts_on=dtm.date(YEAR, 3, 10),
        due_date=dtm.date(YEAR, 11, 30),
        lead_unit=lead,
        responsible_leader=leader,
        responsible_person=person,
    )


PROJECTS = (
    _project("JT01", "禾石路大中修工程", "公里", "12.4", "公路站", "韦长河"),
    _project("JT02", "青龙河大桥改建工程", "万元", "2750", "公路站", "俞振邦"),
    _project("JT03", "农村公路安防设施提升工程", "公里", "26", "公路站", "唐旭东"),
    _project("MS01", "中心小学综合教学楼项目", "节点", None, "中心学校", "柏如意"),
    _project("MS02", "镇卫生院病房综合楼项目", "万元", "3100", "卫生院", "昌宏伟"),
    _project("MS03", "综合养老服务中心项目", "%", "100", "民政办公室", "昌宏伟"),
    _project("MS04", "清洁取暖改造工作", "户", "1500", "社会事务办公室", "柏如意"),
)

GOALS: dict[str, dict[int, Goal]] = {
    "JT01": {5: Decimal("3.7"), 6: Decimal("5.8"), 7: Decimal(8)},
    "JT02": {5: Decimal(1190), 6: Decimal(1530), 7: Decimal(1860)},
    "JT03": {5: Decimal("4.4"), 6: Decimal(8), 7: Decimal("12.2")},
    "MS01": {6: Milestone("主体封顶"), 7: Milestone("外墙完成")},
    "MS02": {5: Decimal(1190), 6: Decimal(1530), 7: Decimal(1880)},
    "MS03": {5: Decimal(15), 6: Decimal(28), 7: Decimal(42)},
    "MS04": {7: Decimal(240)},
}

SUPPORT_ITEMS = (
    SupportItem(
        number="BZ001",
        project="JT01",
        category="水电路气讯",
        what="线路迁改",
        department="供电所",
        person="时保国",
        due_date=dtm.date(YEAR, 8, 21),
        state=SupportState.IN_PROGRESS,
    ),
)


def _plan(code: str) -> PlanVersion:
    goals = {Month(YEAR, number): goal for number, goal in GOALS[code].items()}
    return PlanVersion(0, Month(YEAR, 1), goals)


TOWNSHIP = Book(
    year=YEAR,
    commands=COMMANDS,
    people=PEOPLE,
    projects=PROJECTS,
    plans={one.code: _plan(one.code) for one in PROJECTS},
    posts=(
        *posts_of_tables(COMMANDS, PROJECTS, PEOPLE),
        *_TOP,
        *posts_of_items(SUPPORT_ITEMS),
    ),
    support_items=SUPPORT_ITEMS,
)
