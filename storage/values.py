"""Values of the rules to JSON and back, by the annotations of their classes."""

import dataclasses
import datetime as dtm
import functools
import operator
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from rules.month import Month
from rules.project import Milestone, Stage

Kept = TypeVar("Kept")
Json = Any
Read = Callable[[Json], Any]
_STAGES = frozenset(Stage)

_AS_TEXT: Sequence[tuple[type, Callable[[Any], Json]]] = (
    (Enum, operator.attrgetter("value")),  # before str and int, which many of them are
    (Month, str),
    (Milestone, "M:{}".format),
    (Decimal, "{:f}".format),
    (dtm.date, operator.methodcaller("isoformat")),  # an instant too
    (str, str),
)


def dump(value: object) -> Json:
    """Return a value as plain JSON; figures, months, days and instants become text.

    TypeError where a value holds something else than values.
    """
    for kind, write in _AS_TEXT:
        if isinstance(value, kind):
            return write(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {dump(key): dump(part) for key, part in value.items()}
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [dump(part) for part in value]
    return {name: dump(getattr(value, name)) for name in _parts(value)}


def _parts(value: object) -> Sequence[str]:
    """Return the names of what a dataclass or a named tuple is made of."""
    if dataclasses.is_dataclass(value):
        return [part.name for part in dataclasses.fields(value) if part.init]
    if isinstance(value, tuple):
        names: Sequence[str] = getattr(value, "_fields", ())
        return names
    raise TypeError(f"{type(value).__name__} is no value that is kept as JSON")


def load(kind: type[Kept], written: Json) -> Kept:
    """Return the value of a class that `dump` wrote; what lacks a part gets its default."""
    hint: Any = kind
    found: Kept = _reader(hint)(written)
    return found


def load_figure(written: str) -> Decimal | Milestone | Stage:
    """Return a goal or a value as `dump` wrote it; a zero stays one, every digit is kept."""
    if written.startswith("M:"):
        return Milestone(written[2:])
    return Stage(written) if written in _STAGES else Decimal(written)


@functools.cache
def _reader(hint: Any) -> Read:
    """Return what reads a class or an annotation: it is thought about once, not at each value."""
    read = _reader_of_present(hint)
    return lambda written: None if written is None else read(written)


def _reader_of_present(hint: Any) -> Read:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _reader_of_one_of(parts)
    if origin is tuple:
        return _reader_of_tuple(parts)
    if origin is not None:
        return _reader_of_mapping(*parts)
    return _reader_of_plain(hint)


def _reader_of_one_of(kinds: tuple[Any, ...]) -> Read:
    """Read what may be one of several: a goal, a value, or a thing that may be absent."""
    if Decimal in kinds:
        return load_figure
    (kind,) = (kind for kind in kinds if kind is not types.NoneType)
    return _reader(kind)


def _reader_of_tuple(kinds: tuple[Any, ...]) -> Read:
    first, *rest = (_reader(kind) for kind in kinds if kind is not Ellipsis)
    if kinds[-1] is Ellipsis:
        return lambda written: tuple(map(first, written))
    readers = (first, *rest)
    return lambda written: tuple(read(part) for read, part in zip(readers, written, strict=True))


def _reader_of_mapping(key: Any, item: Any) -> Read:
    name, part = _reader(key), _reader(item)
    return lambda written: {name(each): part(written[each]) for each in written}


def _reader_of_plain(kind: Any) -> Read:
    read: Read = kind
    if issubclass(kind, Month):
        read = functools.lru_cache(maxsize=256)(Month.parse)  # a year's plans name the same ones
    elif issubclass(kind, dtm.date):
        read = kind.fromisoformat
    elif dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        read = _reader_of_parts(kind)
    return read


def _reader_of_parts(kind: Any) -> Read:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}
    return lambda written: kind(**{name: readers[name](written[name]) for name in written})
