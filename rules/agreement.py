"""Whether the rest of a reply agrees with the figure that is taken from it."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from rules.doubts import of_claim, of_sameness
from rules.figures import Figure, Role, Statement
from rules.headline import Choice, Doubt
from rules.numerals import Writing
from rules.phrases import Sense
from rules.terms import Basis, Reason, Terms
from rules.tokens import Token

_NOT_MET = Doubt(Reason.INCONSISTENT)
_ROUGH = {Sense.ABOUT, Sense.BOUND, Sense.FEWER}
_PARTS = {Role.PART, Role.MONTH, Role.DELTA, Role.PIECE}
_PHYSICAL = ("形象", "工程", "施工", "实物", "时间")


def of_figures(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield where a figure that stands beside the chosen one is not explained by it."""
    chosen = choice.figure
    if chosen is None or choice.basis is Basis.MONTH:
        return
    for figure in statement.figures:
        if figure in choice.same or figure in choice.parts or figure.is_resource:
            continue
        check = _CHECKS.get(figure.role, _unexplained) if figure.own else _of_other_kind
        if Sense.PART in figure.senses and figure.role not in _PARTS:
            check = _never
        yield from check(figure, chosen, terms)


def _of_month(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """A month's figure added to the last cumulative one is the cumulative one."""
    rough = figure.senses & _ROUGH or figure.amount.writing is not Writing.CLEAR
    if figure.value is None or chosen.value is None or rough or not chosen.explicit:
        yield _NOT_MET
    elif terms.last_cumulative is None:
        if figure.value > chosen.value:
            yield _NOT_MET
    elif terms.last_cumulative + figure.value != chosen.value:
        yield Doubt(Reason.INCONSISTENT, note=f"上月累计{terms.last_cumulative:f}，加本月不等于累计")


def _of_done(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Beside 累计860万, 完成120万 is the month's, if it adds up."""
    if terms.last_cumulative is None or figure.amount.unit is None:
        yield _NOT_MET
    else:
        yield from _of_month(figure, chosen, terms)


def _of_sum(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Beside what is done, 共1260户 is the whole."""
    if figure.value is None or chosen.value is None or figure.value < chosen.value:
        yield _NOT_MET
    elif terms.annual_target not in {None, figure.value} and figure.value != chosen.value:
        yield _NOT_MET


def _of_part(figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    if figure.value is None or chosen.value is None or figure.value > chosen.value or not chosen.explicit:
        yield _NOT_MET


def _of_target(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """A target that is called the year's is the one we know."""
    yearly = any(word.text.startswith(("年", "全年", "今年", "本年")) for word in figure.words)
    if not chosen.explicit:
        yield Doubt(Reason.PLAN_NOT_ACTUAL)
    elif yearly and terms.annual_target is not None and figure.value != terms.annual_target:
        yield Doubt(Reason.INCONSISTENT, note=f"年度目标是{terms.annual_target:f}{terms.unit}")


def _of_left(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """What is done and what remains make the year's target."""
    if Sense.NOT in figure.senses or figure.value is None or chosen.value is None or not chosen.explicit:
        yield _NOT_MET
    elif terms.annual_target is not None and chosen.value + figure.value != terms.annual_target:
        yield Doubt(Reason.INCONSISTENT, note="完成数与剩余数之和不等于年度目标")


def _of_time(_figure: Figure, _chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    yield Doubt(Reason.OTHER_MONTH)


def _unexplained(_figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    """A total, a plan, a stage or a measure beside a figure that is called done says nothing about it."""
    if not chosen.explicit:
        yield _NOT_MET


def _of_piece(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    yield from (_of_part if Sense.PART in figure.senses else _unexplained)(figure, chosen, terms)


def _never(_figure: Figure, _chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    yield _NOT_MET


def _of_other_kind(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """A figure in another unit: a share of the year is checked, other works stand beside."""
    if figure.role in {Role.LEFT, Role.PAST, Role.LAST_YEAR} or not chosen.explicit:
        yield _NOT_MET
    elif figure.amount.unit == "%" and figure.role in {Role.SHARE, Role.DONE, Role.CUMULATIVE}:
        yield from _of_share(figure, chosen, terms)


def _of_share(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """The share of the year's target, as exactly as it is written, rounded either way."""
    share = figure.amount.value
    if any(word.text.startswith(_PHYSICAL) for word in figure.words) or terms.annual_target is None:
        return
    if share is None or chosen.value is None or not terms.annual_target:
        yield _NOT_MET
        return
    exact = chosen.value * 100 / terms.annual_target
    step = Decimal(1).scaleb(int(share.as_tuple().exponent)) if share % 1 else Decimal(1)
    if abs(exact - share) >= step:
        yield Doubt(Reason.INCONSISTENT, note=f"按年度目标{terms.annual_target:f}{terms.unit}算约为{exact:.1f}%")


_Check = Callable[[Figure, Figure, Terms], Iterator[Doubt]]
_CHECKS: dict[Role, _Check] = {
    Role.MONTH: _of_month,
    Role.DELTA: _of_month,
    Role.CUMULATIVE: _never,
    Role.DONE: _of_done,
    Role.SUM: _of_sum,
    Role.PART: _of_part,
    Role.PIECE: _of_piece,
    Role.TARGET: _of_target,
    Role.LEFT: _of_left,
    Role.SHARE: _never,
    Role.YEARLY: _never,
    Role.PAST: _of_time,
    Role.LAST_YEAR: _of_time,
}

_HARMLESS = {
    Sense.PLAIN,
    Sense.STATE,
    Sense.CUMULATIVE,
    Sense.DONE,
    Sense.NOW,
    Sense.SIZE,
    Sense.STAGE,
    Sense.PIECE,
    Sense.THING,
    Sense.PART,
    Sense.SHARE,
    Sense.QUESTION,
    Sense.HEARSAY,
    Sense.CORRECT,
    Sense.ADVERSE,
    Sense.ADJUST,
    Sense.SEVERAL,
    Sense.GARBLED,
}  # or asked about wherever they stand
_SHIELDED = {
    Sense.MONTH: Reason.MONTH_ONLY,
    Sense.DELTA: Reason.DELTA_ONLY,
    Sense.SUM: Reason.INCONSISTENT,
    Sense.TARGET: Reason.PLAN_NOT_ACTUAL,
    Sense.TOTAL: Reason.TOTAL_NOT_ANNUAL,
    Sense.YEARLY: Reason.DELTA_ONLY,
    Sense.KEEP: Reason.SAME_AS_LAST,
}
_ASKED = {
    Sense.ABOUT: Doubt(Reason.APPROXIMATE),
    Sense.BOUND: Doubt(Reason.APPROXIMATE, keeps=False),
    Sense.FEWER: Doubt(Reason.NEGATIVE, keeps=False),
    Sense.LEFT: Doubt(Reason.INCONSISTENT),
    Sense.NOT: Doubt(Reason.INCONSISTENT),
    Sense.LAST_YEAR: Doubt(Reason.OTHER_MONTH),
}
_WORK = {Sense.STATE, Sense.STAGE}
_QUALIFYING = {*_SHIELDED, Sense.PIECE, Sense.THING, Sense.STAGE, Sense.SIZE, Sense.PART, Sense.SHARE}
_TELLING = {Sense.DONE, Sense.NOW, Sense.STATE, Sense.CLAIM, Sense.SAME, Sense.IDLE, Sense.PLAN, Sense.CUMULATIVE}


def of_clauses(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield what the clauses without a figure say against the one that is taken."""
    chosen = choice.figure
    if chosen is None:
        return
    first = statement.figures.index(chosen)
    for place, clause in statement.loose:
        senses = {word.sense for word in clause if word.sense}
        yield from (doubt for sense, doubt in _ASKED.items() if sense in senses)
        if not chosen.explicit:
            yield from (Doubt(reason) for sense, reason in _SHIELDED.items() if sense in senses)
        yield from _of_clause(senses, clause, chosen, terms, after=place > first)


def _of_clause(
    senses: set[Sense], clause: tuple[Token, ...], chosen: Figure, terms: Terms, *, after: bool
) -> Iterator[Doubt]:
    side = any(word.moment and word.moment.side in {"前", "之前", "以前", "后", "之后", "以后"} for word in clause)
    if (Sense.PLAN in senses or side) and not _is_outlook(senses, chosen, after=after):
        yield Doubt(Reason.PLAN_NOT_ACTUAL)
    if Sense.PAST in senses and not (senses & _WORK and chosen.role is Role.CUMULATIVE):
        yield Doubt(Reason.OTHER_MONTH)
    if Sense.OTHERS in senses and not senses & _WORK:
        yield Doubt(Reason.THIRD_PARTY)
    if Sense.CLAIM in senses and not senses & {Sense.PIECE, Sense.PLAN}:
        yield from of_claim(chosen, terms)
    if Sense.IDLE in senses and Sense.PIECE not in senses and chosen.value != 0:
        yield Doubt(Reason.INCONSISTENT)
    if Sense.SAME in senses:
        yield from of_sameness(chosen, terms)
    if senses & _QUALIFYING and not _tells(senses, after=after):
        yield _NOT_MET


def _tells(senses: set[Sense], *, after: bool) -> bool:
    """Tell whether a clause says something itself, or only of what the figure is (目标, 合同额, 路基)."""
    if Sense.STAGE in senses:
        return not after or bool(senses & {Sense.PIECE, Sense.THING, *_TELLING})
    return bool(senses & _TELLING)


def _is_outlook(senses: set[Sense], chosen: Figure, *, after: bool) -> bool:
    """Tell whether a plan without a figure speaks of something later (预计下月完工), not of the figure."""
    if not chosen.explicit or not senses & {Sense.CLAIM, Sense.STAGE, Sense.STATE, Sense.DONE, Sense.TARGET}:
        return False
    return after or Sense.NOW in chosen.senses
