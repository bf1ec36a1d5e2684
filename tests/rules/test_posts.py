"""Who may do what, where: the one table of permissions, by role, act and room (C16 to C23)."""

import datetime as dtm
from dataclasses import replace

import pytest

from rules.posts import (
    HEADQUARTERS,
    MAY,
    OFFICE,
    Act,
    NotHereError,
    NotYoursError,
    Post,
    Reach,
    Role,
    Room,
    acting_post,
    reaches,
)
from tests.bot.stage_book import PROJECTS

TODAY = dtm.date(2023, 7, 3)
JT01, *_ = PROJECTS
MS03 = PROJECTS[5]
EVERYBODY = frozenset(Role)
ANSWERING = frozenset({Role.RESPONSIBLE_PERSON, Role.LIAISON})
SIGNING = ANSWERING | {Role.UNIT_STAFF, Role.COMMANDER}
KEEPING = OFFICE | {Role.COMMANDER, Role.DEPUTY_COMMANDER, Role.LIAISON}
DESK = frozenset({Room.OFFICE, Room.PRIVATE})
IN_COMMAND = frozenset({Room.COMMAND, Room.PRIVATE})

ALLOWED: dict[Act, tuple[frozenset[Role], frozenset[Room]]] = {
    Act.ANSWER: (ANSWERING, frozenset({Room.COMMAND, Room.PRIVATE})),
    Act.SEE: (EVERYBODY, frozenset(Room)),
    Act.SEE_DRAFT: (OFFICE | HEADQUARTERS | {Role.COMMANDER}, DESK | {Room.HEADQUARTERS}),
    Act.COUNTERSIGN: (frozenset({Role.COMMANDER}), frozenset({Room.PRIVATE})),
    Act.DETERMINE: (OFFICE, DESK),
    Act.INSPECT: (OFFICE, DESK),
    Act.PUBLISH: (OFFICE, DESK),
    Act.CORRECT: (OFFICE, DESK),
    Act.RECEIVE_WARNING: (SIGNING, frozenset({Room.COMMAND})),
    Act.SEE_BURDEN: (OFFICE, DESK),
    Act.SETTLE_TROUBLE: (OFFICE, frozenset({Room.OFFICE})),
    Act.FILE_CHANGE: (
        frozenset({Role.UNIT_STAFF, Role.RESPONSIBLE_PERSON}),
        frozenset({Room.PRIVATE}),
    ),
    Act.NOMINATE: (KEEPING, frozenset({Room.PRIVATE})),
    Act.SIGN_CHANGE: (frozenset({Role.COMMANDER}), IN_COMMAND),
    Act.REVIEW_CHANGE: (OFFICE, DESK),
    Act.APPROVE_CHANGE: (
        frozenset({Role.FIRST_CHIEF, Role.CHIEF}),
        frozenset({Room.HEADQUARTERS, Room.PRIVATE}),
    ),
    Act.JUDGE_CHANGE: (
        OFFICE | HEADQUARTERS | {Role.COMMANDER},
        IN_COMMAND | DESK | {Room.HEADQUARTERS},
    ),
    Act.RECORD_MINUTES: (OFFICE, DESK),
    Act.SEE_ALLOTMENT: (
        OFFICE | HEADQUARTERS | {Role.COMMANDER},
        IN_COMMAND | DESK | {Room.HEADQUARTERS},
    ),
    Act.SEE_BRIEFING: (OFFICE | HEADQUARTERS, DESK | {Room.HEADQUARTERS}),
    Act.SUBSCRIBE: (EVERYBODY, frozenset({Room.PRIVATE})),
    Act.ASSESS: (OFFICE | HEADQUARTERS, DESK | {Room.HEADQUARTERS}),
    Act.HAND_OVER: (OFFICE, DESK),
    Act.CHECK_BOOK: (OFFICE, DESK),
    Act.IMPORT: (OFFICE, DESK),
    Act.TAKE_LEAVE: (frozenset({Role.RESPONSIBLE_PERSON}), frozenset({Room.PRIVATE})),
    Act.DELEGATE: (frozenset({Role.COMMANDER}), IN_COMMAND),
    Act.SUPPORT_ADD: (KEEPING, IN_COMMAND | DESK),
    Act.SUPPORT_ANSWER: (KEEPING | {Role.SUPPORT_PERSON}, IN_COMMAND | DESK),
    Act.SUPPORT_SETTLE: (KEEPING, IN_COMMAND | DESK),
}


def post(role: Role) -> Post:
    """Return a post over the project JT01, whatever its reach."""
    return Post("某人", role, command="06", project="JT01", unit="公路站")


def outcome(act: Act, role: Role, room: Room) -> str:
    try:
        acting_post(act, [post(role)], room=room, on=TODAY, project=JT01)
    except NotHereError:
        return "not here"
    except NotYoursError:
        return "not yours"
    return "yes"


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", Act)
def test_each_act_is_open_to_its_roles_in_its_rooms(act: Act, role: Role, room: Room) -> None:
    roles, rooms = ALLOWED[act]
    wanted = "not here" if room not in rooms else "yes" if role in roles else "not yours"
    assert outcome(act, role, room) == wanted


def test_every_act_has_its_row() -> None:
    assert set(MAY) == set(Act) == set(ALLOWED)


@pytest.mark.parametrize(
    ("reach", "is_covered"),
    [
        (Reach.EVERYWHERE, True),
        (Reach.OWN_COMMAND, False),
        (Reach.OWN_PROJECT, False),
        (Reach.OWN_UNIT, False),
        (Reach.OWN_ITEM, True),
    ],
)
def test_a_post_reaches_its_own_command_project_or_unit_and_any_item(
    reach: Reach,
    is_covered: bool,  # noqa: FBT001
) -> None:
    held = post(Role.RESPONSIBLE_PERSON)
    assert reaches(held, reach, JT01)
    assert reaches(held, reach, MS03) is is_covered
    assert reaches(held, reach, None)


@pytest.mark.parametrize(
    ("since", "until", "is_held"),
    [
        pytest.param(None, None, True, id="for good"),
        pytest.param(TODAY, None, True, id="from today on"),
        pytest.param(None, TODAY, True, id="today is the last day"),
        pytest.param(TODAY + dtm.timedelta(days=1), None, False, id="from tomorrow on"),
        pytest.param(None, TODAY - dtm.timedelta(days=1), False, id="until yesterday"),
    ],
)
def test_a_post_is_held_from_one_day_to_another(
    since: dtm.date | None,
    until: dtm.date | None,
    is_held: bool,  # noqa: FBT001
) -> None:
    held = replace(post(Role.OFFICE_MEMBER), since=since, until=until)
    assert held.held_on(TODAY) is is_held


def test_of_several_posts_the_first_that_gives_leave_acts() -> None:
    posts = [post(Role.DEPUTY_CHIEF), post(Role.OFFICE_DIRECTOR), post(Role.OFFICE_MEMBER)]
    assert acting_post(Act.DETERMINE, posts, room=Room.OFFICE, on=TODAY) == posts[1]


def test_a_refusal_names_who_could() -> None:
    with pytest.raises(NotYoursError) as refused:
        acting_post(Act.ANSWER, [], room=Room.COMMAND, on=TODAY, owners=["韦长河"])
    assert refused.value.owners == ("韦长河",)
    with pytest.raises(NotHereError) as elsewhere:
        acting_post(Act.DETERMINE, [], room=Room.COMMAND, on=TODAY)
    assert elsewhere.value.rooms == (Room.OFFICE, Room.PRIVATE)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_the_name_of_the_workbook(role: Role) -> None:
    assert role.chinese
    assert role.chinese.isalpha()
