"""Copies of a PostgreSQL database: pg_dump's archive out, pg_restore's script in."""

import contextlib
import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy import URL

from storage.copies import (
    CopyFailedError,
    NotACopyError,
    Told,
    refuse_newer,
    written,
)
from storage.engine import BusyError

_PATIENCE: Final = "SET LOCAL lock_timeout = '5s'"
_OURS: Final = frozenset({"alembic_version", "inbox", "journal", "outbox"})
_ROWS: Final = re.compile(rb'COPY (?:\S+\.)?"?(\w+)"? \(.*\) FROM stdin;\n')
_END: Final = b"\\.\n"
# What psql alone understands, and what only servers since 17 do.
_NO_SQL: Final = (b"\\restrict", b"\\unrestrict", b"SET transaction_timeout")
_SAID: Final = 500  # characters of what a tool said


class ToolMissingError(CopyFailedError):
    """One of PostgreSQL's own programs is not there."""

    def __init__(self, tool: str) -> None:
        super().__init__(
            f"there is no {tool} on the PATH; install PostgreSQL's client programs (on Debian"
            " postgresql-client), of the server's version or a later one"
        )
        self.tool = tool


class PostgresqlCopier:
    """Copies the database of a server, and puts copies into it."""

    def __init__(self, url: URL) -> None:
        _, self._given = url.get_dialect()().create_connect_args(url)

    def write(self, file: Path, told: Told) -> None:  # noqa: ARG002 - pg_dump tells nothing
        """Write what is there at one moment into a new file; see `Copier`."""
        with written(file) as part:
            words = ("--format=custom", "--no-password", f"--file={part}")
            with _running("pg_dump", *words, environment=self._environment()):
                pass  # it writes the file itself

    def holds_something(self) -> bool:
        """Tell whether there are tables; CopyFailedError where others than ours are there."""
        with self._connected() as connection:
            tables = _tables(connection)
        if tables and not _OURS.issubset(tables):
            raise CopyFailedError(
                f"the database holds something else ({', '.join(tables[:3])}); set"
                " GUATU_DATABASE_URL to an empty one"
            )
        return bool(tables)

    def set_aside(self, stamp: str, told: Told) -> Path:
        """Dump what is there into a new file in the working directory."""
        file = Path(f"guatu-before-restore-{stamp}.dump")
        self.write(file, told)
        return file

    @contextlib.contextmanager
    def checked(self, file: Path) -> Iterator["CheckedDump"]:
        """Look into the archive; see `Copier`."""
        found: dict[bytes, list[bytes]] = {}
        with _script(file, "--data-only", "--table=alembic_version", "--table=watch") as script:
            for line in script:
                if rows := _ROWS.fullmatch(line):
                    found[rows[1]] = list(_rows(script))
        if not any(row.startswith(b"copied\t") for row in found.get(b"watch", ())):
            raise NotACopyError(file, "does not say when it was copied")
        refuse_newer(tuple(row.decode().strip() for row in found.get(b"alembic_version", ())))
        yield CheckedDump(file, self)

    def replace_all(self, file: Path) -> None:
        """Put what an archive holds in the place of all our tables, in one transaction."""
        with self._connected() as connection:
            connection.execute(_PATIENCE)
            if tables := _tables(connection):
                names = sql.SQL(", ").join(map(sql.Identifier, tables))
                connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(names))
            schema = connection.execute("SELECT current_schema()").fetchone() or ("public",)
            words = ("--no-owner", "--no-privileges", "--no-comments", f"--schema={schema[0]}")
            with _script(file, *words) as script:
                _run(script, connection.cursor())

    def _environment(self) -> dict[str, str]:
        """Return the facts of the connection as libpq's variables: others may read the words."""
        options = psycopg.pq.Conninfo.get_defaults()
        names = {each.keyword.decode(): each.envvar.decode() for each in options if each.envvar}
        return {names[key]: str(fact) for key, fact in self._given.items() if key in names}

    @contextlib.contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        """Open a transaction that ends with the block."""
        try:
            with psycopg.connect(**self._given) as connection:
                yield connection
        except psycopg.OperationalError as error:
            raise BusyError(str(error)) from error
        except psycopg.Error as error:
            raise CopyFailedError(f"PostgreSQL says: {error}") from error


@dataclass(frozen=True, slots=True)
class CheckedDump:
    """An archive that may be put into a database."""

    file: Path
    copier: PostgresqlCopier

    def put_in(self) -> None:
        """Put it in, in one transaction: whoever looks sees what was there, or all of it."""
        self.copier.replace_all(self.file)


def _tables(connection: psycopg.Connection) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    return [name for (name,) in connection.execute(query)]


def _run(script: IO[bytes], cursor: psycopg.Cursor) -> None:
    """Run a script of pg_restore's: statements, and rows between them."""
    statements: list[bytes] = []
    for line in script:
        if _ROWS.fullmatch(line):
            cursor.execute(b"".join(statements))
            statements.clear()
            with cursor.copy(line) as copy:
                for row in _rows(script):
                    copy.write(row)
        elif not line.startswith(_NO_SQL):
            statements.append(line)
    cursor.execute(b"".join(statements))


def _rows(script: IO[bytes]) -> Iterator[bytes]:
    return itertools.takewhile(lambda line: line != _END, script)


@contextlib.contextmanager
def _script(file: Path, *words: str) -> Iterator[IO[bytes]]:
    """Read what pg_restore would run; it is whole when the block ends, or CopyFailedError."""
    with _running("pg_restore", *words, "--file=-", str(file), environment={}) as script:
        yield script


@contextlib.contextmanager
def _running(tool: str, *words: str, environment: dict[str, str]) -> Iterator[IO[bytes]]:
    """Run one of PostgreSQL's programs until the block ends; CopyFailedError where it fails."""
    found = shutil.which(tool)
    if found is None:
        raise ToolMissingError(tool)
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs, with our words
            (found, *words),
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process:
            try:
                yield process.stdout or said
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            raise CopyFailedError(_without_secret(said.read(), environment))


def _without_secret(said: bytes, environment: dict[str, str]) -> str:
    words = " ".join(said.decode(errors="replace").split())
    secret = environment.get("PGPASSWORD")
    for written_secret in {secret, quote(secret)} if secret else ():
        words = words.replace(written_secret, "***")
    return words[:_SAID] or "PostgreSQL's program ended without a word"
