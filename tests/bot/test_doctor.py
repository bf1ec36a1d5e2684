import dataclasses
import datetime as dtm
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import docx
import pytest

from bot.checks import (
    Check,
    check_database,
    check_papers,
    check_settings,
    check_stored,
    check_templates,
)
from bot.rehearsal.chats import Chat
from bot.rehearsal.server import ChatServer
from bot.settings import Settings
from bot.transports.telegram.checks import check_telegram
from papers import pdf
from papers.warning_letter import TEMPLATES
from rules.notice import Address, Notice
from rules.posts import Room
from storage.bindings import Group
from storage.engine import Storage
from tests.bot.stage_book import TOWNSHIP
from tests.databases import SqliteFiles

NOON = dtm.datetime(2023, 6, 30, 4, 0, tzinfo=dtm.UTC)
TOKEN = "8000001:test"
_ROOT = Path(__file__).parents[2]


def stored(storage: Storage, settings: Settings) -> dict[str, Check]:
    return {one.check: one for one in check_stored(settings, storage, NOON)}


def test_templates_of_the_office_are_tried_before_a_paper_needs_them(tmp_path: Path) -> None:
    def looked_at() -> Check:
        return check_templates(Settings(_env_file=None, templates=tmp_path / "own"))

    assert check_templates(Settings(_env_file=None)) == Check("templates", ok=True, found="ours")
    assert "is no folder" in looked_at().found
    shutil.copytree(TEMPLATES, tmp_path / "own")
    for name in ("warning_yellow.docx", "warning_red.docx", "application.docx"):
        assert name in looked_at().found
    assert looked_at().ok
    document = docx.Document(str(TEMPLATES / "warning_red.docx"))
    document.add_paragraph("签发 {{ 签发人 }}")
    document.save(str(tmp_path / "own" / "warning_red.docx"))
    found = looked_at()
    assert (found.ok, "模板“warning_red.docx”有误" in found.found) == (False, True)
    assert "签发人" in found.found


def test_an_empty_database_wants_a_workbook(sqlite_storage: Storage, settings: Settings) -> None:
    found = stored(sqlite_storage, settings)
    assert [name for name, one in found.items() if not one.ok] == ["book"]
    assert "guatu load" in found["book"].do


@pytest.fixture
def loaded(sqlite_storage: Storage) -> Storage:
    with sqlite_storage.work() as work:
        work.book.put(TOWNSHIP, NOON)
    return sqlite_storage


def test_who_and_what_is_not_bound_is_named(loaded: Storage, settings: Settings) -> None:
    with loaded.work() as work:
        first = work.book.posts()[0].person
        work.bindings.bind_person(first, 11, NOON)
        work.bindings.bind_group(Room.OFFICE, None, Address(-1), "督考办", NOON)
    found = stored(loaded, settings)
    assert not found["people"].ok
    assert found["people"].found.startswith("1 of ")
    assert first not in found["people"].found.partition("not ")[2]
    assert "督考办群" not in found["groups"].found
    assert "全镇群" in found["groups"].found


def test_all_is_well_when_all_are_bound(loaded: Storage, settings: Settings) -> None:
    with loaded.work() as work:
        for account, post in enumerate(work.book.posts(), start=1):
            work.bindings.bind_person(post.person, account, NOON)
        for number, command in enumerate(work.book.commands(2023), start=1):
            work.bindings.bind_group(Room.COMMAND, command.number, Address(-number), "群", NOON)
        for number, room in enumerate((Room.TOWNSHIP, Room.HEADQUARTERS, Room.OFFICE), 90):
            work.bindings.bind_group(room, None, Address(-number), "群", NOON)
    assert [one for one in stored(loaded, settings).values() if not one.ok] == []


def test_a_year_without_a_table_is_told(sqlite_storage: Storage, settings: Settings) -> None:
    later = dataclasses.replace(TOWNSHIP, year=2031)
    with sqlite_storage.work() as work:
        work.book.put(later, NOON)
    found = stored(sqlite_storage, settings)["days off"]
    assert (found.ok, "2031" in found.found, "GUATU_HOLIDAYS" in found.do) == (False, True, True)


def test_characters_that_no_font_has_are_named(
    sqlite_storage: Storage, settings: Settings
) -> None:
    project = dataclasses.replace(TOWNSHIP.projects[0], name="金坝路\U0003106c")
    odd = dataclasses.replace(TOWNSHIP, projects=(project, *TOWNSHIP.projects[1:]))
    with sqlite_storage.work() as work:
        work.book.put(odd, NOON)
    found = stored(sqlite_storage, settings)["fonts"]
    assert not found.ok
    assert "\U0003106c" in found.found


@pytest.mark.parametrize(
    ("age", "is_ok"),
    [(dtm.timedelta(), True), (dtm.timedelta(hours=1), False)],
    ids=["just now", "for long"],
)
def test_what_fails_for_long_is_told(
    age: dtm.timedelta,
    is_ok: bool,  # noqa: FBT001
    loaded: Storage,
    settings: Settings,
) -> None:
    with loaded.work() as work:
        work.outbox.put(Notice("k", Address(5), "6月进展？"), NOON - age)
        (row,) = work.outbox.claim(NOON, 1)
        work.outbox.again(row, NOON, "ConnectError")
    assert stored(loaded, settings)["outbox"].ok is is_ok


def test_what_is_stuck_is_counted(loaded: Storage, settings: Settings) -> None:
    with loaded.work() as work:
        work.inbox.take_in("8000001", [{"update_id": 1}], NOON)
        work.inbox.poison(1, "no chat")
        work.outbox.put(Notice("k", Address(5), "6月进展？"), NOON)
        work.outbox.dead(1, "Forbidden", NOON)
    found = stored(loaded, settings)
    assert (found["inbox"].ok, found["inbox"].found) == (False, "0 new, 0 failed, 1 poison")
    assert (found["outbox"].ok, found["outbox"].found) == (False, "0 queued, 0 unknown, 1 dead")


def test_settings_are_shown_without_secrets() -> None:
    given: dict[str, Any] = {
        "telegram_token": "1:geheim",
        "database_url": "postgresql+psycopg://guatu:geheim@db/guatu",
        "remind": "+1 09:00, +2 09:00",
    }
    found = check_settings(Settings(**given)).found
    assert "geheim" not in found
    assert "GUATU_TELEGRAM_TOKEN=(set)" in found
    assert "GUATU_DATABASE_URL=postgresql+psycopg://db/guatu" in found
    assert "GUATU_REMIND=+1 09:00, +2 09:00" in found


def test_a_machine_without_libreoffice_is_well_and_told_so() -> None:
    found = check_papers()
    assert (found.check, found.ok) == ("papers", True)
    assert ("without PDF" in found.found) is not pdf.is_installed()


@pytest.mark.parametrize(
    ("name", "is_ok", "told"),
    [
        pytest.param("fresh.db", True, "the schema of this version", id="migrated"),
        pytest.param("nowhere.db", False, "there is none yet", id="missing"),
        pytest.param("empty.db", False, "older", id="not migrated"),
        pytest.param("text.db", False, "cannot be opened", id="no database"),
    ],
)
def test_a_database_is_looked_at_and_not_made(
    name: str,
    is_ok: bool,  # noqa: FBT001
    told: str,
    tmp_path: Path,
    sqlite_files: SqliteFiles,
) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("no database at all " * 99)
    url = sqlite_files.fresh() if name == "fresh.db" else f"sqlite:///{tmp_path}/{name}"
    found = check_database(Settings(database_url=url))
    assert found.ok is is_ok
    assert told in found.found
    assert not (tmp_path / "nowhere.db").exists()


def test_a_server_that_is_away_is_told() -> None:
    found = check_database(Settings(database_url="postgresql+psycopg://u:geheim@127.0.0.1:9/x"))
    assert not found.ok
    assert "geheim" not in found.found


@pytest.fixture
async def server() -> AsyncIterator[ChatServer]:
    async with ChatServer(clock=lambda: NOON, token=TOKEN) as running:
        yield running


async def asked(
    server: ChatServer,
    *groups: Chat,
    token: str = TOKEN,
    ahead: float = 0,
    webhook: str | None = None,
) -> dict[str, Check]:
    """Return what Telegram says, by a clock that goes so many seconds ahead of its own."""
    bound = [Group(Room.COMMAND, "01", Address(chat.id), chat.title) for chat in groups]

    def clock() -> dtm.datetime:
        return dtm.datetime.now(dtm.UTC) + dtm.timedelta(seconds=ahead)  # noqa: TID251 - the server's

    checks = check_telegram(server.address, token, webhook_url=webhook, groups=bound, clock=clock)
    return {one.check: one async for one in checks}


async def test_telegram_finds_nothing_amiss(server: ChatServer) -> None:
    found = await asked(server, server.room.group("公路站"))
    assert [name for name, one in found.items() if not one.ok] == []
    assert list(found) == ["token", "privacy mode", "webhook", "membership", "clock"]
    assert "@guatu_bot" in found["token"].found


@pytest.mark.parametrize("reads_all", [True, False], ids=["off", "on"])
async def test_privacy_mode_is_explained(reads_all: bool, server: ChatServer) -> None:  # noqa: FBT001
    server.room.reads_all = reads_all
    found = (await asked(server))["privacy mode"]
    assert found.ok
    assert found.found.startswith("off:" if reads_all else "on:")


async def test_a_group_without_the_bot_is_named(server: ChatServer) -> None:
    wei = server.room.user("韦长河")
    here, gone = server.room.group("公路站", [wei]), server.room.group("水利站", [wei])
    server.groups.remove_bot(gone, by=wei)
    found = (await asked(server, here, gone))["membership"]
    assert (found.ok, found.found) == (False, "the bot cannot write in 水利站")


async def test_a_webhook_is_told_without_its_path(server: ChatServer) -> None:
    server.webhook.url = "https://example.cn/geheim"
    found = (await asked(server))["webhook"]
    assert not found.ok
    assert "geheim" not in found.found


@pytest.mark.parametrize(
    ("is_set", "told", "is_ok"),
    [
        pytest.param("", "Telegram knows of none", False, id="none is set"),
        pytest.param("https://other.cn/x", "to other.cn", False, id="another one is set"),
        pytest.param("https://example.cn/x", "to example.cn; 0 wait", True, id="it is set"),
    ],
)
async def test_the_webhook_of_the_settings_is_looked_at(
    is_set: str,
    told: str,
    is_ok: bool,  # noqa: FBT001
    server: ChatServer,
) -> None:
    server.webhook.url = is_set
    found = (await asked(server, webhook="https://example.cn/x"))["webhook"]
    assert told in found.found
    assert found.ok is is_ok


@pytest.mark.parametrize(
    ("ahead", "told"),
    [pytest.param(300, "ahead of", id="ahead"), pytest.param(-300, "behind", id="behind")],
)
async def test_a_wrong_clock_is_told(ahead: float, told: str, server: ChatServer) -> None:
    found = (await asked(server, ahead=ahead))["clock"]
    assert not found.ok
    assert told in found.found


async def test_a_wrong_token_is_told_without_the_token(server: ChatServer) -> None:
    found = await asked(server, token="1:geheim")
    assert list(found) == ["token"]
    assert "no such bot" in found["token"].found
    assert "geheim" not in str(found)


async def test_telegram_out_of_reach_is_told(server: ChatServer) -> None:
    await server.stop()
    found = await asked(server)
    assert (list(found), found["token"].ok) == (["token"], False)
    assert "cannot be reached (ConnectError)" in found["token"].found


@pytest.mark.parametrize(
    ("given", "failing"),
    [
        pytest.param({}, ["database", "token"], id="nothing set up"),
        pytest.param({"GUATU_ASKK": "1"}, ["settings"], id="a wrong setting"),
    ],
)
def test_the_command_prints_one_document_and_fails(
    given: dict[str, str], failing: list[str], tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUATU_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=tmp_path,
        env={**kept, **given, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        check=False,
    )
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["check"] for one in found if not one["ok"]] == failing
    assert all(set(one) == {"check", "ok", "found", "do"} for one in found)
    assert list(tmp_path.iterdir()) == []
