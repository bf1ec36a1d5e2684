"""What every room's tests may ask for: a database on each engine."""

from collections.abc import Iterator

import pytest

from storage.engine import Storage
from tests.databases import ENGINES, Databases, SqliteFiles, postgresql_server


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Keep the folder of this session's SQLite files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """Run this session's PostgreSQL server; it starts when a test first asks for it."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Return the databases of each engine in turn: what asks for them is tested on both."""
    name = "sqlite_files" if request.param == "sqlite" else "postgresql"
    found: Databases = request.getfixturevalue(name)
    return found


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """Lend a fresh database with today's schema, on each engine."""
    url = databases.fresh()
    yield url
    databases.give_back(url)


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    """Lend a database with nothing in it, on each engine."""
    url = databases.empty()
    yield url
    databases.drop(url)


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """Open a fresh storage, on each engine."""
    storage = Storage(url)
    yield storage
    storage.close()


@pytest.fixture
def sqlite_storage(sqlite_files: SqliteFiles) -> Iterator[Storage]:
    """Open a fresh storage in a file, for tests of what does not depend on the engine."""
    storage = Storage(sqlite_files.fresh())
    yield storage
    storage.close()


@pytest.fixture
def postgresql_url(postgresql: Databases) -> Iterator[str]:
    """Lend a fresh PostgreSQL database, for tests of what only a server does."""
    url = postgresql.fresh()
    yield url
    postgresql.give_back(url)
