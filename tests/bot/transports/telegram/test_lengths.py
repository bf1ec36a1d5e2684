import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.telegram.lengths import CAPTION, MESSAGE, shorten, split, units

CHARACTERS = st.sampled_from("公里5.8，。；\n 𠀀👍")
LONG = st.lists(st.text(CHARACTERS, max_size=900), max_size=12).map("\n".join)


def letters(words: str) -> str:
    return re.sub(r"\s", "", words)


@given(words=LONG, first=st.sampled_from([CAPTION, MESSAGE]))
def test_every_part_fits_and_no_letter_is_lost(words: str, first: int) -> None:
    parts = split(words, first=first)
    assert units(parts[0]) <= first
    assert all(units(part) <= MESSAGE for part in parts)
    assert letters("".join(parts)) == letters(words)


@given(words=LONG)
def test_only_a_first_part_is_ever_empty(words: str) -> None:
    assert all(part.strip() for part in split(words)[1:])


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        pytest.param("", ("",), id="nothing is one part"),
        pytest.param("公" * MESSAGE, ("公" * MESSAGE,), id="exactly full"),
        pytest.param("公" * 3000 + "\n" + "里" * 3000, ("公" * 3000, "里" * 3000), id="at a line"),
        pytest.param(
            "公" * 3000 + "。" + "里" * 3000, ("公" * 3000 + "。", "里" * 3000), id="at a sentence"
        ),
        pytest.param("公" * 4097, ("公" * 4096, "公"), id="nowhere better"),
        pytest.param("👍" * 2049, ("👍" * 2048, "👍"), id="two units each"),
        pytest.param("a" + "👍" * 2048, ("a" + "👍" * 2047, "👍"), id="never inside a character"),
    ],
)
def test_words_are_cut_where_they_read_best(words: str, parts: tuple[str, ...]) -> None:
    assert split(words) == parts


@pytest.mark.parametrize(
    ("words", "room", "short"),
    [
        pytest.param("已记录", 3, "已记录", id="fits"),
        pytest.param("已记录了", 3, "已记…", id="is cut"),
        pytest.param("👍👍", 3, "👍…", id="by units"),
        pytest.param("👍👍", 2, "…", id="no room at all"),
    ],
)
def test_words_are_shortened(words: str, room: int, short: str) -> None:
    assert shorten(words, room) == short
