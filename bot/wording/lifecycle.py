"""Projects enter, leave, pause, go on and are finished: the questions, the texts, the refusals."""

from collections.abc import Sequence

from bot.wording.figures import amount, listed, project_name, target
from rules.application import Goals
from rules.lifecycle import Step
from rules.lifecycle_application import Entry, LifecycleApplication
from rules.month import Month
from rules.project import CommandNo, PersonName, Project, ProjectCode, UnitName, plain

NAMES = {
    Step.ENTER: "纳入",
    Step.EXIT: "退出",
    Step.SUSPEND: "暂停",
    Step.RESUME: "恢复",
    Step.COMPLETED: "完工",
}
SPLIT_OR_MERGE = "拆分、合并"
BY_STAGES = "按形象进度考核"
_WHY = {
    Step.ENTER: "请写入选理由：为什么列为重点项目（牵动全局、事关发展、责任重大）。",
    Step.EXIT: "请写退出原因：为什么无法推进，做到了什么程度，遗留问题怎么处理。",
    Step.SUSPEND: "请写暂停原因：什么时间、什么客观原因，影响到什么程度。",
    Step.RESUME: "请说明恢复的条件：原来的原因怎样消除的，人员机械是否到位。",
    Step.COMPLETED: "请写完工情况：什么时间完成、验收结果、有没有尾工。",
}
_MEANS = {
    Step.EXIT: "批准后不再填报、不再标牌，以前已公布的标识不变。",
    Step.SUSPEND: "暂停期间不填报、不标牌；以前连续未完成的月数不清除，恢复后接着算。",
    Step.RESUME: "恢复后按原月度计划填报、标牌，以前连续未完成的月数接着算。",
    Step.COMPLETED: "督考办核实后不再逐月催报，以后月份按核实数对照目标。",
}


def which_project(what: Step | None, *, left: int) -> str:
    """Let the project be chosen."""
    more = f"（另有{left}个没有列出，可发 /exit 加项目编号）" if left > 0 else ""
    return f"请选要申请{NAMES[what] if what else '退出、暂停、恢复或完工'}的项目{more}："


def go_private(command: str) -> str:
    """Lead from a group to the private chat."""
    return f"这项申请请在与我的私聊里填写：打开与我的私聊，发 /{command}。"


def ask_what(project: Project) -> str:
    """Ask what is to happen to a project."""
    return f"{project_name(project)}要申请什么？"


def split_or_merge(project: Project | None = None) -> str:
    """Say why a project is neither split nor merged, and what is done instead (E41)."""
    which = project_name(project) if project else "项目"
    return (
        f"{which}不能直接拆分或合并：月度目标和已公布的标识都是按原项目算的，拆合之后对不上。"
        f"确需拆分、合并的，请把原项目申请退出（/exit），再把新项目提名纳入（/enter）；"
        f"只是任务量变化的，请申请调整目标（/adjust）。原项目的记录会一直保留。"
    )


def not_open(project: Project, what: Step, open_to: Sequence[Step]) -> str:
    """Say why a step cannot be taken, and which can."""
    can = listed(f"申请{NAMES[one]}" for one in open_to)
    what_can = (
        f"现在可以{can}，请发 /exit {project.code}。" if can else "它已经退出，没有可办的事。"
    )
    return f"{project_name(project)}现在不能申请{NAMES[what]}。{what_can}"


def nothing_to_apply_for(name: PersonName) -> str:
    """Say that somebody leads no project."""
    return f"{name}没有可以申请的项目。退出、暂停、恢复、完工由主责单位人员或项目责任人提出。"


def ask_since(what: Step, project: Project | None) -> str:
    """Ask for the month from which it holds."""
    head = f"【项目{NAMES[what]}申请】{project_name(project)}\n" if project else ""
    return f"{head}请选从哪个月起{NAMES[what]}。批准得晚的，顺延到还没有截止（或询问）的月份。"


def ask_until(months: bool) -> str:  # noqa: FBT001 - a fact of the year
    """Ask when a pause is expected to end."""
    return "请选预计恢复的月份。" if months else "请点「本年度不恢复」。"


def ask_value(project: Project) -> str:
    """Ask what was done in all."""
    return f"请回复完工时的累计完成数（单位：{project.unit}），由督考办核实。"


def unclear_value(project: Project) -> str:
    """Say how what was done is written."""
    return f"没有看懂。请只回复一个数，单位{project.unit}，如：12.4{project.unit}"


def ask_reason(what: Step) -> str:
    """Ask for the reason."""
    return _WHY[what]


def ask_evidence(names: Sequence[str]) -> str:
    """Ask for evidence, which may be nothing."""
    if not names:
        return "请发材料（照片或文件，如验收单、停工令），一次一个；没有的点「没有材料」。"
    return f"已收到{len(names)}份：{listed(names)}。还有请继续发，发完点「材料齐了」。"


def ask_occasion() -> str:
    """Ask why a project enters."""
    return "【项目纳入提名】请选类别："


def ask_command() -> str:
    """Ask which command takes it."""
    return "请选承担的指挥部："


def ask_name() -> str:
    """Ask for the name."""
    return "请回复项目名称（全称）。"


def ask_brief() -> str:
    """Ask what is to be done."""
    return "请回复基本情况和工作内容（干什么、建设规模、主要措施）。"


def ask_lead_unit(command: str) -> str:
    """Ask who leads it."""
    return f"请选或回复主责单位（{command}的成员单位见按钮）。"


def ask_leader() -> str:
    """Ask for the responsible leader."""
    return "请回复责任领导的姓名。"


def ask_person() -> str:
    """Ask for the one person who answers for it (C33, C38)."""
    return "请回复主要责任人的姓名（一个人，每月由他报进展）。"


def ask_unit() -> str:
    """Ask for the unit of measure."""
    return "请选或回复计量单位；没有数量、按形象进度考核的，点「按形象进度考核」。"


def ask_annual(unit: str) -> str:
    """Ask for the year's target."""
    return f"请回复本年度目标（单位：{unit}）。"


def ask_due() -> str:
    """Ask by when it is to be done (C01)."""
    return "请回复完成时限，如：12月31日"


def ask_plan(goals: Goals, unit: str, first: Month) -> str:
    """Show the months as they are spread, or ask for stages."""
    if not goals:
        return f"请按月写要达到的节点，如：{first.chinese}完成备案 12月主体封顶"
    months = "\n".join(f"{m.chinese}：{target(goal, unit)}" for m, goal in sorted(goals.items()))
    sample = max(goals)
    return (
        f"月度计划（月末累计）：\n{months}\n合适请点「按此计划」。要改的直接回复，"
        f"如：{sample.chinese}{target(goals[sample], '').strip('「」')}"
    )


def too_short() -> str:
    """Ask for more than a word."""
    return "写得太短，看不出情况。请至少写10个字。"


def name_needed() -> str:
    """Ask for a name that is one."""
    return "没有看懂。请只回复2到60个字的名称。"


def person_needed() -> str:
    """Ask for one person's name."""
    return "请只写一个人的姓名（2到10个字），不带职务。"


def unclear_day() -> str:
    """Say how a day is written."""
    return "没有看懂。请写成 12月31日 或 2023-12-31，要在本年度内，并且还没有过去。"


def unclear_months(first: Month, *, has_stages: bool) -> str:
    """Say how months are written."""
    sample = f"{first.chinese}完成备案" if has_stages else f"{first.chinese}5.6"
    return f"没有看懂。请按月份写，如：{sample}；几个月用空格隔开，从{first.chinese}写到12月。"


def known_already(project: Project) -> str:
    """Say that a project of that name is in the book."""
    return f"已经有{project_name(project)}，不用再提名。要改目标请发 /adjust {project.code}。"


def new_person(name: PersonName, unit: UnitName) -> str:
    """Say that somebody is not in the book yet."""
    return f"\n（{name}不在人员表里，批准后按{unit}人员登记，请另发绑定码）"


def terms(application: LifecycleApplication, project: Project) -> str:
    """Write out what is applied for."""
    what = NAMES[application.what]
    lines = [f"{project_name(project)}　申请单位：{application.unit}"]
    if application.entry is not None:
        lines += _entry(application.entry)
    lines.append(f"从{application.since.year}年{application.since.chinese}起{what}")
    if application.what is Step.SUSPEND:
        until = application.until
        lines.append(f"预计恢复：{until.chinese if until else '本年度不恢复'}")
    if application.value is not None:
        lines.append(f"累计完成：{amount(application.value, project.unit)}")
    lines.append(f"原因：{application.reason}")
    if application.evidence:
        lines.append(f"材料：{listed(one.name for one in application.evidence)}")
    return "\n".join(lines)


def _entry(entry: Entry) -> list[str]:
    one = entry.project
    annual = "按形象进度考核" if one.annual_target is None else plain(one.annual_target) + one.unit
    due = f"，{one.due_date.month}月{one.due_date.day}日前完成" if one.due_date else ""
    months = listed(
        f"{m.chinese}{target(goal, one.unit)}" for m, goal in sorted(entry.goals.items())
    )
    return [
        f"类别：{entry.occasion.chinese}　指挥部：{one.command}",
        f"内容：{one.brief}",
        f"主责单位：{one.lead_unit}　责任人：{one.responsible_person}",
        f"责任领导：{one.responsible_leader}",
        f"年度目标：{annual}{due}",
        f"月度计划：{months}",
    ]


def preview(application: LifecycleApplication, project: Project, *, note: str, to: str) -> str:
    """Show what would be filed, and what it comes to."""
    means = _MEANS.get(application.what, "批准前不填报、不标牌；从生效月份起填报、标牌。")
    return (
        f"【项目{NAMES[application.what]}申请预览】{terms(application, project)}{note}\n{means}\n"
        f"核对无误请点「确认」，{to}。"
    )


def filed(number: str, application: LifecycleApplication, project: Project, to: str) -> str:
    """Confirm what was filed."""
    return (
        f"已提交{number}项目{NAMES[application.what]}申请，{to}。\n"
        f"{terms(application, project)}\n文本校验码：{application.digest[:12]}"
    )


def came_true(application: LifecycleApplication, effective: Month) -> str:
    """Tell what holds from now on."""
    since = f"自{effective.year}年{effective.chinese}起"
    return {
        Step.ENTER: f"{since}纳入挂图作战，按月填报、标牌；以前的月份不标牌。",
        Step.EXIT: f"{since}退出，不再填报、标牌；以前已公布的标识不变，记录保留。",
        Step.SUSPEND: f"{since}暂停，期间不填报、不标牌；恢复要另行申请。",
        Step.RESUME: f"{since}恢复，按原月度计划填报、标牌。",
        Step.COMPLETED: f"{since}按已完工管理，不再逐月催报。",
    }[application.what]


def correction_ground(number: str, application: LifecycleApplication) -> str:
    """Say on what ground a published month is corrected after a late entry (E6)."""
    return f"项目{NAMES[application.what]}{number}已按程序批准"


def code_taken(code: ProjectCode) -> str:
    """Say that another project has got the code meanwhile."""
    return f"项目编号{code}已被使用，请退回后重新提名。"


def not_of_command(command: CommandNo) -> str:
    """Say that somebody nominates for his own command alone."""
    return f"您只能为本指挥部提名，{command}不是。"
