"""What the words around a figure make of it; the words themselves stand in `phrases.txt`."""

from collections.abc import Iterator, Mapping
from enum import Enum
from importlib.resources import files


class Sense(Enum):
    """What a word does to the figure beside it, or to the whole reply."""

    PLAIN = "changes nothing"
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
    TOTAL = "not the year's"
    STAGE = "a step before completion"
    PIECE = "a part of the work"
    THING = "what is built"
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


def _words(text: str) -> Iterator[tuple[str, Sense]]:
    sense = Sense.PLAIN
    for line in text.splitlines():
        if line.startswith("["):
            sense = Sense[line.strip("[]")]
        elif not line.startswith("# "):
            yield from ((word, sense) for word in line.split())


PHRASES: Mapping[str, Sense] = dict(_words(files("rules").joinpath("phrases.txt").read_text("utf-8")))
LONGEST_PHRASE = max(map(len, PHRASES))


def find_phrase(text: str, at: int) -> tuple[Sense, int] | None:
    """Return the sense of the longest known word at a place, and where it ends."""
    for end in range(min(len(text), at + LONGEST_PHRASE), at, -1):
        sense = PHRASES.get(text[at:end].lower())
        if sense is not None:
            return sense, end
    return None
