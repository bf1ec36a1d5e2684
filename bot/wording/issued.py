"""Papers with a number, as they are announced in the chat."""

from collections.abc import Sequence

from rules.issued import IssuedPaper, Series


def bulletin(paper: IssuedPaper) -> str:
    """Say above a file which bulletin it is: `【6月通报】禾政督〔2023〕6号`."""
    month = paper.month.chinese
    if paper.correction:
        return f"【{month}更正通报】{paper.full_number}（更正第{paper.correction}号）"
    return f"【{month}通报】{paper.full_number}"


def to_be_signed(paper: IssuedPaper) -> str:
    """Say above the office's file what is to be done with it: it is a draft until then."""
    return f"{bulletin(paper)}。文件是草稿，请核对后打印、签发、盖章。"


def letter(paper: IssuedPaper) -> str:
    """Say above a file whose warning letter it is."""
    colour = "黄牌" if paper.series is Series.YELLOW else "红牌"
    return f"【{colour}警告通知书】{paper.unit}，{paper.full_number}"


def void(numbers: Sequence[tuple[str, str]]) -> str:
    """Say which letters are void, and which stand in their place."""
    lines = (
        f"{number}作废{f'，以{instead}为准' if instead else ''}。" for number, instead in numbers
    )
    return "\n".join(lines)
