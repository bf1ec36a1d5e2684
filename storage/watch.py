"""What the database knows of its own gaps: until when it heard, when it was copied, restored."""

import datetime as dtm

from sqlmodel import col, delete

from storage.collection import Changing, Collection
from storage.tables.record import Instant, WatchRow


class SeenWatch(Collection):
    """The instants that are remembered; None where there was none."""

    def heard_until(self) -> dtm.datetime | None:
        """Return the latest instant at which nothing that was said was known to be missing."""
        return self._at(Instant.HEARD)

    def copied_at(self) -> dtm.datetime | None:
        """Return when the latest copy was begun; in a copy: as of when it is."""
        return self._at(Instant.COPIED)

    def restored_at(self) -> dtm.datetime | None:
        """Return when the database came from a copy and has not been made good since."""
        return self._at(Instant.RESTORED)

    def _at(self, instant: Instant) -> dtm.datetime | None:
        row = self._get(WatchRow, (instant,))
        return None if row is None else row.at


class Watch(SeenWatch, Changing):
    """The instants, to be kept."""

    def heard(self, at: dtm.datetime) -> None:
        """Keep that everything said until an instant came in; a clock put back changes nothing."""
        self._hold("watch")
        before = self.heard_until()
        if before is None or at > before:
            self._put(WatchRow(instant=Instant.HEARD, at=at))

    def copied(self, at: dtm.datetime) -> None:
        """Keep that a copy is begun."""
        self._put(WatchRow(instant=Instant.COPIED, at=at))

    def restored(self, at: dtm.datetime) -> None:
        """Keep that this is a copy: what was said since it was made is not in it."""
        self._put(WatchRow(instant=Instant.RESTORED, at=at))

    def made_good(self) -> None:
        """Keep that people were asked again for what was lost."""
        self._hold("watch")
        restored = col(WatchRow.instant) == Instant.RESTORED
        self._run(delete(WatchRow).where(restored))
