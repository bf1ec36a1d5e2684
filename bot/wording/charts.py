"""Words around the pictures."""

from rules.month import Month


def which_picture(month: Month) -> str:
    """Let a picture be chosen."""
    return f"{month.year}年{month.chinese}作战进度图，请选："


def picture(month: Month, part: str) -> str:
    """Name a picture."""
    return f"{month.year}年{month.chinese}作战进度图：{part}"


def no_such_picture() -> str:
    """Say that there is nothing to show."""
    return "本月没有这张图。"


def nothing_published(month: Month | None) -> str:
    """Say that nothing is public yet."""
    if month is None:
        return "还没有公布过的月份，公布后再来看。"
    return f"{month.chinese}还没有公布。"


def support(month: Month) -> str:
    """Name the support picture."""
    return f"{month.year}年{month.chinese}作战保障图"
