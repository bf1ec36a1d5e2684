"""The one figure of a reply that may be its answer, and why it may not be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.figures import Figure, Role, Statement
from rules.phrases import Sense
from rules.terms import Basis, Reason, Terms


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to ask back; without `keeps` no figure is even proposed."""

    reason: Reason
    keeps: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The figure that is proposed, the figures that say the same, and the parts it is the sum of."""

    figure: Figure | None
    basis: Basis = Basis.CUMULATIVE
    doubts: tuple[Doubt, ...] = ()
    same: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()


# What a figure of each part is worth alone; of several parts the first one here is taken.
_ALONE: dict[Role, tuple[Reason, bool, Basis]] = {
    Role.MONTH: (Reason.MONTH_ONLY, True, Basis.MONTH),
    Role.DELTA: (Reason.DELTA_ONLY, True, Basis.MONTH),
    Role.PLAN: (Reason.PLAN_NOT_ACTUAL, True, Basis.CUMULATIVE),
    Role.PAST: (Reason.OTHER_MONTH, True, Basis.CUMULATIVE),
    Role.STAGE: (Reason.INCONSISTENT, True, Basis.CUMULATIVE),
    Role.PART: (Reason.INCONSISTENT, True, Basis.CUMULATIVE),
    Role.TARGET: (Reason.PLAN_NOT_ACTUAL, True, Basis.CUMULATIVE),
    Role.SHARE: (Reason.PLAN_NOT_ACTUAL, True, Basis.CUMULATIVE),
    Role.PIECE: (Reason.INCONSISTENT, False, Basis.CUMULATIVE),
    Role.TOTAL: (Reason.TOTAL_NOT_ANNUAL, False, Basis.CUMULATIVE),
    Role.LEFT: (Reason.INCONSISTENT, False, Basis.CUMULATIVE),
    Role.YEARLY: (Reason.DELTA_ONLY, False, Basis.CUMULATIVE),
    Role.SIZE: (Reason.NO_FIGURE, False, Basis.CUMULATIVE),
    Role.LAST_YEAR: (Reason.OTHER_MONTH, False, Basis.CUMULATIVE),
}
_STATED = (Role.CUMULATIVE, Role.SUM, Role.DONE)
_WITHDRAWN = ("误", "错", "刚", "原", "之前", "前面", "作废", "撤", "上一条", "取消", "删", "而不是")


def choose(statement: Statement, terms: Terms) -> Choice:
    """Return the figure that is the reply's answer, or that is proposed for one (E24)."""
    own = [figure for figure in statement.figures if figure.own]
    if not own:
        return Choice(None, doubts=(Doubt(Reason.UNIT_MISMATCH, keeps=False, note=f"项目单位是{terms.unit}"),))
    if statement.has(Sense.CORRECT):
        return _corrected(own)
    cumulative, sums, done = (_of(own, role) for role in _STATED)
    if cumulative:
        return _one(cumulative)
    if sums:
        return _summed(sums, [*done, *_of(own, Role.PIECE)], terms)
    if done:
        return _of_whole(done, terms)
    return _alone(own)


def _of(figures: Iterable[Figure], role: Role) -> list[Figure]:
    return [figure for figure in figures if figure.role is role]


def _one(figures: Sequence[Figure]) -> Choice:
    """Take what is said once, or twice alike; two figures that compete are no figure."""
    if len({figure.value for figure in figures}) > 1:
        return Choice(None, doubts=(Doubt(Reason.INCONSISTENT, keeps=False, note="有两个数"),))
    return Choice(figures[0], same=tuple(figures))


def _of_whole(done: Sequence[Figure], terms: Terms) -> Choice:
    """Propose what is done of the year's target where both stand together (1260户完成623户)."""
    left = [figure for figure in done if figure.value != terms.annual_target]
    if not left or len(left) == len(done) or len({figure.value for figure in left}) > 1:
        return _one(done)
    clear = left[0].explicit and not done[0].explicit and done[0].value == terms.annual_target
    whole = tuple(figure for figure in done if figure not in left)
    return Choice(left[0], doubts=() if clear else (Doubt(Reason.INCONSISTENT),), same=tuple(left), parts=whole)


def _summed(sums: Sequence[Figure], done: Sequence[Figure], terms: Terms) -> Choice:
    """Take a sum with its parts (东关120户，前营98户，共218户), or what is done of a whole (共312户，已签234户)."""
    choice = _one(sums)
    if choice.figure is None:
        return choice
    if not done:
        doubts = () if choice.figure.explicit else (Doubt(Reason.TOTAL_NOT_ANNUAL, note="是总数还是完成数不明"),)
        return Choice(choice.figure, doubts=doubts, same=choice.same)
    whole = choice.figure.value
    if len(done) > 1:
        if whole is not None and sum((part.value or Decimal(0) for part in done), Decimal(0)) == whole:
            return Choice(choice.figure, same=choice.same, parts=tuple(done))
        doubt = Doubt(Reason.INCONSISTENT, note="各部分之和与合计不符")
        return Choice(choice.figure, doubts=(doubt,), same=choice.same, parts=tuple(done))
    part = done[0]
    agrees = whole is not None and part.value is not None and whole >= part.value
    if agrees and part.explicit and terms.annual_target in {None, whole}:
        return Choice(part, same=(part,))
    return Choice(part if agrees else None, doubts=(Doubt(Reason.INCONSISTENT, keeps=agrees),), same=(part,))


def _alone(figures: Sequence[Figure]) -> Choice:
    """Propose a figure that is not a cumulative one, and say what it is."""
    role = next(role for role in _ALONE if _of(figures, role))
    reason, keeps, basis = _ALONE[role]
    found = _of(figures, role)
    yearly = role is Role.TARGET and any(w.text.startswith(("年", "全年")) for f in found for w in f.words)
    compete = role is Role.MONTH and bool(_of(figures, Role.PAST))
    alike = len({figure.value for figure in found}) == 1
    if yearly:
        reason = Reason.TOTAL_NOT_ANNUAL
    if role is Role.PIECE:
        keeps = Sense.CUMULATIVE in found[0].senses
    doubt = Doubt(reason, keeps=keeps and alike and not compete and not yearly)
    return Choice(found[0], basis, (doubt,), tuple(found))


def _corrected(figures: Sequence[Figure]) -> Choice:
    """Propose the figure that a correction ends with: not the one that is taken back."""
    left = [figure for figure in figures if figure.role is not Role.LEFT and not _is_withdrawn(figure)]
    stated = [figure for figure in left if figure.role in _STATED] or left
    doubt = Doubt(Reason.CORRECTION, note="更正前报的数")
    if not stated:
        return Choice(None, doubts=(doubt,))
    last = stated[-1]
    basis = _ALONE[last.role][2] if last.role in _ALONE else Basis.CUMULATIVE
    return Choice(last, basis, (doubt,), (last,))


def _is_withdrawn(figure: Figure) -> bool:
    texts = [w.text for w in figure.words if w.sense in {Sense.CORRECT, Sense.NOT, Sense.PLAN, Sense.PAST}]
    return any(mark in text for text in texts for mark in _WITHDRAWN)
