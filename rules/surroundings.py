"""What the clauses without a figure say of the figure that is taken from a reply."""

from collections.abc import Iterator

from rules.agreement import UNMET
from rules.beside import is_beside
from rules.doubts import of_claim, of_sameness
from rules.figures import MONTHS, Clause, Figure, Statement
from rules.headline import Choice, Doubt
from rules.phrases import Sense
from rules.roles import Role, is_elsewhere, is_later, moments_of
from rules.terms import Reason, Terms
from rules.tokens import Kind, Token

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
_WHILE = ("期间", "半月", "上旬", "中旬", "下旬")
_DAYS = {"明天", "明日", "后天", "下周", "周末"}
_UNMET = {"未完成", "没完成", "没有完成", "未达到", "没达到", "未达标"}
_OF_A_PART = {Sense.PIECE, Sense.THING, Sense.ASPECT}
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
        strange = _is_strange(clause) and is_beside(clause, choice, terms, after=after)
        if strange or _is_unmet_plan(statement, clause, choice):
            continue
        yield from (doubt for sense, doubt in _ASKED.items() if sense in senses)
        by_now = _is_by_now(statement, clause, choice.figure)
        yield from _of_time(clause, choice.figure, terms, after=after, by_now=by_now)
        yield from _of_progress(clause, choice.figure, terms)
        if Sense.MONTH in senses and not after and _may_be_monthly(clause, choice.figure):
            yield Doubt(Reason.MONTH_ONLY, note="是累计还是当月不明")
        if not choice.figure.explicit:
            yield from (Doubt(reason) for sense, reason in _OF_BARE.items() if sense in senses)
        if not (after or by_now) and _names_a_part(senses, choice.figure, terms):
            yield UNMET
        due = after and choice.figure.role is Role.CUMULATIVE and _is_due(clause)
        if senses & _QUALIFYING and not (due or _says_something(senses, after=after)):
            yield UNMET


def _names_a_part(senses: frozenset[Sense], figure: Figure, terms: Terms) -> bool:
    """Tell what a percentage may be of: 设备安装正在收尾，完成71%."""
    named = bool(senses & _OF_A_PART) and bool(senses & _GOING_ON)
    return terms.unit == "%" and figure.role is not Role.CUMULATIVE and named


def _is_due(clause: Clause) -> bool:
    """Tell a date by which a next stage is to be reached: 6月10日前交地."""
    return any(moment.is_limit for moment, _ in moments_of(clause.words))


def _is_by_now(statement: Statement, clause: Clause, figure: Figure) -> bool:
    """Tell whether 目前 stands beside the figure, behind a clause: 预计9月完工，目前65%."""
    place = {id(token): number for number, token in enumerate(statement.tokens)}
    ends = place[id(clause.words[-1])]
    return any(word.sense is Sense.NOW and place[id(word)] > ends for word in figure.words)


def _is_unmet_plan(statement: Statement, clause: Clause, choice: Choice) -> bool:
    """Tell 未完成 that is said of the plan before it: 计划完成75%，未完成，实际71%."""
    said = "".join(word.text for word in clause.words)
    before = statement.figures[clause.place - 1 : clause.place]
    planned = any(figure.role in {Role.PLAN, Role.TARGET} for figure in before)
    return said in _UNMET and planned and choice.figure not in before


def _is_strange(clause: Clause) -> bool:
    return any(word.kind is Kind.UNKNOWN for word in clause.words)


def _of_time(
    clause: Clause, figure: Figure, terms: Terms, *, after: bool, by_now: bool
) -> Iterator[Doubt]:
    """Yield what is to come, what is past, and who else may be speaking."""
    senses = clause.senses
    limited = elsewhere = False
    for moment, by_then in moments_of(clause.words):
        limited = limited or moment.is_limit
        elsewhere = elsewhere or (is_elsewhere(moment, terms) and (by_then or not senses & _EVENT))
    if after and _is_of_a_day(clause):
        return
    known = by_now and not any(word.text.startswith(_CONDITIONS) for word in clause.words)
    later = after or known
    if (Sense.PLAN in senses or limited) and not _is_outlook(clause, figure, terms, after=later):
        yield Doubt(Reason.PLAN_NOT_ACTUAL)
    event = senses & _EVENT and figure.role is Role.CUMULATIVE
    if elsewhere or (Sense.PAST in senses and not event):
        yield Doubt(Reason.OTHER_MONTH)
    if Sense.OTHERS in senses and not senses & _GOING_ON:
        yield Doubt(Reason.THIRD_PARTY)


def _is_of_a_day(clause: Clause) -> bool:
    """Tell what somebody does tomorrow (明天开会) from what the work will come to."""
    planned = [word.text for word in clause.words if word.sense is Sense.PLAN]
    chat = Sense.CHAT in clause.senses and clause.senses <= {Sense.CHAT, Sense.PLAN, Sense.PLAIN}
    return chat and bool(planned) and all(text in _DAYS for text in planned)


def _may_be_monthly(clause: Clause, figure: Figure) -> bool:
    """Tell whether a bare figure follows words on the month (本月工作开展情况。完成20户)."""
    said = any(word.text.startswith(MONTHS) for word in clause.words)
    return said and figure.role is Role.DONE and Sense.NOW not in figure.senses


def _of_progress(clause: Clause, figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield where 已完工, 未开工 and 无进展 do not go with the figure."""
    senses = clause.senses
    if Sense.CLAIM in senses and Sense.PIECE not in senses and Sense.PLAN not in senses:
        yield from of_claim(figure, terms)
    other = Sense.PIECE in senses or (Sense.STAGE in senses and figure.role is Role.CUMULATIVE)
    if Sense.IDLE in senses and not other and figure.value != 0:
        yield UNMET
    if Sense.SAME in senses and not (figure.explicit and any(map(_is_a_while, clause.words))):
        yield from of_sameness(figure, terms)


def _is_a_while(word: Token) -> bool:
    """Tell some days of the month (麦收期间停工) from all of it."""
    return word.text.endswith(_WHILE) or bool(word.moment and word.moment.day)


def _is_outlook(clause: Clause, figure: Figure, terms: Terms, *, after: bool) -> bool:
    """Tell whether a plan speaks of something later (预计下月完工), not of the figure."""
    on_condition = any(word.text.startswith(_CONDITIONS) for word in clause.words)
    later = after
    if not later and figure.role is Role.CUMULATIVE and not on_condition:
        later = _names_an_end(clause, figure, terms)
    ends = Sense.DONE in clause.senses and any(is_later(word, terms) for word in clause.words)
    return figure.explicit and later and (ends or bool(clause.senses & _OUTLOOK))


def _names_an_end(clause: Clause, figure: Figure, terms: Terms) -> bool:
    """Tell a day of completion (预计9月30日合龙) from what the figure will be by then."""
    ends = {Sense.STAGE, Sense.CLAIM} & clause.senses and Sense.DONE not in clause.senses
    later = any(is_later(word, terms) for word in clause.words)
    return bool(ends) and later and figure.value != terms.annual_target


def _says_something(senses: frozenset[Sense], *, after: bool) -> bool:
    """Tell a clause that says something itself from one that names the figure (目标, 路基)."""
    if Sense.STAGE in senses and not after:
        return True
    return bool(senses & (_SAYING | _THINGS if Sense.STAGE in senses else _SAYING))
