"""What the flows decline, each with its facts; the words are in `bot/wording/refusals`."""

import datetime as dtm
from collections.abc import Sequence

from rules.determination import Determination
from rules.lifecycle import Step
from rules.month import Month
from rules.project import PersonName, Project, ProjectCode
from rules.refusal import RefusalError
from rules.report import ReportState


class NothingToAdjustError(RefusalError):
    """Somebody leads no project that he could apply for."""

    def __init__(self, person: PersonName) -> None:
        super().__init__(person)
        self.person = person


class NothingToApplyForError(RefusalError):
    """Somebody leads no project that could leave, pause, go on or be done."""

    def __init__(self, person: PersonName) -> None:
        super().__init__(person)
        self.person = person


class NoMonthLeftError(RefusalError):
    """No month of the year is left whose target could change."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class CommanderAppliesError(RefusalError):
    """The commander, who must sign, cannot apply himself (E8)."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class ExceptionNeededError(RefusalError):
    """It is a second one in the year and no exception (E7); `days` are those of the others."""

    def __init__(self, days: tuple[dtm.date, ...]) -> None:
        super().__init__(days)
        self.days = days


class CodeTakenError(RefusalError):
    """Another project has got the code meanwhile."""

    def __init__(self, code: ProjectCode) -> None:
        super().__init__(code)
        self.code = code


class NotOpenError(RefusalError):
    """A project cannot take the step as it stands; `open_to` are those that it can."""

    def __init__(self, project: Project, what: Step, open_to: tuple[Step, ...]) -> None:
        super().__init__(project.code, what)
        self.project = project
        self.what = what
        self.open_to = open_to


class TooLateInYearError(RefusalError):
    """Nothing of the year is left that an approval could change."""


class NothingAskedError(RefusalError):
    """There is no question that this could be the answer to, or none about the month it names."""

    def __init__(self, month: Month | None = None) -> None:
        super().__init__(month)
        self.month = month


class SeveralMonthsError(RefusalError):
    """Questions about several months of the project wait, and the words say of none."""

    def __init__(self, project: Project, months: Sequence[Month]) -> None:
        super().__init__(project, months)
        self.project = project
        self.months = tuple(months)


class AnonymousError(RefusalError):
    """An administrator who speaks as the group is nobody whom we could check."""


class GroupNotBoundError(RefusalError):
    """The group is not bound; nothing is said in it but how to bind it."""


class NeverAskedError(RefusalError):
    """The month is past and was never asked: there is nothing to determine in it."""

    def __init__(self, month: Month) -> None:
        super().__init__(month)
        self.month = month


class NothingToDetermineError(RefusalError):
    """No closed month waits for its publication."""


class PublishedAlreadyError(RefusalError):
    """The month is public; it changes by a correction alone (E4, E15).

    `at` is when that was, in the township's zone, `by` whose word it was: `` the schedule's.
    """

    def __init__(
        self, month: Month, *, at: dtm.datetime | None = None, by: PersonName = ""
    ) -> None:
        super().__init__(month)
        self.month = month
        self.at = at
        self.by = by


class DraftIsOutError(RefusalError):
    """The month of a draft is public: an objection asks for a correction now.

    `at` is when that was, in the township's zone.
    """

    def __init__(self, month: Month, *, at: dtm.datetime | None = None) -> None:
        super().__init__(month)
        self.month = month
        self.at = at


class CorrectedAlreadyError(RefusalError):
    """Somebody of the office corrected first; `made` tells who, what, and when in local time."""

    def __init__(self, month: Month, project: Project, made: Determination) -> None:
        super().__init__(month, project.code)
        self.month = month
        self.project = project
        self.made = made


class UnknownMonthError(RefusalError):
    """What stands behind a command is no month."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class UnknownYearError(RefusalError):
    """What stands behind a command is no year."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class UnknownProjectError(RefusalError):
    """No project of the book has the code or the name; `near` are those that resemble it."""

    def __init__(self, written: str, near: tuple[Project, ...] = ()) -> None:
        super().__init__(written)
        self.written = written
        self.near = near


class NoBookError(RefusalError):
    """No workbook has been loaded yet."""


class SeveralProjectsError(RefusalError):
    """A part of a name fits several projects."""

    def __init__(self, projects: tuple[Project, ...]) -> None:
        super().__init__(tuple(one.code for one in projects))
        self.projects = projects


class YearNotLoadedError(RefusalError):
    """No workbook of the month's year has been loaded."""

    def __init__(self, month: Month) -> None:
        super().__init__(month)
        self.month = month


class NotYourQuestionError(RefusalError):
    """The question is for its project's responsible person, or the command's liaison."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class NotYourButtonError(RefusalError):
    """The button was offered to somebody else; `owner` alone may press it."""

    def __init__(self, owner: PersonName) -> None:
        super().__init__(owner)
        self.owner = owner


class NotYourAnswerError(RefusalError):
    """Only who gave an answer may confirm, change or cancel it."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self.owner = owner


class NotAllDeterminedError(RefusalError):
    """Under `hold` nothing is published before all is determined; `codes` are open."""

    def __init__(self, month: Month, codes: tuple[ProjectCode, ...]) -> None:
        super().__init__(month, codes)
        self.month = month
        self.codes = codes


class NothingPublishedError(RefusalError):
    """No month has been published, or not the one that was asked for."""

    def __init__(self, month: Month | None = None) -> None:
        super().__init__(month)
        self.month = month


class NotBoundError(RefusalError):
    """The account belongs to nobody of the book; it is shown no project."""


class NotClosedYetError(RefusalError):
    """The month still runs."""

    def __init__(self, month: Month) -> None:
        super().__init__(month)
        self.month = month


class AlreadyDecidedError(RefusalError):
    """Somebody of the office was quicker; `made` tells who, what, and when in local time."""

    def __init__(self, project: Project, made: Determination) -> None:
        super().__init__(project.code)
        self.project = project
        self.made = made


class ElsewhereError(RefusalError):
    """The project belongs to another command than this group's."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.code)
        self.project = project


class AnswerSettledError(RefusalError):
    """The answer was confirmed, cancelled or replaced before."""

    def __init__(self, state: ReportState) -> None:
        super().__init__(state)
        self.state = state


class NotRatedError(RefusalError):
    """The project has nothing to be determined in the month."""

    def __init__(self, month: Month, project: Project) -> None:
        super().__init__(month, project.code)
        self.month = month
        self.project = project
