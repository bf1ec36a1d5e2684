"""Posts as people read them: `指挥长·交通建设指挥部`."""

from collections.abc import Sequence

from rules.posts import Post, Role, Room
from rules.project import CommandNo
from storage.work import Look


def post_names(posts: Sequence[Post], *, look: Look) -> tuple[str, ...]:
    """Name posts with the command or project where each is held; being of a unit is no post."""
    year = look.book.year_in_force()
    commands = {one.number: one.name for one in look.book.commands(year)}
    codes = {post.project for post in posts if post.project}
    projects = {one.code: one.name for one in look.book.projects(year, codes=codes)}
    names = []
    for post in posts:
        if post.role is Role.UNIT_STAFF:
            continue
        place = projects.get(post.project or "") or commands.get(post.command or "")
        names.append(f"{post.role.chinese}·{place}" if place else post.role.chinese)
    return tuple(dict.fromkeys(names))


def group_name(room: Room, command: CommandNo | None, *, look: Look) -> str:
    """Name a group: as the book does a command's, or by its kind."""
    found = look.book.command(look.book.year_in_force(), command) if command else None
    return found.group_name or f"{found.name}群" if found else room.chinese
