"""Figures of a reply: every amount with the part that the words around it give it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rules.amounts import Amount
from rules.phrases import Sense
from rules.terms import Terms
from rules.tokens import Kind, Token
from rules.units import POINTS, RESOURCES, convert


class Role(Enum):
    """What an amount is a figure of."""

    CUMULATIVE = "累计"
    SUM = "合计"
    DONE = "完成"
    MONTH = "本月"
    DELTA = "新增"
    SHARE = "占"
    TARGET = "目标"
    PLAN = "计划"
    TOTAL = "总投资"
    STAGE = "开工"
    PIECE = "路基"
    SIZE = "宽"
    PART = "其中"
    LEFT = "还差"
    YEARLY = "同比"
    PAST = "上月"
    LAST_YEAR = "去年"


# The first sense that stands beside an amount decides; a cumulative month's figure is cumulative.
_DECIDING: tuple[tuple[Sense, Role], ...] = (
    (Sense.LAST_YEAR, Role.LAST_YEAR),
    (Sense.PAST, Role.PAST),
    (Sense.LEFT, Role.LEFT),
    (Sense.PLAN, Role.PLAN),
    (Sense.NOT, Role.LEFT),
    (Sense.TARGET, Role.TARGET),
    (Sense.TOTAL, Role.TOTAL),
    (Sense.MONTH, Role.MONTH),
    (Sense.DELTA, Role.DELTA),
    (Sense.STAGE, Role.STAGE),
    (Sense.PIECE, Role.PIECE),
    (Sense.SIZE, Role.SIZE),
    (Sense.YEARLY, Role.YEARLY),
    (Sense.SHARE, Role.SHARE),
    (Sense.CUMULATIVE, Role.CUMULATIVE),
    (Sense.PART, Role.PART),
    (Sense.SUM, Role.SUM),
)
_HEADING = {Sense.NOW, Sense.PLAIN, Sense.CUMULATIVE, Sense.DONE, Sense.MONTH}
_REMARK = {Sense.PLAIN, Sense.STATE}
_TRAILING = {Sense.ABOUT, Sense.BOUND, Sense.NOT, Sense.QUESTION, Sense.LEFT, Sense.CORRECT, Sense.PAST}
_ACTUAL = {Sense.CUMULATIVE, Sense.DONE, Sense.NOW, Sense.KEEP}


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of a reply, in the project's unit where it is of its kind (`own`).

    `words` are the pieces around it, the heading of its sentence included; `explicit` tells that they
    say it is reached; `monthly` that a cumulative figure is called a month's.
    """

    amount: Amount
    role: Role
    words: tuple[Token, ...]
    own: bool
    value: Decimal | None
    direct: bool
    explicit: bool
    monthly: bool
    undated: bool

    @property
    def senses(self) -> frozenset[Sense]:
        """What the words around it do to it."""
        return frozenset(word.sense for word in self.words if word.sense)

    @property
    def is_resource(self) -> bool:
        """Tell whether it counts machines, people, days: nothing that a project is measured by."""
        return not self.own and self.amount.unit in RESOURCES

    @property
    def subject(self) -> str:
        """The words that may name what it is about."""
        return "".join(
            w.text
            for w in self.words
            if w.kind in {Kind.UNKNOWN, Kind.CODE, Kind.OWN} or w.sense in {Sense.PIECE, Sense.THING}
        )

    @property
    def names_other(self) -> bool:
        """Tell whether its words may name something beside the project."""
        return any(w.kind in {Kind.UNKNOWN, Kind.CODE} or w.sense in {Sense.PIECE, Sense.THING} for w in self.words)


@dataclass(frozen=True, slots=True)
class Statement:
    """A reply as figures, and the clauses that hold none (`place`: how many figures stand before)."""

    figures: tuple[Figure, ...]
    loose: tuple[tuple[int, tuple[Token, ...]], ...]
    tokens: tuple[Token, ...]

    def has(self, *senses: Sense) -> bool:
        """Tell whether any word of the reply has one of these senses."""
        return any(token.sense in senses for token in self.tokens)


def state(tokens: tuple[Token, ...], terms: Terms) -> Statement:
    """Return a reply's figures with their parts."""
    drafts: list[tuple[Amount, tuple[Token, ...]]] = []
    loose: list[tuple[int, tuple[Token, ...]]] = []
    heading: tuple[Token, ...] = ()
    unused: tuple[Token, ...] = ()
    for clause, in_brackets in _clauses(tokens):
        if any(token.amount for token in clause):
            drafts += [(amount, (*heading, *unused, *words)) for amount, words in _around(clause)]
            heading, unused = tuple(token for token in (*heading, *unused) if token.moment), ()
        elif drafts and in_brackets and any(token.sense not in _REMARK for token in clause):
            drafts[-1] = (drafts[-1][0], (*drafts[-1][1], *clause))
        elif _heads(clause):
            heading, unused = (), clause
        else:
            loose.append((len(drafts), clause))
    if drafts and unused:
        drafts[-1] = (drafts[-1][0], (*drafts[-1][1], *unused))
    return Statement(tuple(_figure(amount, words, terms) for amount, words in drafts), tuple(loose), tokens)


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Yield the clauses between stops, and whether a bracket opens them."""
    clause: list[Token] = []
    opened = False
    for token in tokens:
        if token.kind in {Kind.STOP, Kind.PAUSE}:
            if clause:
                yield tuple(clause), opened
            clause, opened = [], token.text == "("
        elif token.kind is not Kind.SPACE:
            clause.append(token)
    if clause:
        yield tuple(clause), opened


def _heads(clause: Sequence[Token]) -> bool:
    """Tell whether a clause only says of what time the next ones speak: 截至8月31日."""
    timed = any(token.moment or token.sense in {Sense.NOW, Sense.MONTH} for token in clause)
    return timed and all(token.moment or token.sense in _HEADING or token.kind is Kind.COLON for token in clause)


def _around(clause: Sequence[Token]) -> Iterator[tuple[Amount, tuple[Token, ...]]]:
    """Yield each amount of a clause with the words since the one before, and those that follow it.

    Amounts side by side (23个村623户) share their words.
    """
    places = [place for place, token in enumerate(clause) if token.amount]
    words: Sequence[Token] = ()
    for before, place, after in zip([-1, *places], places, [*places[1:], None], strict=False):
        amount = clause[place].amount
        words = clause[before + 1 : place] or words
        following = clause[place + 1 : after] if after is None else _trailing(clause[place + 1 : after])
        if amount is not None:
            yield amount, (*words, *following)


def _trailing(between: Sequence[Token]) -> Iterator[Token]:
    for token in between:
        if token.sense not in _TRAILING:
            return
        yield token


def _figure(amount: Amount, words: tuple[Token, ...], terms: Terms) -> Figure:
    own, value, direct = _in_unit(amount, terms)
    senses = {word.sense for word in words if word.sense}
    role = _role(amount, senses, terms, own=own)
    timed = _timed(role, words, senses, terms)
    return Figure(
        amount=amount,
        role=timed,
        words=words,
        own=own,
        value=value,
        direct=direct,
        explicit=bool(senses & _ACTUAL),
        monthly=timed is Role.CUMULATIVE and _is_monthly(words, senses),
        undated=terms.year is None and any(word.moment and word.moment.year for word in words),
    )


def _in_unit(amount: Amount, terms: Terms) -> tuple[bool, Decimal | None, bool]:
    """Return whether an amount is of the project's kind, its value in the project's unit, and whether surely."""
    if amount.unit is None:
        return True, amount.value, True
    if amount.unit == POINTS:
        return terms.unit == "%", amount.value, True
    size = amount.value if amount.value is not None else Decimal(0)
    found = convert(size, amount.unit, terms.unit, scale=amount.scale, measured=amount.measured)
    if found is None:
        return False, amount.value, False
    return True, found.value if amount.value is not None else None, found.direct


def _role(amount: Amount, senses: set[Sense], terms: Terms, *, own: bool) -> Role:
    if amount.unit == POINTS:
        return Role.DELTA
    passed = {Sense.MONTH, Sense.DELTA} if Sense.CUMULATIVE in senses else set()
    if terms.unit == "%" and own:
        passed = passed | {Sense.SHARE}
    return next((role for sense, role in _DECIDING if sense in senses - passed), Role.DONE)


def _timed(role: Role, words: tuple[Token, ...], senses: set[Sense], terms: Terms) -> Role:
    """Return the part that the named times leave to a figure that is one of this year's."""
    if role not in {Role.CUMULATIVE, Role.SUM, Role.DONE, Role.MONTH, Role.DELTA}:
        return role
    for word in words:
        role = _dated(role, word, senses, terms)
    return role


def _dated(role: Role, word: Token, senses: set[Sense], terms: Terms) -> Role:
    moment = word.moment
    if moment is None or role in {Role.PLAN, Role.PAST, Role.LAST_YEAR}:
        return role
    if moment.year is not None and terms.year is not None and moment.year != terms.year:
        return Role.LAST_YEAR
    if moment.side in {"前", "之前", "以前", "后", "之后", "以后"}:
        return Role.PLAN
    if moment.side in {"以来", "起", "开始"}:
        return role if role is Role.CUMULATIVE else Role.STAGE
    if moment.month is not None and terms.month is not None and moment.month != terms.month:
        return Role.PAST
    if role is Role.DONE and moment.spans:
        return Role.CUMULATIVE
    if role is not Role.DONE or Sense.NOW in senses or (moment.month is None and moment.day is None):
        return role
    return Role.PLAN if moment.day or moment.edge else Role.MONTH


def _is_monthly(words: tuple[Token, ...], senses: set[Sense]) -> bool:
    """Tell whether a cumulative figure may be a month's alone: 本月累计, 6月累计."""
    if Sense.NOW in senses:
        return False
    return Sense.MONTH in senses or any(
        word.moment and word.moment.month and not (word.moment.day or word.moment.edge or word.moment.spans)
        and word.moment.side not in {"以来", "起", "开始"}
        for word in words
    )
