"""The one figure of a reply that may be its answer, and why it may not be."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.figures import Figure, Statement
from rules.phrases import Sense
from rules.roles import Role
from rules.terms import Basis, Reason, Terms
from rules.tokens import Kind


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to ask back; without `keeps` no figure is even proposed."""

    reason: Reason
    keeps: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The figure that is proposed, those that say the same, and the parts that it explains."""

    figure: Figure | None
    basis: Basis = Basis.CUMULATIVE
    doubts: tuple[Doubt, ...] = ()
    same: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a figure is worth that is not the cumulative one."""

    reason: Reason
    keeps: bool = True
    basis: Basis = Basis.CUMULATIVE


# Of several roles the first one here is taken.
_ALONE: dict[Role, _Worth] = {
    Role.MONTH: _Worth(Reason.MONTH_ONLY, basis=Basis.MONTH),
    Role.DELTA: _Worth(Reason.DELTA_ONLY, basis=Basis.MONTH),
    Role.PLAN: _Worth(Reason.PLAN_NOT_ACTUAL),
    Role.PAST: _Worth(Reason.OTHER_MONTH),
    Role.STAGE: _Worth(Reason.INCONSISTENT),
    Role.PART: _Worth(Reason.INCONSISTENT),
    Role.TARGET: _Worth(Reason.PLAN_NOT_ACTUAL),
    Role.SHARE: _Worth(Reason.PLAN_NOT_ACTUAL),
    Role.PIECE: _Worth(Reason.INCONSISTENT),
    Role.TOTAL: _Worth(Reason.TOTAL_NOT_ANNUAL, keeps=False),
    Role.LEFT: _Worth(Reason.INCONSISTENT, keeps=False),
    Role.YEARLY: _Worth(Reason.DELTA_ONLY, keeps=False),
    Role.SIZE: _Worth(Reason.NO_FIGURE, keeps=False),
    Role.LAST_YEAR: _Worth(Reason.OTHER_MONTH, keeps=False),
}
_STATED = (Role.CUMULATIVE, Role.SUM, Role.DONE)
_OF_A_PART = {
    Sense.PLAIN,
    Sense.DONE,
    Sense.NOW,
    Sense.ASPECT,
    Sense.THING,
    Sense.PIECE,
    Sense.PART,
}
_PARTS = {Role.DONE, Role.PIECE, Role.PART}
_SECTIONS = ("标", "标段", "段", "村", "区", "组", "工区")
# Pieces of a work that have given their name to other projects.
WORKS = ("大桥", "桃园", "果园", "农田", "水库", "户厕", "示范村", "绿化", "停车场", "户户通")
_PLACE = re.compile("[一-龥]{1,4}")
_REACHED = {Sense.CUMULATIVE, Sense.DONE}
_ENDED = ("了", "完", "好")
_TAKEN_BACK = re.compile("误|错|刚|原|之前|前面|上一条|作废|撤|取消|删|而不是")
_TAKING_BACK = {Sense.CORRECT, Sense.NOT, Sense.PLAN, Sense.PAST}


def choose(statement: Statement, terms: Terms) -> Choice:
    """Return the figure that is the reply's answer, or that is proposed for one (E24)."""
    own = [figure for figure in statement.figures if figure.own]
    if not own:
        doubt = Doubt(Reason.UNIT_MISMATCH, keeps=False, note=f"项目单位是{terms.unit}")
        return Choice(None, doubts=(doubt,))
    if statement.has(Sense.CORRECT):
        return _corrected(own)
    cumulative, sums, done = (_of(own, role) for role in _STATED)
    if cumulative:
        return _with_parts(_one(cumulative), own, terms)
    if sums:
        return _summed(sums, [*done, *_of(own, Role.PIECE)], own, terms)
    return _of_whole(done, terms) if done else _alone(own)


def _of(figures: Iterable[Figure], role: Role) -> list[Figure]:
    return [figure for figure in figures if figure.role is role]


def _one(figures: Sequence[Figure]) -> Choice:
    """Take what is said once, or twice alike; two figures that compete are no figure."""
    if len({figure.value for figure in figures}) > 1:
        return Choice(None, doubts=(Doubt(Reason.INCONSISTENT, keeps=False, note="有两个数"),))
    return Choice(figures[0], same=tuple(figures))


def _with_parts(choice: Choice, own: Sequence[Figure], terms: Terms) -> Choice:
    """Explain the parts of the cumulative figure, or of the month's beside it.

    They add up to it (东关120户，前营151户，累计271户), or are some of it (其中东关60户).
    """
    whole = choice.figure
    if whole is None or whole.value is None:
        return choice
    some = _some_of(own)
    parts = [figure for figure in own if figure.role in _PARTS and figure not in some]
    sums = {whole.value, *(figure.value for figure in _of(own, Role.MONTH))}
    apart = all(_lies_apart(figure, terms) for figure in parts)
    apart = apart and len({Sense.PIECE in figure.senses for figure in parts}) == 1
    add_up = len(parts) > 1 and apart and _sum(parts) in sums
    within = len(some) > 1 and all(map(_is_named_part, some)) and _sum(some) <= whole.value
    return replace(choice, parts=(*(parts if add_up else ()), *(some if within else ())))


def _lies_apart(figure: Figure, terms: Terms) -> bool:
    """Tell a part that can be added to another one: a section, but no layer of a road; money."""
    pieces = (word.text for word in figure.words if word.sense is Sense.PIECE)
    money = terms.unit.endswith("元")
    return _is_named_part(figure) and (money or all(text.endswith(_SECTIONS) for text in pieces))


def _some_of(own: Sequence[Figure]) -> list[Figure]:
    """Return what stands behind 其中, up to the next figure of another role."""
    found: list[Figure] = []
    for figure in own:
        if Sense.PART in figure.senses or (found and figure.role in _PARTS):
            found.append(figure)
        elif found:
            break
    return found


def _is_named_part(figure: Figure) -> bool:
    """Tell a part with a village's name from one that the words make anything else."""
    strange = [word.text for word in figure.words if word.kind is Kind.UNKNOWN]
    named = not any(
        word.kind in {Kind.OWN, Kind.CODE} or word.text.endswith(WORKS) for word in figure.words
    )
    return named and figure.senses <= _OF_A_PART and all(map(_PLACE.fullmatch, strange))


def _sum(parts: Iterable[Figure]) -> Decimal:
    return sum((part.value or Decimal(0) for part in parts), Decimal(0))


def _of_whole(done: Sequence[Figure], terms: Terms) -> Choice:
    """Take what is done of the year's target where both stand together (1260户完成623户)."""
    left = [figure for figure in done if figure.value != terms.annual_target]
    whole = tuple(figure for figure in done if figure not in left)
    if not left or not whole or len({figure.value for figure in left}) > 1:
        return _one(done)
    clear = left[0].explicit and done[0] in whole and not done[0].senses & _REACHED
    doubts = () if clear else (Doubt(Reason.INCONSISTENT),)
    return Choice(left[0], doubts=doubts, same=tuple(left), parts=whole)


def _summed(
    sums: Sequence[Figure], done: Sequence[Figure], own: Sequence[Figure], terms: Terms
) -> Choice:
    """Take a sum with its parts (东关120户，前营98户，共218户), or what is done of a whole."""
    choice = _one(sums)
    if choice.figure is None:
        return choice
    if len(done) == 1 and terms.unit != "%":
        return _done_of(choice.figure, done[0], terms)
    if done:
        agrees = _sum(done) == choice.figure.value
        doubt = Doubt(Reason.INCONSISTENT, note="各部分之和与合计不符")
    else:
        agrees = choice.figure.explicit or _is_reached(choice.figure, own, terms)
        doubt = Doubt(Reason.TOTAL_NOT_ANNUAL, note="是总数还是完成数不明")
    doubts = () if agrees else (doubt,)
    return Choice(choice.figure, doubts=doubts, same=choice.same, parts=tuple(done))


def _is_reached(whole: Figure, own: Sequence[Figure], terms: Terms) -> bool:
    """Tell what is done (一共修了8公里), or last month's with this month's, from all there are."""
    last = terms.last_cumulative
    months = {
        last + figure.value
        for figure in _of(own, Role.MONTH)
        if last is not None and figure.value is not None and figure.amount.unit
    }
    done = any(w.sense is not Sense.SUM and w.text.endswith(_ENDED) for w in whole.words)
    return done or whole.value in months


def _done_of(whole: Figure, part: Figure, terms: Terms) -> Choice:
    """Take 234户 of 共312户，已签234户."""
    fits = whole.value is not None and part.value is not None and whole.value >= part.value
    sure = fits and part.explicit and terms.annual_target in {None, whole.value}
    doubts = () if sure else (Doubt(Reason.INCONSISTENT, keeps=fits),)
    return Choice(part if fits else None, doubts=doubts, same=(part,))


def _alone(figures: Sequence[Figure]) -> Choice:
    """Propose a figure that is not a cumulative one, and say what it is."""
    role = next(role for role in _ALONE if _of(figures, role))
    worth, found = _ALONE[role], _of(figures, role)
    reason, keeps = worth.reason, worth.keeps
    if role is Role.TARGET and any(w.text.startswith(("年", "全年")) for w in found[0].words):
        reason, keeps = Reason.TOTAL_NOT_ANNUAL, False
    rival = role is Role.MONTH and bool(_of(figures, Role.PAST))
    alike = len({figure.value for figure in found}) == 1
    doubt = Doubt(reason, keeps=keeps and alike and not rival)
    return Choice(found[0], worth.basis, (doubt,), tuple(found))


def _corrected(figures: Sequence[Figure]) -> Choice:
    """Propose the figure that a correction ends with: not the one that is taken back."""
    left = [figure for figure in figures if not _is_taken_back(figure)]
    stated = [figure for figure in left if figure.role in _STATED] or left
    doubt = Doubt(Reason.CORRECTION, note="更正前报的数")
    if not stated:
        return Choice(None, doubts=(doubt,))
    last = stated[-1]
    basis = _ALONE[last.role].basis if last.role in _ALONE else Basis.CUMULATIVE
    return Choice(last, basis, (doubt,), (last,))


def _is_taken_back(figure: Figure) -> bool:
    words = (word.text for word in figure.words if word.sense in _TAKING_BACK)
    return figure.role is Role.LEFT or any(map(_TAKEN_BACK.search, words))
