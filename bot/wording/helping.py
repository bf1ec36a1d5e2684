"""What somebody may do here."""

from collections.abc import Sequence

from rules.notice import MenuEntry


def what_you_may(person: str, posts: Sequence[str], menu: Sequence[MenuEntry]) -> str:
    """Name the posts and the commands of this room, and how to report without any."""
    held = "、".join(posts) or "暂无职务"
    lines = [f"/{entry.command}　{entry.does}" for entry in menu]
    if any(entry.command == "report" for entry in menu):
        lines.insert(0, "报进展不用记命令：直接回复我的问题，写上累计完成数和单位就行。")
    return "\n".join([f"{person}（{held}）", *lines])


def cancelled(*, had_one: bool) -> str:
    """Confirm the end of a dialogue."""
    return "已取消，刚才填写的内容没有提交。" if had_one else "现在没有正在填写的内容，不用取消。"


def no_such_command() -> str:
    """Answer a command that does not exist."""
    return "没有这个命令。直接回复数字可以报进展，要看能做什么请发 /help。"
