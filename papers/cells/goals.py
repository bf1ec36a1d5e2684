"""What stands in a month of the plan: a figure, a milestone, or that there is no task."""

import re
from decimal import Decimal

from papers.anomaly import Reading, asked, noted
from papers.cells.figures import read_figure
from papers.cells.text import LONGEST_NAME
from papers.grid import Cell
from rules.project import Goal, Milestone

_NOTHING = re.compile(r"[-/\\—–_~×·.。]+|无|空|没有|暂无|无任务|无目标|不涉及|N/?A", re.IGNORECASE)
_REASON = re.compile(
    r"停工|停产|暂停|休工|冬休|冬歇|停施|无施工|不施工|不安排|无计划|未开工|尚未开工|待开工"
    r"|汛期|雨季|冬季|封冻|农忙|春节|放假|已完成年度|已完工|已退出"
)
_MILESTONE = re.compile(r"M\s*:\s*(.+)", re.IGNORECASE)
_LONGEST_REASON = 20


def read_goal(cell: Cell, *, unit: str | None, name: str) -> Reading[Goal]:
    """Read a month's cumulative goal; None without an error where the month has no task.

    `M:主体封顶` is a milestone; 0 is returned as it stands, for the row to judge (E10).
    """
    text = cell.text
    if not isinstance(cell.value, str):
        return _as_goal(read_figure(cell, unit=unit, name=name))
    milestone = _MILESTONE.fullmatch(text)
    if milestone:
        return Reading(Milestone(milestone[1].strip()[:LONGEST_NAME]))
    if is_nothing(text):
        return Reading(None, noted(f"“{text}”按无月度目标读取"))
    if not any(mark.isdigit() for mark in text) and _REASON.search(text):
        reason = text[:_LONGEST_REASON]
        return Reading(None, asked(f"{name}按无月度目标读取，说明：{reason}，请核对"))
    return _as_goal(read_figure(cell, unit=unit, name=name))


def is_nothing(text: str) -> bool:
    """Tell whether a text, such as a stroke, only says that nothing stands there."""
    return _NOTHING.fullmatch(text) is not None


def _as_goal(reading: Reading[Decimal]) -> Reading[Goal]:
    return Reading(reading.value, reading.finding)
