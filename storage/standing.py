"""How a database stands to this version of the code: asked without changing or making it."""

from enum import StrEnum
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, exc, make_url

from storage.engine import BusyError
from storage.migrations import config_for


class Standing(StrEnum):
    """Whether the schema is what the code expects."""

    MISSING = "missing"  # there is no database yet
    BEHIND = "behind"  # it is to be migrated
    CURRENT = "current"
    NEWER = "newer"  # a later version wrote it


def standing(url: str) -> Standing:
    """Return how a database stands; BusyError where it cannot be opened."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return Standing.MISSING
    try:
        with create_engine(url, poolclass=NullPool).connect() as connection:
            script = ScriptDirectory.from_config(config_for(connection))
            found = set(MigrationContext.configure(connection).get_current_heads())
    except exc.DBAPIError as error:
        raise BusyError(str(error.orig)) from error
    if found == set(script.get_heads()):
        return Standing.CURRENT
    known = {revision.revision for revision in script.walk_revisions()}
    return Standing.BEHIND if found <= known else Standing.NEWER
