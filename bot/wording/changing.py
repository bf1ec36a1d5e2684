"""Applying for another target: the questions of the form, its preview, what is refused."""

import datetime as dtm
from collections.abc import Sequence
from decimal import Decimal

from bot.wording.figures import listed, project_name, target
from rules.application import Application, Category, Targets
from rules.month import Month
from rules.project import Goal, Project

OWN_FAULT = "单位自身原因"  # offered, and refused with why (C56)


def which_project(*, left: int) -> str:
    """Let the project be chosen."""
    more = f"（另有{left}个没有列出，可发 /adjust 加项目编号）" if left > 0 else ""
    return f"请选要申请调整目标的项目{more}："


def go_private() -> str:
    """Lead from a group to the private chat."""
    return "目标调整申请请在与我的私聊里填写：打开与我的私聊，发 /adjust。"


def nothing_to_adjust(name: str) -> str:
    """Say that somebody leads no project."""
    return f"{name}没有可以申请调整目标的项目。调整由主责单位人员或项目责任人提出。"


def no_month_left(project: Project) -> str:
    """Say that the year is over for a project."""
    return f"{project_name(project)}本年度没有还可以调整的月份。"


def commander_does_not_file(project: Project) -> str:
    """Say why the commander cannot apply himself (E8)."""
    return (
        f"{project_name(project)}的调整要由您以指挥长身份签字，同一人不能办两个环节，"
        f"请由主责单位其他人员申请。"
    )


def ask_exception(project: Project, days: Sequence[dtm.date]) -> str:
    """Tell the date of the first change, and ask why there must be another (C61, E7)."""
    when = listed(f"{day.month}月{day.day}日" for day in days)
    return (
        f"{project_name(project)}今年已于{when}批准过目标调整。原则上每年只能调整一次，"
        f"再次调整须经总指挥部特批。请写明为什么必须再次调整，不申请了请发 /cancel。"
    )


def ask_since(project: Project) -> str:
    """Ask for the month (生效月份)."""
    return (
        f"【目标调整申请】{project_name(project)}\n请选生效月份。批准之前仍按原目标；"
        f"批准得晚的，从批准当月起执行。"
    )


def ask_annual(project: Project, before: Targets) -> str:
    """Ask for the year's target (年度目标)."""
    now = target(before.annual, project.unit) if before.annual is not None else "未填"
    return (
        f"现在的年度目标是{now}。请回复调整后的年度目标（单位：{project.unit}）；"
        f"只调整月度计划的，点「年度目标不变」。"
    )


def ask_plan(project: Project, before: Targets, after: Targets) -> str:
    """Show the months as proposed (月度计划), and how they are changed."""
    months = "\n".join(
        f"{month.chinese}：{_old(before, month, project)}{target(goal, project.unit)}"
        for month, goal in sorted(after.goals.items())
    )
    first = min(after.goals)
    sample = target(after.goals[first], "").strip("「」")
    return (
        f"月度计划（月末累计）：\n{months}\n合适请点「按此计划」。要改的，点那个月，"
        f"或直接回复，如：{first.chinese}{sample}"
    )


def annual_words(annual: Decimal | None, unit: str) -> str:
    """Write a year's target, which a project of stages has none of."""
    return "按节点" if annual is None else target(annual, unit)


def table_name(project: Project) -> str:
    """Name the table of months."""
    return f"{project.code}月度计划.xlsx"


def fill_table() -> str:
    """Say how the table is filled in."""
    return "请填绿底的「调整后月度计划」一栏，存盘后把文件发回这里；也可以直接点月份或写字修改。"


def table_not_read() -> str:
    """Say that a file is not the table."""
    return "没有读出月度计划。请点「用表格填」重新取表，填好后原样发回（.xlsx）。"


def table_of_another() -> str:
    """Say that a table belongs to an earlier dialogue."""
    return "这张表不是这次申请的。请点「用表格填」重新取表。"


def table_mistakes(mistakes: Sequence[str]) -> str:
    """Name each cell that is wrong; nothing of the table is taken."""
    return "表格里这些地方请改好再发，整张表先不采用：\n" + "\n".join(mistakes[:12])


def _old(before: Targets, month: Month, project: Project) -> str:
    goal = before.goals.get(month)
    return f"{target(goal, project.unit)} → " if goal is not None else ""


def ask_month(month: Month, goal: Goal, project: Project) -> str:
    """Ask for one month's figure."""
    what = "月末累计目标" if project.annual_target is not None else "节点名称"
    return f"请回复{month.chinese}的{what}，现在是{target(goal, project.unit)}。"


def ask_category() -> str:
    """Ask for the kind of cause (原因类别)."""
    return "请选原因类别。只有不可抗拒的自然因素等客观原因可以申请调整。"


def ask_reason(category: Category) -> str:
    """Ask for the reason (原因说明)."""
    return (
        f"原因类别：{category.chinese}。请写原因说明：什么时间、发生了什么、影响到什么程度、"
        f"已经采取哪些措施。"
    )


def ask_evidence(names: Sequence[str]) -> str:
    """Ask for the evidence (佐证材料)."""
    if not names:
        return (
            "请发佐证材料（照片或文件，如气象证明、停工令、上级文件），一次一个；"
            "发完点「材料齐了」。"
        )
    return f"已收到{len(names)}份：{listed(names)}。还有请继续发，发完点「材料齐了」。"


def photo_name(number: int) -> str:
    """Name a photo, which has no name of its own."""
    return f"照片{number}"


def own_fault_refused() -> str:
    """Say why the unit's own fault is no ground, and what to do instead (C56)."""
    return (
        "单位自身原因不能调整目标：实施意见只允许因不可抗拒的自然因素等客观原因调整。"
        "请按原目标推进；进度落后的，请在报进展时说明情况。"
    )


def too_short() -> str:
    """Ask for more than a word."""
    return "原因写得太短，看不出发生了什么。请写清时间、事由、影响，至少10个字。"


def subjective(words: str) -> str:
    """Say which words make a reason subjective, and what counts."""
    return (
        f"原因里的「{words}」属于单位自身的主观原因，不能作为调整目标的理由（实施意见三（三））。"
        f"如有自然灾害、政策或规划变化等客观原因，请写明并附材料；没有的，请发 /cancel。"
    )


def unclear_annual(project: Project) -> str:
    """Say how the year's target is written."""
    return f"没有看懂。请只回复一个大于0的数，单位{project.unit}，如：8.6{project.unit}"


def unclear_months(project: Project, sample: Month) -> str:
    """Say how months are written."""
    written = (
        f"{sample.chinese}5.6" if project.annual_target is not None else f"{sample.chinese}封顶"
    )
    return f"没有看懂。请按月份写，如：{written}；几个月一起写用空格隔开。只能写列出的月份。"


def uneven(month: Month, goal: Decimal, bound: Decimal, project: Project) -> str:
    """Say which month cannot be, and why."""
    unit = project.unit
    if goal < bound:
        return (
            f"{month.chinese}的{target(goal, unit)}对不上：累计目标不能比前一个月或年度目标的"
            f"{target(bound, unit)}少。请改这个月，或改年度目标。"
        )
    return (
        f"{month.chinese}的{target(goal, unit)}对不上：最后一个月应等于年度目标"
        f"{target(bound, unit)}。请改这个月，或改年度目标。"
    )


def nothing_changes() -> str:
    """Say that nothing is different."""
    return "年度目标和月度计划都没有变化，不用申请。请改月度计划，或发 /cancel。"


def evidence_needed() -> str:
    """Say that there must be some."""
    return "请至少发一份佐证材料（照片或文件）再点「材料齐了」。"


def words_or_buttons() -> str:
    """Lead somebody back who writes where he should press."""
    return "请点上面的按钮；不申请了请发 /cancel。"


def no_file_here() -> str:
    """Say when files are asked for."""
    return "材料稍后再发：我会在原因说明之后问佐证材料。请先回复上面的问题。"


def terms(application: Application, project: Project) -> str:
    """Write out what is applied for, old beside new."""
    unit, before, after = project.unit, application.before, application.after
    lines = [f"{project_name(project)}　申请单位：{application.unit}"]
    if before.annual is not None and after.annual is not None:
        is_same = before.annual == after.annual
        becomes = "（不变）" if is_same else f" → {target(after.annual, unit)}"
        lines.append(f"年度目标：{target(before.annual, unit)}{becomes}")
    months = (_month(month, before, after, unit) for month in sorted(after.goals))
    lines.append(f"月度计划：{'，'.join(months)}")
    lines.append(f"生效月份：{application.since.chinese}")
    lines.append(f"原因：{application.category.chinese}。{application.reason}")
    lines.append(f"佐证材料：{listed(one.name for one in application.evidence)}")
    if application.exceptional_because:
        lines.append(f"特批理由：{application.exceptional_because}")
    return "\n".join(lines)


def _month(month: Month, before: Targets, after: Targets, unit: str) -> str:
    old, new = before.goals.get(month), after.goals[month]
    if old is None or old == new:
        return f"{month.chinese}{target(new, unit)}"
    return f"{month.chinese}{target(old, unit)}→{target(new, unit)}"


def preview(application: Application, project: Project, *, need: str) -> str:
    """Show what would be filed, what it comes to, and what it does not change."""
    exception = "【特批】" if application.is_exception else ""
    return (
        f"【目标调整申请预览】{exception}{terms(application, project)}\n{need}"
        f"不改变已公布的标识，也不清除以前连续未完成的月数；批准之前仍按原目标考核。\n"
        f"核对无误请点「确认」，送指挥长签字。"
    )


def need_a_month(figure: str, months: int, unit: str) -> str:
    """Say what each coming month then needs."""
    return f"按此计划，剩余{months}个月月均需完成{figure}{unit}。\n"


def filed(number: str, application: Application, project: Project) -> str:
    """Confirm what was filed."""
    exception = "（特批）" if application.is_exception else ""
    return (
        f"已提交{number}目标调整申请{exception}，送指挥长签字。\n{terms(application, project)}\n"
        f"文本校验码：{application.digest[:12]}"
    )


def preview_is_old() -> str:
    """Say why a preview cannot be filed any more."""
    return "预览之后情况有变化，请核对新的预览后再点「确认」。"
