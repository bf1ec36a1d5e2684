"""The database that the settings name, opened for one command."""

import contextlib
from collections.abc import Iterator

from bot.commands.declining import DeclinedError
from bot.settings import Settings
from storage.engine import Storage
from storage.standing import Standing, standing


@contextlib.contextmanager
def migrated(settings: Settings) -> Iterator[Storage]:
    """Open the database with today's schema, made new where there is none."""
    standing(settings.database_url)  # BusyError for what is no database at all
    with _opened(settings) as storage:
        storage.upgrade()
        yield storage


@contextlib.contextmanager
def present(settings: Settings) -> Iterator[Storage]:
    """Open the database as it is; declined where it is missing or has another schema."""
    found = standing(settings.database_url)
    if found is Standing.MISSING:
        raise DeclinedError(
            "there is no database yet; run `guatu load FILE.xlsx`, or set GUATU_DATABASE_URL"
        )
    if found is Standing.BEHIND:
        raise DeclinedError("the database has an older schema; run `guatu db upgrade`")
    with _opened(settings) as storage:
        if found is Standing.NEWER:
            storage.upgrade()  # which tells what is newer
        yield storage


@contextlib.contextmanager
def _opened(settings: Settings) -> Iterator[Storage]:
    storage = Storage(settings.database_url)
    try:
        yield storage
    finally:
        storage.close()
