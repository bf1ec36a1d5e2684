"""What the office is told when the bot stood still: what came late, and what follows from it."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.figures import day_and_hour, listed
from rules.month import Month
from rules.project import ProjectCode
from rules.schedule import Phase

NAMES = {
    Phase.ASK: "填报询问",
    Phase.REMIND: "催报",
    Phase.CLOSE: "截止",
    Phase.BRIEF: "公布前通报",
    Phase.PUBLISH: "公布",
}


@dataclass(frozen=True, slots=True)
class Late:
    """A phase that ran at `at`, and all instants at which it was due, in the township's zone."""

    month: Month
    phase: Phase
    due: tuple[dtm.datetime, ...]
    at: dtm.datetime


def caught_up(late: Late, follows: str) -> str:
    """Tell when a phase was due and when it ran."""
    due = listed(map(day_and_hour, late.due))
    what = f"{late.month.chinese}{NAMES[late.phase]}"
    once = "合并为一次" if len(late.due) > 1 else ""
    return (
        f"【补办说明】{what}原定{due}，因系统停机没有按时进行，"
        f"已于{day_and_hour(late.at)}{once}补办。{follows}"
    )


def close_moved(close: dtm.datetime, brief: dtm.datetime, publish: dtm.datetime) -> str:
    """Say until when people may answer after a late question, and what moves with it."""
    return (
        f"为保证答复时间，截止顺延到{day_and_hour(close)}，"
        f"公布前通报{day_and_hour(brief)}，公布{day_and_hour(publish)}。"
    )


def close_stays(close: dtm.datetime) -> str:
    """Say that a late question left time enough."""
    return f"答复时间足够，截止仍为{day_and_hour(close)}。"


def closed_late(silent: Sequence[ProjectCode], brief: dtm.datetime, publish: dtm.datetime) -> str:
    """Say who is not counted as silent after a late close, and what moves with it."""
    spared = (
        f"没有收到回复的{len(silent)}个项目不算未报，列为待认定，请核实：{listed(silent)}。"
        if silent
        else ""
    )
    return f"{spared}公布前通报{day_and_hour(brief)}，公布{day_and_hour(publish)}。"


def in_doubt(month: Month, phase: Phase, due: dtm.datetime) -> str:
    """Say why what a phase says is held after a copy was restored."""
    return (
        f"【请核对】{month.chinese}{NAMES[phase]}（{day_and_hour(due)}）在恢复数据之前可能已经办过。"
        "这次的消息先不发出，请按另行发来的提示决定再发还是不再发。"
    )


def asked_again(since: dtm.datetime, *, is_restored: bool) -> str:
    """Say to a person why he is asked again."""
    why = "恢复数据" if is_restored else "系统停机"
    return f"因{why}，{day_and_hour(since)}之后的回复可能没有收到；如已回复，请再发一次。"


@dataclass(frozen=True, slots=True)
class Again:
    """The projects of a month that were asked again, and those that could not be reached."""

    month: Month
    asked: tuple[ProjectCode, ...]
    unreached: tuple[ProjectCode, ...]


def returned(since: dtm.datetime, again: Sequence[Again], *, is_restored: bool) -> str:
    """Tell the office what may be missing, and who was asked again."""
    when = day_and_hour(since)
    head = (
        f"【数据恢复】系统数据已恢复到{when}。此后的回复、认定、签收可能没有保存，请核对。"
        if is_restored
        else f"【停机说明】{when}之后系统停机超过一天，期间的回复可能没有收到。"
    )
    lines = [_again(one) for one in again if one.asked or one.unreached]
    return "\n".join((head, *(lines or ["现在没有等待回复的项目，没有重新询问。"])))


def _again(one: Again) -> str:
    parts = []
    if one.asked:
        parts.append(f"已重新询问{len(one.asked)}个没有回复的项目：{listed(one.asked)}。")
    if one.unreached:
        parts.append(f"{len(one.unreached)}个无法送达，请电话联系：{listed(one.unreached)}。")
    return f"{one.month.chinese}{''.join(parts)}"
