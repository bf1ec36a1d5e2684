"""The stub of a ledger's row: what the row was made from, in a hidden column beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from papers.ledger import LedgerPaper, LedgerRow, text_of
from rules.month import Month
from rules.project import Value, read_value, write_goal, write_value

_LONGEST = 8000  # characters; names and units are short


class NoStubError(ValueError):
    """What stands in the hidden column is not what was written there."""


@dataclass(frozen=True, slots=True)
class Stub:
    """What a row held when it was written; `cells` are its locked cells as texts.

    `goal` is as `write_goal` writes it; the title's own stub has none.
    """

    month: Month
    cells: tuple[str, ...]
    state: str = ""
    goal: str | None = None
    reported: Value | None = None
    determined: Value | None = None

    @classmethod
    def of_title(cls, paper: LedgerPaper, lines: Sequence[str]) -> Self:
        """Return the stub that stands beside the title and tells a ledger from other files."""
        return cls(paper.month, tuple(lines), paper.made_at)

    @classmethod
    def of_row(cls, row: LedgerRow, month: Month) -> Self:
        """Return the stub of a project's row."""
        cells = tuple(map(text_of, row.shown))
        return cls(month, cells, row.state, write_goal(row.goal), row.reported, row.determined)

    @classmethod
    def read(cls, written: str) -> Self:
        """Read a stub; NoStubError where it is none."""
        try:
            found = json.loads(written) if len(written) <= _LONGEST else None
            return cls._of(found)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise NoStubError(written[:40]) from error

    @classmethod
    def _of(cls, found: Any) -> Self:
        return cls(
            Month.parse(found["month"]),
            tuple(str(one) for one in found["cells"]),
            str(found["state"]),
            None if found["goal"] is None else str(found["goal"]),
            read_value(found["reported"]),
            read_value(found["determined"]),
        )

    def written(self) -> str:
        """Return the stub as it stands in its cell."""
        parts = {
            "month": str(self.month),
            "cells": self.cells,
            "state": self.state,
            "goal": self.goal,
            "reported": write_value(self.reported),
            "determined": write_value(self.determined),
        }
        return json.dumps(parts, ensure_ascii=False)
