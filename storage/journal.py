"""The journal: what changed, who did it, in which post; append-only, each line hashed."""

import dataclasses
import datetime as dtm
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from rules.month import Month
from rules.project import ProjectCode
from storage.collection import Changing, Collection, Unit, as_row, as_value
from storage.tables.record import JournalRow
from storage.values import dump

_NOTHING = "0" * 64  # what the first line follows
_AT_ONCE = 1000  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is written down: `actor` in his `post` did `what`.

    `figure` is the figure in question as it is written, `facts` are plain JSON, `source` tells
    the message that it came from.
    """

    at: dtm.datetime
    actor: str
    what: str
    post: str = ""
    month: Month | None = None
    project: ProjectCode | None = None
    figure: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Line):
    """A line in its place; `hash` is the SHA-256 of everything else of it."""

    number: int
    previous_hash: str
    hash: str


class SeenJournal(Collection):
    """What was written down."""

    def entries(
        self,
        project: ProjectCode | None = None,
        month: Month | None = None,
        what: str | None = None,
    ) -> tuple[Entry, ...]:
        """Return all lines, or those of a project, of a month, of what happened, or of all."""
        query = select(JournalRow).order_by(col(JournalRow.number))
        if project is not None:
            query = query.where(JournalRow.project == project)
        if month is not None:
            query = query.where(JournalRow.month == month)
        if what is not None:
            query = query.where(JournalRow.what == what)
        return tuple(as_value(Entry, row) for row in self._all(query))

    def verify(self) -> int | None:
        """Return the number of the first line that was altered, put in or taken out, else None.

        A line that is missing is named by its number. Lines cut off at the end leave a whole
        chain: whoever must know keeps the last hash elsewhere.
        """
        previous = (0, _NOTHING)
        for entry in self._walk():
            if (entry.number, entry.previous_hash) != (previous[0] + 1, previous[1]):
                return previous[0] + 1
            if entry.hash != _hash(entry):
                return entry.number
            previous = (entry.number, entry.hash)
        return None

    def _walk(self) -> Iterator[Entry]:
        """Go through all lines in order, some at a time: a journal only ever grows."""
        query = select(JournalRow).order_by(col(JournalRow.number)).limit(_AT_ONCE)
        rows = self._all(query)
        while rows:
            yield from (as_value(Entry, row) for row in rows)
            rows = self._all(query.where(JournalRow.number > rows[-1].number))


class Journal(SeenJournal, Changing):
    """The journal, to be written."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)
        self._written: list[Line] = []

    def write(self, line: Line) -> None:
        """Write a line; it takes its place and its hash at the end of the unit of work."""
        self._written.append(line)

    def append_written(self) -> None:
        """Append the unit's lines: the last thing before the commit, since the chain is one."""
        if not self._written:
            return
        self._hold("journal")
        last = self._first(select(JournalRow).order_by(col(JournalRow.number).desc()))
        number, previous = (last.number, last.hash) if last else (0, _NOTHING)
        for line in self._written:
            number += 1
            entry = _placed(line, number, previous)
            previous = entry.hash
            self._session.add(as_row(JournalRow, entry))
        self._session.flush()
        self._written.clear()


def _placed(line: Line, number: int, previous: str) -> Entry:
    parts = {part.name: getattr(line, part.name) for part in dataclasses.fields(line)}
    parts["facts"] = dump(line.facts)
    entry = Entry(**parts, number=number, previous_hash=previous, hash="")
    return dataclasses.replace(entry, hash=_hash(entry))


def _hash(entry: Entry) -> str:
    facts = dump(dataclasses.replace(entry, hash="", at=entry.at.astimezone(dtm.UTC)))
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
