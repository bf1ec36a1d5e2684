"""What the office is told at the close."""

from dataclasses import dataclass
from enum import StrEnum

from bot.wording.figures import listed
from rules.month import Month
from rules.project import ProjectCode


class Doubt(StrEnum):
    """Why a project is put to the office instead of being counted."""

    NOT_DELIVERED = "not_delivered"
    DELIVERED_LATE = "delivered_late"
    UNCONFIRMED = "unconfirmed"
    UNCLEAR = "unclear"
    UNREAD = "unread"
    HALT = "halt"
    DEAF = "deaf"


@dataclass(frozen=True, slots=True)
class Tally:
    """The asked projects by what came in; the three together are all that were asked."""

    asked: int
    reported: tuple[ProjectCode, ...]
    silent: tuple[ProjectCode, ...]
    pending: tuple[tuple[ProjectCode, str], ...]

    @property
    def counts(self) -> dict[str, int]:
        """The same as counts."""
        return {
            "asked": self.asked,
            "reported": len(self.reported),
            "silent": len(self.silent),
            "pending": len(self.pending),
        }


def why_in_doubt(doubt: Doubt) -> str:
    """Say to the office why it has to look."""
    return {
        Doubt.NOT_DELIVERED: "填报提示没有送达",
        Doubt.DELIVERED_LATE: "填报提示送达太晚，答复时间不足",
        Doubt.UNCONFIRMED: "回复还没有确认",
        Doubt.UNCLEAR: "回复里没有明确的数",
        Doubt.HALT: "截止时系统停机，可能有回复没有收到",
        Doubt.DEAF: "截止时收不到消息，可能有回复没有收到",
        Doubt.UNREAD: "有消息还没有处理完",
    }[doubt]


def closed(month: Month, tally: Tally, burden: str = "") -> str:
    """Count what came in, with the codes of what did not, and how much people were told."""
    counts = (
        f"应报{tally.asked}个，已报{len(tally.reported)}个，"
        f"未报{len(tally.silent)}个，待认定{len(tally.pending)}个"
    )
    lines = [f"【{month.chinese}截止】{counts}。"]
    if tally.silent:
        lines.append(f"未报：{listed(tally.silent)}")
    if tally.pending:
        reasons = listed(f"{code}（{why}）" for code, why in tally.pending)
        lines.append(f"待认定：{reasons}")
    lines += [burden] if burden else []
    return "\n".join(lines)
