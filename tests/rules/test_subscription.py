"""Who is sent what privately: by his posts, or as he says, and never what he may not see."""

import datetime as dtm

import pytest

from rules.posts import HEADQUARTERS, OFFICE, Post, Role
from rules.subscription import Pushed, Wish, gets, may_get, post_for

TODAY = dtm.date(2023, 7, 6)
NOW = dtm.datetime(2023, 7, 6, 9, tzinfo=dtm.UTC)
YES, NO = (Wish(wanted=wanted, since=NOW) for wanted in (True, False))
BULLETIN, BRIEFING = Pushed.BULLETIN, Pushed.BRIEFING


def of(role: Role, until: dtm.date | None = None) -> list[Post]:
    return [Post("某人", Role.UNIT_STAFF, until=until), Post("某人", role, until=until)]


@pytest.mark.parametrize("role", Role)
def test_leaders_are_sent_the_bulletin_and_nobody_the_draft(role: Role) -> None:
    is_leader = role in HEADQUARTERS | {Role.COMMANDER}
    assert gets(BULLETIN, of(role), None, on=TODAY) is is_leader
    assert (post_for(BULLETIN, of(role), on=TODAY) is not None) is is_leader
    assert not gets(BRIEFING, of(role), None, on=TODAY)


@pytest.mark.parametrize("role", Role)
def test_a_wish_decides_within_what_the_posts_let_see(role: Role) -> None:
    sees = role in HEADQUARTERS | OFFICE
    assert gets(BULLETIN, of(role), YES, on=TODAY)
    assert not gets(BULLETIN, of(role), NO, on=TODAY)
    assert gets(BRIEFING, of(role), YES, on=TODAY) is may_get(BRIEFING, of(role), on=TODAY)
    assert may_get(BRIEFING, of(role), on=TODAY) is sees


def test_who_holds_no_post_any_more_gets_nothing() -> None:
    posts = of(Role.COMMANDER, until=TODAY - dtm.timedelta(days=1))
    for wish in (None, YES):
        assert not gets(BULLETIN, posts, wish, on=TODAY)
