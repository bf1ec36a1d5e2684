"""Finding a project by its code or a part of its name, among those that a room may see."""

import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bot.entrance import Present
from bot.refusals import ElsewhereError, NoBookError, SeveralProjectsError, UnknownProjectError
from rules.project import Project, ProjectCode
from storage.work import Look

MOST_CHOICES = 30  # buttons under one message
_FEW = 500


class Choices(NamedTuple):
    """Projects to choose from, and how many more there are."""

    shown: tuple[Project, ...]
    left: int


def choices(here: Present, *, look: Look, first: Collection[ProjectCode] = frozenset()) -> Choices:
    """Return the projects that may be shown here: in a command's group only its own.

    Some come `first`; NoBookError.
    """
    codes = sorted(_names(here, look=look), key=lambda code: code not in first)
    return Choices(_projects(codes[:MOST_CHOICES], look=look), len(codes[MOST_CHOICES:]))


def several(found: SeveralProjectsError) -> Choices:
    """Return the projects that were found instead of one."""
    return Choices(found.projects[:MOST_CHOICES], len(found.projects[MOST_CHOICES:]))


def find_project(written: str, here: Present, *, look: Look) -> Project:
    """Return the project meant; ElsewhereError, SeveralProjectsError, UnknownProjectError."""
    wanted = unicodedata.normalize("NFKC", written).strip().strip("()").upper()
    exact = look.book.project(_year(look), wanted)
    if exact is not None:
        if here.command not in {None, exact.command}:
            raise ElsewhereError(exact)
        return exact
    names = _names(here, look=look)
    codes = [code for code, name in names.items() if wanted and wanted in _folded(name)]
    found = _projects(codes, look=look)
    if len(found) == 1:
        return found[0]
    if found:
        raise SeveralProjectsError(found)
    raise UnknownProjectError(written, _projects(_near(wanted, names), look=look))


def _year(look: Look) -> int:
    year = look.book.year_in_force()
    if not year:
        raise NoBookError
    return year


def _names(here: Present, *, look: Look) -> dict[ProjectCode, str]:
    """Return the names of what may be shown here, by code."""
    return look.book.names(_year(look), here.command)


def _projects(codes: Collection[ProjectCode], *, look: Look) -> tuple[Project, ...]:
    """Return projects in the order of their codes; very many are read with all of the year."""
    few = codes if len(codes) <= _FEW else None
    found = {one.code: one for one in look.book.projects(_year(look), codes=few)}
    return tuple(found[code] for code in codes)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).upper()


def _near(wanted: str, codes: Iterable[ProjectCode]) -> list[ProjectCode]:
    """Return those that begin alike, at most five."""
    return [code for code in codes if wanted[:2] and code.startswith(wanted[:2])][:5]
