"""The lock files: every package pinned and hashed, nothing about where it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
_PIN = re.compile(
    r"(?P<name>[a-z0-9.-]+)(?:\[[a-z,]+\])?==(?P<version>\S+)"
    r"(?: ; [^-]+)?(?: --hash=sha256:[0-9a-f]{64})+"
)


def entries(lock: str) -> list[str]:
    """Return a lock's requirements, each with its hashes in one line, without comments."""
    text = (HOUSE / lock).read_text(encoding="utf-8")
    joined = re.sub(r"\s*\\\n\s*", " ", text)
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, str]:
    """Return each package's version; what is not pinned and hashed is left out."""
    found = [_PIN.fullmatch(entry) for entry in entries(lock)]
    return {pin["name"]: pin["version"] for pin in found if pin}


def declared() -> dict[str, list[str]]:
    """Return the names that pyproject.toml asks for, by the lock that must have them."""
    written = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = written["dependency-groups"]
    runtime = [*written["project"]["dependencies"], *groups["build"]]
    named = {"requirements.lock": runtime, "requirements-dev.lock": [*runtime, *groups["dev"]]}
    return {
        lock: [re.split(r"[\[<>=,]", one)[0] for one in names] for lock, names in named.items()
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    assert [entry[:60] for entry in entries(lock) if not _PIN.fullmatch(entry)] == []
    assert len(pins(lock)) > 50


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*://\S*|^\s*--(?!hash)\S+|@ file\S*", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_all_that_is_declared_is_locked(lock: str) -> None:
    assert set(declared()[lock]) - set(pins(lock)) == set()


def test_the_tests_run_on_what_the_users_get() -> None:
    users, developers = (pins(lock) for lock in LOCKS)
    assert {name: developers.get(name) for name in users} == users
