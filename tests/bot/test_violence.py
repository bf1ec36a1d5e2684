"""A small soak: killed three times while Telegram fails, the bot loses nothing that was said."""

from pathlib import Path

from chores.soak.databases import Lent
from chores.soak.plan import Plan
from chores.soak.soak import Outcome, soak

QUICK = Plan(
    seed=20230630,
    kills=3,
    is_whole=False,
    aways=(),
    times_out=False,
    between_kills=1.0,
    thinking=0.5,
    chatter=0.4,
    most_repeated=1.0,  # too few are said here for a share; `make soak` counts them
)


async def test_nothing_is_lost_and_the_order_kept_under_kills_and_faults(
    url: str, tmp_path: Path
) -> None:
    outcome = await soak(Lent(url), tmp_path, QUICK)
    assert outcome.faults == ()
    assert outcome.kills == 3
    assert outcome.verdict.replies > 100
    assert refused(outcome) == {"403", "400"}


def refused(outcome: Outcome) -> set[str]:
    """Return the final refusals that struck: what they hit is dead, and nothing else is."""
    return {kind for _, kind in outcome.struck if kind in {"403", "400"}}
