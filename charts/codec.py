"""Views as JSON and back, so that a notice can carry the recipe of its picture."""

import dataclasses
import datetime as dtm
import functools
import json
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from charts.views import (
    BoardView,
    CardView,
    Change,
    CommandRows,
    MonthCell,
    Overdue,
    ProjectRow,
    Stamp,
    SupportRow,
    SupportView,
    TrendCommand,
    TrendRow,
    TrendView,
    View,
)
from rules.project import Goal, Milestone, Value, read_goal, read_value, write_goal

Format = Literal["png", "pdf", "svg"]  # in which pages are drawn
_PARTS = {Stamp, MonthCell, Overdue, ProjectRow, CommandRows, Change, SupportRow}
_TYPES = {*get_args(View), *_PARTS, TrendCommand, TrendRow}
_READERS = {frozenset(get_args(Goal)): read_goal, frozenset(get_args(Value)): read_value}


class RecipeError(ValueError):
    """A recipe names no kind of picture, or is not the JSON of that kind's view."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"no picture {kind!r}: {why}")
        self.kind = kind
        self.why = why


VIEWS: Mapping[str, type[View]] = types.MappingProxyType(
    {
        "progress": BoardView,
        "overview": BoardView,
        "wall": BoardView,
        "wall-a0": BoardView,
        "card": CardView,
        "support": SupportView,
        "trend": TrendView,
    }
)


def to_json(view: View) -> str:
    """Write a view as JSON; equal views give equal texts."""
    return json.dumps(_plain(view), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: str, text: str) -> View:
    """Build the view of a kind again; what does not fit raises RecipeError."""
    if kind not in VIEWS:
        raise RecipeError(kind, "unknown kind")
    try:
        view = _read(VIEWS[kind], json.loads(text))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RecipeError(kind, f"{type(error).__name__}: {error}") from error
    return cast("View", view)


def _plain(value: Any) -> Any:
    """Return what JSON knows: decimals and milestones as they are written, dates by ISO."""
    if dataclasses.is_dataclass(value):
        names = (field.name for field in dataclasses.fields(value))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal | Milestone):
        return write_goal(value)
    return value.isoformat() if isinstance(value, dtm.date) else value


def _read(hint: Any, raw: Any) -> Any:
    """Build a value of the type that a view's field declares."""
    if hint in _TYPES:
        hints = _hints(hint)
        return hint(**{name: _read(hints[name], each) for name, each in raw.items()})
    if get_origin(hint) in {Union, types.UnionType}:
        return None if raw is None else _read_one_of(get_args(hint), raw)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], each) for each in raw)
    if hint is dtm.date:
        return dtm.date.fromisoformat(raw)
    if issubclass(hint, StrEnum | Decimal):
        return hint(raw)
    if type(raw) is not hint:
        raise TypeError(f"{raw!r} is no {hint.__name__}")
    return raw


def _read_one_of(hints: tuple[Any, ...], raw: Any) -> Any:
    """Read an optional value; a goal or a determined value says itself what it is."""
    arms = frozenset(hints) - {types.NoneType}
    reader = _READERS.get(arms)
    return reader(raw) if reader else _read(next(iter(arms)), raw)


@functools.cache
def _hints(view: Any) -> dict[str, Any]:
    return get_type_hints(view)
