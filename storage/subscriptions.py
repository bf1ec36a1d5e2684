"""Subscriptions: what people said about being sent something privately."""

import datetime as dtm

from sqlmodel import select

from rules.project import PersonName
from rules.subscription import Pushed, Wish
from storage.collection import Changing, Collection
from storage.tables.desk import SubscriptionRow


class SeenSubscriptions(Collection):
    """What was said; who said nothing gets what his posts bring."""

    def of(self, person: PersonName) -> dict[Pushed, Wish]:
        """Return what somebody said, by kind."""
        rows = self._all(select(SubscriptionRow).where(SubscriptionRow.person == person))
        return {row.kind: Wish(row.wanted, row.since) for row in rows}

    def to(self, kind: Pushed) -> dict[PersonName, Wish]:
        """Return what everybody said about a kind."""
        rows = self._all(select(SubscriptionRow).where(SubscriptionRow.kind == kind))
        return {row.person: Wish(row.wanted, row.since) for row in rows}


class Subscriptions(SeenSubscriptions, Changing):
    """The subscriptions, to be changed."""

    def put(self, person: PersonName, kind: Pushed, at: dtm.datetime, *, wanted: bool) -> None:
        """Keep what somebody says in the place of what he said before."""
        self._hold("subscription", person)
        self._put(SubscriptionRow(person=person, kind=kind, wanted=wanted, since=at))
