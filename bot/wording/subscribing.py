"""What is sent to a person privately, and why."""

import datetime as dtm

from rules.subscription import Pushed, Wish

_WHAT = {
    Pushed.BULLETIN: "每月公布和更正时的作战进度图总览和通报",
    Pushed.BRIEFING: "公布前的一页简报（草稿）",
}


def listing(lines: list[str]) -> str:
    """List what can be sent, and whether it is."""
    return "\n".join(
        ["私聊发给您的材料（群里照常发，不受影响）：", *lines, "点按钮可以改，随时可以改回来。"]
    )


def line(kind: Pushed, *, gets: bool, post: str, wish: Wish | None, zone: dtm.tzinfo) -> str:
    """Tell whether a kind is sent, and why: by a post, or as the person said."""
    state = "接收" if gets else "不接收"
    return f"· {kind.chinese}：{_WHAT[kind]}　{state}（{_why(post, wish, zone)}）"


def _why(post: str, wish: Wish | None, zone: dtm.tzinfo) -> str:
    if wish is not None:
        since = wish.since.astimezone(zone)
        return f"{since.month}月{since.day}日您自己选的"
    return f"按职务默认：{post}" if post else "默认"


def stopped(kind: Pushed) -> str:
    """Confirm that nothing more is sent."""
    return f"以后不再私聊发您{kind.chinese}，群里照常发。要恢复，发 /subscribe。"


def resumed(kind: Pushed) -> str:
    """Confirm that it is sent again."""
    return f"以后照常私聊发您{kind.chinese}。"
