"""What is sent to a person privately: by his posts, unless he says otherwise (C20, C42)."""

import datetime as dtm
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from rules.posts import HEADQUARTERS, MAY, Act, Post, Role


class Pushed(StrEnum):
    """What can be sent privately."""

    BULLETIN = "bulletin"  # at a publication and at each correction
    BRIEFING = "briefing"  # headquarters' page of the draft

    @property
    def chinese(self) -> str:
        """What people call it."""
        return {"bulletin": "通报", "briefing": "简报"}[self.value]


SEEN_BY: Mapping[Pushed, Act] = {
    Pushed.BULLETIN: Act.SEE,
    Pushed.BRIEFING: Act.SEE_BRIEFING,
}
BY_POST: Mapping[Pushed, frozenset[Role]] = {
    Pushed.BULLETIN: HEADQUARTERS | {Role.COMMANDER},
    Pushed.BRIEFING: frozenset(),  # it stands in headquarters' group
}


class Wish(NamedTuple):
    """What somebody said about a kind, and since when it holds."""

    wanted: bool
    since: dtm.datetime


def may_get(kind: Pushed, posts: Sequence[Post], *, on: dtm.date) -> bool:
    """Tell whether a person's posts let him see what is sent."""
    roles = MAY[SEEN_BY[kind]].roles
    return any(post.role in roles and post.held_on(on) for post in posts)


def post_for(kind: Pushed, posts: Sequence[Post], *, on: dtm.date) -> Post | None:
    """Return the post by which a person gets something without a word of his, None if by none."""
    roles = BY_POST[kind]
    return next((one for one in posts if one.role in roles and one.held_on(on)), None)


def gets(kind: Pushed, posts: Sequence[Post], wish: Wish | None, *, on: dtm.date) -> bool:
    """Tell whether a person gets something: as he said, else by his posts; never against them."""
    wanted = wish.wanted if wish is not None else post_for(kind, posts, on=on) is not None
    return wanted and may_get(kind, posts, on=on)
