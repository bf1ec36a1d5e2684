"""Buttons: what an opaque token stands for."""

import secrets
from dataclasses import dataclass

from sqlmodel import select

from rules.project import PersonName
from storage.collection import Changing, Collection
from storage.tables.desk import ButtonRow


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
