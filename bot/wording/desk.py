"""The office's desk: what is open, what was found, what was sent back."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.wording import inspecting
from bot.wording.figures import amount, day_and_hour, done_of, plate_word, project_name, target
from rules.countersign import Countersign
from rules.determination import Determination
from rules.month import Month
from rules.plates import Plate
from rules.project import Goal, PersonName, Project, Value
from rules.site_check import SiteCheck

_MOST_OBJECTED = 5  # beside a page of what is open


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One open project as the desk shows it."""

    project: Project
    goal: Goal | None
    reported: Value | None
    last: Value | None
    is_late: bool
    is_waiting: bool
    pending_because: str
    said: str
    cause: str = ""
    evidence: int = 0
    objection: Countersign | None = None
    is_fall: bool = False
    is_leap: bool = False
    check: SiteCheck | None = None
    is_above_check: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What somebody of the office determined at a moment: a project, or `count` at once."""

    by: PersonName
    at: dtm.datetime
    project: Project
    value: Value | None
    count: int


def line(one: DeskLine) -> str:
    """Show a project's figures in two lines, and what is to be minded."""
    project, unit = one.project, one.project.unit
    goal = target(one.goal, unit) if one.goal is not None else "—"
    reported = "未报" if one.reported is None else f"自报{amount(one.reported, unit)}"
    if one.check is not None:
        reported += f"，{inspecting.beside_report(one.check, unit)}"
    last = f"，上月认定{amount(one.last, unit)}" if one.last is not None else ""
    marks = "".join(f"［{mark}］" for mark in _marks(one))
    return f"{project_name(project)}\n　{reported}，目标{goal}{last}{marks}"


def _marks(one: DeskLine) -> list[str]:
    marks = []
    if one.objection is not None:
        marks.append(_objection(one.objection))
    if one.pending_because:
        marks.append(one.pending_because)
    if one.is_late:
        marks.append("迟报")
    if one.is_waiting:
        marks.append(f"原话：{one.said[:40]}")
    if one.is_above_check:
        marks.append("与核查不符")
    if one.is_fall:
        marks.append("比上月少")
    if one.is_leap:
        marks.append("增幅远超计划")
    if one.cause:
        marks.append(f"单位自述：{one.cause[:60]}")
    if one.evidence:
        marks.append(f"材料{one.evidence}份")
    return marks


def _objection(said: Countersign) -> str:
    """Say who objects, and why, as briefly as a mark does."""
    return f"{said.by}有异议：{said.words[:40]}"


def objected(project: Project, said: Countersign | None) -> str:
    """Name a project that was determined and is objected to, and how to change it."""
    mark = f"［{_objection(said)}］" if said else ""
    return f"{project_name(project)}{mark}，要改请发：/determine {project.code} 数字 依据"


def section(command: str, *, needs_a_look: bool) -> str:
    """Head the projects of a command: those that need a look, or those that do not."""
    return f"〔{command}〕{'需要核对' if needs_a_look else ''}"


def listing(
    month: Month,
    *,
    count: int,
    page: int,
    pages: int,
    lines: Sequence[str],
    objected: Sequence[str] = (),
    just_made: Sequence[Made] = (),
) -> str:
    """Head the list of what is open, a page at a time, then what was found and is objected to.

    At the end stands what was determined last, so that each sees what a colleague has just done.
    """
    shown = [*objected[:_MOST_OBJECTED], *(["……"] if objected[_MOST_OBJECTED:] else [])]
    below = [f"已认定、有异议的{len(objected)}个：", *shown] if objected else []
    below += ["最近认定：", *map(_just_made, just_made)] if just_made else []
    if not count:
        return "\n".join([f"{month.chinese}各项目都已认定，可以发 /publish 公布。", *below])
    where = f"（第{page + 1}页，共{pages}页）" if pages > 1 else ""
    head = f"【{month.chinese}认定】还有{count}个项目没有认定{where}："
    return "\n".join([head, *lines, *below])


def _just_made(one: Made) -> str:
    if one.count > 1:
        what = f"认定{one.count}个"
    elif one.value is None:
        what = f"{one.project.code}按未报认定"
    else:
        what = f"{one.project.code}认定{amount(one.value, one.project.unit)}"
    return f"　{day_and_hour(one.at)} {one.by} {what}"


def nothing_to_determine() -> str:
    """Say that no month is waiting."""
    return "现在没有已截止、还没公布的月份。月份截止后我会把待认定的项目发到督考办群。"


def not_closed_yet(month: Month) -> str:
    """Say that a month still runs."""
    return f"{month.chinese}还没有截止，截止后再认定。"


def never_asked(month: Month) -> str:
    """Say that a month that is past was never asked here."""
    return f"{month.year}年{month.chinese}没有询问过进展，没有可以认定的。"


def published_already(month: Month, *, by: PersonName, at: dtm.datetime | None) -> str:
    """Say who published a month and when, and that only a correction changes it now."""
    who = f"由{by}" if by else ""
    when = f"于{day_and_hour(at)}" if at else ""
    return (
        f"{month.chinese}已{who}{when}公布，不能再改认定数；确需更改的，"
        f"请发 /correct {month.chinese} 办理更正。"
    )


def not_rated(project: Project, month: Month) -> str:
    """Say that there is nothing to determine for a project."""
    return f"{project_name(project)}{month.chinese}没有目标任务，不用认定。"


def unclear_finding(project: Project, goal: Goal) -> str:
    """Say how a finding is written."""
    if not isinstance(goal, Decimal):
        return (
            f"没有看懂{project_name(project)}的认定。请写已完成或未完成和依据，"
            "如：已完成 现场核查。"
        )
    return (
        f"没有看懂{project_name(project)}的认定数。请写数字（单位{project.unit}）和依据，"
        f"如：{target(goal, project.unit)} 现场核查。"
    )


def ask_finding(project: Project, month: Month, goal: Goal) -> str:
    """Ask for another figure (改数)."""
    sample = target(goal, project.unit) if isinstance(goal, Decimal) else "已完成"
    return (
        f"请回复{project_name(project)}{month.chinese}的认定数和依据，如：{sample} 现场核查。"
        f"不改了请发 /cancel。"
    )


def proposed(
    project: Project,
    month: Month,
    *,
    value: Value,
    goal: Goal,
    note: str,
    reported: Value | None,
    plate: Plate,
    streak: int,
    made: Determination | None = None,
) -> str:
    """Show a finding before it is made so, with the plate that would follow.

    What was found before is told (`made`, in local time): a colleague may just have done it.
    """
    said = f"自报{amount(reported, project.unit)}" if reported is not None else "未报"
    ground = f"\n依据：{note}" if note else "\n依据：未写"
    return (
        f"{project_name(project)}{month.chinese}拟认定{amount(value, project.unit)}"
        f"（{said}，目标{target(goal, project.unit)}），照此拟为{plate_word(plate, streak)}。"
        f"{ground}{_instead_of(project, made)}\n点「确认」才算认定。"
    )


def _instead_of(project: Project, made: Determination | None) -> str:
    if made is None:
        return ""
    who, when = made.by or "督考办", f"于{day_and_hour(made.at)}" if made.at else ""
    what = f"认定{amount(made.value, project.unit)}" if made.value is not None else "按未报认定"
    return f"\n已由{who}{when}{what}，确认后改为新的。"


def made(project: Project, month: Month, *, value: Value | None, by: PersonName, note: str) -> str:
    """Say what was determined, by whom, on what ground."""
    what = f"认定{amount(value, project.unit)}" if value is not None else "按未报认定"
    ground = f"，依据：{note}" if note else ""
    return f"{project_name(project)}{month.chinese}已{what}（{by}）{ground}。"


def made_for_rest(month: Month, count: int, left: int) -> str:
    """Say how many reports were accepted at once."""
    more = f"还有{left}个要逐个认定。" if left else f"{month.chinese}各项目都已认定。"
    return f"已按自报认定{count}个。{more}"


def sent_back(project: Project, month: Month, *, reached: bool) -> str:
    """Say that a person was asked again."""
    how = "已请责任人重新回复" if reached else "但责任人和指挥部群都没有绑定，无法送达，请电话联系"
    ask = "有话要问责任人的，请回复这条消息。" if reached else ""
    return f"{project_name(project)}{month.chinese}已退回，{how}；认定前按待认定处理。{ask}"


def answered_again(project: Project, month: Month, value: Value, by: PersonName) -> str:
    """Tell the desk that a figure has come that it asked for, or that was asked for again."""
    return (
        f"{project_name(project)}{month.chinese}重新报送：{amount(value, project.unit)}"
        f"（{by}）。请认定。"
    )


def came_again(because: str) -> str:
    """Say that an answer has come since a project was put to the office."""
    return f"{because}；现已重新报送"


def confirmed_since() -> str:
    """Say that an answer was confirmed after the close."""
    return "截止后才确认"


def not_taken(project: Project) -> str:
    """Close a proposal that was not confirmed."""
    return f"{project_name(project)}的认定没有改动。"


def decided_already(
    project: Project, *, value: Value | None, by: PersonName | None, at: dtm.datetime | None
) -> str:
    """Tell who decided, and when."""
    who = by or "督考办"
    when = f"于{day_and_hour(at)}" if at else ""
    what = f"认定{amount(value, project.unit)}" if value is not None else "按未报认定"
    change = f"要改请发：/determine {project.code} 数字 依据"
    return f"{project_name(project)}已由{who}{when}{what}。{change}"


def summary(project: Project, goal: Goal | None, value: Value | None) -> str:
    """Write a project with done and target."""
    return f"{project_name(project)} {done_of(value, goal, project.unit)}"


def question_passed_on(person: PersonName) -> str:
    """Confirm that a question went to its person."""
    return f"已转给{person}。"
