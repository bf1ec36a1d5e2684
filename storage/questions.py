"""Questions: who was asked about which project's month, and whether it arrived."""

import datetime as dtm
from collections.abc import Collection as SomeOf
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlmodel import col, delete, or_, select

from rules.month import Month
from rules.notice import Address
from rules.project import PersonName, ProjectCode
from storage.collection import Changing, Collection
from storage.tables.mail import OutboxRow
from storage.tables.months import CycleRow, QuestionRow

_IS_OPEN = or_(col(CycleRow.closed_at).is_(None), col(QuestionRow.is_reopened))


@dataclass(frozen=True, slots=True)
class Question:
    """What a responsible person was asked; `notice_key` is None where nobody could be reached.

    `delivered_at` and `address` come from the notice, and are ignored by `put`; a reopened one
    was asked again after the close (退回).
    """

    month: Month
    project: ProjectCode
    person: PersonName
    notice_key: str | None
    asked_at: dtm.datetime
    delivered_at: dtm.datetime | None = None
    address: Address | None = None
    is_reopened: bool = False


class SeenQuestions(Collection):
    """What was asked."""

    def get(self, month: Month, project: ProjectCode) -> Question | None:
        """Return the question about a project's month; in a unit of work it is held."""
        self._hold("question", month, project)
        return next(
            iter(self._found(QuestionRow.month == month, QuestionRow.project == project)), None
        )

    def of(self, month: Month, codes: SomeOf[ProjectCode] | None = None) -> tuple[Question, ...]:
        """Return a month's questions, by code, or those about some projects."""
        about = () if codes is None else (col(QuestionRow.project).in_(tuple(codes)),)
        return self._found(QuestionRow.month == month, *about)

    def latest(self, project: ProjectCode, *, number: int | None = None) -> Question | None:
        """Return the question about the latest month that a project was asked for.

        With `number` it is the latest of those months: 12 is a December, of whatever year.
        """
        asked = reversed(self._found(QuestionRow.project == project))
        return next((one for one in asked if number in {None, one.month.number}), None)

    def open_about(self, project: ProjectCode) -> tuple[Question, ...]:
        """Return the latest question about a project, then those before that are still open.

        Their month is not closed, or they were asked again.
        """
        latest = self.latest(project)
        opens = reversed(self._found(QuestionRow.project == project, _IS_OPEN))
        return () if latest is None else (latest, *(one for one in opens if one != latest))

    def open_to(self, person: PersonName) -> tuple[Question, ...]:
        """Return what somebody was asked in months that are not closed, or asked again."""
        return self._found(QuestionRow.person == person, _IS_OPEN)

    def of_notice(self, key: str) -> Question | None:
        """Return the question that a notice asks."""
        return next(iter(self._found(QuestionRow.notice_key == key)), None)

    def _found(self, *conditions: Any) -> tuple[Question, ...]:
        query = (
            select(QuestionRow, OutboxRow.chat_id, OutboxRow.thread_id, OutboxRow.sent_at)
            .join(OutboxRow, col(OutboxRow.key) == col(QuestionRow.notice_key), isouter=True)
            .join(CycleRow, col(CycleRow.month) == col(QuestionRow.month), isouter=True)
            .where(*conditions)
            .order_by(col(QuestionRow.month), col(QuestionRow.project))
        )
        fresh = {"populate_existing": True}
        return tuple(
            _question(row, None if chat_id is None else Address(chat_id, thread_id), sent_at)
            for row, chat_id, thread_id, sent_at in self._session.exec(
                query, execution_options=fresh
            )
        )


class Questions(SeenQuestions, Changing):
    """The questions, to be asked."""

    def put(self, question: Question) -> None:
        """Keep a question in the place of the one about the same project's month."""
        self._put(_row(question))

    def put_all(self, month: Month, questions: Iterable[Question]) -> None:
        """Keep the questions of a month in the place of any that were asked in it before."""
        self._run(delete(QuestionRow).where(col(QuestionRow.month) == month))
        self._add(*map(_row, questions))

    def reopen(
        self, month: Month, project: ProjectCode, notice_key: str | None, at: dtm.datetime
    ) -> None:
        """Ask again after the close (退回)."""
        self._change(month, project, is_reopened=True, notice_key=notice_key, asked_at=at)

    def close_again(self, month: Month, project: ProjectCode) -> None:
        """Let a question that was asked again rest."""
        self._change(month, project, is_reopened=False)

    def _change(self, month: Month, project: ProjectCode, **parts: Any) -> None:
        here = (col(QuestionRow.month) == month) & (col(QuestionRow.project) == project)
        self._run(update(QuestionRow).where(here).values(**parts))


def _row(question: Question) -> QuestionRow:
    names = ("month", "project", "person", "notice_key", "asked_at", "is_reopened")
    return QuestionRow(**{name: getattr(question, name) for name in names})


def _question(
    row: QuestionRow, address: Address | None, delivered_at: dtm.datetime | None
) -> Question:
    return Question(
        month=row.month,
        project=row.project,
        person=row.person,
        notice_key=row.notice_key,
        asked_at=row.asked_at,
        delivered_at=delivered_at,
        address=address,
        is_reopened=row.is_reopened,
    )
