"""A deputy signs for his commander: given, shown, ended."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording.figures import listed
from rules.book import Command
from rules.posts import Post
from rules.project import PersonName


def which_command() -> str:
    """Let one of several commands be chosen."""
    return "您担任几个指挥部的指挥长，请选要委托代签的指挥部："


def shown(command: Command, given: Sequence[Post]) -> str:
    """Tell who may sign for the commander now."""
    if not given:
        return (
            f"{command.name}现在没有委托。委托期间，副指挥长可以代您在目标调整等申请上签字，"
            f"签字会一直注明「代」。"
        )
    now = listed(f"{post.person}（{_span(post)}）" for post in given)
    return f"{command.name}现在的委托：{now}。可以随时收回，已签的字仍然有效。"


def ask_until(name: PersonName) -> str:
    """Ask until when."""
    return f"委托{name}代签到哪一天（含当日）？"


def until(day: dtm.date) -> str:
    """Name a last day on a button."""
    return f"到{day.month}月{day.day}日"


def given(commander: PersonName, post: Post, command: Command) -> str:
    """Tell that a deputy may sign."""
    return (
        f"【委托代签】{command.name}指挥长{commander}委托副指挥长{post.person}代为签字，"
        f"{_span(post)}，签字注明「代」。收回请发 /delegate。"
    )


def given_already(name: PersonName) -> str:
    """Tell that it was given before."""
    return f"已经委托过{name}，要改期限请先收回。"


def ended(commander: PersonName, name: PersonName, command: Command) -> str:
    """Tell that a deputy signs no more."""
    return (
        f"【收回委托】{command.name}指挥长{commander}收回对{name}的委托，即时生效，"
        f"已签的字仍然有效。"
    )


def _span(post: Post) -> str:
    since, end = post.since, post.until
    if since is None or end is None:
        return "长期"
    return f"{since.month}月{since.day}日至{end.month}月{end.day}日"
