"""Every refusal has words that an official understands."""

import re
from collections.abc import Iterator

import pytest

import bot.compose  # noqa: F401 - all refusals are known once everything is
from bot.wording import refusals
from rules.refusal import RefusalError


def subclasses(kind: type[RefusalError]) -> Iterator[type[RefusalError]]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_there_are_refusals() -> None:
    assert len(set(subclasses(RefusalError))) >= 15


@pytest.mark.parametrize("kind", sorted(set(subclasses(RefusalError)), key=str))
def test_every_refusal_has_words(kind: type[RefusalError]) -> None:
    assert kind in refusals.WORDS


@pytest.mark.parametrize(
    "kind", [k for k in set(subclasses(RefusalError)) if k.__init__ is RefusalError.__init__]
)
def test_words_are_chinese_sentences(kind: type[RefusalError]) -> None:
    words = refusals.told(kind())
    assert words.endswith(("。", "？"))
    assert not re.findall(r"(?<!/)\b[a-z]{3,}\b", re.sub(r"/[a-z]+", "", words))
