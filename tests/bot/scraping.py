"""What a monitor sees of a bot: its metrics as Prometheus reads them, and its state."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import aiohttp
import psycopg
from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True, slots=True)
class Monitor:
    """Asks at an address."""

    address: str

    async def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Return the status and the words of an answer."""
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"http://{self.address}{path}") as answer,
        ):
            return answer.status, await answer.text()

    async def metrics(self) -> dict[str, float]:
        """Return every sample by its name and labels: `guatu_sendings_total{outcome=sent}`."""
        status, written = await self.ask("/metrics")
        assert status == 200
        return {
            sample.name + "".join(f"{{{k}={v}}}" for k, v in sorted(sample.labels.items())): (
                sample.value
            )
            for family in text_string_to_metric_families(written)
            for sample in family.samples
        }


@contextmanager
def locked_away(url: str) -> Iterator[None]:
    """Keep everybody else from the database, readers too; on SQLite it must not be open yet."""
    if not url.startswith("sqlite"):
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE")
            yield
        return
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()
