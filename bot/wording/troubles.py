"""What the office is told of messages that did not arrive, or could not be read or handled."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.figures import day_and_hour
from rules.project import PersonName

SHOWN = 5  # of each kind; the others are counted
_BEGINNING = 40  # characters of a message by which it is known
_TITLE = 30  # characters of a chat's name
_WHY_DEAD = (
    ("no picture", "图没有画出来"),
    ("Request Entity Too Large", "文件太大，平台不接收"),
    ("Chat not found", "找不到这个群或这个人的账号"),
    ("Forbidden", "对方已停用机器人，或机器人已被移出群"),
    ("BadRequest", "平台不接收这条消息"),
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message of ours that did not arrive, or (`because` None) of which nobody knows."""

    where: str
    words: str
    because: str | None


@dataclass(frozen=True, slots=True)
class Unheard:
    """A message to us without effect: it could not be read, or its handling failed."""

    who: PersonName | None
    at: dtm.datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody of the office decided about a line, or (`line` 0) about all of them."""

    line: int
    by: PersonName
    at: dtm.datetime
    is_resent: bool


def why_dead(error: str | None) -> str:
    """Say why a message cannot be sent, from what was noted at the attempt."""
    noted = (error or "").casefold()
    found = (why for sign, why in _WHY_DEAD if sign.casefold() in noted)
    return next(found, "程序出错")


def told(stuck: Sequence[Stuck], unheard: Sequence[Unheard]) -> str:
    """Tell all troubles at once."""
    parts = [_of_sending(stuck)] if stuck else []
    parts += [_of_hearing(unheard)] if unheard else []
    return "【收发异常】" + "\n".join(parts)


def _of_sending(stuck: Sequence[Stuck]) -> str:
    shown = [f"{number}. {_line(one)}" for number, one in enumerate(stuck[:SHOWN], start=1)]
    rest = len(stuck) - len(shown)
    more = [f"另有{rest}条，请运维人员在发件记录中查看。"] if rest else []
    doubted = any(one.because is None for one in stuck)
    note = "不知道是否已送达的，再发可能收到两次，请先与对方核对。" if doubted else ""
    return "\n".join(
        (f"有{len(stuck)}条消息没有确认送达：", *shown, *more, f"请决定再发还是不再发。{note}")
    )


def _line(one: Stuck) -> str:
    why = "不知道是否已送达" if one.because is None else f"没有送达，{one.because}"
    return f"发给{_short(one.where, _TITLE)}的「{_short(one.words, _BEGINNING)}」：{why}"


def _of_hearing(unheard: Sequence[Unheard]) -> str:
    shown = [f"· {_heard_line(one)}" for one in unheard[:SHOWN]]
    rest = len(unheard) - len(shown)
    more = [f"另有{rest}条，请运维人员在收件记录中查看。"] if rest else []
    head = f"收到{len(unheard)}条消息没有办成，内容已保存，没有生效："
    return "\n".join((head, *shown, *more, "请与本人核对，并请运维人员查看收件记录。"))


def _heard_line(one: Unheard) -> str:
    why = "无法读取" if one.is_unread else "处理出错"
    return f"{one.who or '一位未绑定人员'}{day_and_hour(one.at)}的消息：{why}"


def _short(words: str, most: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def menu() -> str:
    """Name what is no message: the list of commands that a chat shows."""
    return "命令菜单"


def unknown_chat() -> str:
    """Name a chat that is bound to nobody."""
    return "未绑定的群或人员"


def decided(words: str, decisions: Sequence[Decision]) -> str:
    """Append to what was told what was decided about it, by whom and when."""
    lines = [f"{_which(one.line)}已由{_who_and_what(one)}。" for one in decisions]
    return "\n".join((words, "", *lines))


def resent(*, may_be_twice: bool) -> str:
    """Confirm to who pressed that it is sent again."""
    return "已安排再发。原来如已送达，对方会收到两次。" if may_be_twice else "已安排再发。"


def let_go() -> str:
    """Confirm to who pressed that it is not sent."""
    return "已记录，不再发。"


def decided_already(one: Decision) -> str:
    """Tell who decided before, and when."""
    return f"{_which(one.line)}已由{_who_and_what(one)}，不用再点。"


def settled_already(*, is_sent: bool) -> str:
    """Tell that there is nothing to decide any more."""
    return "现已查明送达，不用再发。" if is_sent else "已由运维人员处理，不用再点。"


def _which(line: int) -> str:
    return f"第{line}条" if line else "全部"


def _who_and_what(one: Decision) -> str:
    return f"{one.by}于{day_and_hour(one.at)}决定{'再发' if one.is_resent else '不再发'}"
