"""Samples of views: any frozen value of ours, made of its annotations, to try a template with."""

import dataclasses
import datetime as dtm
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from rules.month import Month

Sample = TypeVar("Sample")
_DAY = dtm.datetime(2023, 7, 6, 9, tzinfo=dtm.UTC)


def sample(kind: type[Sample], *, full: bool) -> Sample:
    """Return a value with every part there and one of each; or the optional away, and two."""
    made: Sample = _sample(kind, full=full)
    return made


def _sample(hint: Any, *, full: bool) -> Any:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        if types.NoneType in parts and not full:
            return None
        return _sample(parts[0], full=full)
    if origin is tuple:
        kinds = parts if Ellipsis not in parts else parts[:1] * (1 if full else 2)
        return tuple(_sample(one, full=full) for one in kinds)
    if origin is not None and issubclass(origin, Mapping):
        return {_sample(parts[0], full=full): _sample(parts[1], full=full)}
    if dataclasses.is_dataclass(hint) or hasattr(hint, "_fields"):
        return _of_parts(hint, full=full)
    return _plain(hint, full=full)


def _of_parts(kind: Any, *, full: bool) -> Any:
    if kind is Month:
        return Month(2023, 6)
    return kind(**{n: _sample(h, full=full) for n, h in typing.get_type_hints(kind).items()})


def _plain(kind: Any, *, full: bool) -> Any:
    """Return a plain value; words are there in both."""
    known: dict[Any, Any] = {
        bool: full,
        int: 1 if full else 0,
        str: "样张",
        Decimal: Decimal(1),
        dtm.date: _DAY.date(),
        dtm.datetime: _DAY,
    }
    if kind in known:
        return known[kind]
    return list(kind)[-1] if issubclass(kind, Enum) else kind("样张")
