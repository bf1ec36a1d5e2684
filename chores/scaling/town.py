"""An organisation on a database, and what stands in it without being measured."""

import datetime as dtm
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.settings import Settings
from chores.scaling.organisation import JUNE, MAY, Organisation, value_of, words_of
from rules.book import Book
from rules.cycle import Cycle
from rules.determination import Determination, Ground
from rules.project import Project, Value
from rules.report import Report, ReportState, Source
from rules.schedule import Phase, due_instants
from storage.engine import Storage
from storage.work import Work

SAMPLE = 500  # projects
_AT_ONCE = 1_000  # reports in a unit of work: PostgreSQL holds a lock for each


@dataclass(frozen=True)
class Town:
    """An organisation on a database, with its clock's instants."""

    storage: Storage
    settings: Settings
    organisation: Organisation
    book: Book
    accounts: dict[str, int]
    instants: dict[Phase, dtm.datetime] = field(init=False)

    def __post_init__(self) -> None:
        planned = due_instants(
            JUNE, schedule=self.settings.schedule, days_off=self.settings.days_off
        )
        object.__setattr__(self, "instants", {due.phase: due.at for due in reversed(planned)})

    @property
    def sample(self) -> Sequence[tuple[int, Project]]:
        """Some projects that have something to say, from all over the book."""
        found = [(n, one) for n, one in enumerate(self.book.projects) if value_of(n, JUNE)]
        return found[:: max(len(found) // SAMPLE, 1)][:SAMPLE]


def keep_may(work: Work, book: Book, at: dtm.datetime) -> None:
    """Keep May as determined, so that it can be published."""
    work.cycles.put(Cycle(MAY, asked_at=at, closes_at=at, closed_at=at, briefed_at=at))
    made = {
        project.code: Determination(value_of(n, MAY), Ground.OFFICE, by="督查员1", at=at)
        for n, project in enumerate(book.projects)
    }
    work.determinations.put_all(MAY, made)


def bind(work: Work, town: Town, at: dtm.datetime) -> None:
    """Bind every chat and everybody, without codes and words."""
    for room, command, address in town.organisation.groups():
        work.bindings.bind_group(room, command, address, "作战群", at)
    for name, account in town.accounts.items():
        work.bindings.bind_person(name, account, at)


def keep_replies(town: Town, answered: set[str], at: dtm.datetime) -> None:
    """Keep what the others say for June, as the flow would keep it, some at a time."""
    said = [
        _report(n, project, value, at)
        for n, project in enumerate(town.book.projects)
        if (value := value_of(n, JUNE)) is not None and project.code not in answered
    ]
    for begin in range(0, len(said), _AT_ONCE):
        with town.storage.work() as work:
            for report in said[begin : begin + _AT_ONCE]:
                work.reports.put(report)


def _report(n: int, project: Project, value: Value, at: dtm.datetime) -> Report:
    return Report(
        month=JUNE,
        project=project.code,
        by=project.responsible_person,
        source=Source(-1, n, at),
        text=words_of(value),
        value=value,
        state=ReportState.KEPT,
        is_late=False,
    )
