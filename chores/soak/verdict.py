"""The verdict: what was lost, what was said twice, what came out of its order."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.messages import Message
from bot.rehearsal.requests import Request
from chores.soak.mail import Mark, Matched, matched
from chores.soak.records import Records
from rules.determination import Ground
from rules.notice import Policy
from rules.project import ProjectCode, Value
from storage.sent import Outgoing
from storage.tables.mail import OutboxState
from storage.updates import envelope

_SETTLED = frozenset({"done", "ignored"})


@dataclass(frozen=True, slots=True)
class Given:
    """What the chat server and the people know: the other half of what is compared.

    `refused` are the chats in which a final refusal was planned, `asked` the ids of the notices
    about which the operator was asked.
    """

    updates: tuple[Mapping[str, Any], ...]
    requests: tuple[Request, ...]
    last: Mapping[ProjectCode, Value]
    found: Mapping[ProjectCode, Value]
    signed: frozenset[tuple[str, str]]
    refused: frozenset[int]
    asked: frozenset[int]
    shown: Callable[[int, int], Message | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The figures of the table; each of the `faults` is a sentence."""

    replies: int
    replies_lost: int
    notices: int
    notices_lost: int
    out_of_order: int
    held_repeated: int
    prompts: int
    prompts_repeated: int
    faults: tuple[str, ...]


def judge(given: Given, records: Records, *, most_repeated: float) -> Verdict:
    """Compare what was said and done with what the database remembers of it."""
    by_mark = matched(records.notices, given.requests)
    lost_replies = [*_unheard(given, records), *_wrong_figures(given, records)]
    lost_notices = [*_unsent(given, records), *_unsaid(by_mark), *_unshown(given, records)]
    lost_notices += _unrefused(given, records)
    disordered = list(_out_of_order(given, by_mark))
    repeats = _repeats(by_mark)
    prompts = sum(one.notice.policy is Policy.RESEND for one in records.notices)
    held = [f"said {n + 1} times: {words}" for words, n in repeats[Policy.HOLD].items()]
    again = sum(repeats[Policy.RESEND].values())
    many = [f"{again} of {prompts} prompts came twice"] * (again > prompts * most_repeated)
    chain = [f"line {records.broken_line} of the journal"] * (records.broken_line is not None)
    strange = [f"nobody queued: {mark.words}" for mark, one in by_mark.items() if not one.notices]
    return Verdict(
        replies=len(given.updates),
        replies_lost=len(lost_replies),
        notices=len(records.notices),
        notices_lost=len(lost_notices),
        out_of_order=len(disordered),
        held_repeated=sum(repeats[Policy.HOLD].values()),
        prompts=prompts,
        prompts_repeated=again,
        faults=(*lost_replies, *lost_notices, *disordered, *held, *many, *chain, *strange),
    )


def _unheard(given: Given, records: Records) -> Iterator[str]:
    """Name the updates that are not in the inbox once, done or ignored."""
    states = {one.fingerprint: one for one in records.heard}
    for raw in given.updates:
        row = states.get(envelope(raw).fingerprint)
        if row is None:
            yield f"never came in: {raw}"
        elif row.state not in _SETTLED:
            yield f"{row.state} ({row.error}): {raw}"
    twice = len(records.heard) - len(states)
    if twice or len(records.heard) > len(given.updates):
        yield f"{len(records.heard)} rows of {len(given.updates)} updates"


def _wrong_figures(given: Given, records: Records) -> Iterator[str]:
    """Name the projects whose last figure does not stand, and the signatures that are missing."""
    for code, last in given.last.items():
        stands = records.reported.get(code)
        if stands != last:
            yield f"{code}: {last} was said last, {stands} stands"
        made, right = records.determined.get(code), given.found.get(code, last)
        if made is not None and made.ground is not Ground.OPEN and made.value != right:
            yield f"{code}: {made.value} ({made.ground}) is determined, not {right}"
    signed = {(one.unit, one.command) for one in records.receipts}
    for unit, command in given.signed - signed:
        yield f"{unit}, command {command}: nobody has signed"


def _unsent(given: Given, records: Records) -> Iterator[str]:
    """Name the notices that did not arrive and have no planned reason."""
    for one in records.notices:
        is_refused = one.state is OutboxState.DEAD and one.notice.to.chat_id in given.refused
        is_settled = one.state is OutboxState.DROPPED and one.id in given.asked
        if one.state is not OutboxState.SENT and not is_refused and not is_settled:
            yield f"{one.notice.key} is {one.state} ({one.error})"


def _unrefused(given: Given, records: Records) -> Iterator[str]:
    """Name the chats in which a final refusal was planned, and left nothing dead."""
    dead = {one.notice.to.chat_id for one in records.notices if one.state is OutboxState.DEAD}
    return (f"nothing is dead in {chat}" for chat in given.refused - dead)


def _unsaid(by_mark: Mapping[Mark, Matched]) -> Iterator[str]:
    for mark, one in by_mark.items():
        if one.missing:
            yield f"called sent and not said: {mark.words or mark.files}"


def _unshown(given: Given, records: Records) -> Iterator[str]:
    """Name the messages that do not show what was put in their place last."""
    last: dict[tuple[int, int], Outgoing] = {}
    for one in records.notices:
        if one.notice.edits is not None and one.state is OutboxState.SENT and one.notice.words:
            last[one.notice.to.chat_id, one.notice.edits] = one
    for (chat, number), one in last.items():
        message = given.shown(chat, number)
        if message is None or not message.text.startswith(one.notice.words[:100]):
            yield f"{one.notice.key} is not what is shown"


def _out_of_order(given: Given, by_mark: Mapping[Mark, Matched]) -> Iterator[str]:
    """Name what arrived before a notice of its chat that was queued earlier.

    First arrivals count, of what is known by its mark alone. Who was asked about a notice has
    sent it when he could.
    """
    arrivals: dict[int, list[tuple[int, Outgoing]]] = {}
    for mark, one in by_mark.items():
        if len(one.notices) == 1 and one.calls and one.is_first:
            (notice,) = one.notices
            if notice.id not in given.asked:
                arrivals.setdefault(mark.chat, []).append((one.calls[0], notice))
    for chat, arrived in arrivals.items():
        in_time = [notice for _, notice in sorted(arrived, key=lambda pair: pair[0])]
        for before, after in itertools.pairwise(in_time):
            if after.id < before.id:
                yield f"in {chat}: {before.notice.key} came before {after.notice.key}"


def _repeats(by_mark: Mapping[Mark, Matched]) -> dict[Policy, Counter[str]]:
    """Count by policy what people saw again, by its words."""
    found: dict[Policy, Counter[str]] = {policy: Counter() for policy in Policy}
    for mark, one in by_mark.items():
        if one.repeated:
            found[one.policy][mark.words or str(mark.files)] += one.repeated
    return found
