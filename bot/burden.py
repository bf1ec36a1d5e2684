"""The burden: how many messages a month's cycle sent to each person."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from bot.wording.burden import Burden, Kind
from rules.month import Month
from rules.notice import Notice
from rules.project import PersonName
from storage.work import Look

# What the cycle says to people, by how its keys go on after the month.
_KINDS: Mapping[str, Kind] = {
    "ask": Kind.QUESTION,
    "remind": Kind.REMINDER,
    "chase": Kind.CHASE,
    "draft": Kind.DRAFT,
    "leaders": Kind.PUSHED,
    "support": Kind.SUPPORT,
}
_AGAIN = "/again"  # a question that the office sent back


def burdens_of(month: Month, *, look: Look) -> tuple[Burden, ...]:
    """Return what each person got who got anything, the most first.

    Who is named in a group got the message, and so did whose private chat it is; answers to what
    somebody wrote are not counted.
    """
    people = {account: name for name, account in look.bindings.all_accounts().items()}
    found: defaultdict[PersonName, Counter[Kind]] = defaultdict(Counter)
    beginnings = [f"{month}/{kind}/" for kind in _KINDS]
    for notice in look.outbox.arrived(month, beginnings, ending=_AGAIN):
        for name in _reached(notice, people):
            found[name][_kind(notice, month)] += 1
    burdens = (Burden(name, _in_order(kinds)) for name, kinds in found.items())
    return tuple(sorted(burdens, key=lambda one: (-one.count, one.person)))


def _reached(notice: Notice, people: Mapping[int, PersonName]) -> set[PersonName]:
    named = {one.name for one in notice.names}
    reader = people.get(notice.to.chat_id)
    return named if reader is None else named | {reader}


def _kind(notice: Notice, month: Month) -> Kind:
    """Tell what a notice was for; a question that came again after a gap is one as well."""
    return _KINDS.get(notice.key.removeprefix(f"{month}/").partition("/")[0], Kind.AGAIN)


def _in_order(kinds: Mapping[Kind, int]) -> tuple[tuple[Kind, int], ...]:
    return tuple((kind, kinds[kind]) for kind in Kind if kind in kinds)
