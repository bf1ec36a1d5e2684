"""Who holds which post, in words."""

from collections.abc import Sequence

from bot.wording.figures import listed
from rules.book import Command
from rules.posts import Role


def chart(name: str, top: Sequence[str], commands: Sequence[str]) -> str:
    """Print the whole organisation."""
    head = [f"{name}重点项目挂图作战 组织体系", *top] if top else []
    return "\n".join([*head, *commands])


def holders(role: Role, names: Sequence[str]) -> str:
    """Name those who hold a post."""
    return f"{role.chinese}：{listed(names)}"


def command(one: Command) -> str:
    """Name a command's people."""
    deputies = listed(one.deputies) or "—"
    return (
        f"{one.number} {one.name}：指挥长{one.commander}，副指挥长{deputies}，"
        f"联络员{one.liaison or '—'}"
    )
