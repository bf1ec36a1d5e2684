import re
from typing import Any

import pytest

from rules.notice import Address
from rules.posts import Room
from storage.work import Work
from tests.bot.commands.conftest import LOADED, Terminal
from tests.bot.stage_book import COMMANDS, TOWNSHIP

CODE = re.compile(r"[A-HJ-NP-Z2-9]{10,}")


def person(document: Any, name: str) -> Any:
    """Return the line of a person."""
    return next(one for one in document["people"] if one["name"] == name)


def group(document: Any, kind: str, command: str | None = None) -> Any:
    """Return the line of a group."""
    return next(
        one for one in document["groups"] if (one["kind"], one["command"]) == (kind, command)
    )


def bind(terminal: Terminal, document: Any) -> None:
    """Bind 韦长河 and the township's group by their codes."""
    storage = terminal.storage
    with storage.work() as work:
        bind_both(work, person(document, "韦长河")["code"], group(document, "township")["code"])
    storage.close()


def bind_both(work: Work, person: str, group: str) -> None:
    assert work.bindings.redeem_person(person, LOADED) == "韦长河"
    work.bindings.bind_person("韦长河", 501, LOADED)
    assert work.bindings.redeem_group(group, LOADED) == (Room.TOWNSHIP, None)
    work.bindings.bind_group(Room.TOWNSHIP, None, Address(-5), "禾源镇工作群", LOADED)


def test_everybody_and_every_group_has_a_code(loaded: Terminal) -> None:
    told = loaded("invite", "--json")
    assert (told.status, told.err) == (0, "")
    people, groups = told.document["people"], told.document["groups"]
    assert [one["name"] for one in people] == [one.name for one in TOWNSHIP.people]
    assert len(groups) == len(COMMANDS) + 3
    codes = {one["code"] for one in (*people, *groups)}
    assert len(codes) == len(people) + len(groups)
    assert all(CODE.fullmatch(code) for code in codes)


def test_a_person_comes_with_unit_and_posts(loaded: Terminal) -> None:
    found = person(loaded("invite", "--json").document, "卫宏伟")
    assert {key: found[key] for key in found if key != "code"} == {
        "name": "卫宏伟",
        "unit": "镇政府",
        "posts": [
            "指挥长·交通建设指挥部",
            "责任领导·禾石路大中修工程",
            "责任领导·青龙河大桥改建工程",
            "责任领导·农村公路安防设施提升工程",
            "副总指挥",
        ],
        "bound": False,
    }


def test_groups_have_the_names_of_the_book_and_of_their_kind(loaded: Terminal) -> None:
    groups = loaded("invite", "--json").document["groups"]
    assert [(one["kind"], one["command"], one["name"], one["bound"]) for one in groups] == [
        ("command", "06", "禾源镇交通建设作战群", False),
        ("command", "10", "禾源镇民生事业作战群", False),
        ("township", None, "全镇群", False),
        ("headquarters", None, "总指挥部群", False),
        ("office", None, "督考办群", False),
    ]


def test_codes_stay_the_same_until_they_are_used(loaded: Terminal) -> None:
    first = loaded("invite", "--json").document
    assert loaded("invite", "--json").document == first
    bind(loaded, first)
    after = loaded("invite", "--json").document
    bound = person(after, "韦长河")
    assert (bound["code"], bound["bound"]) == (None, True)
    others = [one for one in after["people"] if one["name"] != "韦长河"]
    assert others == [one for one in first["people"] if one["name"] != "韦长河"]


def test_a_bound_group_goes_by_its_own_title(loaded: Terminal) -> None:
    bind(loaded, loaded("invite", "--json").document)
    found = group(loaded("invite", "--json").document, "township")
    assert found == {
        "kind": "township",
        "command": None,
        "name": "禾源镇工作群",
        "code": None,
        "bound": True,
    }


@pytest.mark.parametrize(
    ("name", "kind", "command"),
    [
        pytest.param("全镇群", "township", None, id="by the name of its kind"),
        pytest.param("禾源镇工作群", "township", None, id="by its own title"),
        pytest.param("06", "command", "06", id="by its command's number"),
        pytest.param("交通建设指挥部", "command", "06", id="by its command's name"),
        pytest.param("禾源镇交通建设作战群", "command", "06", id="by the book's name"),
    ],
)
def test_a_renewed_group_is_unbound_and_has_another_code(
    name: str, kind: str, command: str | None, loaded: Terminal
) -> None:
    first = loaded("invite", "--json").document
    bind(loaded, first)
    after = loaded("invite", "--renew", name, "--json").document
    new = group(after, kind, command)
    assert (new["bound"], bool(CODE.fullmatch(new["code"]))) == (False, True)
    assert new["code"] != group(first, kind, command)["code"]


def test_a_renewed_person_is_unbound_and_it_is_written_down(loaded: Terminal) -> None:
    first = loaded("invite", "--json").document
    bind(loaded, first)
    new = person(loaded("invite", "--renew", "韦长河", "--json").document, "韦长河")
    assert new["bound"] is False
    assert new["code"] not in {None, person(first, "韦长河")["code"]}
    line = loaded("journal", "--json").document[-1]
    assert (line["what"], line["facts"]) == ("code.renewed", {"name": "韦长河"})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "韦长",
            "there is no person and no group named 韦长; is it 韦长河 or 褚长河?",
            id="near",
        ),
        pytest.param("某人", "there is no person and no group named 某人", id="nobody"),
    ],
)
def test_an_unknown_name_is_refused(name: str, told: str, loaded: Terminal) -> None:
    declined = loaded("invite", "--renew", name)
    assert (declined.status, declined.err.strip()) == (1, told)


def test_a_title_of_two_groups_is_not_guessed(loaded: Terminal) -> None:
    storage = loaded.storage
    with storage.work() as work:
        work.bindings.bind_group(Room.OFFICE, None, Address(-7), "工作群", LOADED)
        work.bindings.bind_group(Room.TOWNSHIP, None, Address(-8), "工作群", LOADED)
    storage.close()
    declined = loaded("invite", "--renew", "工作群")
    assert (declined.status, "several are named 工作群" in declined.err) == (1, True)


def test_nobody_is_invited_before_a_workbook_is_loaded(terminal: Terminal) -> None:
    told = terminal("invite", "--json")
    assert (told.status, told.document) == (
        1,
        {"error": "no workbook is loaded; run `guatu load FILE.xlsx`"},
    )


def test_people_see_a_table(loaded: Terminal) -> None:
    bind(loaded, loaded("invite", "--json").document)
    lines = loaded("invite").out.splitlines()
    line = next(line for line in lines if line.startswith("韦长河"))
    assert line.split() == ["韦长河", "公路站", "责任人·禾石路大中修工程", "bound"]
