"""A small township: two commands, three projects, and the messages about them."""

import datetime as dtm
from decimal import Decimal
from typing import Any

from rules.book import (
    Book,
    Command,
    DatedMilestone,
    Person,
    SupportItem,
    SupportState,
    posts_of_tables,
)
from rules.month import Month
from rules.notice import About, Address, Notice, Policy, Priority
from rules.project import Kind, Milestone, PlanVersion, Project
from rules.report import Report, ReportState, Source

JANUARY, JUNE = Month(2023, 1), Month(2023, 6)
NOON = dtm.datetime(2023, 6, 30, 12, tzinfo=dtm.UTC)
SECOND = dtm.timedelta(seconds=1)
MINUTE = dtm.timedelta(minutes=1)
DAY = dtm.timedelta(days=1)
GROUP = -1001
PRIVATE = 501


def project(code: str = "JT01", **changed: Any) -> Project:
    """Return a project of the transport command."""
    parts: dict[str, Any] = {
        "name": "禾源大道改造工程",
        "command": "01",
        "kind": Kind.CONTINUING,
        "brief": "改造道路12.4公里",
        "annual_target_text": "完成路面改造12.4公里",
        "unit": "公里",
        "annual_target": Decimal("12.40"),
        "starts_on": dtm.date(2023, 3, 1),
        "due_date": None,
        "lead_unit": "公路站",
        "responsible_leader": "卫宏伟",
        "responsible_person": "谢玉洁",
    }
    return Project(code, **(parts | changed))


def plan(*goals: str, since: Month = JANUARY, number: int = 0) -> PlanVersion:
    """Return a version with goals for the months from its first one on."""
    months = [Month(since.year, since.number + place) for place in range(len(goals))]
    written = (Milestone(g[2:]) if g.startswith("M:") else Decimal(g) for g in goals)
    return PlanVersion(number, since, dict(zip(months, written, strict=True)))


COMMANDS = (
    Command("01", "交通建设指挥部", "卫宏伟", ("彭宗耀",), ("公路站",), "云慧敏", "交通群"),
    Command("02", "水利工程指挥部", "尤亚楠", (), ("水利站", "财政所"), None, "水利群"),
)
PEOPLE = (
    Person("卫宏伟", "镇政府", "副镇长"),
    Person("谢玉洁", "公路站", "公路站负责人", "分管"),
    Person("云慧敏", "派出所"),
    Person("尤亚楠"),
)
PROJECTS = (
    project(),
    project("JT02", name="村道硬化工程", responsible_person="云慧敏", annual_target=None),
    project("SL01", name="水库除险工程", command="02", lead_unit="水利站"),
)


def book(**changed: Any) -> Book:
    """Return the book of 2023."""
    parts: dict[str, Any] = {
        "year": 2023,
        "commands": COMMANDS,
        "people": PEOPLE,
        "projects": PROJECTS,
        "plans": {
            "JT01": plan("1.5", "3.0", "5.80"),
            "JT02": plan("0", "M:主体封顶"),
            "SL01": plan("10"),
        },
        "posts": posts_of_tables(COMMANDS, PROJECTS, PEOPLE),
        "support_items": (
            SupportItem(
                "BZ001",
                "JT01",
                "用地",
                "临时用地",
                "财政所",
                "云慧敏",
                dtm.date(2023, 4, 26),
                SupportState.IN_PROGRESS,
            ),
            SupportItem("BZ002", "SL01", "资金", "拨款", "", "", None, SupportState.CLOSED, "注"),
        ),
        "milestones": (
            DatedMilestone(
                "JT01-N1", "JT01", "开工", dtm.date(2023, 3, 1), "谢玉洁", None, "未到期"
            ),
            DatedMilestone("SL01-N1", "SL01", "蓄水", None, "谢玉洁", dtm.date(2023, 9, 1)),
        ),
    }
    return Book(**(parts | changed))


def report(said: str, *, month: Month = JUNE, message: int = 7, **changed: Any) -> Report:
    """Return a version of what was reported for JT01, said in a message of the group."""
    at = NOON + SECOND * message
    parts: dict[str, Any] = {
        "project": "JT01",
        "by": "谢玉洁",
        "source": Source(GROUP, message, at),
        "text": f"{said}公里",
        "value": Decimal(said),
        "state": ReportState.KEPT,
        "is_late": False,
    }
    return Report(month, **(parts | changed))


def notice(key: str, chat: int = GROUP, **changed: Any) -> Notice:
    """Return a short notice to a group."""
    return Notice(key, Address(chat), words=key, **changed)


def prompt(key: str = "2023-06/ask/JT01", chat: int = GROUP) -> Notice:
    """Return the question about JT01."""
    return Notice(key, Address(chat, 3), words="（JT01）", about=About(JUNE, "JT01"))


def warning(key: str, chat: int = GROUP) -> Notice:
    """Return a notice that is held when nobody knows whether it was sent."""
    return Notice(key, Address(chat), policy=Policy.HOLD, priority=Priority.NOTICE)


def update(
    number: int, chat: int = GROUP, sender: int = PRIVATE, text: str = ""
) -> dict[str, Any]:
    """Return a raw update with a message."""
    message = {
        "message_id": number * 10,
        "date": int(NOON.timestamp()),
        "chat": {"id": chat},
        "from": {"id": sender},
        "text": text or f"累计{number}公里",
    }
    return {"update_id": number, "message": message}
