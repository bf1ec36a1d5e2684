"""Signs of words that must be asked about wherever they stand: they count, report, doubt, joke."""

import re

from rules.phrases import PHRASES, Sense, find_phrase
from rules.wordlists import read_wordlist

_LISTS = read_wordlist("suspicion.txt")
_COUNTING = frozenset("".join(_LISTS["COUNTING"]))
_DECIDING = {
    Sense.HEARSAY,
    Sense.CORRECT,
    Sense.QUESTION,
    Sense.ADVERSE,
    Sense.ADJUST,
    Sense.SEVERAL,
    Sense.GARBLED,
    Sense.CUMULATIVE,
    Sense.SUM,
    Sense.SHARE,
    Sense.TARGET,
}
_HIDDEN = _DECIDING - {Sense.CUMULATIVE, Sense.SUM, Sense.SHARE, Sense.TARGET}
_ALONE = {word for word, sense in PHRASES.items() if len(word) == 1 and sense in _HIDDEN}
_SIGNS = _ALONE.union("".join(_LISTS["SIGNS"]))
_TELLING = {Sense.STATE, Sense.STAGE, Sense.PIECE, Sense.THING, Sense.ASPECT, Sense.OTHERS}
_DOUBTING = {Sense.ABOUT, Sense.BOUND, Sense.FEWER, Sense.SAME, Sense.LAST_YEAR}
_HAN = re.compile("[一-龥]+")
_LASTING = re.compile(
    """[0-9一二三四五六七八九十两半几]{1,3}(?:多|来|余)?(?:天|日|周|个月|个?小时|个星期|名|人|次|场)
    |  [0-9]{1,2}月(?:份|底|初|末|[上中下]旬|[0-9]{1,2}[日号])?""",
    re.VERBOSE,
)
_DENYING = re.compile("[不没未]认|认可|承认|认账|量[进入了过得]|[算包]括?[进入在]")
_FIGURE = re.compile("[0-9]|[一二三四五六七八九十百千两][万亿成%户亩米个座元公]")


def is_innocent(word: str) -> bool:
    """Tell whether a word that nobody knows can neither count, report, doubt nor take back."""
    return bool(_HAN.fullmatch(word)) and _SIGNS.isdisjoint(word)


def counts(told: str) -> bool:
    """Tell whether something told may be about the figures: counting, reporting, making up."""
    return not _COUNTING.isdisjoint(told)


def is_story(told: str) -> bool:
    """Tell whether what is told of causes and troubles holds nothing about the figures.

    Days, people and months may stand in it, and what is not done; words that count, report,
    doubt or take back may not.
    """
    left = _LASTING.sub("", told)
    if _FIGURE.search(left) or _DENYING.search(left) or counts(left):
        return False
    found = ((at, phrase) for at in range(len(left)) if (phrase := find_phrase(left, at)))
    return not any(
        sense in _DECIDING or (sense in _DOUBTING and end - at > 1) for at, (sense, end) in found
    )


def hides_a_word(told: str) -> bool:
    """Tell whether a word of two characters or more that decides stands anywhere in it."""
    found = ((at, phrase) for at in range(len(told)) if (phrase := find_phrase(told, at)))
    return any(sense in _HIDDEN and end - at > 1 for at, (sense, end) in found)


def tells_of_work(told: str) -> bool:
    """Tell whether a known word of two characters or more is about the work, its people, rain."""
    found = ((at, phrase) for at in range(len(told)) if (phrase := find_phrase(told, at)))
    return any(sense in _TELLING and end - at > 1 for at, (sense, end) in found)
