"""What the words around a figure make of it; the words themselves stand in `phrases.txt`."""

from collections.abc import Mapping
from enum import Enum

from rules.wordlists import read_wordlist


class Sense(Enum):
    """What a word does to the figure beside it, or to the whole reply."""

    __hash__ = object.__hash__  # each is one of a kind; sets of them are made for every word

    PLAIN = "changes nothing"
    CHAT = "belongs to the chat; strange beside a figure"
    STATE = "tells how it goes"
    CUMULATIVE = "since the year began"
    SUM = "all together"
    DONE = "reached"
    NOW = "by now"
    KEEP = "still"
    MONTH = "in this month"
    DELTA = "more than before"
    YEARLY = "against last year"
    SHARE = "part of a whole"
    TARGET = "what was set"
    PLAN = "what is to come"
    INVESTMENT = "invested, this year or in all"
    TOTAL = "not the year's"
    STAGE = "a step before completion"
    PIECE = "a part of the work"
    THING = "what is built"
    ASPECT = "of a percentage, only a part"
    SIZE = "a measure of the thing"
    PART = "of which"
    LEFT = "what remains"
    FEWER = "less than before"
    BOUND = "more or less than"
    ABOUT = "not exactly"
    NOT = "denied"
    PAST = "an earlier time"
    LAST_YEAR = "another year"
    OTHERS = "somebody else"
    HEARSAY = "heard from others"
    QUESTION = "asks"
    CORRECT = "takes back"
    ADVERSE = "gives the program orders"
    ADJUST = "wants another target"
    SEVERAL = "more than one project"
    SAME = "as last month"
    IDLE = "not begun"
    CLAIM = "all done"
    GARBLED = "no number"


PHRASES: Mapping[str, Sense] = {
    word: Sense[heading]
    for heading, words in read_wordlist("phrases.txt").items()
    for word in words
}
_LONGEST: dict[str, int] = {}
for _word in PHRASES:
    _LONGEST[_word[0]] = max(len(_word), _LONGEST.get(_word[0], 0))


def find_phrase(text: str, at: int) -> tuple[Sense, int] | None:
    """Return the sense of the longest known word at a place, and where it ends."""
    longest = _LONGEST.get(text[at].lower(), 0)
    for end in range(min(len(text), at + longest), at, -1):
        sense = PHRASES.get(text[at:end].lower())
        if sense is not None:
            return sense, end
    return None
