"""A notice in parts: each is one call, in the limits that Telegram sets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from bot.transports.telegram.lengths import CAPTION, MESSAGE, split
from rules.notice import Notice, Recipe, ShownAs

MOST_IN_ALBUM = 10


class Page(NamedTuple):
    """A drawn page, and the name of its file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One call: words, or pages with the words as their caption.

    Only the first part quotes what is answered, only the last one has the buttons.
    """

    words: str
    pages: tuple[Page, ...] = ()
    are_files: bool = False
    is_first: bool = True
    is_last: bool = True


def parts(notice: Notice, pages: Sequence[bytes]) -> tuple[Part, ...]:
    """Return a notice's calls in order; words that no caption holds follow as messages.

    An album cannot have buttons: where some are to stand, all words follow it with them.
    """
    calls = _pictured(notice, notice.recipe, pages) if notice.recipe else _worded(notice)
    last = len(calls) - 1
    return tuple(
        Part(words, shown, _are_files(notice), is_first=number == 0, is_last=number == last)
        for number, (words, shown) in enumerate(calls)
    )


def _are_files(notice: Notice) -> bool:
    return notice.recipe is not None and notice.recipe.shown_as is ShownAs.FILE


def _worded(notice: Notice) -> list[tuple[str, tuple[Page, ...]]]:
    return [(words, ()) for words in split(notice.words)]


def _pictured(
    notice: Notice, recipe: Recipe, pages: Sequence[bytes]
) -> list[tuple[str, tuple[Page, ...]]]:
    """Put the pages into albums and as many of the words as fit under the first."""
    albums = list(_albums(recipe, pages))
    is_bare = len(pages) > 1 and any(notice.buttons)
    texts = split(notice.words, first=MESSAGE if is_bare else CAPTION)
    caption, rest = ("", texts) if is_bare else (texts[0], texts[1:])
    first, others = albums[0], albums[1:]
    return [(caption, first), *(("", album) for album in others), *((text, ()) for text in rest)]


def _albums(recipe: Recipe, pages: Sequence[bytes]) -> Iterator[tuple[Page, ...]]:
    name = PurePath(recipe.file_name)
    for start in range(0, len(pages), MOST_IN_ALBUM):
        yield tuple(
            Page(f"{name.stem}-{number}{name.suffix}" if len(pages) > 1 else name.name, data)
            for number, data in enumerate(pages[start : start + MOST_IN_ALBUM], start + 1)
        )
