"""What stands in a cell: goals, values and figures as a spreadsheet holds them."""

from decimal import Decimal

from rules.project import Goal, Milestone, Stage, Value, plain

Shown = str | int | Decimal | None
_MOST_DIGITS = 15  # that a spreadsheet keeps of a number


def goal_cell(goal: Goal | None) -> Shown:
    """Return a goal, or a dash."""
    if goal is None:
        return "—"
    return f"节点：{goal}" if isinstance(goal, Milestone) else figure_cell(goal)


def value_cell(value: Value | None) -> Shown:
    """Return a value, or a dash."""
    if value is None:
        return "—"
    if isinstance(value, Stage):
        return "已完成" if value is Stage.MET else "未完成"
    return figure_cell(value)


def figure_cell(figure: Decimal) -> Shown:
    """Return a figure as a number, or as text where a spreadsheet would lose digits of it."""
    written = plain(figure)
    is_kept = len(written.strip("-").replace(".", "")) <= _MOST_DIGITS
    return Decimal(written) if is_kept else written
