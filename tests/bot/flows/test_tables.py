"""The tables of `compose`: what a menu offers, a button carries or a form fills is somewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.compose import BUTTONS, COMMANDS, PHASES
from bot.listening import FORMS
from bot.menu import entries
from rules.posts import MAY, Act, Role, Room
from rules.schedule import Phase

BUTTONS_OF_EXIT = {"suspend", "resume", "complete", "split", "merge"}  # a menu has no room
SOURCES = sorted(Path(bot.__file__).parent.rglob("*.py"))


def deeds_offered() -> Iterator[str]:
    """Yield the deed of each button that is made anywhere, and those of tables of labels."""
    trees = (ast.parse(source.read_text("utf-8")) for source in SOURCES)
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    made = [call.args[1] for call in calls if getattr(call.func, "id", "") == "Choice"]
    yield from (str(deed.value) for deed in made if isinstance(deed, ast.Constant))
    words = (str(node.value) for node in nodes if isinstance(node, ast.Constant))
    yield from (word for word in words if word.endswith("_report"))


def test_every_button_that_is_offered_has_a_flow_and_every_flow_a_button() -> None:
    assert set(deeds_offered()) == set(BUTTONS)


def test_every_phase_has_a_flow() -> None:
    assert set(PHASES) == set(Phase)


@pytest.mark.parametrize("room", Room)
def test_a_menu_offers_only_commands_that_exist(room: Room) -> None:
    assert {entry.command for entry in entries(room=room)} <= set(COMMANDS)


def test_every_command_but_the_binding_ones_stands_in_a_menu() -> None:
    offered = {entry.command for room in Room for entry in entries(room=room)}
    assert offered == set(COMMANDS) - {"start", "bind"} - BUTTONS_OF_EXIT


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_begun_somewhere(form: str) -> None:
    begun = [source.name for source in SOURCES if f'FORM = "{form}"' in source.read_text("utf-8")]
    assert len(begun) == 1


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_row(act: Act) -> None:
    assert MAY[act].rooms <= set(Room)
    assert MAY[act].roles.keys() <= set(Role)
    assert MAY[act].roles
