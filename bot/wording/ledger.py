"""The month's ledger: sent out, compared when it comes back, confirmed or not."""

import datetime as dtm
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.ports import Unread
from bot.wording.desk import DeskLine
from bot.wording.figures import amount, day_and_hour, listed, project_name
from papers.ledger import MOST_BYTES, SHEET, Mistake
from rules.determination import Determination, Ground
from rules.month import Month
from rules.project import PersonName, Project, ProjectCode, Value

_MOST_CHANGES, _MOST_MISTAKES, _MOST_CODES = 120, 40, 20


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to a project meanwhile: a finding, or a report by somebody; `at` is local.

    Neither: another target.
    """

    found: Determination | None = None
    reported: Value | None = None
    by: PersonName = ""
    at: dtm.datetime | None = None


def file_name(organisation: str, month: Month) -> str:
    """Name the workbook."""
    return f"{organisation}{month.year}年{month.chinese}认定表.xlsx"


def sent(month: Month, *, count: int, left: int) -> str:
    """Say what the workbook is for, and how it comes back."""
    return (
        f"{month.chinese}认定表：共{count}个项目，还有{left}个没有认定。填好「认定数」「依据」两栏，"
        "回复本消息把文件发回来，或者私聊发给我；我先列出改动，点「确认」才算认定。"
    )


def how_reported(one: DeskLine) -> str:
    """Say in a cell how a project was reported."""
    if one.pending_because:
        return f"待认定：{one.pending_because}"
    if one.reported is None:
        return "未报（有回复没有确认）" if one.is_waiting else "未报"
    return "迟报" if one.is_late else "按时"


def unread(why: Unread) -> str:
    """Say why a file was not read, and what to do."""
    if why is Unread.TOO_LARGE:
        most = MOST_BYTES // (1024 * 1024)
        return f"文件超过{most}兆，没有读取。请删去图片等无关内容，另存后重新发来。"
    if why is Unread.NOT_FETCHED:
        return "文件没有取到，没有读取。请把文件重新发一次。"
    return (
        "文件无法读取，没有采用。请用表格软件打开，另存后重新发来；认定表可以发 /ledger 重新取。"
    )


def change(project: Project, before: Determination | None, found: Determination) -> str:
    """Show what stands and what is asked for, with its ground."""
    value = "按未报" if found.value is None else amount(found.value, project.unit)
    ground = f"，依据：{found.note}" if found.note else "，按自报"
    return f"{project_name(project)}\n　{_standing(before, project)} → {value}{ground}"


def _standing(made: Determination | None, project: Project) -> str:
    if made is None:
        return "未认定"
    if made.value is None:
        return "按未报认定"
    how = "（按自报）" if made.ground is Ground.REPORT else ""
    return f"认定{amount(made.value, project.unit)}{how}"


def conflict(project: Project, asked: Value, since: Since) -> str:
    """Say what somebody did meanwhile, who and when: the row is not taken."""
    wanted = amount(asked, project.unit)
    return f"{project_name(project)}：表里填{wanted}，但{_happened(project, since)}"


def changed(project: Project, since: Since) -> str:
    """Say what happened to a project since it was shown, by whom and when."""
    return f"{project_name(project)}：{_happened(project, since)}"


def _happened(project: Project, since: Since) -> str:
    when = f"于{day_and_hour(since.at)}" if since.at else ""
    if since.found is not None:
        return f"已由{since.found.by or '督考办'}{when}{_done(since.found, project)}"
    if since.reported is not None:
        return f"{since.by}又{when}报送{amount(since.reported, project.unit)}"
    return "目标已经调整"


def _done(found: Determination, project: Project) -> str:
    if found.value is not None:
        return f"认定{amount(found.value, project.unit)}"
    if found.ground is Ground.SILENCE:
        return "按未报认定"
    return "退回重报" if found.by else "列为待认定"


def compared(
    month: Month,
    *,
    changes: Sequence[str],
    conflicts: Sequence[str],
    mistakes: Sequence[Mistake],
    missing: Sequence[ProjectCode],
) -> str:
    """Show what a workbook that came back asks for, what is not taken, and what is wrong."""
    paragraphs = [_head(month, len(changes), len(mistakes), len(conflicts))]
    paragraphs += [_lines("", changes, _MOST_CHANGES)] if changes else []
    if conflicts:
        paragraphs.append(_lines("取表以后已有变动，不采用：", conflicts, _MOST_CHANGES))
    if mistakes:
        told = [f"「{SHEET}」{one.cell}：{one.says}。" for one in mistakes]
        paragraphs.append(_lines("以下单元格要改：", told, _MOST_MISTAKES))
    if missing:
        more = f"等{len(missing)}个" if len(missing) > _MOST_CODES else ""
        paragraphs.append(f"表里没有这些项目，照旧不变：{listed(missing[:_MOST_CODES])}{more}。")
    return "\n\n".join(paragraphs)


def _head(month: Month, changes: int, mistakes: int, conflicts: int) -> str:
    name = f"【{month.chinese}认定表】"
    if mistakes:
        return f"{name}有{mistakes}处要改，这次都没有认定。改好后请把文件再发一次。"
    if changes:
        return f"{name}拟认定{changes}个项目，点「确认」全部生效，点「取消」都不生效。"
    if conflicts:
        return f"{name}没有可以认定的改动。请发 /ledger 重新取表填写。"
    return f"{name}没有改动。请在「认定数」「依据」两栏填写后再发。"


def _lines(head: str, lines: Iterable[str], most: int) -> str:
    left = list(lines)
    more = [f"……另有{len(left) - most}个"] if len(left) > most else []
    return "\n".join([*([head] if head else []), *islice(left, most), *more])


def taken(month: Month, *, count: int, by: PersonName, left: int) -> str:
    """Say that all was determined, by whom, and what is left."""
    more = f"还有{left}个没有认定。" if left else "各项目都已认定，可以发 /publish 公布。"
    return f"【{month.chinese}认定表】已认定{count}个项目（{by}）。{more}"


def nothing_taken(month: Month, changed: Sequence[str]) -> str:
    """Say that nothing was determined because something changed meanwhile."""
    head = f"【{month.chinese}认定表】列出改动以后又有变动，都没有认定。请重新取表（/ledger）："
    return _lines(head, changed, _MOST_CHANGES)


def changed_meanwhile(count: int) -> str:
    """Tell the presser that nothing was determined."""
    return f"有{count}个项目在列出改动以后又有变动，都没有认定，详见消息。"


def not_taken(month: Month) -> str:
    """Close a workbook that was not confirmed."""
    return f"【{month.chinese}认定表】已取消，认定没有改动。"


def of_an_application() -> str:
    """Say that a file is the table of months of an application that is no longer open."""
    return "这是申请调整目标用的月度计划表，那次申请已经不在填写。要申请请发 /adjust。"
