"""Who is who: codes, people, groups."""

from collections.abc import Sequence

from rules.posts import Room


def welcome(person: str, posts: Sequence[str]) -> str:
    """Greet a person who has just been bound, with the posts that the book gives."""
    held = "\n".join(f"· {post}" for post in posts) or "· 暂无职务"
    return (
        f"{person}，您好！您的账号已绑定，职务如下：\n{held}\n"
        "月底我会在群里或这里问进展，直接回复数字和单位就行。要看能做什么，请发 /help。"
    )


def welcome_back(person: str) -> str:
    """Greet somebody who is bound already."""
    return f"{person}，您好！您的账号已经绑定。要看能做什么，请发 /help。"


def code_refused() -> str:
    """Refuse a code that is wrong or used, without saying which."""
    return "这个绑定码无效或已经用过，请向督考办核对，需要时请他们另发一个。"


def how_to_bind_person() -> str:
    """Tell an unknown person how to be known."""
    return (
        "您的账号还没有绑定，暂时不能记录或查看项目。"
        "请在与我的私聊里发送 /start 加督考办给您的绑定码，如：/start ABCD2345EF。"
    )


def how_to_bind_group() -> str:
    """Tell an unknown group how to be known."""
    return "本群还没有绑定。请把督考办给本群的绑定码发在群里，如：/bind ABCD2345EF。"


def group_bound(room: Room, name: str) -> str:
    """Confirm to a group what it is for."""
    what = {
        Room.COMMAND: "月底在这里逐个项目问进展，请各责任人回复我的消息，写上累计完成数和单位。",
        Room.TOWNSHIP: "每月的作战进度图和黄牌、红牌通报发在这里。",
        Room.HEADQUARTERS: "每月公布前的情况和红牌通报发在这里。",
        Room.OFFICE: "每月截止后在这里认定和公布，发 /determine 开始认定。",
    }[room]
    return f"本群已绑定为{name}。{what}"


def group_is_bound_already(name: str) -> str:
    """Refuse to make a bound group another one."""
    return f"本群已绑定为{name}，没有改动。如需改绑，请督考办重新发绑定码后在新群绑定。"


def start_belongs_in_private() -> str:
    """Send a person's code out of the group."""
    return "个人绑定请在与我的私聊里发送 /start 加绑定码，不要把绑定码发在群里。"


def bind_belongs_in_a_group() -> str:
    """Send a group's code into the group."""
    return "请先把我加进要绑定的群，再在那个群里发送 /bind 加绑定码。"


def code_missing() -> str:
    """Ask for the code that was left out."""
    return "请在 /bind 后面写上督考办给本群的绑定码，如：/bind ABCD2345EF。"
