"""Menus: which commands a chat offers, by its room and by the posts of its person."""

from collections.abc import Collection, Sequence

from rules.notice import Address, MenuEntry, Notice
from rules.posts import MAY, Act, Post, Role, Room

_DESK = (
    (Act.DETERMINE, "determine", "认定各项目完成数"),
    (Act.DETERMINE, "ledger", "取认定表，填好发回"),
    (Act.INSPECT, "inspect", "登记现场核查"),
    (Act.PUBLISH, "publish", "公布本月进度图"),
    (Act.CORRECT, "correct", "更正已公布的月份"),
    (Act.SEE_BURDEN, "burden", "看每人收到几条消息"),
    (Act.ASSESS, "assess", "看年终认定表"),
    (Act.HAND_OVER, "handover", "变更责任人、单位、指挥长"),
    (Act.IMPORT, "import", "导入启用以前的标识"),
)
_REPORT = (
    (Act.ANSWER, "report", "报送项目进展"),
    (Act.FILE_CHANGE, "adjust", "申请调整目标"),
    (Act.FILE_CHANGE, "exit", "申请退出、暂停、恢复、完工"),
    (Act.NOMINATE, "enter", "提名纳入新项目"),
    (Act.TAKE_LEAVE, "leave", "请假，由别人代报"),
    (Act.DELEGATE, "delegate", "委托副指挥长代签"),
    (Act.SUBSCRIBE, "subscribe", "选择哪些材料私聊发给我"),
)
_TODO = (("todo", "等我办的事"),)
_SEE = (
    ("status", "看项目卡片"),
    ("why", "这个颜色怎么来的"),
    ("chart", "看本月挂图"),
    ("plan", "看倒排、时间表、配档表"),
    ("org", "看谁担任什么职务"),
    ("support", "看保障事项，答复、办结"),
)
# Everybody is of some unit: who leads no project need not be offered what its people may do.
_NOT_OFFERED_TO = {"adjust": Role.UNIT_STAFF, "exit": Role.UNIT_STAFF}
_HELP = (("help", "我能做什么"), ("cancel", "结束正在填写的内容"))
_WITH_TODO = frozenset({Room.PRIVATE, Room.COMMAND, Room.OFFICE, Room.HEADQUARTERS})


def entries(*, room: Room, posts: Collection[Post] | None = None) -> tuple[MenuEntry, ...]:
    """Return the commands of a room; those of a person with some posts where they are given."""
    roles = frozenset(Role) if posts is None else {post.role for post in posts}
    allowed = [
        (command, does)
        for act, command, does in (*_DESK, *_REPORT)
        if room in MAY[act].rooms
        and (roles - {_NOT_OFFERED_TO.get(command)}) & MAY[act].roles.keys()
    ]
    todo = _TODO if room in _WITH_TODO else ()
    return tuple(MenuEntry(*line) for line in (*allowed, *todo, *_SEE, *_HELP))


def menu_notice(chat: Address, key: str, *, posts: Sequence[Post]) -> Notice:
    """Return the notice that sets a private chat's menu."""
    return Notice(f"{key}/menu", chat, menu=entries(room=Room.PRIVATE, posts=posts))


def group_menu_notice(chat: Address, key: str, *, room: Room) -> Notice:
    """Return the notice that sets a group's menu."""
    return Notice(f"{key}/menu", chat, menu=entries(room=room))
