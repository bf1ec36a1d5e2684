from collections import Counter

import pytest

from rules.phrases import PHRASES, Sense, find_phrase
from rules.wordlists import read_wordlist


def test_a_word_has_one_sense() -> None:
    words = Counter(word for words in read_wordlist("phrases.txt").values() for word in words)
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("sense", Sense)
def test_every_sense_has_words(sense: Sense) -> None:
    assert sense in PHRASES.values()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("累计完成65%", (Sense.CUMULATIVE, 4), id="the longest word"),
        pytest.param("差不多65%", (Sense.ABOUT, 3), id="差不多 is not 差"),
        pytest.param("其中65%", (Sense.PART, 2), id="a word of two"),
        pytest.param("OK，65%", (Sense.PLAIN, 2), id="capitals"),
        pytest.param("蛤蟆65%", None, id="no word"),
    ],
)
def test_the_longest_word_at_a_place_counts(text: str, found: tuple[Sense, int] | None) -> None:
    assert find_phrase(text, 0) == found
