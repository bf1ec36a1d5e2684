"""Chasing: those who lead a command are told which of its projects are still silent."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.figures import day_and_hour, listed, project_name
from rules.month import Month
from rules.project import Goal, Milestone, PersonName, Project

_MOST = 30  # projects that are named


@dataclass(frozen=True, slots=True)
class Silent:
    """The projects of a command that have not been reported on, and who may answer for them."""

    command: str
    projects: tuple[Project, ...]
    liaisons: tuple[PersonName, ...]
    goal: Goal  # of the first of them


def still_silent(parts: Sequence[Silent], month: Month, closes_at: dtm.datetime | None) -> str:
    """Name to somebody who leads commands what is silent in each, and how he can help."""
    until = f"，{day_and_hour(closes_at)}截止" if closes_at else ""
    lines = [
        f"【{month.chinese}督促】已最后一次催报，下列项目仍没有报{month.chinese}进展{until}。"
    ]
    for one in parts:
        names = [f"{project_name(each)}　责任人{each.responsible_person}" for each in one.projects]
        rest = len(names) - _MOST
        more = [f"另有{rest}个"] if rest > 0 else []
        lines += [f"{one.command}{len(names)}个：", *names[:_MOST], *more, _how(one)]
    lines.append("已经报送的不在其中；这条每月只发一次。")
    return "\n".join(lines)


def _how(one: Silent) -> str:
    """Say that the liaison may answer, and how."""
    who = f"联络员{listed(one.liaisons)}" if one.liaisons else "联络员"
    first = one.projects[0]
    words = "已完成" if isinstance(one.goal, Milestone) else f"累计10{first.unit}"
    return (
        f"请督促责任人回复群里的询问；{who}可以代报：在群里回复那条询问，"
        f"或者在与我的私聊里发，如：{first.code} {words}"
    )
