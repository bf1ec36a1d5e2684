"""The chain of a request: who is asked, what was said, why a step is declined."""

import datetime as dtm
from collections.abc import Mapping, Sequence

from bot.wording import matters
from bot.wording.figures import day_and_hour, listed, project_name
from rules.approval import ChangeRequest, Signature, Stage, Step, Word
from rules.month import Month
from rules.project import Project, ProjectCode

LABELS: Mapping[Step, Mapping[Word, str]] = {
    Step.SIGN: {Word.AGREE: "签字", Word.RETURN: "退回"},
    Step.REVIEW: {Word.AGREE: "审核通过", Word.RETURN: "退回", Word.REJECT: "驳回"},
    Step.APPROVE: {Word.AGREE: "批准", Word.REJECT: "驳回"},
}
_DONE = {
    (Step.FILE, Word.AGREE): "提交",
    (Step.FILE, Word.WITHDRAW): "撤回",
    (Step.SIGN, Word.AGREE): "签字同意上报",
    (Step.SIGN, Word.RETURN): "不同意，退回",
    (Step.REVIEW, Word.AGREE): "审核通过",
    (Step.REVIEW, Word.RETURN): "退回补正",
    (Step.REVIEW, Word.REJECT): "驳回",
    (Step.APPROVE, Word.AGREE): "批准",
    (Step.APPROVE, Word.REJECT): "不批准",
}
SIGNERS: Mapping[Step, str] = {
    Step.FILE: "工程责任单位负责人（盖章）",
    Step.SIGN: "指挥部指挥长",
    Step.REVIEW: "督考办公室主任（可附核查意见）",
    Step.APPROVE: "总指挥部（第一总指挥、总指挥，或会议纪要文号）",
}
CHOSEN: Mapping[tuple[Step, Word], str] = {
    (Step.SIGN, Word.AGREE): "同意上报",
    (Step.SIGN, Word.RETURN): "不同意",
    (Step.REVIEW, Word.AGREE): "建议批准",
    (Step.REVIEW, Word.RETURN): "退回补正",
    (Step.REVIEW, Word.REJECT): "不予支持",
    (Step.APPROVE, Word.AGREE): "批准",
    (Step.APPROVE, Word.REJECT): "不批准",
}


def request_of(project: Project) -> str:
    """Name a request by its project."""
    return f"{project_name(project)}的申请"


def number(name: str, year: int, count: int) -> str:
    """Write the number of a request."""
    return f"{name}挂图调〔{year}〕{count}号"


def file_name(project: Project, number: str) -> str:
    """Name the printed application."""
    return f"{project.code}目标调整申请书（{number}）.docx"


def paper_caption(number: str, stage: Stage) -> str:
    """Say which state of the form a file shows."""
    return f"【目标调整{number}】申请书，{stage.chinese}。"


def asked(request: ChangeRequest, project: Project, *, number: str, zone: dtm.tzinfo) -> str:
    """Ask for the next step: the whole text, and what was said to it so far."""
    exception = "【特批】" if request.is_exception else ""
    revision = request.application.revision
    again = f"（第{revision}稿，以前的签字作废）" if revision > 1 else ""
    return (
        f"【{matters.head(request)}{number}】{exception}{again}{matters.terms(request, project)}\n"
        f"{_history(request, zone)}\n文本校验码：{request.application.digest[:12]}\n"
        f"{matters.please(request)}"
    )


def told(
    request: ChangeRequest, project: Project, *, number: str, effect: str, zone: dtm.tzinfo
) -> str:
    """Tell those before what was said last, and how the request stands; `effect` once it holds."""
    last, head = request.signatures[-1], matters.head(request)
    lines = [f"【{head}{number}】{project_name(project)}　{said(last, zone)}。"]
    if request.stage is Stage.APPROVED:
        lines += [effect, matters.terms(request, project)]
    elif request.stage is Stage.REJECTED:
        lines.append(matters.nothing_changed(request))
    elif request.stage is Stage.WITHDRAWN:
        lines.append(f"本件办结，{matters.nothing_changed(request)}")
    else:
        lines.append(f"现在：{request.stage.chinese}。")
    return "\n".join(lines)


def said(one: Signature, zone: dtm.tzinfo) -> str:
    """Tell who said what, in which post, and when."""
    acting = f"代{one.acting_for}" if one.acting_for else ""
    minutes = f"，依据{one.minutes}（{one.on.month}月{one.on.day}日）" if one.minutes else ""
    note = f"：{one.note}" if one.note else ""
    when = day_and_hour(one.at.astimezone(zone))
    done = "录入批准" if one.minutes else _DONE[one.step, one.word]
    return f"{one.person}（{one.role.chinese}{acting}）{when}{done}{minutes}{note}"


def came_true(since: Month) -> str:
    """Tell from when an approved target holds (E3, C62)."""
    return (
        f"自{since.year}年{since.chinese}起按调整后的目标考核，年终考核按调整后的目标认定；"
        f"已公布的标识不变。"
    )


def _history(request: ChangeRequest, zone: dtm.tzinfo) -> str:
    return "\n".join(said(one, zone) for one in request.counting)


def minutes_instead(request: ChangeRequest, project: Project, number: str) -> str:
    """Offer the office to enter headquarters' minutes (E8)."""
    return (
        f"【{matters.head(request)}{number}】{project_name(project)}已报总指挥部批准。总指挥部开会研究的，"
        f"请由审核人以外的同志点「录入会议纪要」。"
    )


def evidence(code: ProjectCode, number: int, count: int, name: str) -> str:
    """Name a photo or file that was handed in."""
    return f"{code}佐证材料 {number}/{count}：{name}"


def correction_ground(number: str, last: Signature) -> str:
    """Say on what ground a published month is corrected after a late entry (E6)."""
    return f"目标调整{number}已于{_day(last)}批准，按调整后的目标认定"


def ask_note(step: Step, word: Word, *, is_exception: bool) -> str:
    """Ask for the reason of a word that needs one."""
    if word is Word.AGREE and is_exception:
        return "这是本年度第二次调整，批准须写明特批理由。请回复理由。"
    return f"请回复{_DONE[step, word]}的原因。不办了请发 /cancel。"


def ask_page(step: Step) -> str:
    """Ask for a photo of the page that was signed on paper."""
    return f"本单位以纸质签字为准。请发一张{step.chinese}后的申请书照片，不办了请发 /cancel。"


def ask_minutes() -> str:
    """Ask for the number and the day of the minutes."""
    return "请回复会议纪要的文号和会议日期，如：禾政会〔2023〕5号 7月3日"


def unclear_minutes() -> str:
    """Say how minutes are written."""
    return "没有看懂。请写文号和日期（不晚于今天），如：禾政会〔2023〕5号 7月3日"


def note_needed() -> str:
    """Ask for more than a word."""
    return "请写清原因（至少4个字）。"


def done(words: str, signature: Signature, zone: dtm.tzinfo) -> str:
    """Append what was said to the text that it was said to."""
    return f"{words}\n\n{said(signature, zone)}"


def options(step: Step) -> tuple[str, ...]:
    """Return what the form prints to be ticked at a step."""
    return tuple(option for (at, _), option in CHOSEN.items() if at is step)


def over(request: ChangeRequest) -> str:
    """Tell that a request was decided before, by whom and when."""
    last = request.counting[-1]
    done = _DONE[last.step, last.word]
    return f"这件申请已由{last.person}于{_day(last)}{done}，您的操作没有记录。"


def not_its_turn(request: ChangeRequest) -> str:
    """Tell what a request waits for now, and who took the last step."""
    last = request.counting[-1]
    done = _DONE[last.step, last.word]
    return f"{last.person}已于{_day(last)}{done}，现在{request.stage.chinese}，您的操作没有记录。"


def _day(one: Signature) -> str:
    return f"{one.on.month}月{one.on.day}日"


def text_changed() -> str:
    """Tell that the text is another one by now."""
    return "这件申请的内容已经改过，以前的签字作废，请看新发的那一条，您的操作没有记录。"


def same_person(earlier: Signature) -> str:
    """Say that one person takes no two steps (E8)."""
    return (
        f"您已经办过这件申请的「{earlier.step.chinese}」，同一人不能办两个环节，请由其他人办理。"
    )


def exception_needed(days: Sequence[dtm.date]) -> str:
    """Say that it is the second one of the year and was not filed as an exception (E7)."""
    when = listed(f"{day.month}月{day.day}日" for day in days)
    return (
        f"该项目今年已于{when}批准过调整，这件没有按特批申请，不能批准，请驳回后由单位重新申请。"
    )


def too_late() -> str:
    """Say that nothing of the year is left to be changed."""
    return "生效月份已过本年度，批准后没有可以调整的月份，请驳回。"


def reminder(request: ChangeRequest, project: Project, *, number: str, days: int) -> str:
    """Remind of a step that waits."""
    return (
        f"【{matters.head(request)}{number}】{project_name(project)}{request.stage.chinese}，已等{days}天。"
        f"请发 /todo 查看。"
    )


def stands_open(request: ChangeRequest, project: Project, *, number: str) -> str:
    """Tell of the request that a project has already."""
    return (
        f"{project_name(project)}已有一件{matters.head(request)}申请（{number}），"
        f"{request.stage.chinese}。办结前不能再提。"
    )


def waits(
    request: ChangeRequest, project: Project, *, number: str, since: dtm.datetime, days: int
) -> str:
    """Name what waits for somebody in his list."""
    return (
        f"{project_name(project)}{matters.head(request)}申请（{number}）{request.stage.chinese}，"
        f"{day_and_hour(since)}送达，已过{days}天。请看那一条消息下面的按钮"
    )
