"""Menus: which commands a chat offers, by its room and by the posts of its person."""

from collections.abc import Collection, Sequence

from rules.notice import Address, MenuEntry, Notice
from rules.posts import OFFICE, Post, Room

_SEE = (
    ("status", "看项目卡片"),
    ("why", "这个颜色怎么来的"),
    ("chart", "看本月挂图"),
    ("org", "看谁担任什么职务"),
)
_DESK = (
    ("determine", "认定各项目完成数"),
    ("publish", "公布本月进度图"),
)
_REPORT = (("report", "报送项目进展"), ("todo", "等我办的事"))
_HELP = (("help", "我能做什么"), ("cancel", "结束正在填写的内容"))


def entries(*, room: Room, posts: Collection[Post] = ()) -> tuple[MenuEntry, ...]:
    """Return the menu of a room; in private that of a person with these posts."""
    lines: list[tuple[str, str]] = []
    is_office = room is Room.OFFICE or any(post.role in OFFICE for post in posts)
    if is_office:
        lines += _DESK
    if room in {Room.PRIVATE, Room.COMMAND}:
        lines += _REPORT
    elif room is Room.OFFICE:
        lines += _REPORT[1:]
    return tuple(MenuEntry(*line) for line in (*lines, *_SEE, *_HELP))


def menu_notice(chat: Address, key: str, *, posts: Sequence[Post]) -> Notice:
    """Return the notice that sets a private chat's menu."""
    return Notice(f"{key}/menu", chat, menu=entries(room=Room.PRIVATE, posts=posts))


def group_menu_notice(chat: Address, key: str, *, room: Room) -> Notice:
    """Return the notice that sets a group's menu."""
    return Notice(f"{key}/menu", chat, menu=entries(room=room))
