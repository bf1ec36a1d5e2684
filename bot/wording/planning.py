"""What lies ahead of a project: what is left of its year, what comes next, what is overdue."""

import datetime as dtm
from collections.abc import Sequence
from decimal import Decimal

from bot.wording.figures import listed, project_name
from papers.allotment import AllotmentPaper, Allotted, days_words
from rules.back_schedule import Left, NothingToDo
from rules.lifecycle import Standing
from rules.month import Month
from rules.project import Project, plain
from rules.timetable import Dated

_NEXT, _OVERDUE, _NAMED = 5, 5, 8  # dates that a project's answer lists, and a table's
_SOON = 30  # days

_NOTHING = {
    NothingToDo.NOT_IN: "还没有纳入",
    NothingToDo.STAGES: "按节点推进，没有数量目标，不算月均",
    NothingToDo.NO_FIGURE: "年度目标未定数量，不算月均",
    NothingToDo.REACHED: "已达到年度目标",
}


def annual_target(project: Project, target: Decimal | None) -> str:
    """Tell the year's target; one that a change brought stands before the original one."""
    if target is None or target == project.annual_target:
        return project.annual_target_text
    return f"{plain(target)}{project.unit}（已调整，原：{project.annual_target_text}）"


def left(
    found: Left | NothingToDo,
    project: Project,
    standing: Standing,
    *,
    figure_in: Month | None,
    figure: Decimal | None,
) -> str:
    """Tell what is left: 还差120万元，剩2个月，月均需60万元; or why nothing is reckoned (C36)."""
    if isinstance(found, NothingToDo):
        return _nothing(found, standing)
    unit = project.unit
    done = (
        f"截至{figure_in.chinese}底认定{plain(figure or Decimal(0))}{unit}，" if figure_in else ""
    )
    gap = f"{done or '还没有认定数，'}还差{plain(found.gap)}{unit}"
    if found.each is None:
        return f"{gap}，本年已没有可用的月度目标"
    return f"{gap}，剩{found.months}个月，月均需{plain(found.each)}{unit}"


def _nothing(why: NothingToDo, standing: Standing) -> str:
    last = standing.last
    match why:
        case NothingToDo.EXITED:
            day = f"已于{last.decided_on}退出" if last and last.decided_on else "已退出"
            return f"{day}，不再评定"
        case NothingToDo.SUSPENDED:
            until = (
                f"，预计{last.until.year}年{last.until.chinese}恢复" if last and last.until else ""
            )
            return f"暂停中{until}，恢复以后再算月均"
        case NothingToDo.COMPLETED:
            since = standing.completed_since
            return f"自{since.chinese}起已完工" if since else "已完工"
        case _:
            return _NOTHING[why]


def of_project(row: Allotted, on: dtm.date) -> str:
    """Answer about one project: what is left, what is overdue, what comes next."""
    project = row.project
    lines = [
        f"{project_name(project)}　{day(on)}",
        f"年度目标：{row.annual_target or '（未填）'}",
        f"倒排：{row.said}。",
        *_overdue(row.dates, on),
        *_next(row.dates, on),
    ]
    return "\n".join([*lines, "路线图、时间表、倒排和配档表见附件。"])


def _overdue(dates: Sequence[Dated], on: dtm.date) -> list[str]:
    late = sorted((one for one in dates if one.days_overdue(on)), key=lambda one: one.day)
    lines = [f"· {_dated(one, on)}" for one in late[:_OVERDUE]]
    more = [f"· 另{len(late) - _OVERDUE}项"] if len(late) > _OVERDUE else []
    return ["逾期：", *lines, *more] if late else ["没有逾期的节点和保障事项。"]


def _next(dates: Sequence[Dated], on: dtm.date) -> list[str]:
    ahead = [one for one in dates if one.day >= on and not one.is_done]
    lines = [f"· {_dated(one, on)}" for one in ahead[:_NEXT]]
    return ["接下来：", *lines] if lines else []


def _dated(one: Dated, on: dtm.date) -> str:
    what = one.what if len(one.what) <= 40 else f"{one.what[:39]}…"
    return f"{day(one.day)}　{one.kind.chinese}　{what}（{days_words(one, on)}）"


def day(one: dtm.date) -> str:
    """Write a day: `7月10日`."""
    return f"{one.month}月{one.day}日"


def of_table(paper: AllotmentPaper) -> str:
    """Answer with a table: how many projects, what is overdue, what is due soon."""
    on, rows = paper.made_on, paper.rows
    late = sorted(
        ((row, one) for row in rows for one in row.dates if one.days_overdue(on)),
        key=lambda pair: pair[1].day,
    )
    soon = sum(
        0 <= (one.day - on).days <= _SOON and one.is_open for row in rows for one in row.dates
    )
    reckoned = sum(row.left is not None for row in rows)
    counted = (
        f"共{len(rows)}个项目，{reckoned}个还有年度任务，未来{_SOON}天到期的节点、保障事项、"
        f"完成时限{soon}项，逾期{len(late)}项{'：' if late else '。'}"
    )
    head = f"{paper.year}年配档表{f'（{paper.scope}）' if paper.scope else ''}　{day(on)}"
    lines = [head, counted]
    lines += [
        f"· {row.project.code} {_dated(one, on)}　{listed(filter(None, (one.unit, one.person)))}"
        for row, one in late[:_NAMED]
    ]
    lines += [f"· 另{len(late) - _NAMED}项，见“时间表”"] if len(late) > _NAMED else []
    return "\n".join([*lines, "路线图、时间表、倒排都在附件里。"])


def scope(project: Project) -> str:
    """Name a project in the title of its table."""
    return f"{project.code} {project.name}"


def file_name(organisation: str, year: int, scope: str) -> str:
    """Name the workbook."""
    return f"{organisation}{year}年配档表{f'（{scope}）' if scope else ''}.xlsx"


def which_project(*, left: int, has_tables: bool) -> str:
    """Let a project, or a table of many, be chosen by button."""
    more = f"（另有{left}个没有列出，可发 /plan 加项目编号或名称）" if left > 0 else ""
    table = "；要看全部的，点「配档表」" if has_tables else ""
    return f"看哪个项目的路线图、时间表和倒排{more}{table}："
