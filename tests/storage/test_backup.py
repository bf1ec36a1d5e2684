import contextlib
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.backup import back_up
from storage.copies import CopyExistsError, CopyFailedError, Dialect
from storage.engine import Storage
from storage.postgresql_copies import ToolMissingError
from tests.storage import children
from tests.storage.children import PROCESSES
from tests.storage.copying import (
    copy_of,
    damage,
    fill,
    programs,
    put_back,
    put_by_hand,
    searched,
    sources,
    untold,
)
from tests.storage.samples import DAY, NOON


@pytest.fixture(autouse=True)
def tools(postgresql: object, tmp_path: Path) -> Iterator[None]:
    """Have PostgreSQL's programs at hand, and a working directory of one's own."""
    del postgresql
    with searched(programs()), contextlib.chdir(tmp_path):
        yield


def test_a_copy_taken_while_another_process_writes_is_whole(
    url: str, empty_url: str, tmp_path: Path
) -> None:
    has_begun = PROCESSES.Event()
    child = PROCESSES.Process(target=children.write_for_ever, args=(url, has_begun))
    child.start()
    assert has_begun.wait(30)
    copies = []
    for number in range(3):
        wait_until_it_grows(url)
        copies.append(copy_of(url, tmp_path, NOON + DAY * number))
    assert child.is_alive()
    child.kill()
    child.join(30)
    found = []
    for number, copy in enumerate(copies):
        put_back(empty_url, copy, NOON + DAY * number)
        found.append(sources(empty_url)[:-1])  # the last line is of the restoring
    assert [len(each) % 5 for each in found] == [0, 0, 0]
    assert 25 <= len(found[0]) < len(found[1]) < len(found[2])
    assert found[2] == sources(url)[: len(found[2])]


def wait_until_it_grows(url: str) -> None:
    """Wait until there are more lines in a journal."""
    before = len(sources(url))
    while len(sources(url)) == before:
        time.sleep(0.01)


def test_who_writes_in_the_middle_of_a_copy_is_let_and_not_in_it(
    sqlite_storage: Storage, tmp_path: Path
) -> None:
    url = str(sqlite_storage._engine.url)
    fill(url, size=5_000_000)

    def write(_done: int, _of: int) -> None:
        fill(url, "b")

    copy = back_up(url, tmp_path / "x", at=NOON, told=write).file
    assert sources(f"sqlite:///{copy}") == ["a"]
    assert sources(url)[:3] == ["a", "b", "b"]


def test_a_copy_says_what_it_is(url: str, tmp_path: Path) -> None:
    copy = back_up(url, tmp_path / "x.copy", at=NOON, told=untold)
    assert copy.file.stat().st_size == copy.size > 1000
    assert copy.at == NOON
    assert copy.dialect is (Dialect.SQLITE if url.startswith("sqlite") else Dialect.POSTGRESQL)


def test_a_copy_is_one_file_that_nobody_else_may_read(url: str, tmp_path: Path) -> None:
    file = copy_of(url, tmp_path)
    assert list(tmp_path.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("is_link", [False, True], ids=["a file", "a link to nothing"])
def test_nothing_is_overwritten_by_a_copy(url: str, tmp_path: Path, *, is_link: bool) -> None:
    there = tmp_path / "x.copy"
    if is_link:
        there.symlink_to(tmp_path / "nowhere")
    else:
        there.write_text("the only good copy")
    with pytest.raises(CopyExistsError, match="give a name that is not taken"):
        back_up(url, there, at=NOON, told=untold)
    assert list(tmp_path.iterdir()) == [there]
    assert is_link or there.read_text() == "the only good copy"


def test_what_a_killed_copy_left_is_no_hindrance(url: str, tmp_path: Path) -> None:
    (tmp_path / "x.copy.part").write_text("half of")
    back_up(url, tmp_path / "x.copy", at=NOON, told=untold)
    assert [file.name for file in tmp_path.iterdir()] == ["x.copy"]


def test_the_database_knows_when_it_was_copied(url: str, storage: Storage, tmp_path: Path) -> None:
    copy_of(url, tmp_path)
    copy_of(url, tmp_path, NOON + DAY)
    with storage.look() as look:
        assert look.watch.copied_at() == NOON + DAY
        assert look.watch.restored_at() is None
        assert look.journal.entries() == ()


def test_a_copy_in_its_place_that_is_copied_first_is_doubted(
    url: str, empty_url: str, tmp_path: Path
) -> None:
    fill(url)
    put_by_hand(copy_of(url, tmp_path), empty_url)
    copy_of(empty_url, tmp_path, NOON + DAY)
    there = Storage(empty_url)
    with there.look() as look:
        assert look.outbox.counts()["unknown"] == 1
        assert look.watch.copied_at() == NOON
    there.close()


def test_who_waits_for_a_copy_of_a_file_is_told_how_far_it_is(
    sqlite_storage: Storage, tmp_path: Path
) -> None:
    url = str(sqlite_storage._engine.url)
    fill(url, size=5_000_000)
    told: list[tuple[int, int]] = []
    back_up(url, tmp_path / "x", at=NOON, told=lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][0] < told[0][1]
    assert told[-1][0] == told[-1][1]


def test_a_damaged_database_is_not_copied(sqlite_storage: Storage, tmp_path: Path) -> None:
    url = str(sqlite_storage._engine.url)
    fill(url, size=200_000)
    sqlite_storage.close()
    damage(Path(url.removeprefix("sqlite:///")))
    with pytest.raises(CopyFailedError, match=r"the database is damaged \(.+\)"):
        back_up(url, tmp_path / "x", at=NOON, told=untold)
    assert list(tmp_path.iterdir()) == []


def test_without_pg_dump_it_says_what_to_install(postgresql_url: str, tmp_path: Path) -> None:
    with searched(tmp_path), pytest.raises(ToolMissingError, match="postgresql-client") as refused:
        back_up(postgresql_url, tmp_path / "x", at=NOON, told=untold)
    assert refused.value.tool == "pg_dump"
    assert list(tmp_path.iterdir()) == []


def test_no_word_of_pg_dump_tells_the_password(postgresql_url: str, tmp_path: Path) -> None:
    tool, words = tmp_path / "pg_dump", tmp_path / "words"
    tool.write_text(f'#!/bin/sh\necho "$@" > {words}\necho "no $PGPASSWORD" >&2\nexit 1\n')
    tool.chmod(0o700)
    url = make_url(postgresql_url).set(password="s3/cret").render_as_string(hide_password=False)
    with searched(tmp_path), pytest.raises(CopyFailedError) as refused:
        back_up(url, tmp_path / "x", at=NOON, told=untold)
    assert refused.value.why == "no ***"
    assert words.read_text() == f"--format=custom --no-password --file={tmp_path}/x.part\n"
    assert sorted(tmp_path.iterdir()) == [tool, words]
