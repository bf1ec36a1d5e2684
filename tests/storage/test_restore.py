import contextlib
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from storage import migrations
from storage.copies import CopyError, CopyFailedError, NotACopyError, OtherEngineError
from storage.engine import BusyError, Storage
from storage.migrations import NewerDatabaseError
from tests.databases import Databases
from tests.storage.children import PROCESSES
from tests.storage.copying import (
    LATER,
    copy_by_hand,
    copy_of,
    damage,
    fill,
    programs,
    put_back,
    searched,
    sources,
)
from tests.storage.samples import DAY, NOON

STAMP = "20230701T120000"
TODAY = ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head()


@pytest.fixture(autouse=True)
def tools(postgresql: object, tmp_path: Path) -> Iterator[None]:
    """Have PostgreSQL's programs at hand, and a working directory of one's own."""
    del postgresql
    with searched(programs()), contextlib.chdir(tmp_path):
        yield


@pytest.fixture
def copy(url: str, tmp_path: Path) -> Path:
    """Return a copy of what has one thing open of each kind."""
    fill(url)
    return copy_of(url, tmp_path)


@pytest.fixture
def used(empty_url: str) -> str:
    """Lend a database that holds something else."""
    fill(empty_url, "b")
    return empty_url


def file_of(url: str) -> Path:
    """Return the file of a SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


def beside(url: str, folder: Path) -> list[str]:
    """Return what a restoring left where it works, but for the database and the copies."""
    found = file_of(url).parent.glob("*") if url.startswith("sqlite") else folder.glob("*")
    marks = ("restor", ".part")
    return [each.name for each in found if any(mark in each.name for mark in marks)]


def test_a_copy_is_restored_where_there_was_nothing(copy: Path, empty_url: str) -> None:
    restored = put_back(empty_url, copy)
    assert (restored.file, restored.kept) == (copy, None)
    assert (restored.copied_at, restored.at, restored.unknown) == (NOON, LATER, 1)
    assert sources(empty_url) == ["a", None]


def test_what_is_open_in_the_copy_is_in_doubt(copy: Path, empty_url: str) -> None:
    put_back(empty_url, copy)
    storage = Storage(empty_url)
    with storage.work() as work:
        assert work.outbox.counts()["queued"] == 0
        assert work.outbox.claim(LATER + DAY, 9) == ()
        assert [heard.in_doubt for heard in work.inbox.ready(LATER, 9)] == [True]
        assert [due.is_in_doubt for due in work.due.ready(LATER + 2 * DAY)] == [True, False]
        assert work.watch.restored_at() == LATER
    storage.close()


def test_what_was_there_is_kept_and_can_be_restored_too(copy: Path, used: str) -> None:
    kept = put_back(used, copy).kept
    assert kept is not None
    assert STAMP in kept.name
    assert sources(used) == ["a", None]
    again = put_back(used, kept, LATER + DAY)
    assert again.copied_at == LATER
    assert sources(used) == ["b", None]


def test_a_copy_takes_the_place_of_a_newer_schema(copy: Path, used: str) -> None:
    execute(used, "CREATE TABLE of_tomorrow (id integer PRIMARY KEY)")
    execute(used, "UPDATE alembic_version SET version_num = '9999_later'")
    assert put_back(used, copy).kept is not None
    assert sources(used) == ["a", None]
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedTable)):
        execute(used, "DELETE FROM of_tomorrow")


def test_a_database_that_is_damaged_is_replaced_and_kept(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path}/a.db")
    copy = copy_of(f"sqlite:///{tmp_path}/a.db", tmp_path)
    there = tmp_path / "guatu.db"
    there.write_bytes(b"no database" * 1000)
    there.chmod(0o640)
    restored = put_back(f"sqlite:///{there}", copy)
    assert sources(f"sqlite:///{there}") == ["a", None]
    assert there.stat().st_mode & 0o777 == 0o640
    assert restored.kept == tmp_path / f"guatu.db.before-restore-{STAMP}"
    assert restored.kept.read_bytes() == b"no database" * 1000


def test_a_database_with_a_damaged_page_is_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/guatu.db"
    fill(url)
    copy = copy_of(url, tmp_path)
    damage(file_of(url))
    put_back(url, copy)
    assert sources(url) == ["a", None]


def execute(url: str, statement: str) -> None:
    """Do to a database what guatu does not do."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(file_of(url))) as file, file:
            file.execute(statement)
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as server:
            server.execute(statement.encode())


def text(_: str, folder: Path) -> Path:
    file = folder / "x"
    file.write_text("no copy of anything")
    return file


def nothing(_: str, folder: Path) -> Path:
    file = folder / "x"
    file.touch()
    return file


def undated(url: str, folder: Path) -> Path:
    return copy_by_hand(url, folder / "x")


def newer(url: str, folder: Path) -> Path:
    fill(url)
    execute(url, "UPDATE alembic_version SET version_num = '9999_later'")
    file = copy_of(url, folder)
    execute(url, f"UPDATE alembic_version SET version_num = '{TODAY}'")
    return file


def cut_off(url: str, folder: Path) -> Path:
    fill(url, size=500_000)
    file = copy_of(url, folder)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return file


def missing(_: str, folder: Path) -> Path:
    return folder / "x"


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        pytest.param(text, NotACopyError, "is no copy of a database", id="a text"),
        pytest.param(nothing, NotACopyError, "is no copy of a database", id="an empty file"),
        pytest.param(undated, NotACopyError, "does not say when it was copied", id="undated"),
        pytest.param(newer, NewerDatabaseError, "9999_later", id="of a newer version"),
        pytest.param(cut_off, CopyError, "damaged|pg_restore: error", id="cut off"),
        pytest.param(missing, FileNotFoundError, "No such file", id="not there"),
    ],
)
def test_what_is_no_whole_copy_is_refused_and_nothing_changes(
    wrong: Callable[[str, Path], Path],
    error: type[Exception],
    says: str,
    url: str,
    used: str,
    tmp_path: Path,
) -> None:
    file, before = wrong(url, tmp_path), beside(used, tmp_path)
    with pytest.raises(error, match=says):
        put_back(used, file)
    assert sources(used) == ["b"]
    left = [name for name in beside(used, tmp_path) if name not in before]
    assert [name for name in left if "before-restore" not in name] == []
    assert left == [] or wrong is cut_off  # seen when it is put in: what was there is kept


def test_a_copy_of_the_other_engine_is_named(
    copy: Path, sqlite_files: Databases, postgresql_url: str
) -> None:
    is_file = b"SQLite" in copy.read_bytes()[:16]
    address = "sqlite:///FILE" if is_file else r"postgresql\+psycopg://USER@HOST/NAME"
    with pytest.raises(OtherEngineError, match=f"set GUATU_DATABASE_URL to {address}"):
        put_back(postgresql_url if is_file else sqlite_files.empty(), copy)


def test_the_database_is_no_copy_of_itself(sqlite_storage: Storage) -> None:
    url = str(sqlite_storage._engine.url)
    with pytest.raises(NotACopyError, match="is the database itself"):
        put_back(url, file_of(url))


def test_the_database_of_another_program_is_no_copy(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "x")) as other, other:
        other.execute("CREATE TABLE watch (brand text)")
    with pytest.raises(NotACopyError, match="does not say when it was copied"):
        put_back(f"sqlite:///{tmp_path}/guatu.db", tmp_path / "x")
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_tables_of_another_program_stay(postgresql: Databases, tmp_path: Path) -> None:
    here, there = postgresql.empty(), postgresql.empty()
    fill(here)
    copy = copy_of(here, tmp_path)
    execute(there, "CREATE TABLE cadastre (id integer)")
    with pytest.raises(CopyFailedError, match=r"holds something else \(cadastre\)"):
        put_back(there, copy)
    execute(there, "DROP TABLE cadastre")
    postgresql.drop(here)
    postgresql.drop(there)


def test_who_only_owns_the_database_may_copy_and_restore(
    postgresql: Databases, tmp_path: Path
) -> None:
    url = postgresql.empty()
    execute(url, "CREATE ROLE clerk LOGIN")
    execute(url, f"ALTER DATABASE {url.partition('?')[0].rpartition('/')[2]} OWNER TO clerk")
    own = url.replace("//postgres:", "//clerk:")
    fill(own)
    assert put_back(own, copy_of(own, tmp_path)).unknown == 1
    assert sources(own) == ["a", None]
    postgresql.drop(url)


def test_a_database_that_another_program_holds_is_busy_and_stays(copy: Path, used: str) -> None:
    with holding(used), pytest.raises(BusyError):
        put_back(used, copy)
    assert sources(used) == ["b"]


@contextlib.contextmanager
def holding(url: str) -> Iterator[None]:
    """Be another program in the middle of its work."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(file_of(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute("SELECT count(*) FROM journal")
            yield


def restore_when_told(url: str, copy: Path, has_begun: Event) -> None:
    """Restore a copy, in a process that may be killed."""
    has_begun.set()
    put_back(url, copy)


@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_kill_leaves_what_was_there_or_the_whole_copy(
    part: float, url: str, used: str, tmp_path: Path
) -> None:
    fill(url, size=10_000_000)
    copy = copy_of(url, tmp_path)
    has_begun = PROCESSES.Event()
    child = PROCESSES.Process(target=restore_when_told, args=(used, copy, has_begun))
    child.start()
    assert has_begun.wait(30)
    time.sleep(part * (0.12 if url.startswith("sqlite") else 0.6))  # of what it takes
    child.kill()
    child.join(30)
    assert child.exitcode in {0, -signal.SIGKILL}
    assert sources(used)[:1] in (["a"], ["b"])
    for file in tmp_path.glob("guatu-before-restore-*"):
        file.unlink()
    put_back(used, copy, LATER + DAY)
    assert sources(used)[0] == "a"
