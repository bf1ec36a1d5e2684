"""What a command prints: one JSON document, or a table for people."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer

_WIDE = 160  # columns where nobody looks at a terminal


def print_json(document: Any) -> None:
    """Print a document on one line of stdout."""
    typer.echo(json.dumps(document, ensure_ascii=False))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under the names of their columns; None is a blank cell."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    width = None if sys.stdout.isatty() else _WIDE
    Console(markup=False, highlight=False, emoji=False, width=width).print(table)
