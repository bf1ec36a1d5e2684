"""docs/permissions.md is printed from the one table of permissions, `rules/posts.py`."""

from pathlib import Path

from bot.wording.permissions import ACTS, who
from bot.wording.permissions import where as place
from rules.posts import MAY, Act

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"
HEAD = ["| 办什么 | 谁可以，范围 | 在哪里 |", "|---|---|---|"]


def printed() -> list[str]:
    """Return the table as the page must show it."""
    rows = [f"| {ACTS[act]} | {who(leave)} | {place(leave)} |" for act, leave in MAY.items()]
    return [*HEAD, *rows]


def test_the_page_shows_the_table_of_the_code() -> None:
    shown = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert shown[: len(printed())] == printed()


def test_every_act_has_its_row() -> None:
    assert set(MAY) == set(ACTS) == set(Act)
