"""What the database knows of its own gaps: until when it heard, when it was copied, restored."""

import datetime as dtm
from typing import Final

from sqlalchemy import text
from sqlmodel import col, delete

from rules.schedule import HALT
from storage.collection import Changing, Collection
from storage.tables.record import Instant, WatchRow

A_FILE: Final = "file"  # where a SQLite database is at home, wherever its file lies
A_COPY: Final = "copy"  # where a file is that was written as a copy
# Of PostgreSQL it is the table itself: in whatever was loaded from a dump it is another one.
_A_TABLE = text(
    "SELECT concat_ws('/', system_identifier, 'watch'::regclass::oid,"
    " (SELECT oid FROM pg_database WHERE datname = current_database()))"
    " FROM pg_control_system()"
)


class SeenWatch(Collection):
    """The instants that are remembered; None where there was none."""

    def heard_until(self) -> dtm.datetime | None:
        """Return the latest instant at which nothing that was said was known to be missing."""
        return self._at(Instant.HEARD)

    def is_deaf(self, at: dtm.datetime) -> bool:
        """Tell whether what people lately said did not come in.

        Where nobody ever listened nothing is known of it, and nothing is presumed.
        """
        heard_until = self.heard_until()
        return heard_until is not None and at - heard_until > HALT

    def copied_at(self) -> dtm.datetime | None:
        """Return when the latest copy was begun; in a copy: as of when it is.

        Once restored it stays as it is until that is made good.
        """
        return self._at(Instant.COPIED)

    def restored_at(self) -> dtm.datetime | None:
        """Return when the database came from a copy and has not been made good since."""
        return self._at(Instant.RESTORED)

    def _at(self, instant: Instant) -> dtm.datetime | None:
        row = self._get(WatchRow, (instant,))
        return None if row is None else row.at


class Watch(SeenWatch, Changing):
    """The instants, to be kept."""

    def hold(self) -> None:
        """Keep other units from deciding about a gap until this one ends."""
        self._hold("watch")

    def heard(self, at: dtm.datetime) -> None:
        """Keep that everything said until an instant came in; a clock put back changes nothing."""
        self._hold("watch")
        before = self.heard_until()
        if before is None or at > before:
            self._put(WatchRow(instant=Instant.HEARD, at=at))

    def copied(self, at: dtm.datetime) -> None:
        """Keep that a copy is begun; one of a restored database has the gap of what it is from."""
        self._hold("watch")
        if self.restored_at() is None:
            self._put(WatchRow(instant=Instant.COPIED, at=at))

    def restored(self, at: dtm.datetime) -> None:
        """Keep that this is a copy: what was said since it was made is not in it.

        It was made when it was begun, or when it last heard: that is in it too.
        """
        known = [each for each in (self.copied_at(), self.heard_until()) if each is not None]
        if known:
            self._put(WatchRow(instant=Instant.COPIED, at=max(known)))
        self._put(WatchRow(instant=Instant.RESTORED, at=at))

    def settle(self, at: dtm.datetime) -> bool:
        """Keep that the database is worked on where it is; True where it came there as a copy.

        One that was worked on nowhere yet is new. What moves with all its files is no copy.
        """
        self._hold("watch")
        home, here = self._get(WatchRow, (Instant.HOME,)), self._here()
        if home is not None and home.place == here:
            return False
        self._put(WatchRow(instant=Instant.HOME, at=at, place=here))
        return home is not None

    def made_good(self) -> None:
        """Keep that people were asked again for what was lost."""
        self._hold("watch")
        restored = col(WatchRow.instant) == Instant.RESTORED
        self._run(delete(WatchRow).where(restored))

    def _here(self) -> str:
        if not self._unit.is_postgresql:
            return A_FILE
        return str(self._session.connection().scalar(_A_TABLE))
