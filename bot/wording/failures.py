"""What is said when something of ours went wrong."""


def not_handled() -> str:
    """Tell a sender that nothing is lost."""
    return "收到，处理出错，已转督考办。"


def to_the_office(person: str | None) -> str:
    """Tell the office whose message could not be handled; its words stay in the inbox."""
    return (
        f"{person or '一位未绑定人员'}有一条消息处理出错，内容已保存，没有生效。"
        "请与本人核对，并请运维人员查看收件箱。"
    )
