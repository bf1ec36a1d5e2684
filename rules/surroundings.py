"""What the clauses without a figure say of the figure that is taken from a reply."""

from collections.abc import Collection, Iterator

from rules.agreement import UNMET
from rules.doubts import of_claim, of_sameness
from rules.figures import MONTHS, Clause, Figure, Statement
from rules.headline import Choice, Doubt
from rules.phrases import Sense
from rules.roles import Role, is_elsewhere, is_later, moments_of
from rules.terms import Reason, Terms

_ASKED = {
    Sense.ABOUT: Doubt(Reason.APPROXIMATE),
    Sense.BOUND: Doubt(Reason.APPROXIMATE, keeps=False),
    Sense.FEWER: Doubt(Reason.NEGATIVE, keeps=False),
    Sense.LEFT: UNMET,
    Sense.NOT: UNMET,
    Sense.LAST_YEAR: Doubt(Reason.OTHER_MONTH),
}
# Asked about only beside a bare figure: 本月，120万.
_OF_BARE = {
    Sense.MONTH: Reason.MONTH_ONLY,
    Sense.DELTA: Reason.DELTA_ONLY,
    Sense.SUM: Reason.INCONSISTENT,
    Sense.TARGET: Reason.PLAN_NOT_ACTUAL,
    Sense.TOTAL: Reason.TOTAL_NOT_ANNUAL,
    Sense.YEARLY: Reason.DELTA_ONLY,
    Sense.KEEP: Reason.SAME_AS_LAST,
}
_THINGS = {Sense.PIECE, Sense.THING}
_QUALIFYING = {*_OF_BARE, *_THINGS, Sense.STAGE, Sense.SIZE, Sense.PART, Sense.SHARE}
_GOING_ON = {Sense.STATE, Sense.STAGE}
_EVENT = {*_GOING_ON, Sense.CHAT, Sense.PLAN}
_CONDITIONS = ("如", "若", "要是", "假", "只要", "除非", "倘若", "万一", "的话", "一旦")
_OUTLOOK = {*_GOING_ON, Sense.CLAIM, Sense.TARGET}
_SAYING = {
    Sense.DONE,
    Sense.NOW,
    Sense.STATE,
    Sense.CHAT,
    Sense.CLAIM,
    Sense.SAME,
    Sense.IDLE,
    Sense.PLAN,
    Sense.CUMULATIVE,
}


def of_clauses(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield what the clauses without a figure say against the one that is taken."""
    if choice.figure is None:
        return
    place = statement.figures.index(choice.figure)
    for clause in statement.loose:
        senses, after = clause.senses, clause.place > place
        yield from (doubt for sense, doubt in _ASKED.items() if sense in senses)
        yield from _of_time(clause, choice.figure, terms, after=after)
        yield from _of_progress(senses, choice.figure, terms)
        if Sense.MONTH in senses and not after and _may_be_monthly(clause, choice.figure):
            yield Doubt(Reason.MONTH_ONLY, note="是累计还是当月不明")
        if not choice.figure.explicit:
            yield from (Doubt(reason) for sense, reason in _OF_BARE.items() if sense in senses)
        if senses & _QUALIFYING and not _says_something(senses, after=after):
            yield UNMET


def _of_time(clause: Clause, figure: Figure, terms: Terms, *, after: bool) -> Iterator[Doubt]:
    """Yield what is to come, what is past, and who else may be speaking."""
    senses = clause.senses
    limited = elsewhere = False
    for moment, by_then in moments_of(clause.words):
        limited = limited or moment.is_limit
        elsewhere = elsewhere or (is_elsewhere(moment, terms) and (by_then or not senses & _EVENT))
    if (Sense.PLAN in senses or limited) and not _is_outlook(clause, figure, terms, after=after):
        yield Doubt(Reason.PLAN_NOT_ACTUAL)
    event = senses & _EVENT and figure.role is Role.CUMULATIVE
    if elsewhere or (Sense.PAST in senses and not event):
        yield Doubt(Reason.OTHER_MONTH)
    if Sense.OTHERS in senses and not senses & _GOING_ON:
        yield Doubt(Reason.THIRD_PARTY)


def _may_be_monthly(clause: Clause, figure: Figure) -> bool:
    """Tell whether a bare figure follows words on the month (本月工作开展情况。完成20户)."""
    said = any(word.text.startswith(MONTHS) for word in clause.words)
    return said and figure.role is Role.DONE and Sense.NOW not in figure.senses


def _of_progress(senses: Collection[Sense], figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield where 已完工, 未开工 and 无进展 do not go with the figure."""
    if Sense.CLAIM in senses and Sense.PIECE not in senses and Sense.PLAN not in senses:
        yield from of_claim(figure, terms)
    if Sense.IDLE in senses and Sense.PIECE not in senses and figure.value != 0:
        yield UNMET
    if Sense.SAME in senses:
        yield from of_sameness(figure, terms)


def _is_outlook(clause: Clause, figure: Figure, terms: Terms, *, after: bool) -> bool:
    """Tell whether a plan speaks of something later (预计下月完工), not of the figure."""
    on_condition = any(word.text.startswith(_CONDITIONS) for word in clause.words)
    later = after or (Sense.NOW in figure.senses and not on_condition)
    ends = Sense.DONE in clause.senses and any(is_later(word, terms) for word in clause.words)
    return figure.explicit and later and (ends or bool(clause.senses & _OUTLOOK))


def _says_something(senses: frozenset[Sense], *, after: bool) -> bool:
    """Tell a clause that says something itself from one that names the figure (目标, 路基)."""
    if Sense.STAGE in senses and not after:
        return True
    return bool(senses & (_SAYING | _THINGS if Sense.STAGE in senses else _SAYING))
