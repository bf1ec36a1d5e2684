"""Values of the rules to JSON and back, by the annotations of their classes."""

import dataclasses
import datetime as dtm
import functools
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from rules.month import Month
from rules.project import Milestone, Stage

Kept = TypeVar("Kept")
Json = Any


def dump(value: object) -> Json:
    """Return a value as plain JSON; figures, months, days and instants become text."""
    match value:
        case None | bool() | int() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case Month():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case Milestone():
            return f"M:{value}"
        case dtm.date():  # an instant too
            return value.isoformat()
        case Mapping():
            return {dump(key): dump(item) for key, item in value.items()}
    return _dump_parts(value)


def _dump_parts(value: object) -> Json:
    if isinstance(value, str):
        return value
    if dataclasses.is_dataclass(value):
        parts = [part.name for part in dataclasses.fields(value) if part.init]
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        parts = list(value._fields)
    elif isinstance(value, tuple | list):
        return [dump(item) for item in value]
    else:
        raise TypeError(f"{type(value).__name__} is no value that is kept as JSON")
    return {name: dump(getattr(value, name)) for name in parts}


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
