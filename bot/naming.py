"""Which projects a text names: by code, by name, or by how a name begins."""

import re
from collections.abc import Iterator, Mapping

from rules.project import ProjectCode
from storage.work import Look

_CLAUSE = re.compile(r"(?:^|[\n；;，,。、])[\s(（【0-9.、)）\-·]*")
_SHORTEST = 3  # characters of a name's beginning that tell it from others
_GOES_ON = re.compile(
    r"(?:项目|工程)?(?:[\s:：,，(（0-9]|累计|完成|已|目前|现|截[至止]|本月|共|没|无|未|停|还)"
)


def mentions(
    text: str, names: Mapping[str, ProjectCode], *, look: Look
) -> list[tuple[int, ProjectCode]]:
    """Return where projects are named, in order; `names` are those that may be called by name.

    A mention that follows one of the same project is left out: its name, then its code. A code
    that is a bare number is a figure.
    """
    found = {*_by_code(text, look), *_by_name(text, names), *_by_beginning(text, names, look)}
    runs: list[tuple[int, ProjectCode]] = []
    for at, code in sorted(found):
        if not runs or runs[-1][1] != code:
            runs.append((at, code))
    return runs


def _by_code(text: str, look: Look) -> Iterator[tuple[int, ProjectCode]]:
    for code in look.book.codes_in(look.book.year_in_force(), text):
        if not code.isdecimal():
            alone = rf"(?<![0-9A-Za-z]){re.escape(code)}(?![0-9A-Za-z])"
            for match in re.finditer(alone, text, re.IGNORECASE):
                yield match.start(), code


def _by_name(text: str, names: Mapping[str, ProjectCode]) -> Iterator[tuple[int, ProjectCode]]:
    for name, code in names.items():
        for match in re.finditer(re.escape(name), text):
            yield match.start(), code


def _by_beginning(
    text: str, names: Mapping[str, ProjectCode], look: Look
) -> Iterator[tuple[int, ProjectCode]]:
    """Yield the clauses that open with the beginning of one name, and go on with its figure.

    It must be no other project's of the whole book: 禾石路 is none where there are two of them.
    """
    for clause in _CLAUSE.finditer(text):
        words = text[clause.end() :]
        lengths = {name: _shared(words, name) for name in names}
        name = max(lengths, key=lengths.__getitem__, default="")
        length = lengths.get(name, 0)
        if length >= _SHORTEST and _GOES_ON.match(words[length:]):
            every = look.book.names(look.book.year_in_force())
            meant = [code for code, other in every.items() if other.startswith(words[:length])]
            if meant == [names[name]]:
                yield clause.end(), names[name]


def _shared(words: str, name: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(words, name, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(words), len(name))
    )
