"""Finding a project by its code or a part of its name, among those that a room may see."""

import unicodedata

from bot.entrance import Present
from bot.refusals import ElsewhereError, NoBookError, SeveralProjectsError, UnknownProjectError
from rules.project import Project
from storage.work import Look


def visible(here: Present, *, look: Look) -> tuple[Project, ...]:
    """Return the projects that may be shown here: in a command's group only its own."""
    year = look.book.year_in_force()
    if not year:
        raise NoBookError
    projects = look.book.projects(year)
    if here.command is None:
        return projects
    return tuple(one for one in projects if one.command == here.command)


def find_project(written: str, here: Present, *, look: Look) -> Project:
    """Return the project meant; ElsewhereError, SeveralProjectsError, UnknownProjectError."""
    wanted = unicodedata.normalize("NFKC", written).strip().strip("()").upper()
    shown = visible(here, look=look)
    everywhere = look.book.projects(look.book.year_in_force())
    exact = next((one for one in everywhere if one.code == wanted), None)
    if exact is not None:
        if exact not in shown:
            raise ElsewhereError(exact)
        return exact
    found = tuple(one for one in shown if wanted and wanted in _folded(one.name))
    if len(found) == 1:
        return found[0]
    if found:
        raise SeveralProjectsError(found)
    raise UnknownProjectError(written, _near(wanted, shown))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).upper()


def _near(wanted: str, shown: tuple[Project, ...]) -> tuple[Project, ...]:
    """Return those whose code begins alike, at most five."""
    alike = [one for one in shown if wanted[:2] and one.code.startswith(wanted[:2])]
    return tuple(alike[:5])
