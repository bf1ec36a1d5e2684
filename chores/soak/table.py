"""The table of a soak: one column an engine, then whatever was wrong, in sentences."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from chores.soak.soak import Outcome

_MOST = 40  # faults that are printed of one engine
Line = tuple[str, Sequence[object]]


def show(outcomes: Sequence[Outcome]) -> None:
    """Print what was done and what was lost, engine beside engine."""
    _write("", [outcome.engine for outcome in outcomes])
    for what, figures in (*_losses(outcomes), *_deeds(outcomes), *_strikes(outcomes)):
        _write(what, figures)
    for outcome in outcomes:
        for fault in outcome.faults[:_MOST]:
            sys.stdout.write(f"WRONG, {outcome.engine}: {fault}\n")
    sys.stdout.flush()


def _losses(outcomes: Sequence[Outcome]) -> Iterator[Line]:
    verdicts = [outcome.verdict for outcome in outcomes]
    yield "updates that people made", [one.replies for one in verdicts]
    yield "  replies lost (must be 0)", [one.replies_lost for one in verdicts]
    yield "notices queued", [one.notices for one in verdicts]
    yield "  notices lost (must be 0)", [one.notices_lost for one in verdicts]
    yield "  out of their chat's order (must be 0)", [one.out_of_order for one in verdicts]
    yield "  warnings, decisions twice (must be 0)", [one.held_repeated for one in verdicts]
    yield "  prompts", [one.prompts for one in verdicts]
    again = [_share(one.prompts_repeated, one.prompts) for one in verdicts]
    yield "  prompts twice (at most 2 %)", again
    yield "  the operator was asked about", [outcome.asked for outcome in outcomes]


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / max(whole, 1):.1f} %)"


def _deeds(outcomes: Sequence[Outcome]) -> Iterator[Line]:
    yield "SIGKILL", [one.kills for one in outcomes]
    yield "starts of guatu run", [one.starts for one in outcomes]
    yield "database away", [one.aways for one in outcomes]
    yield "updates delivered again", [one.repeats for one in outcomes]
    yield "seconds", [f"{one.seconds:.0f}" for one in outcomes]


def _strikes(outcomes: Sequence[Outcome]) -> Iterator[Line]:
    """Tell the faults by kind: those of calls that ask for updates, those of all others."""
    for is_poll in (False, True):
        struck = [_by_kind(outcome.struck, is_poll=is_poll) for outcome in outcomes]
        for kind in sorted(set().union(*struck)):
            where = "getUpdates" if is_poll else "calls"
            yield f"{where} met {kind}", [one[kind] for one in struck]


def _by_kind(struck: Counter[tuple[str, str]], *, is_poll: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for (method, kind), count in struck.items():
        if (method == "getupdates") == is_poll:
            found[kind] += count
    return found


def _write(what: str, figures: Sequence[object]) -> None:
    sys.stdout.write(f"{what:<42}" + "".join(f"{figure!s:>14}" for figure in figures) + "\n")
