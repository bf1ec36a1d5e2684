"""Restore: a copy takes a database's place, and doubts what it cannot know."""

import contextlib
import datetime as dtm
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import exc

from storage.backup import announce, copier_of, dialect_at
from storage.copies import Dialect, OtherEngineError, Told, dialect_of
from storage.doubt import apply_doubt
from storage.engine import BusyError, Storage
from storage.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the state of `copied_at`; what was there before is `kept`.

    `unknown` is how many messages wait for somebody who knows whether they were sent.
    """

    file: Path
    dialect: Dialect
    copied_at: dtm.datetime | None
    at: dtm.datetime
    kept: Path | None
    unknown: int


def restore(url: str, file: Path, *, at: dtm.datetime, told: Told) -> Restored:
    """Put a copy in the place of a database on which nobody works; all of it, or nothing changes.

    What is there is kept in a file with `at` in its name, by `at`'s own clock. CopyError,
    NewerDatabaseError and BusyError say why nothing was changed. A copy of an earlier schema is
    migrated. A death before the doubt is applied leaves a copy that is doubted by whoever works
    on it first, see `apply_doubt`.
    """
    dialect, copier = dialect_of(file), copier_of(url)
    if dialect is not dialect_at(url):
        raise OtherEngineError(file, dialect)
    kept = None
    with copier.checked(file) as copy:
        if copier.holds_something():
            _announce(url, at)
            kept = copier.set_aside(f"{at:%Y%m%dT%H%M%S}", told)
        copy.put_in()
    copied_at, unknown = _doubted(url, at)
    return Restored(file, dialect, copied_at, at, kept, unknown)


def _announce(url: str, at: dtm.datetime) -> None:
    """Let what is set aside know when, so that it may be restored too, unless it is damaged."""
    with contextlib.suppress(exc.DatabaseError):
        if _standing(url) is Standing.CURRENT:
            announce(url, at)


def _standing(url: str) -> Standing | None:
    """Return how what is there stands, None where it cannot even be asked."""
    try:
        return standing(url)
    except BusyError:
        return None


def _doubted(url: str, at: dtm.datetime) -> tuple[dtm.datetime | None, int]:
    storage = Storage(url)
    try:
        storage.upgrade()
        with storage.work() as work:
            apply_doubt(work, at)
            return work.watch.copied_at(), work.outbox.counts()["unknown"]
    finally:
        storage.close()
