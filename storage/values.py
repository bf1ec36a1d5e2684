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
    found: Kept = _load(kind, written)
    return found


def load_figure(written: str) -> Decimal | Milestone | Stage:
    """Return a goal or a value as `dump` wrote it; a zero stays one, every digit is kept."""
    if written.startswith("M:"):
        return Milestone(written[2:])
    return Stage(written) if written in set(Stage) else Decimal(written)


def _load(kind: Any, written: Json) -> Any:
    if written is None:
        return None
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return _load_one_of(typing.get_args(kind), written)
    if origin is tuple:
        return _load_tuple(typing.get_args(kind), written)
    if origin is not None:
        key, item = typing.get_args(kind)
        return {_load(key, name): _load(item, part) for name, part in written.items()}
    return _load_plain(kind, written)


def _load_one_of(kinds: tuple[Any, ...], written: Json) -> Any:
    """Read what may be one of several: a goal, a value, or a thing that may be absent."""
    if Decimal in kinds:
        return load_figure(written)
    (kind,) = (kind for kind in kinds if kind is not types.NoneType)
    return _load(kind, written)


def _load_tuple(kinds: tuple[Any, ...], written: list[Json]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_load(kinds[0], part) for part in written)
    return tuple(_load(kind, part) for kind, part in zip(kinds, written, strict=True))


def _load_plain(kind: Any, written: Json) -> Any:
    if issubclass(kind, Month):
        return Month.parse(written)
    if issubclass(kind, dtm.date):
        return kind.fromisoformat(written)
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        known = _annotations(kind)
        parts = {name: _load(known[name], part) for name, part in written.items()}
        return kind(**parts)
    return kind(written)


@functools.cache
def _annotations(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)
