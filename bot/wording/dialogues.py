"""What is said where one question is asked before another was answered."""


def still_open(named: str) -> str:
    """Say which earlier question still waits, and how it is answered from now on."""
    return f"前面问的{named}还没有回复：要回复它，请引用那条消息；不引用的，算作回复这一条。"


def put_aside() -> str:
    """Say that what somebody was filling in was not handed in."""
    return "刚才没有填完的内容没有提交，要接着办请重新发起。"
