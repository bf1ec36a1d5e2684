"""Buttons: what an opaque token stands for."""

import datetime as dtm
import secrets
from collections.abc import Collection as SomeOf
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, exists, func, true, update
from sqlmodel import col, delete, select

from rules.month import Month
from rules.project import PersonName
from rules.report import ReportState
from storage.collection import Changing, Collection
from storage.tables.desk import ButtonRow
from storage.tables.months import ProposalRow, ReportRow


@dataclass(frozen=True, slots=True)
class Button:
    """What a press means; `at_state` tells what it was offered for, `owner` whose alone it is.

    `group` names the buttons that were offered together.
    """

    token: str
    act: str
    subject: str
    at_state: str
    owner: PersonName | None
    group: str


class SeenButtons(Collection):
    """The buttons that were offered."""

    def get(self, token: str) -> Button | None:
        """Return a button; in a unit of work it is held, so that two presses take turns."""
        row = self._held(select(ButtonRow).where(ButtonRow.token == token))
        if row is None:
            return None
        return Button(row.token, row.act, row.subject, row.at_state, row.owner, row.belongs_to)


class Buttons(SeenButtons, Changing):
    """The buttons, to be offered."""

    def put(
        self,
        act: str,
        subject: str,
        at_state: str = "",
        owner: PersonName | None = None,
        *,
        group: str = "",
    ) -> str:
        """Keep a button; return its token, which cannot be guessed (22 URL-safe characters)."""
        token = secrets.token_urlsafe(16)
        self._session.add(  # it goes to the database with the next that must
            ButtonRow(
                token=token,
                act=act,
                subject=subject,
                at_state=at_state,
                owner=owner,
                belongs_to=group,
            )
        )
        return token

    def age(self, at: dtm.datetime) -> int:
        """Count from now on the age of what was offered since this was called last."""
        young = col(ButtonRow.aged_from).is_(None)
        return self._run(update(ButtonRow).where(young).values(aged_from=at))

    def forget_of_months(
        self, acts: SomeOf[str], months: SomeOf[Month], before: dtm.datetime
    ) -> int:
        """Forget what was offered before an instant and is about a month that is over."""
        month = func.substr(col(ButtonRow.subject), 1, len("2023-06"))
        return self._forget(acts, before, month.in_([str(one) for one in months]))

    def forget_of_answers(self, acts: SomeOf[str], before: dtm.datetime) -> int:
        """Forget what was offered for an answer that waits no more; the subject is its id."""
        waits = select(cast(col(ReportRow.id), String)).where(
            col(ReportRow.state) == ReportState.WAITING
        )
        return self._forget(acts, before, col(ButtonRow.subject).not_in(waits))

    def forget_of_proposals(
        self, acts: SomeOf[str], before: dtm.datetime, over: SomeOf[Month] = ()
    ) -> int:
        """Forget what was offered for a proposal that is decided, or whose month is over.

        The subject is its id, or begins with it: `17/found`.
        """
        id_, subject = cast(col(ProposalRow.id), String), col(ButtonRow.subject)
        is_its = (subject == id_) | subject.like(id_ + "/%")
        is_open = exists().where(is_its, col(ProposalRow.month).not_in(tuple(over)))
        return self._forget(acts, before, ~is_open)

    def forget_of_forms(self, acts: SomeOf[str], opens: SomeOf[str], before: dtm.datetime) -> int:
        """Forget what was offered for a form that is none of the open ones."""
        return self._forget(acts, before, col(ButtonRow.at_state).not_in(tuple(opens)))

    def forget_of_lists(self, acts: SomeOf[str], before: dtm.datetime) -> int:
        """Forget what was offered before an instant, whatever it is about."""
        return self._forget(acts, before, true())

    def _forget(
        self, acts: SomeOf[str], before: dtm.datetime, is_spent: ColumnElement[bool]
    ) -> int:
        is_old = col(ButtonRow.aged_from) < before
        is_meant = col(ButtonRow.act).in_(tuple(acts))
        return self._run(delete(ButtonRow).where(is_old & is_meant & is_spent))
