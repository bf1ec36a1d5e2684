"""The burden: how many messages each person got in a month's cycle; nobody's speed is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.wording.figures import listed
from rules.month import Month
from rules.project import PersonName

_MOST, _FEW = 100, 3  # persons that are listed, and those of whom the close names


class Kind(StrEnum):
    """What a message of a month's cycle was for."""

    QUESTION = "询问"
    AGAIN = "退回重问"
    REMINDER = "催报"
    CHASE = "督促"
    DRAFT = "核签"
    PUSHED = "推送"
    SUPPORT = "保障"


@dataclass(frozen=True, slots=True)
class Burden:
    """The messages that a person got, by what they were for."""

    person: PersonName
    kinds: tuple[tuple[Kind, int], ...]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(count for _, count in self.kinds)


def in_short(burdens: Sequence[Burden]) -> str:
    """Tell the average and the most, in a line; nothing where nobody got anything."""
    if not burdens:
        return ""
    most = burdens[0].count
    names = [one.person for one in burdens if one.count == most]
    more = f"等{len(names)}人" if len(names) > _FEW else ""
    who = f"{listed(names[:_FEW])}{more}"
    return f"本月发给个人的消息：平均每人{_average(burdens)}条，最多{most}条（{who}）。"


def by_person(month: Month, burdens: Sequence[Burden]) -> str:
    """List everybody, who got most first, with what they were for."""
    if not burdens:
        return f"{month.chinese}还没有给个人发过消息。"
    total = sum(one.count for one in burdens)
    head = (
        f"【{month.chinese}消息量】{len(burdens)}人共{total}条，平均每人{_average(burdens)}条"
        "（询问、催报、督促、核签、推送、保障；群里点名的算收到，对本人发言的答复不算）："
    )
    lines = [_line(one) for one in burdens[:_MOST]]
    left = burdens[_MOST:]
    rest = [f"另{len(left)}人，每人不超过{left[0].count}条。"] if left else []
    return "\n".join([head, *lines, *rest])


def _line(one: Burden) -> str:
    kinds = listed(f"{kind}{count}" for kind, count in one.kinds)
    return f"{one.person}　{one.count}条（{kinds}）"


def _average(burdens: Sequence[Burden]) -> str:
    return f"{sum(one.count for one in burdens) / len(burdens):.1f}"
