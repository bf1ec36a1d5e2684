"""Migrations: one line of revisions for both engines, run under a lock."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from storage.collection import lock_number


class NewerDatabaseError(Exception):
    """The database is at revisions that this version of guatu does not know."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(
            f"the database is at revision {', '.join(found)}, which this version does not know; "
            "install the version of guatu that wrote it, or a later one"
        )
        self.found = found


def config_for(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection; there is no file of it."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring a database to a revision, one process at a time; NewerDatabaseError if it is ahead."""
    with engine.execution_options(mode="migrate").begin() as connection:
        _lock(connection)
        config = config_for(connection)
        _refuse_newer(connection, config)
        command.upgrade(config, to)


def downgrade(engine: Engine, to: str) -> None:
    """Take a database back to an earlier revision, or to nothing with `base`."""
    with engine.execution_options(mode="migrate").begin() as connection:
        _lock(connection)
        command.downgrade(config_for(connection), to)


def _lock(connection: Connection) -> None:
    # SQLite's BEGIN IMMEDIATE is its lock.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock_number("migrations"))))


def _refuse_newer(connection: Connection, config: Config) -> None:
    known: set[Any] = {r.revision for r in ScriptDirectory.from_config(config).walk_revisions()}
    found = MigrationContext.configure(connection).get_current_heads()
    if not known.issuperset(found):
        raise NewerDatabaseError(found)
