"""The year-end assessment, in a caption."""

from collections.abc import Sequence

from rules.assessment import Assessed


def file_name(organisation: str, year: int) -> str:
    """Name the workbook."""
    return f"{organisation}{year}年终认定表.xlsx"


def caption(assessed: Sequence[Assessed], year: int) -> str:
    """Count what the workbook shows."""
    met = sum(one.is_met is True for one in assessed)
    missed = sum(one.is_met is False for one in assessed)
    rest = len(assessed) - met - missed
    adjusted = sum(bool(one.adjusted_on) for one in assessed)
    return (
        f"{year}年年终认定：共{len(assessed)}个项目，完成{met}个，未完成{missed}个，未认定{rest}个；"
        f"调整过目标的{adjusted}个，按调整后的目标认定。"
    )
