import re
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values

from bot.__main__ import COMMANDS, load_command
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
PAGES = (ROOT / "docs" / "commands.md").read_text("utf-8").split("\n## guatu ")[1:]
EXAMPLE = ROOT / ".env.example"
NAMES = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]


def page(command: str) -> str:
    """Return what the docs say of a command."""
    return next(each for each in PAGES if each.split()[0] == command)


def uncommented() -> dict[str, str]:
    """Return the settings of the example as if all were uncommented."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    text = [line[2:] for line in lines if re.match(rf"# {PREFIX}[A-Z_]+=", line)]
    return dict(line.split("=", 1) for line in text)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_the_docs_once(name: str) -> None:
    assert len(re.findall(rf"^\| `{name}` \|", SETTINGS, re.MULTILINE)) == 1


def test_the_docs_know_no_other_setting() -> None:
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", SETTINGS)) == set(NAMES)


def test_the_example_has_every_setting_commented_out() -> None:
    assert list(dotenv_values(EXAMPLE)) == []
    assert sorted(uncommented()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_and_the_docs_show_the_default(name: str) -> None:
    shown = uncommented()[name]
    given: dict[str, Any] = {name.removeprefix(PREFIX).lower(): shown} if shown else {}
    assert Settings(**given) == Settings()
    documented = re.search(
        rf"^\| `{name}` \| (?:`([^`]+)`|none|the value)", SETTINGS, re.MULTILINE
    )
    assert documented is not None
    assert (documented[1] or "") == shown


def test_the_docs_have_a_page_for_every_command() -> None:
    assert sorted(each.split()[0] for each in PAGES) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_stands_in_the_docs(command: str) -> None:
    options = {
        name
        for each in load_command(command).params
        if each.param_type_name == "option"
        for name in each.opts
    }
    documented = re.findall(r"^\| `(--[a-z-]+)[^`]*` \|", page(command), re.MULTILINE)
    assert sorted(documented) == sorted(options)
