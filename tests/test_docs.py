"""The documents say what is there: their links, paths, commands, words and settings are real."""

import ast
import re
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.compose import BUTTONS
from bot.compose import COMMANDS as CHAT
from bot.settings import PREFIX, Settings
from bot.wording.closing import Doubt, why_in_doubt

HOUSE = Path(__file__).parents[1]
PAGES = sorted(
    [*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("changes/*.md")],
)
ROOMS = ("bot", "charts", "papers", "rules", "storage")
CODE = "".join(
    path.read_text(encoding="utf-8") for room in ROOMS for path in HOUSE.glob(f"{room}/**/*.py")
)
OFFICE = HOUSE / "docs" / "office.md"
LARGEST_PICTURE = 200_000

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(HOUSE)))


def said(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def targets() -> dict[str, str]:
    """Return the Makefile's chores with their line of help."""
    lines = re.findall(r"^([a-z-]+):.*?(?:## (.*))?$", said(HOUSE / "Makefile"), re.MULTILINE)
    return dict(lines)


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", said(page))
    near = [link for link in links if "://" not in link]
    assert [link for link in near if not (page.parent / link).exists()] == []


@every_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    roots = "|".join([*ROOMS, "tests", "docs", "chores", "samples", "changes"])
    paths = re.findall(rf"`((?:{roots})/[^`\s*]*)`", said(page))
    assert [path for path in paths if not (HOUSE / path).exists()] == []


@every_page
def test_every_setting_that_is_named_is_one(page: Path) -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    assert set(re.findall(r"GUATU_[A-Z_]+[A-Z]", said(page))) <= known


@every_page
def test_every_command_that_is_named_is_one(page: Path) -> None:
    named = re.findall(r"`(?:\S*/)?guatu ([a-z]+)[ `]", said(page))
    named += re.findall(r"^(?:sudo \S+ )?\S*/guatu ([a-z]+)", said(page), re.MULTILINE)
    assert set(named) <= set(COMMANDS)


@every_page
def test_every_chore_that_is_named_is_one(page: Path) -> None:
    named = re.findall(r"(?:^|`)make (?:-C \S+ )?([a-z-]+)", said(page), re.MULTILINE)
    assert set(named) <= set(targets())


@every_page
def test_every_chat_command_that_is_named_is_one(page: Path) -> None:
    named = set(re.findall(r"(?<![\w/.}>)*])/([a-z]+)(?![\w/.])", said(page)))
    others = {"newbot", "metrics", "healthz", "readyz"}  # @BotFather's, and addresses
    assert named - others <= set(CHAT)


@every_page
def test_every_button_that_is_named_is_one(page: Path) -> None:
    words = set(re.findall(r"「([^」（]+)」", said(page)))
    assert [word for word in words if f'"{word}' not in CODE and f"「{word}」" not in CODE] == []


def test_the_office_knows_every_button_and_command() -> None:
    pairs = re.findall(r'"([一-龥]+)", "([a-z_]+)"', CODE)
    labels = {label for label, deed in pairs if deed in BUTTONS}
    guide = said(OFFICE)
    assert {"确认", "退回", "签收", "按未报"} <= labels
    assert [label for label in labels if f"「{label}」" not in guide] == []
    assert [name for name in CHAT if f"/{name}" not in guide] == []


def test_the_office_knows_every_reason_to_look() -> None:
    assert [why_in_doubt(one) for one in Doubt if why_in_doubt(one) not in said(OFFICE)] == []


def test_every_chore_has_its_line_of_help() -> None:
    assert [name for name, help_ in targets().items() if not help_] == []
    assert {"install", "rehearse", "run", "test", "check", "bench", "preview"} <= set(targets())


def test_every_decision_is_in_the_list() -> None:
    listed = set(re.findall(r"\]\(([0-9].*?)\)", said(HOUSE / "docs" / "adr" / "README.md")))
    assert listed == {path.name for path in HOUSE.glob("docs/adr/[0-9]*.md")}


def test_every_clause_has_its_row() -> None:
    rows = re.findall(r"^\| ([CE][^|]+) \|", said(HOUSE / "docs" / "rules.md"), re.MULTILINE)
    found = []
    for row in rows:
        first, *last = re.split(r"–|, ", row)
        numbers = range(int(first[1:]), int((last or [first])[0][1:]) + 1)
        found += [(row[0], number) for number in numbers]
    wanted = [("C", number) for number in range(1, 76)]
    assert found == wanted + [("E", number) for number in range(1, 45)]


@pytest.mark.parametrize("language", ["", ".zh-CN"])
def test_going_live_has_ten_steps(language: str) -> None:
    page = said(HOUSE / "docs" / f"going-live{language}.md")
    steps = re.findall(r"^## ([0-9]+) ", page, re.MULTILINE)
    assert steps == [str(number) for number in range(1, 11)]


def test_both_languages_show_the_same_steps_to_type() -> None:
    pages = [said(HOUSE / "docs" / f"going-live{language}.md") for language in ("", ".zh-CN")]
    english, chinese = (re.findall(r"(?ms)^```\n(.*?)^```", page) for page in pages)
    same = [one.replace("<this repository>", "<本仓库地址>") for one in english]
    assert same == chinese


@pytest.mark.parametrize("picture", sorted(HOUSE.glob("docs/pictures/*")), ids=lambda p: p.name)
def test_a_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < LARGEST_PICTURE
    for readme in ("README.md", "README.zh-CN.md"):
        assert f"docs/pictures/{picture.name}" in said(HOUSE / readme)


@pytest.mark.parametrize(
    "opening",
    [path for room in ROOMS for path in HOUSE.glob(f"{room}/**/__init__.py")],
    ids=lambda path: path.parent.relative_to(HOUSE).as_posix(),
)
def test_a_room_opens_with_one_sentence(opening: Path) -> None:
    told = ast.get_docstring(ast.parse(said(opening))) or ""
    assert told.endswith(".")
    assert "\n\n" not in told
