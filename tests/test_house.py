"""The house itself: nothing in it belongs to one machine, and no name is a drawer for anything."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = ("bot", "charts", "chores", "papers", "rules", "storage", "tests", "docs", "changes")
TEXTS = sorted(
    path
    for pattern in ("*", ".ci/*", *(f"{room}/**/*" for room in ROOMS))
    for path in HOUSE.glob(pattern)
    if path.suffix in {".py", ".md", ".toml", ".txt", ".css", ".js", ".yaml", ".example", ""}
    and path.is_file()
    and "__pycache__" not in path.parts
)
DRAWERS = re.compile(r"(utils?|helpers?|common|misc|core|services?)(\.py)?")


@pytest.mark.parametrize("place", [str(HOUSE), f"{Path.home()}/"], ids=["folder", "home"])
def test_no_path_of_this_machine_stands_anywhere(place: str) -> None:
    found = [path for path in TEXTS if place in path.read_text(encoding="utf-8")]
    assert len(TEXTS) > 200
    assert found == []


def test_nothing_real_is_replaced_in_a_test() -> None:
    named = re.compile(r"\b(unittest\.mock|monkeypatch|MagicMock|AsyncMock|mocker)\b")
    tests = [path for path in TEXTS if path.suffix == ".py" and path != Path(__file__)]
    assert [path for path in tests if named.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_is_named_for_anything_at_all() -> None:
    parts = {part for path in TEXTS for part in path.relative_to(HOUSE).parts}
    assert [part for part in parts if DRAWERS.fullmatch(part)] == []
