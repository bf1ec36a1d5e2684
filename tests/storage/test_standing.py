from pathlib import Path

import pytest

from storage.engine import BusyError, Storage
from storage.standing import Standing, standing
from tests.databases import Databases


def test_a_migrated_database_is_current(url: str) -> None:
    assert standing(url) is Standing.CURRENT


def test_an_empty_one_is_behind(databases: Databases) -> None:
    url = databases.empty()
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).touch()
    assert standing(url) is Standing.BEHIND


def test_what_a_later_version_wrote_is_newer(empty_url: str) -> None:
    storage = Storage(empty_url)
    storage.upgrade()
    with storage._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of_tomorrow'")
    storage.close()
    assert standing(empty_url) is Standing.NEWER


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert standing(f"sqlite:///{tmp_path}/guatu.db") is Standing.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_away_is_busy() -> None:
    with pytest.raises(BusyError):
        standing("postgresql+psycopg://u@127.0.0.1:9/x")
