"""The year-end assessment as it is printed: projects, commands, units and people of a year."""

from dataclasses import dataclass

from rules.assessment import Assessed, Place
from rules.project import CommandNo
from rules.trace import Traced


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    """A year as it is printed; `ranking` is empty where commands are not ranked (E44).

    `months` trace every published month of every project, by project and then by month.
    """

    organisation: str
    year: int
    projects: tuple[Assessed, ...]
    commands: dict[CommandNo, str]
    ranking: tuple[Place, ...] = ()
    months: tuple[Traced, ...] = ()
