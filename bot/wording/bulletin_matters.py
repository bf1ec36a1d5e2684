"""What the bulletin says of reports, support items, and projects and targets that changed."""

import datetime as dtm
from collections.abc import Iterable, Sequence

from bot.wording.figures import amount, listed, project_name
from rules.book import SupportItem
from rules.bulletin import Item, Reported, Retargeted
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.project import Project

_STEPS = {
    Step.ENTER: "纳入",
    Step.EXIT: "退出",
    Step.SUSPEND: "暂停",
    Step.RESUME: "恢复",
    Step.COMPLETED: "完工",
}
_HOLDS = {
    Step.ENTER: "起纳入考核",
    Step.EXIT: "起不再考核",
    Step.SUSPEND: "起暂停考核",
    Step.RESUME: "起恢复考核",
    Step.COMPLETED: "已核实完工",
}


def reporting(items: Sequence[Item]) -> str:
    """Count how the month was reported; the parts add up to what was owed."""
    how = [one.reported for one in items if one.reported is not None]
    if not how:
        return "本月没有应报送的项目。"
    if all(one is Reported.ON_TIME for one in how):
        return f"应报{len(how)}个，全部按时报送。"
    parts = [
        f"应报{len(how)}个，按时报送{how.count(Reported.ON_TIME)}个",
        f"迟报{how.count(Reported.LATE)}个，未报{how.count(Reported.SILENT)}个",
    ]
    if Reported.OPEN in how:
        parts.append(f"未收到有效报送、列入待认定{how.count(Reported.OPEN)}个")
    if Reported.FOUND in how:
        parts.append(f"由督考办公室直接核查认定{how.count(Reported.FOUND)}个")
    return f"{'，'.join(parts)}。"


def silent(items: Sequence[Item]) -> str:
    """Name who did not report."""
    return f"未报项目：{_with_units(items)}，按未完成认定，并注明“未报”。"


def late(items: Sequence[Item]) -> str:
    """Name who reported late."""
    return f"迟报项目：{_with_units(items)}。"


def _with_units(items: Iterable[Item]) -> str:
    named = ((one.project, one.project.lead_unit) for one in items)
    return listed(f"{project.name}（{project.code}，{unit}）" for project, unit in named)


def support(due: int, closed: int, overdue: int, earlier: int) -> str:
    """Count the support items that were due this month, and those due before and still open."""
    if not due and not earlier:
        return "本月无到期保障事项，也没有逾期未办结的事项。"
    old = f"以前月份到期、至今未办结{earlier}项。" if earlier else ""
    if not due:
        return f"本月无到期保障事项。{old}"
    return f"本月到期{due}项，办结{closed}项，逾期{overdue}项。{old}"


def overdue(number: int, item: SupportItem, project: Project, on: dtm.date) -> str:
    """Tell an overdue support item, and for how long."""
    due = item.due_date or on
    return (
        f"{number}.{item.what}（{item.number}）：涉及{project_name(project)}，"
        f"责任部门{item.department}，{_day(due)}到期，已逾期{item.days_overdue(on)}天。"
    )


def more_overdue(count: int) -> str:
    """Count the overdue items that are not named."""
    return f"其余{count}项见作战保障图。"


def explain_by(day: dtm.date) -> str:
    """Ask the departments of overdue items to explain."""
    return f"逾期事项由责任部门于{_day(day)}前书面说明。"


def moves(events: Sequence[tuple[Project, LifecycleEvent]], changes: int) -> str:
    """Count what was approved in the month."""
    if not events and not changes:
        return "本月无项目进出，未调整目标。"
    steps = [event.step for _, event in events]
    told = (step for step in _STEPS if step in steps or step in {Step.ENTER, Step.EXIT})
    counts = listed(f"{_STEPS[step]}{steps.count(step)}个" for step in told)
    return f"经批准，本月{counts}，调整目标{changes}个。"


def moved(project: Project, event: LifecycleEvent) -> str:
    """Tell what happened to a project, and from which month it holds."""
    when = f"自{_month(event.effective)}" if event.step is not Step.COMPLETED else ""
    return f"{_STEPS[event.step]}：{project_name(project)}，{when}{_HOLDS[event.step]}。"


def retargeted(one: Retargeted) -> str:
    """Tell another target, and from which month it holds (E3)."""
    year = "月度累计目标相应调整，年度目标不变"
    if one.after is not None:
        was = f"由{amount(one.before, one.project.unit)}" if one.before is not None else ""
        year = f"年度目标{was}调整为{amount(one.after, one.project.unit)}"
    since = _month(one.since)
    return f"调整目标：{project_name(one.project)}，{year}，自{since}起按调整后目标认定。"


def _month(month: Month) -> str:
    return f"{month.year}年{month.chinese}"


def _day(day: dtm.date) -> str:
    return f"{day.month}月{day.day}日"
