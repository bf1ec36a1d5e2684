import pytest

from bot.__main__ import COMMANDS
from bot.commands.declining import DeclinedError, sentence_of
from bot.refusals import NoBookError
from bot.settings import SettingsError
from storage.engine import BusyError
from storage.migrations import NewerDatabaseError
from tests.bot.commands.conftest import Terminal
from tests.databases import SqliteFiles

ENOUGH = {
    "load": ["F.xlsx"],
    "month": ["ask", "2023-06"],
    "ratings": ["2023-06"],
    "chart": ["wall", "2023-06", "--out", "F.png"],
    "paper": ["assessment", "2023", "--out", "F.xlsx"],
    "simulate": ["F.json"],
    "read": ["--unit", "公里", "5.8"],
    "backup": ["x.copy"],
    "restore": ["x.copy"],
    "db": ["upgrade"],
}
WITHOUT_DATABASE = ("ratings", "chart", "paper", "invite", "inbox", "outbox", "journal", "backup")
BY_ITSELF = {"doctor"}  # a wrong setting is one of its findings


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in BY_ITSELF])
def test_an_unknown_setting_stops_every_command(name: str, terminal: Terminal) -> None:
    told = terminal(name, *ENOUGH.get(name, []), DATABASE_UR="sqlite:///x.db")
    assert told.status == 1
    assert told.out == ""
    assert told.err == (
        "GUATU_DATABASE_UR is no setting of guatu; did you mean GUATU_DATABASE_URL?\n"
    )


def test_an_unknown_setting_in_the_file_stops_it_too(terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("GUATU_ASKING=last 09:00\n")
    told = terminal("inbox", "--json")
    assert told.status == 1
    assert told.document == {"error": told.err.strip()}
    assert "GUATU_ASKING is no setting" in told.err


@pytest.mark.parametrize("name", WITHOUT_DATABASE)
def test_what_only_looks_makes_no_database(name: str, terminal: Terminal) -> None:
    told = terminal(name, *ENOUGH.get(name, []), DATABASE_URL="sqlite:///new.db")
    assert (told.status, told.out) == (1, "")
    assert told.err == (
        "there is no database yet; run `guatu load FILE.xlsx`, or set GUATU_DATABASE_URL\n"
    )
    assert list(terminal.folder.iterdir()) == []


@pytest.mark.parametrize("name", WITHOUT_DATABASE)
def test_an_older_database_is_to_be_upgraded(
    name: str, terminal: Terminal, sqlite_files: SqliteFiles
) -> None:
    old = sqlite_files.empty()
    (terminal.folder / "old.db").write_bytes(b"")
    told = terminal(name, *ENOUGH.get(name, []), DATABASE_URL="sqlite:///old.db")
    assert (told.status, told.err.strip()) == (
        1,
        "the database has an older schema; run `guatu db upgrade`",
    )
    assert terminal("db", "upgrade", DATABASE_URL=old).status == 0
    assert terminal("journal", "--json", DATABASE_URL=old).document == []


@pytest.mark.parametrize("words", [["month", "ask", "2023-06"], ["journal"], ["db", "upgrade"]])
def test_what_is_no_database_is_told(words: list[str], terminal: Terminal) -> None:
    (terminal.folder / "note.db").write_text("not a database, whatever its name says")
    told = terminal(*words, DATABASE_URL="sqlite:///note.db")
    assert told.status == 1
    assert told.err == (
        "the database cannot be used: file is not a database; "
        "see GUATU_DATABASE_URL, or try again\n"
    )


def test_a_folder_that_is_not_there_is_told(terminal: Terminal) -> None:
    told = terminal("db", "upgrade", DATABASE_URL="sqlite:///nowhere/guatu.db")
    assert told.status == 1
    assert "unable to open database file" in told.err


def test_a_password_is_never_printed(terminal: Terminal) -> None:
    told = terminal("journal", DATABASE_URL="postgresql+psycopg://guatu:geheim@127.0.0.1:1/g")
    assert told.status == 1
    assert "geheim" not in told.err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(DeclinedError("no"), "no", id="declined"),
        pytest.param(SettingsError("GUATU_X"), "GUATU_X", id="settings"),
        pytest.param(
            NewerDatabaseError(("0099",)),
            "the database is at revision 0099, which this version does not know; "
            "install the version of guatu that wrote it, or a later one",
            id="a newer database",
        ),
        pytest.param(
            BusyError("database\n is locked"),
            "the database cannot be used: database is locked; "
            "see GUATU_DATABASE_URL, or try again",
            id="a busy database",
        ),
        pytest.param(
            PermissionError(13, "Permission denied", "F.png"),
            "F.png: Permission denied; check the path and its permissions",
            id="a file",
        ),
        pytest.param(ZeroDivisionError(), None, id="a fault of ours"),
    ],
)
def test_an_error_is_one_sentence(error: Exception, sentence: str | None) -> None:
    assert sentence_of(error) == sentence


def test_a_refusal_has_its_words() -> None:
    told = sentence_of(NoBookError())
    assert told == "no workbook is loaded; run `guatu load FILE.xlsx`"
