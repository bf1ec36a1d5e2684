"""A reply cut into words, amounts, times and stops; the longest known piece at a place counts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rules.amounts import Amount, find_amount, joined
from rules.asides import Aside, Moment, find_aside, find_moment
from rules.phrases import Sense, find_phrase

_KEPT = frozenset("，。…‥”″")
_SPACES = frozenset("\u200b\u2060\ufeff\u200c\t\u3000")
_DROPPED = frozenset("\u200d\ufe0e\ufe0f")
_TRADITIONAL = str.maketrans("萬億圓畝戶個計纍約進現實際開", "万亿元亩户个计累约进现实际开")
_LIST_SIGNS = re.compile(r"(?<![①-⑳⒈-⒛])([①-⑳])(?![①-⑳0-9０-９.％%]|\s*[户亩个座万元公米])")
_STOPS = frozenset("，,。;!\n()…【】[]:　")
_HYPHENS = frozenset("-−–—")
_NUMERIC = re.compile(r"[ ]{0,3}(?:百分之|[0-9零一二三四五六七八九两十])")


class Kind(Enum):
    """What a piece of a reply is."""

    WORD = "word"
    OWN = "own"
    AMOUNT = "amount"
    MOMENT = "moment"
    CODE = "code"
    LISTED = "listed"
    STOP = "stop"
    PAUSE = "pause"
    COLON = "colon"
    SPACE = "space"
    JOIN = "join"
    HYPHEN = "hyphen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a reply, with what it means where it means something."""

    kind: Kind
    text: str
    sense: Sense | None = None
    amount: Amount | None = None
    moment: Moment | None = None


def fold(text: str) -> str:
    """Fold full-width and compatibility writing; a full-width comma stays what it is, and fractions do not join digits."""
    listed = _LIST_SIGNS.sub(lambda m: f"({unicodedata.digit(m[1], None) or int(unicodedata.numeric(m[1]))})", text)
    return "".join(map(_folded, listed)).translate(_TRADITIONAL)


def _folded(char: str) -> str:
    if char in _KEPT:
        return char
    if char in _SPACES:
        return " "
    if char in _DROPPED:
        return ""
    if unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<fraction>")):
        return char
    return unicodedata.normalize("NFKC", char)


def tokens(text: str, *, unit: str, name: str) -> tuple[Token, ...]:
    """Cut a reply to a question about a project of that unit and name."""
    folded = fold(text)
    own = _parts_of(fold(name))
    found: list[Token] = []
    at = 0
    while at < len(folded):
        token, end = _next(folded, at, found[-1] if found else None, unit=unit, name=name, own=own)
        if token.kind is Kind.UNKNOWN and found and found[-1].kind is Kind.UNKNOWN:
            token = Token(Kind.UNKNOWN, found.pop().text + token.text)
        found.append(token)
        at = end
    return tuple(_joined(found, unit))


def _parts_of(name: str) -> frozenset[str]:
    return frozenset(name[i:j] for i in range(len(name)) for j in range(i + 2, min(len(name), i + 20) + 1))


def _next(
    text: str, at: int, previous: Token | None, *, unit: str, name: str, own: frozenset[str]
) -> tuple[Token, int]:
    signed = _mark(text, at, previous)
    if signed is not None:
        return signed
    best = max(_pieces(text, at, unit=unit, name=name, own=own), key=lambda piece: piece[1], default=None)
    if best is not None:
        return best
    if unicodedata.category(text[at]) in {"So", "Sk"}:
        return Token(Kind.SPACE, text[at]), at + 1
    return Token(Kind.UNKNOWN, text[at]), at + 1


def _pieces(text: str, at: int, *, unit: str, name: str, own: frozenset[str]) -> Iterator[tuple[Token, int]]:
    """Yield what may stand at a place; of equally long ones the first counts."""
    phrase = find_phrase(text, at)
    if phrase and phrase[0] is Sense.STAGE and text[at : phrase[1]].strip("已了下完") in name:
        phrase = Sense.DONE, phrase[1]
    mine = next((end for end in range(min(len(text), at + 20), at + 1, -1) if text[at:end] in own), 0)
    yields_to_name = phrase is None or phrase[0] in {Sense.TOTAL, Sense.STAGE, Sense.PIECE, Sense.PLAIN, Sense.STATE}
    if mine and yields_to_name:
        yield Token(Kind.OWN, text[at:mine], Sense.PLAIN), mine
    if phrase and phrase[1] > at + 1:
        yield Token(Kind.WORD, text[at : phrase[1]], phrase[0]), phrase[1]
    if mine and not yields_to_name:
        yield Token(Kind.OWN, text[at:mine], Sense.PLAIN), mine
    if moment := find_moment(text, at):
        yield Token(Kind.MOMENT, text[at : moment[1]], moment=moment[0]), moment[1]
    if aside := find_aside(text, at):
        yield _aside(aside[0], text[at : aside[1]]), aside[1]
    if amount := find_amount(text, at, unit=unit, name=name):
        yield Token(Kind.AMOUNT, text[at : amount[1]], amount=amount[0]), amount[1]
    if phrase:
        yield Token(Kind.WORD, text[at : phrase[1]], phrase[0]), phrase[1]


def _aside(aside: Aside, text: str) -> Token:
    if aside is Aside.CODE:
        return Token(Kind.CODE, text)
    if aside is Aside.LISTED:
        return Token(Kind.LISTED, text)
    if text.startswith("@") and not _is_plain(text):
        return Token(Kind.UNKNOWN, text)
    return Token(Kind.WORD, text, Sense.PIECE if aside is Aside.PIECE else Sense.PLAIN)


def _is_plain(mention: str) -> bool:
    """Tell whether no word that matters has run into a mention."""
    found = (find_phrase(mention, at) for at in range(len(mention)))
    return all(phrase is None or phrase[0] is Sense.PLAIN for phrase in found)


def _mark(text: str, at: int, previous: Token | None) -> tuple[Token, int] | None:
    """Read a stop, a space or a sign; signs mean something only before a number."""
    char = text[at]
    if char == "、":
        return Token(Kind.PAUSE, char), at + 1
    if char == ":":
        return Token(Kind.COLON, char), at + 1
    if char in _STOPS and not (char == "[" and find_aside(text, at)) and not (char == "(" and find_aside(text, at)):
        return Token(Kind.STOP, char), at + 1
    if char.isspace() or (char == "~" and not _NUMERIC.match(text, at + 1)):
        return Token(Kind.SPACE, char), at + 1
    if char in "-−–—+~至到/±" and find_moment(text, at) is None:
        if _NUMERIC.match(text, at + 1):
            return _sign(text, at, previous)
        if char == "+":
            more = previous is not None and previous.kind is Kind.AMOUNT
            return Token(Kind.WORD if more else Kind.HYPHEN, char, Sense.BOUND if more else None), at + 1
    return None


def _sign(text: str, at: int, previous: Token | None) -> tuple[Token, int] | None:
    char = text[at]
    if previous is not None and previous.kind is Kind.AMOUNT:
        return Token(Kind.JOIN, char), at + 1
    if char in _HYPHENS:
        return _minus(text, at, previous), at + 1
    if char == "+":
        twice = previous is not None and previous.text == "+"
        return Token(Kind.HYPHEN if twice else Kind.WORD, char, Sense.DELTA), at + 1
    return None


def _minus(text: str, at: int, previous: Token | None) -> Token:
    """Tell a minus (累计-200万) from a hyphen that may be one (户厕-418户, 累计- 65%)."""
    after_name = previous is not None and previous.kind in {Kind.OWN, Kind.UNKNOWN, Kind.CODE, Kind.HYPHEN}
    if text[at] in "–—" or text[at + 1] == " " or after_name:
        return Token(Kind.HYPHEN, text[at])
    return Token(Kind.WORD, text[at], Sense.FEWER)


def _joined(found: list[Token], unit: str) -> list[Token]:
    """Put 60-65% together, and leave alone what does not belong together."""
    done: list[Token] = []
    for token in found:
        if token.amount and len(done) > 1 and done[-1].kind is Kind.JOIN and done[-2].amount:
            whole = joined(done[-2].amount, token.amount, done[-1].text, unit)
            if whole is not None:
                done[-2:] = [Token(Kind.AMOUNT, done[-2].text + done[-1].text + token.text, amount=whole)]
                continue
        done.append(token)
    return done

