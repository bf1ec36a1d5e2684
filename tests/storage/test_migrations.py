from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, Inspector, inspect, text

from storage import migrations
from storage.engine import Storage
from storage.migrations import NewerDatabaseError, config_for, downgrade
from storage.tables import METADATA
from tests.databases import Databases
from tests.storage import children
from tests.storage.children import PROCESSES
from tests.storage.samples import NOON, notice

VERSIONS = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))


@pytest.fixture
def storage(empty_url: str) -> Iterator[Storage]:
    """Open a storage that is migrated here, since what is done to it here is not undone."""
    storage = Storage(empty_url)
    storage.upgrade()
    yield storage
    storage.close()


def described(inspector: Inspector, table: str) -> dict[str, Any]:
    """Return all that an engine knows of a table, in an order of its own."""

    def named(found: list[Any]) -> list[Any]:
        return sorted(found, key=lambda part: str(part["name"]))

    columns = [{**c, "type": repr(c["type"])} for c in inspector.get_columns(table)]
    return {
        "columns": columns,
        "primary key": inspector.get_pk_constraint(table),
        "unique": named(list(inspector.get_unique_constraints(table))),
        "indexes": [
            {**index, "dialect_options": {k: str(v) for k, v in index["dialect_options"].items()}}
            for index in named(list(inspector.get_indexes(table)))
        ],
        "checks": named(list(inspector.get_check_constraints(table))),
        "foreign keys": named(list(inspector.get_foreign_keys(table))),
    }


def schema(engine: Engine) -> dict[str, Any]:
    inspector = inspect(engine)
    tables = set(inspector.get_table_names()) - {"alembic_version"}
    return {table: described(inspector, table) for table in sorted(tables)}


def test_the_migrated_schema_is_the_declared_one(storage: Storage, databases: Databases) -> None:
    url = databases.empty()
    declared = Storage(url)
    METADATA.create_all(declared._engine)
    assert schema(storage._engine) == schema(declared._engine)
    declared.close()
    databases.drop(url)


def test_alembic_finds_nothing_to_revise(storage: Storage) -> None:
    with storage._engine.begin() as connection:
        command.check(config_for(connection))


def test_a_database_goes_down_to_nothing_and_up_again(storage: Storage) -> None:
    declared = schema(storage._engine)
    downgrade(storage._engine, "base")
    assert schema(storage._engine) == {}
    storage.upgrade()
    assert schema(storage._engine) == declared


def test_an_upgrade_that_is_not_needed_changes_nothing(storage: Storage) -> None:
    with storage.work() as work:
        work.outbox.put(notice("a"), NOON)
    storage.upgrade()
    with storage.look() as look:
        assert look.outbox.counts()["queued"] == 1


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    with PROCESSES.Pool(3) as pool:
        pool.map(children.upgrade, [empty_url] * 3, chunksize=1)
    migrated = Storage(empty_url)
    assert set(schema(migrated._engine)) == set(METADATA.tables)
    migrated.close()


def test_a_newer_database_is_refused(storage: Storage) -> None:
    with storage._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(NewerDatabaseError, match="9999_later") as refused:
        storage.upgrade()
    assert refused.value.found == ("9999_later",)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.stem)
def test_a_revision_speaks_of_plain_types(version: Path) -> None:
    written = version.read_text(encoding="utf-8")
    assert "sqlmodel" not in written
    assert "storage" not in written
    assert "Enum" not in written


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_constraint_has_a_name(table: Any) -> None:
    assert all(constraint.name for constraint in table.constraints)
