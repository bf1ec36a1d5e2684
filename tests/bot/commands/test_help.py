import re
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, load_command
from tests.bot.commands.conftest import Terminal

GUATU = Path(sys.executable).with_name("guatu")
HEAVY = ("sqlalchemy", "sqlmodel", "telegram", "matplotlib", "openpyxl", "aiohttp", "pydantic")


def test_help_lists_every_command_with_a_line(terminal: Terminal) -> None:
    told = terminal("--help")
    assert told.status == 0
    listed = dict(re.findall(r"^  ([a-z]+)  +(\S.*)$", told.out, re.MULTILINE))
    assert listed == dict(COMMANDS)


def process(
    *words: str | Path, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a process of its own, with nothing but this in its environment."""
    ran = subprocess.run(  # noqa: S603 - our own command
        words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in ran.stderr
    return ran


def test_help_imports_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.__main__ import app; app(['--help'], standalone_mode=False); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    ran = process(sys.executable, "-c", code, folder=tmp_path)
    assert "guatu" in ran.stdout
    assert [name for name in HEAVY if f"'{name}'" in ran.stderr] == []


def test_the_installed_command_runs_anywhere(tmp_path: Path) -> None:
    ran = process(GUATU, "ratings", "2023-06", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("there is no database yet")
    assert list(tmp_path.iterdir()) == []


def test_the_installed_command_writes_utf_8_whatever_the_language(tmp_path: Path) -> None:
    ran = process(GUATU, "--help", folder=tmp_path, PYTHONIOENCODING="latin-1")
    assert "挂图作战" in ran.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_of_itself(name: str, terminal: Terminal) -> None:
    told = terminal(name, "--help")
    assert told.status == 0
    assert f"Example: guatu {name}" in " ".join(told.out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_right_usage(name: str) -> None:
    text = " ".join((import_module(f"bot.commands.{name}").__dict__[name].__doc__ or "").split())
    words = text.partition(f"Example: guatu {name}")[2].split()
    load_command(name).make_context(name, words)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_a_function_of_its_own_file(name: str) -> None:
    command = getattr(import_module(f"bot.commands.{name}"), name)
    assert command.__module__ == f"bot.commands.{name}"
    assert signature(command).return_annotation is None


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["lode"], id="an unknown command"),
        pytest.param(["ratings"], id="a month is missing"),
        pytest.param(["ratings", "2023-13"], id="no month"),
        pytest.param(["month", "open", "2023-06"], id="no phase"),
        pytest.param(["load"], id="a file is missing"),
        pytest.param(["load", "F.xlsx", "--year", "2"], id="no year"),
        pytest.param(["chart", "card", "2023-06", "--out", "F.png"], id="a card of no project"),
        pytest.param(
            ["chart", "wall", "2023-06", "--project", "JT01", "--out", "F.png"],
            id="a project on the wall",
        ),
        pytest.param(
            ["chart", "card", "2023-06", "--project", "JT01", "--command", "6", "--out", "F.png"],
            id="a command on a card",
        ),
        pytest.param(["chart", "carton", "2023-06", "--out", "F.png"], id="no such picture"),
        pytest.param(["outbox", "--retry", "1", "--drop", "1"], id="to retry and to drop"),
        pytest.param(["inbox", "--retry", "1", "--drop", "1"], id="to retry and to drop"),
        pytest.param(["db", "downgrade"], id="no such deed"),
        pytest.param([], id="nothing"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], loaded: Terminal) -> None:
    told = loaded(*words)
    assert told.status == 2
    assert "Usage: guatu" in told.err + told.out


def test_a_mistyped_command_is_told_the_nearest(terminal: Terminal) -> None:
    assert "Did you mean 'load'?" in terminal("lode").err
