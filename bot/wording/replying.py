"""What is said to an answer: what was understood, and what to do next."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import amount, day_and_hour, listed, project_month, project_name, target
from rules.month import Month
from rules.project import Goal, Project, Value
from rules.reading import Reason

_WHY_ASKED = {
    Reason.NO_UNIT: "没有写单位",
    Reason.UNIT_MISMATCH: "单位和本项目的不一致",
    Reason.UNIT_CONVERTED_INEXACT: "单位是折算来的",
    Reason.MONTH_ONLY: "像是当月数，需要的是年初以来的累计数",
    Reason.DELTA_ONLY: "像是新增数，需要的是年初以来的累计数",
    Reason.RANGE: "是一个范围，需要一个确定的数",
    Reason.APPROXIMATE: "是大概的数，需要一个确定的数",
    Reason.QUALITATIVE: "没有写数字",
    Reason.CLAIMS_COMPLETE: "说的是全部完成",
    Reason.NOT_STARTED: "说的是没有开始或没有进展",
    Reason.SAME_AS_LAST: "说的是和上月一样",
    Reason.NEGATIVE: "是负数",
    Reason.OVER_100: "超过了100%",
    Reason.BELOW_LAST: "比上次认定的还少",
    Reason.OVER_TARGET_FAR: "比年度目标多出很多",
    Reason.INCONSISTENT: "前后的数对不上",
    Reason.MULTIPLE_PROJECTS: "好像说了几个项目",
    Reason.PLAN_NOT_ACTUAL: "像是计划数，需要的是实际完成数",
    Reason.TOTAL_NOT_ANNUAL: "像是总投资或合同数，需要的是年初以来的累计完成数",
    Reason.OTHER_MONTH: "说的是别的时间",
    Reason.CORRECTION: "改了前面的数",
    Reason.THIRD_PARTY: "是听别人说的",
    Reason.GARBLED: "数字写得不太清楚",
    Reason.ADJUST_REQUEST: "说的是调整目标，调整要走书面申请",
    Reason.QUESTION: "像是在提问",
    Reason.ADVERSARIAL: "不是进展",
    Reason.NO_FIGURE: "没有看到数字",
}

_HOLDS_NO_FIGURE = {Reason.QUALITATIVE, Reason.NO_FIGURE}
_BESIDE_LAST = {Reason.BELOW_LAST, Reason.SAME_AS_LAST, Reason.NOT_STARTED}


def kept(
    project: Project, month: Month, value: Value, *, goal: Goal, replaced: Value | None
) -> str:
    """Say what was understood, so that a mistake is seen at once."""
    instead = ""
    if replaced is not None:
        instead = f"，代替之前的{amount(replaced, project.unit)}"
    said = _done(value, project.unit)
    return (
        f"已记录：{project_name(project)}{month.chinese}{said}{instead}。"
        f"目标{target(goal, project.unit)}，尚待督考办认定。如有误，请直接重发。"
    )


def kept_for(
    project: Project, month: Month, value: Value, *, goal: Goal, replaced: Value | None
) -> str:
    """Say the same to a liaison, who answers for the responsible person."""
    said = kept(project, month, value, goal=goal, replaced=replaced)
    return f"{said}（代责任人{project.responsible_person}报送）"


def kept_late(project: Project, month: Month, value: Value, closed_at: dtm.datetime | None) -> str:
    """Say that an answer came after the close: kept, shown to the office, not counted (E13)."""
    when = f"（{day_and_hour(closed_at)}截止）" if closed_at else ""
    return (
        f"已记录，按迟报处理{when}：{project_name(project)}{month.chinese}"
        f"{_done(value, project.unit)}。是否采用由督考办认定。"
    )


def kept_after_publication(project: Project, month: Month, value: Value) -> str:
    """Say that the month is public already: only a correction can change it now."""
    return (
        f"已记录，按迟报处理：{project_name(project)}{month.chinese}{_done(value, project.unit)}。"
        f"{month.chinese}已经公布，如需更正请与督考办联系。"
    )


def kept_for_the_desk(project: Project, month: Month, value: Value) -> str:
    """Answer one who was asked again by the office."""
    return (
        f"已记录，已报督考办：{project_name(project)}{month.chinese}{_done(value, project.unit)}。"
    )


def overtaken(project: Project, month: Month, value: Value, stands: Value | None) -> str:
    """Say that an answer was read after one that was said later, which stands."""
    later = f"，后来又报了{amount(stands, project.unit)}" if stands is not None else ""
    return (
        f"{project_name(project)}{month.chinese}：您先报的{amount(value, project.unit)}已收到"
        f"{later}，以后报的为准。"
    )


def why_asked(
    reason: Reason,
    last: Value | None,
    unit: str,
    *,
    proposed: Value | None = None,
    stands_still: bool = False,
) -> str:
    """Say why an answer is asked back; a figure that falls, beside the one that it falls from.

    Where a figure was understood all the same, `proposed`, it is not said that there is none.
    """
    why = _WHY_ASKED[reason]
    if stands_still:
        why = "说的是停工"
    elif proposed is not None and reason in _HOLDS_NO_FIGURE:
        why = "里有的话没有看明白"
    if reason in _BESIDE_LAST and last is not None:
        return f"{why}（上次认定{amount(last, unit)}）"
    return why


def leap(value: Value, last: Value | None, goal: Goal, unit: str) -> str:
    """Say that a figure rises by far more than the month was to bring."""
    before = f"上次认定{amount(last, unit)}，" if last is not None else ""
    return f"比计划多出很多（{before}本月目标{target(goal, unit)}，您报的是{amount(value, unit)}）"


def asked_back(
    project: Project,
    month: Month,
    *,
    value: Value | None,
    why: str,
    stands: Value | None,
) -> str:
    """Ask back what is not sure; a figure is proposed where one was understood."""
    head = f"{project_name(project)}{month.chinese}：您的回复{why}。"
    standing = f"\n之前报的{amount(stands, project.unit)}仍然有效。" if stands is not None else ""
    if value is None:
        return f"{head}\n请回复年初以来的累计完成数和单位，如：累计10{project.unit}。{standing}"
    return f"{head}\n是否按{_done(value, project.unit)}记录？点「确认」才算数。{standing}"


def stage_asked_back(project: Project, month: Month, goal: Goal) -> str:
    """Ask for a stage by buttons where words were not clear."""
    stage = target(goal, "")
    return f"{project_name(project)}{month.chinese}节点：{stage}。完成了吗？请点下面的按钮。"


def write_again(project: Project, month: Month) -> str:
    """Invite another figure (修改)."""
    return (
        f"请回复{project_name(project)}{month.chinese}末的累计完成数和单位，"
        f"如：累计10{project.unit}。"
    )


def dropped(project: Project, month: Month, stands: Value | None) -> str:
    """Confirm that an unsure answer is dropped (取消)."""
    if stands is not None:
        return (
            f"已取消这次回复，{project_name(project)}{month.chinese}仍按之前报的"
            f"{amount(stands, project.unit)}。"
        )
    return f"已取消这次回复，{project_name(project)}{month.chinese}还没有报数，请记得回复。"


def whose_question(project: Project) -> str:
    """Tell somebody else whose question it is."""
    who = f"责任人{project.responsible_person}或本指挥部联络员"
    return f"{project_name(project)}由{who}回复，您的这条没有记录。"


def which_project(open_ones: Sequence[tuple[Project, Month]]) -> str:
    """Ask which of several open questions a bare answer is for; each with its month if need be."""
    count, (_, month) = len(open_ones), open_ones[0]
    if not _are_of_several_months(open_ones):
        names = "\n".join(project_name(project) for project, _ in open_ones)
        return f"您有{count}个项目要报{month.chinese}进展，这是哪个项目的？\n{names}"
    names = "\n".join(project_month(*one) for one in open_ones)
    return f"您有{count}项进展要报，这是哪一项的？\n{names}"


def report_which(open_ones: Sequence[tuple[Project, Month]]) -> str:
    """Let the project be chosen that is to be reported on, and its month if need be."""
    if _are_of_several_months(open_ones):
        return "请选要报哪个月、哪个项目的进展："
    return f"请选要报{open_ones[0][1].chinese}进展的项目："


def choices_of(open_ones: Sequence[tuple[Project, Month]]) -> list[str]:
    """Name each open question on its button; the month stands first where there are several."""
    several = _are_of_several_months(open_ones)
    return [
        f"{month.chinese + ' ' if several else ''}{project.code} {project.name}"[:40]
        for project, month in open_ones
    ]


def which_month(project: Project, months: Sequence[Month]) -> str:
    """Ask for the question to be quoted where several months of a project wait."""
    names = listed(month.chinese for month in months)
    return (
        f"{project_name(project)}{names}的进展都在等您回复，看不出这是哪个月的，没有记录。"
        "请引用那个月的询问回复。"
    )


def _are_of_several_months(open_ones: Sequence[tuple[Project, Month]]) -> bool:
    return len({month for _, month in open_ones}) > 1


def nothing_asked(month: Month | None = None) -> str:
    """Answer words that belong to no question; `month` is the one that they were for."""
    if month is not None:
        return (
            f"没有找到{month.chinese}的填报询问，您的这条没有记录。"
            "如果您收到过询问，请联系督考办；要看项目进度请发 /status，其他请发 /help。"
        )
    return "现在没有等您回复的项目。要看项目进度请发 /status，其他请发 /help。"


def not_for_files() -> str:
    """Answer a voice message or a sticker."""
    return "语音和表情我看不懂，请用文字回复累计完成数，如：累计10公里。"


def words_needed() -> str:
    """Answer a file or a sticker where a form waits for words."""
    return "这里需要文字，语音、表情、图片和文件我看不懂。请用文字回复；不填了请发 /cancel。"


def file_kept(project: Project, month: Month, stands: Value | None) -> str:
    """Confirm a photo or a file without words; ask for the figure where there is none yet."""
    head = f"材料已收到，附在{project_name(project)}{month.chinese}后面。"
    if stands is not None:
        return f"{head}已报的{amount(stands, project.unit)}不变。"
    return f"{head}还没有数字，请再用文字回复累计完成数，如：累计10{project.unit}。"


def file_for_which() -> str:
    """Ask of which project a photo or a file is."""
    return "材料收到了，这是哪个项目的？请点下面的按钮。"


def cause_kept(project: Project, month: Month, cause: str) -> str:
    """Confirm a cause that came after its figure."""
    return f"已记录{project_name(project)}{month.chinese}的原因（单位自述）：{cause[:60]}"


def edit_too_late(project: Project, month: Month, stands: Value | None) -> str:
    """Say that an edit after the close changes nothing (E14)."""
    now = f"仍按原来报的{amount(stands, project.unit)}" if stands is not None else "没有改动"
    return (
        f"{project_name(project)}{month.chinese}已截止，修改过的消息不再替换原来的回复，{now}。"
        f"如确需更改，请重新发一条回复，按迟报交督考办认定。"
    )


def _done(value: Value, unit: str) -> str:
    if isinstance(value, str):
        return f"节点{amount(value, unit)}"
    return f"累计完成{amount(value, unit)}"
