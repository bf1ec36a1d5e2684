"""Figures of a reply: every amount with the part that the words around it give it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from rules.amounts import Amount
from rules.phrases import Sense
from rules.roles import Role, is_monthly, role_of
from rules.terms import Terms
from rules.tokens import Kind, Token
from rules.units import DETAILS, POINTS, RESOURCES, convert

_ACTUAL = {Sense.CUMULATIVE, Sense.DONE, Sense.NOW, Sense.KEEP}
_OTHER_KINDS = {Kind.UNKNOWN, Kind.CODE}
_OTHER_SENSES = {Sense.PIECE, Sense.THING}
MONTHS = ("本月", "当月", "这个月")
_MARKS = {Kind.COLON, Kind.LISTED}
_HEADING = {
    Sense.NOW,
    Sense.PLAIN,
    Sense.ASPECT,
    Sense.CUMULATIVE,
    Sense.DONE,
    Sense.MONTH,
}
_REMARK = {Sense.PLAIN, Sense.ASPECT, Sense.STATE, Sense.CHAT}
_TRAILING = {
    Sense.ABOUT,
    Sense.BOUND,
    Sense.NOT,
    Sense.QUESTION,
    Sense.LEFT,
    Sense.CORRECT,
    Sense.PAST,
}
_CARRIED = {
    Sense.MONTH,
    Sense.PLAN,
    Sense.TARGET,
    Sense.PAST,
    Sense.LAST_YEAR,
    Sense.LEFT,
    Sense.NOT,
    Sense.OTHERS,
    Sense.IDLE,
}
# What is said of the time of the work before machines and people (本月：12台，完成20户).
_LASTING = {Sense.MONTH, Sense.PLAN, Sense.PAST, Sense.LAST_YEAR}
_TARGETS = {"任务", "目标", "计划", "指标", "目标任务"}
_BY_NOW = ("已", "实际")
Words = tuple[Token, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """An amount of a reply with the words around it, the heading of its sentence included.

    `value` is in the project's unit where the amount is of its kind (`own`), and sure where the
    conversion goes unasked (`direct`). `explicit`: the words say that it is reached; `monthly`: a
    cumulative figure is called a month's; `undated`: they name a year and ours is not known.
    """

    amount: Amount
    role: Role
    words: Words
    senses: frozenset[Sense]
    own: bool
    value: Decimal | None
    direct: bool
    explicit: bool
    monthly: bool
    undated: bool

    @property
    def names_month(self) -> bool:
        """Tell whether its words name one month."""
        return any(
            word.text.startswith(MONTHS) or (word.moment and word.moment.is_month)
            for word in self.words
        )

    @property
    def is_resource(self) -> bool:
        """Tell whether it counts machines, people, meetings: no project is measured by them."""
        return not self.own and self.amount.unit in RESOURCES

    @property
    def is_detail(self) -> bool:
        """Tell whether it counts what the work is made of (机井20眼), and no other project."""
        return not self.own and self.amount.unit in DETAILS

    @property
    def subject(self) -> str:
        """The words that may name what it is about."""
        named = (word for word in self.words if word.kind is Kind.OWN or _names_other(word))
        return "".join(word.text for word in named)

    @property
    def names_other(self) -> bool:
        """Tell whether its words may name something beside the project."""
        return any(map(_names_other, self.words))


def _names_other(word: Token) -> bool:
    return word.kind in _OTHER_KINDS or word.sense in _OTHER_SENSES


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without a figure, and how many figures stand before it."""

    words: Words
    place: int

    @property
    def senses(self) -> frozenset[Sense]:
        """What its words say."""
        return _senses(self.words)


@dataclass(frozen=True, slots=True)
class Statement:
    """A reply as figures, and the clauses that hold none."""

    figures: tuple[Figure, ...]
    loose: tuple[Clause, ...]
    tokens: tuple[Token, ...]

    def has(self, *senses: Sense) -> bool:
        """Tell whether any word of the reply has one of these senses."""
        return any(token.sense in senses for token in self.tokens)


@dataclass(slots=True)
class _Draft:
    """A reply as far as it was heard; a heading (截至8月31日) belongs to what follows it."""

    terms: Terms
    amounts: list[tuple[Amount, Words]] = field(default_factory=list)
    loose: list[Clause] = field(default_factory=list)
    times: Words = ()
    heading: Words = ()
    lasting: Words = ()
    in_list: bool = False

    def hear(self, clause: Words, stop: str) -> None:
        if any(token.amount for token in clause):
            above = (*self.times, *self.heading)
            self._last(clause)
            around = _around(clause, self.terms)
            self.amounts += [(amount, (*above, *self.lasting, *words)) for amount, words in around]
            self.times, self.heading = tuple(token for token in above if _is_of_time(token)), ()
        elif stop == "、" and self.in_list:
            last = self.loose.pop()
            self.loose.append(Clause((*last.words, *clause), last.place))
        elif self.amounts and stop == "(" and not _senses(clause) <= _REMARK:
            self.add(clause)
        elif _heads(clause):
            self.times, self.heading = (), clause
        else:
            self.loose.append(Clause(clause, len(self.amounts)))
            self.in_list = True
            return
        self.in_list = stop == "、" and self.in_list and not any(t.amount for t in clause)

    def _last(self, clause: Words) -> None:
        """Let the time that is named before machines and people hold until 累计, 目前 or 已."""
        if _counts_only_resources(clause, self.terms):
            opening = takewhile(lambda token: not token.amount, (*self.heading, *clause))
            self.lasting = tuple(w for w in opening if w.sense in _LASTING) or self.lasting
        elif any(map(_is_by_now, clause)):
            self.lasting = ()

    def add(self, words: Words) -> None:
        """Let words stand beside the last amount."""
        amount, before = self.amounts[-1]
        self.amounts[-1] = amount, (*before, *words)


def state(tokens: tuple[Token, ...], terms: Terms) -> Statement:
    """Return a reply's figures with their parts."""
    draft = _Draft(terms)
    for clause, stop in _clauses(tokens):
        draft.hear(clause, stop)
    if draft.amounts:
        draft.add(draft.heading)
    figures = (_figure(amount, words, terms) for amount, words in draft.amounts)
    return Statement(tuple(figures), tuple(draft.loose), tokens)


def _senses(words: Words) -> frozenset[Sense]:
    return frozenset(word.sense for word in words if word.sense)


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[Words, str]]:
    """Yield the clauses between stops, and the stop before each."""
    clause: list[Token] = []
    stop = ""
    for token in (*tokens, Token(Kind.STOP, "")):
        if token.kind is Kind.STOP:
            if clause:
                yield tuple(clause), stop
            clause, stop = [], token.text
        elif token.kind is not Kind.SPACE:
            clause.append(token)


def _counts_only_resources(clause: Words, terms: Terms) -> bool:
    return all(
        token.amount.unit in RESOURCES and not _in_unit(token.amount, terms)[0]
        for token in clause
        if token.amount
    )


def _is_by_now(token: Token) -> bool:
    return token.sense in {Sense.CUMULATIVE, Sense.NOW} or token.text.startswith(_BY_NOW)


def _is_of_time(token: Token) -> bool:
    return token.moment is not None or token.sense is Sense.NOW


def _heads(clause: Words) -> bool:
    """Tell whether a clause only says of what time the next ones speak."""
    timed = any(token.moment or token.sense in {Sense.NOW, Sense.MONTH} for token in clause)
    return timed and all(
        token.moment or token.sense in _HEADING or token.kind in _MARKS for token in clause
    )


def _around(clause: Words, terms: Terms) -> Iterator[tuple[Amount, Words]]:
    """Yield each amount of a clause with the words before and after it.

    Amounts side by side (23个村623户) share their words; what is said of the work before an amount
    of another kind (预计投入12台完成65%) is said of the next one too.
    """
    places = [place for place, token in enumerate(clause) if token.amount]
    words: Words = ()
    carried: Words = ()
    for before, place, after in zip([-1, *places], places, [*places[1:], None], strict=False):
        amount = clause[place].amount
        words = _without_target(clause, before + 1, place) or words
        following = clause[place + 1 : after]
        if any(map(_is_by_now, words)):
            carried = tuple(w for w in carried if w.sense is not Sense.MONTH)
        if amount is not None:
            ahead = after is not None and _is_other(clause[after].amount, terms)
            trailing = _trailing(following, ahead=ahead) if after else following
            yield amount, (*carried, *words, *trailing)
            other = _is_other(amount, terms)
            carried = tuple(w for w in words if w.sense in _CARRIED) if other else ()


def _without_target(clause: Words, start: int, end: int) -> Words:
    """Return the words before an amount without the target that the one before them is.

    1500户任务已完成673户 has 1500户 to do.
    """
    words = clause[start:end]
    rest = words[1:]
    ends = start and words and words[0].text in _TARGETS
    return rest if ends and not _senses(rest).isdisjoint(_ACTUAL) else words


def _is_other(amount: Amount | None, terms: Terms) -> bool:
    return amount is not None and not _in_unit(amount, terms)[0]


def _trailing(between: Words, *, ahead: bool) -> Iterator[Token]:
    """Yield the words between two amounts that also change the first: 320万左右, 418户需要12人."""
    for token in between:
        if token.sense not in _TRAILING and not (ahead and token.sense is Sense.PLAN):
            return
        yield token


def _figure(amount: Amount, words: Words, terms: Terms) -> Figure:
    own, value, direct = _in_unit(amount, terms)
    senses = _senses(words)
    role = role_of(words, senses, terms, share=not own or terms.unit != "%")
    if amount.unit == POINTS and role is not Role.TARGET:
        role = Role.DELTA
    return Figure(
        amount=amount,
        role=role,
        words=words,
        senses=senses,
        own=own,
        value=value,
        direct=direct,
        explicit=bool(senses & _ACTUAL) or role is Role.CUMULATIVE,
        monthly=role is Role.CUMULATIVE and is_monthly(words, senses),
        undated=terms.year is None and any(word.moment and word.moment.year for word in words),
    )


def _in_unit(amount: Amount, terms: Terms) -> tuple[bool, Decimal | None, bool]:
    """Return whether an amount is of the project's kind, its value, and whether it is sure."""
    if amount.unit is None:
        return True, amount.value, True
    if amount.unit == POINTS:
        return terms.unit == "%", amount.value, True
    size = amount.value if amount.value is not None else Decimal(0)
    found = convert(size, amount.unit, terms.unit, scale=amount.scale, measured=amount.measured)
    if found is None:
        return False, amount.value, False
    return True, None if amount.value is None else found.value, found.direct and not amount.mixed
