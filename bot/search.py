"""Finding a project by its code or a part of its name, among those that a room may see."""

from bot.determining import UnknownProjectError
from bot.entrance import Present
from rules.project import Project
from rules.refusal import RefusalError
from storage.work import Look


class NoBookError(RefusalError):
    """No workbook has been loaded yet."""


class ElsewhereError(RefusalError):
    """The project belongs to another command than this group's."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class SeveralProjectsError(RefusalError):
    """A part of a name fits several projects."""

    def __init__(self, projects: tuple[Project, ...]) -> None:
        super().__init__(tuple(one.code for one in projects))
        self.projects = projects


def visible(here: Present, *, look: Look) -> tuple[Project, ...]:
    """Return the projects that may be shown here: in a command's group only its own."""
    years = look.book.years()
    if not years:
        raise NoBookError
    projects = look.book.projects(years[-1])
    if here.command is None:
        return projects
    return tuple(one for one in projects if one.command == here.command)


def find_project(written: str, here: Present, *, look: Look) -> Project:
    """Return the project meant; ElsewhereError, SeveralProjectsError, UnknownProjectError."""
    wanted = written.strip().strip("（）()").upper()
    shown = visible(here, look=look)
    everywhere = look.book.projects(look.book.years()[-1])
    exact = next((one for one in everywhere if one.code == wanted), None)
    if exact is not None:
        if exact not in shown:
            raise ElsewhereError(exact)
        return exact
    found = tuple(one for one in shown if wanted and wanted in one.name.upper())
    if len(found) == 1:
        return found[0]
    if found:
        raise SeveralProjectsError(found)
    raise UnknownProjectError(written, _near(wanted, shown))


def _near(wanted: str, shown: tuple[Project, ...]) -> tuple[Project, ...]:
    """Return those whose code begins alike, at most five."""
    alike = [one for one in shown if wanted[:2] and one.code.startswith(wanted[:2])]
    return tuple(alike[:5])
