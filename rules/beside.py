"""Clauses that tell of the work beside the figure: what may be unknown in them (E24).

A strange word may turn a figure into a part, a plan or a joke. In a clause of its own it may not,
where a known word shows that the clause tells how the work goes (外墙保温正在施工), where nothing
in it counts, reports, doubts or takes back, and where the figure is said in full without it.
"""

import re
from collections.abc import Iterator, Sequence

from rules.figures import Clause, Figure, Statement
from rules.headline import Choice
from rules.numerals import Writing
from rules.phrases import Sense
from rules.roles import Role
from rules.suspicion import counts, hides_a_word, is_innocent
from rules.terms import Basis, Terms
from rules.tokens import Kind, Token

_HARMLESS = {
    Sense.PLAIN,
    Sense.STATE,
    Sense.STAGE,
    Sense.DONE,
    Sense.CHAT,
    Sense.ASPECT,
    Sense.PIECE,
    Sense.THING,
    Sense.OTHERS,
    Sense.NOW,
    Sense.CLAIM,
    Sense.IDLE,
    Sense.MONTH,
}
_DENIED = re.compile("^(?:还|都|也|就|仍)?(?:没有|没|不|未|难)(?=[一-龥])")
_TELLING = {Sense.STATE, Sense.STAGE, Sense.CLAIM}
_KINDS = {Kind.WORD, Kind.OWN, Kind.UNKNOWN, Kind.MOMENT, Kind.LISTED, Kind.COLON, Kind.SPACE}


def beside(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Token]:
    """Yield the words that change nothing, though some of them are unknown."""
    figure = choice.figure
    if figure is None:
        return
    place = statement.figures.index(figure)
    own = {id(word) for word in figure.words}
    for clause in statement.loose:
        if is_beside(clause, choice, terms, after=clause.place > place):
            yield from clause.words
    for detail in (f for f in statement.figures if f.is_detail):
        after = statement.figures.index(detail) > place
        words = [word for word in detail.words if id(word) not in own]
        if _is_full(figure, choice, terms, after=after) and all(map(_is_innocent, words)):
            yield from words


def is_beside(clause: Clause, choice: Choice, terms: Terms, *, after: bool) -> bool:
    """Tell whether a clause without a figure changes nothing, whatever is unknown in it."""
    figure = choice.figure
    full = figure is not None and _is_full(figure, choice, terms, after=after)
    return full and _tells(clause)


def _tells(clause: Clause) -> bool:
    """Tell whether a clause says how the work goes, and nothing strange in it may say more."""
    words = _joined(clause.words)
    senses = {word.sense for word in words if word.sense}
    denied = _is_of_others(words)
    strange = (word.text for word in words if word.kind is Kind.UNKNOWN)
    if denied:
        strange = (_DENIED.sub("", text) for text in strange)
    return (
        all(word.kind in _KINDS for word in words)
        and senses <= _HARMLESS
        and (denied or not _TELLING.isdisjoint(senses))
        and all(map(is_innocent, strange))
        and not any(counts(word.text) for word in words if word.kind is Kind.WORD)
        and not hides_a_word("".join(word.text for word in words))
    )


def _is_of_others(words: Sequence[Token]) -> bool:
    """Tell what others or the rain do not do (供电公司还没送电) from 路面没铺, 没铺完."""
    about = any(w.sense in {Sense.OTHERS, Sense.STATE} and len(w.text) > 1 for w in words[:2])
    return about and any(w.kind is Kind.UNKNOWN and _DENIED.match(w.text) for w in words)


def _joined(words: Sequence[Token]) -> list[Token]:
    """Put a strange word together whose character means something alone: 保温 is no 保."""
    found: list[Token] = []
    for word in words:
        before = found[-1] if found else None
        strange = before and Kind.UNKNOWN in {before.kind, word.kind}
        if before and strange and _is_loose(before) and _is_loose(word):
            word = Token(Kind.UNKNOWN, found.pop().text + word.text)  # noqa: PLW2901
        found.append(word)
    return found


def _is_loose(word: Token) -> bool:
    return word.kind is Kind.UNKNOWN or (word.kind is Kind.WORD and len(word.text) == 1)


def _is_full(figure: Figure, choice: Choice, terms: Terms, *, after: bool) -> bool:
    """Tell whether a figure is said in full by the words beside it.

    What stands before may name the thing that it is of (设备正在安装，完成20%), unless the figure
    is called the cumulative one; a percentage may be of a part even then.
    """
    clear = figure.amount.writing is Writing.CLEAR and figure.amount.unit is not None
    known = all(word.kind is not Kind.UNKNOWN for word in figure.words)
    if not (clear and known and choice.basis is Basis.CUMULATIVE):
        return False
    return after or (figure.role is Role.CUMULATIVE and terms.unit != "%")


def _is_innocent(token: Token) -> bool:
    return token.kind is not Kind.UNKNOWN or is_innocent(token.text)
