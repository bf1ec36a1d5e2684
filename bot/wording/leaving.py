"""A responsible person is away for some days, and somebody answers for him."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import listed
from rules.posts import Post
from rules.project import PersonName


def no_project(name: PersonName) -> str:
    """Say that somebody is responsible for no project."""
    return f"{name}没有负责的项目，不用登记代报。"


def shown(posts: Sequence[Post]) -> str:
    """Tell who answers for somebody, and until when."""
    one = posts[0]
    return (
        f"现在由{one.person}代您报进展（{_span(one)}）。提前回来的点「销假」；要改的先销假再登记。"
    )


def ask_who(codes: Sequence[str]) -> str:
    """Ask who answers meanwhile."""
    return (
        f"【请假代报】您负责的{listed(codes)}，请假期间由谁代报进展？请点姓名，或回复一个人的姓名。"
        f"代报会一直注明「代」，仍记在您负责的项目下。"
    )


def ask_since() -> str:
    """Ask for the first day."""
    return "从哪一天起？请点按钮，或回复日期，如：7月12日"


def ask_until() -> str:
    """Ask for the last day."""
    return "到哪一天（含当日）？请点按钮，或回复日期，如：7月20日"


def until(day: dtm.date) -> str:
    """Name a last day on a button."""
    return f"到{day.month}月{day.day}日"


def unclear_person() -> str:
    """Say who can stand in."""
    return "没有看懂。请只回复一个人的姓名，要在人员表里，并且不是您自己。"


def unclear_day(first: dtm.date) -> str:
    """Say how a day is written."""
    return f"没有看懂。请写成 7月12日，在本年度内，不早于{first.month}月{first.day}日。"


def press_confirm() -> str:
    """Lead somebody back who writes where he should press."""
    return "请点上面的「确认」；不登记了请发 /cancel。"


def preview(person: PersonName, who: PersonName, since: dtm.date, end: dtm.date) -> str:
    """Show what would be kept."""
    return (
        f"【请假代报】{person}请假，{_days(since, end)}由{who}代报进展。"
        f"期间的询问和催报同时提到{who}，他报的注明「代」。核对无误请点「确认」。"
    )


def given(person: PersonName, post: Post) -> str:
    """Tell that somebody answers for another."""
    return f"【请假代报】{person}请假，{_span(post)}由{post.person}代报进展，代报注明「代」。"


def ended(person: PersonName, who: PersonName) -> str:
    """Tell that he answers no more."""
    return f"【销假】{person}已销假，{who}不再代报；已代报的仍然有效。"


def _span(post: Post) -> str:
    if post.since is None or post.until is None:
        return "长期"
    return _days(post.since, post.until)


def _days(since: dtm.date, end: dtm.date) -> str:
    return f"{since.month}月{since.day}日至{end.month}月{end.day}日"
