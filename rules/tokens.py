"""A reply cut into words, amounts, times and stops; the longest known piece at a place counts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from rules.amounts import Amount, find_amount, joined
from rules.asides import Aside, find_aside, is_name
from rules.folding import fold
from rules.moments import Moment, find_moment
from rules.phrases import Sense, find_phrase
from rules.stories import find_story

_STOPS = frozenset("，,。;!\n()…【】[]")
_KINDS_OF_SIGN = "-−–—+~至到/±"
_HYPHENS = frozenset("-−–—")
_SPOKEN_STOPS = ("逗号", "句号", "顿号", "分号", "感叹号")  # a voice that was told to write them
# 前营 is no 前.
_SIDES = frozenset("前后上下中一")
_VILLAGE = re.compile("[前后上下中][营庄屯沟店湾堡岗坡埠]村?")
# 一户都没改 is no figure.
_NONE = re.compile(
    "一(?:户|亩|座|个|米|公里|点儿?)(?:都|也|还)?(?:没有?|未)(?:动工|动|干|改|签|修|铺|装|建|栽|拆|开工|完成)"
)
_NUMBER = re.compile(r"[ ]{0,3}(?:百分之|[0-9零一二三四五六七八九两十])")
_HEADS = frozenset("楼路桥河坝湖园村场站厂院街线")
_LONGEST_OWN = 20
_LONGEST_READ = 800  # characters
_MOST_PIECES = 250
_MOST_AMOUNTS = 40
_SENSES = {Aside.PIECE: Sense.PIECE, Aside.OTHERS: Sense.OTHERS}
# A project's name tells what these mean beside its figure; other words keep their sense.
_YIELDS = {Sense.TOTAL, Sense.STAGE, Sense.PIECE, Sense.ASPECT, Sense.PLAIN, Sense.STATE}


class Kind(Enum):
    """What a piece of a reply is."""

    __hash__ = object.__hash__  # each is one of a kind; sets of them are made for every word

    WORD = "word"
    OWN = "a part of the project's name"
    AMOUNT = "amount"
    MOMENT = "moment"
    CODE = "a project's code"
    LISTED = "a list number"
    STOP = "stop"
    COLON = "colon"
    SPACE = "space"
    JOIN = "a sign between amounts"
    HYPHEN = "a hyphen that may be a minus"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a reply, with what it means where it means something."""

    kind: Kind
    text: str
    sense: Sense | None = None
    amount: Amount | None = None
    moment: Moment | None = None


Piece = tuple[Token, int]


class Tokens:
    """What cuts the replies to a question about a project of one unit and name."""

    def __init__(self, *, unit: str, name: str) -> None:
        self._unit = unit
        self._name = fold(name)
        self._headed = _headed(unit) if unit else None
        self._heads = _HEADS & set(self._name)  # the 楼 of 病房楼 is short for 病房综合楼
        self._own = {
            self._name[i:j]
            for i in range(len(self._name))
            for j in range(i + 2, min(len(self._name), i + _LONGEST_OWN) + 1)
        }

    def of(self, text: str) -> tuple[Token, ...]:
        """Cut a reply; what is left of an endless one is unknown, and so asked about."""
        folded = self._unbracketed(fold(text[:_LONGEST_READ]))
        found: list[Token] = []
        at = 0
        amounts = 0
        while at < len(folded) and len(found) < _MOST_PIECES and amounts < _MOST_AMOUNTS:
            token, at = self._next(folded, at, found[-1] if found else None)
            if token.kind is Kind.UNKNOWN and found and found[-1].kind is Kind.UNKNOWN:
                token = Token(Kind.UNKNOWN, found.pop().text + token.text)
            found.append(token)
            amounts += token.amount is not None
        left = folded[at:] + text[_LONGEST_READ:]
        return (*self._joined(found), *([Token(Kind.UNKNOWN, left)] if left else []))

    def _unbracketed(self, text: str) -> str:
        """Put a unit behind the number whose heading names it: 累计投资（万元）：5320."""
        if self._headed is None or "(" not in text:
            return text
        return self._headed.sub(lambda found: f":{found[1] or found[2]}{self._unit}", text)

    def _next(self, text: str, at: int, previous: Token | None) -> Piece:
        marked = _mark(text, at) or _sign(text, at, previous)
        if marked is not None:
            return marked
        best = max(self._pieces(text, at, previous), key=lambda piece: piece[1], default=None)
        if best is not None:
            return best
        emoji = unicodedata.category(text[at]) in {"So", "Sk"}
        return Token(Kind.SPACE if emoji else Kind.UNKNOWN, text[at]), at + 1

    def _pieces(self, text: str, at: int, previous: Token | None) -> Iterator[Piece]:
        """Yield what may stand at a place; of equally long ones the first counts."""
        word = self._word(text, at)
        yield from self._named(text, at, word, previous)
        if text[at] in _SIDES:
            yield from _named_or_none(text, at)
        if moment := find_moment(text, at):
            yield Token(Kind.MOMENT, text[at : moment[1]], moment=moment[0]), moment[1]
        if story := find_story(text, at):
            yield Token(Kind.WORD, text[at:story], Sense.PLAIN), story
        if aside := find_aside(text, at):
            yield _aside(aside[0], text[at : aside[1]]), aside[1]
        if amount := find_amount(text, at, unit=self._unit, name=self._name):
            yield Token(Kind.AMOUNT, text[at : amount[1]], amount=amount[0]), amount[1]
        if word:
            yield word

    def _named(
        self, text: str, at: int, word: Piece | None, previous: Token | None
    ) -> Iterator[Piece]:
        """Yield a part of the project's name and a word, in the order in which they count."""
        own = self._own_part(text, at)
        yields = word is None or word[0].sense in _YIELDS
        if own and yields:
            yield own
        behind = previous is not None and previous.kind is Kind.OWN
        if behind and yields and text[at] in self._heads:
            yield Token(Kind.OWN, text[at], Sense.PLAIN), at + 1
        if word and len(word[0].text) > 1:
            yield word
        if own and not yields:
            yield own

    def _word(self, text: str, at: int) -> Piece | None:
        """Return the word at a place; 签约 is done where the project is one of 签约."""
        found = find_phrase(text, at)
        if found is None:
            return None
        sense, end = found
        if sense is Sense.STAGE and text[at:end].strip("已了下完") in self._name:
            sense = Sense.DONE
        return Token(Kind.WORD, text[at:end], sense), end

    def _own_part(self, text: str, at: int) -> Piece | None:
        if text[at : at + 2] not in self._own:
            return None
        ends = range(min(len(text), at + _LONGEST_OWN), at + 1, -1)
        end = next(end for end in ends if text[at:end] in self._own)
        return Token(Kind.OWN, text[at:end], Sense.PLAIN), end

    def _joined(self, found: list[Token]) -> list[Token]:
        """Put 60-65% together, and leave alone what does not belong together."""
        done: list[Token] = []
        for token in found:
            done.append(token)
            if len(done) > 2:
                first, sign, second = done[-3:]
                whole = self._whole(first, sign, second)
                done[-3:] = [whole] if whole else [first, sign, second]
        return done

    def _whole(self, first: Token, sign: Token, second: Token) -> Token | None:
        if first.amount is None or sign.kind is not Kind.JOIN or second.amount is None:
            return None
        amount = joined(first.amount, second.amount, sign.text, self._unit)
        written = first.text + sign.text + second.text
        return Token(Kind.AMOUNT, written, amount=amount) if amount else None


def _named_or_none(text: str, at: int) -> Iterator[Piece]:
    """Yield a village's name (前营), and what is none at all (一户都没改)."""
    if village := _VILLAGE.match(text, at):
        yield Token(Kind.UNKNOWN, village.group()), village.end()
    if none := _NONE.match(text, at):
        yield Token(Kind.WORD, none.group(), Sense.LEFT), none.end()


@cache
def _headed(unit: str) -> re.Pattern[str]:
    number, own = "([0-9]{1,12}(?:,[0-9]{3}){0,3}(?:[.][0-9]{1,6})?)", re.escape(fold(unit))
    end = r"(?![0-9.%‰]|[ ]*[一-龥])"
    return re.compile(rf"\({own}\)[ :]{{0,3}}{number}{end}|(?<![0-9.,]){number}\({own}\)")


def _aside(aside: Aside, text: str) -> Token:
    if aside is Aside.CODE:
        return Token(Kind.CODE, text)
    if aside is Aside.LISTED:
        return Token(Kind.LISTED, text)
    if text.startswith("@") and not _is_mention(text):
        return Token(Kind.UNKNOWN, text)
    return Token(Kind.WORD, text, _SENSES.get(aside, Sense.PLAIN))


def _is_mention(text: str) -> bool:
    """Tell whether no word that matters has run into a mention (@督考办预计, but @柏如意)."""
    named = is_name(text.removeprefix("@"))
    found = ((at, *phrase) for at in range(len(text)) if (phrase := find_phrase(text, at)))
    return all(
        sense is Sense.PLAIN or (named and end - at == 1 and sense is not Sense.ABOUT)
        for at, sense, end in found
    )


def _mark(text: str, at: int) -> Piece | None:
    """Read a stop, a colon or a space."""
    char = text[at]
    spoken = next((stop for stop in _SPOKEN_STOPS if text.startswith(stop, at)), "")
    if char == "、" or spoken:
        return Token(Kind.STOP, spoken or char), at + (len(spoken) or 1)
    if char == ":":
        return Token(Kind.COLON, char), at + 1
    if char in _STOPS and (char not in "[(" or not find_aside(text, at)):
        return Token(Kind.STOP, char), at + 1
    if char.isspace() or (char == "~" and not _NUMBER.match(text, at + 1)):
        return Token(Kind.SPACE, char), at + 1
    return None


def _sign(text: str, at: int, previous: Token | None) -> Piece | None:
    """Read a sign before a number, or a plus after one."""
    char = text[at]
    if char not in _KINDS_OF_SIGN or find_moment(text, at):
        return None
    after_amount = previous is not None and previous.kind is Kind.AMOUNT
    if not _NUMBER.match(text, at + 1):
        more = Token(Kind.WORD, char, Sense.BOUND) if after_amount else Token(Kind.HYPHEN, char)
        return (more, at + 1) if char == "+" else None
    if after_amount:
        return Token(Kind.JOIN, char), at + 1
    if char in _HYPHENS:
        return _minus(text, at, previous), at + 1
    if char == "+":
        twice = previous is not None and previous.text == "+"
        return Token(Kind.HYPHEN if twice else Kind.WORD, char, Sense.DELTA), at + 1
    return None


def _minus(text: str, at: int, previous: Token | None) -> Token:
    """Tell a minus (累计-200万) from a hyphen that may be one (户厕-418户, 累计- 65%)."""
    named = {Kind.OWN, Kind.UNKNOWN, Kind.CODE, Kind.HYPHEN}
    if text[at] in "–—" or text[at + 1] == " " or (previous and previous.kind in named):
        return Token(Kind.HYPHEN, text[at])
    return Token(Kind.WORD, text[at], Sense.FEWER)
