"""Corrections: what a published month shows otherwise once its facts have changed (E15, E16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.plates import Facts, Flag, Plate, Rated, rate
from rules.project import ProjectCode

_NOT_FOR_ALL = ("虚报", "谎报", "瞒报", "假报", "造假", "作假", "弄虚")


class CorrectionCause(StrEnum):
    """Why the office corrects; a false report stays with the office, whatever is public (E39)."""

    FOUND_OTHERWISE = "found_otherwise"
    FALSIFIED = "falsified"


@dataclass(frozen=True, slots=True)
class ChangedCard:
    """One project's month as it was published, and as it is published instead."""

    before: EditionRow
    after: EditionRow

    @property
    def touches_warning(self) -> bool:
        """Tell whether its unit was warned of it, or is now (C69)."""
        return is_miss(self.before.rated) or is_miss(self.after.rated)

    @property
    def touches_reds(self) -> bool:
        """Tell whether headquarters saw it among the red ones, or does now (C70)."""
        return Plate.RED in {self.before.rated.plate, self.after.rated.plate}


@dataclass(frozen=True, slots=True)
class Correction:
    """The next edition of a published month, and the cards that it changes, in order."""

    edition: Edition
    cards: tuple[ChangedCard, ...]

    @property
    def month(self) -> Month:
        """The month that is corrected."""
        return self.edition.month

    @property
    def number(self) -> int:
        """The month's n-th correction (C68)."""
        return self.edition.correction


def corrections(
    latest: Sequence[Edition], facts: Mapping[ProjectCode, Facts]
) -> tuple[Correction, ...]:
    """Return what changes of published months by the facts of some projects, oldest month first.

    `latest` are the editions that hold. Each month is rated again by its own rules, a project
    stays as it was published, and one without facts here is left alone. Where no card changes
    there is no correction.
    """
    found = [_corrected(edition, facts) for edition in sorted(latest, key=lambda one: one.month)]
    return tuple(one for one in found if one.cards)


def _corrected(edition: Edition, facts: Mapping[ProjectCode, Facts]) -> Correction:
    rows = [_row_again(row, edition, facts.get(row.project.code)) for row in edition.rows]
    pairs = zip(edition.rows, rows, strict=True)
    cards = tuple(ChangedCard(before, after) for before, after in pairs if before is not after)
    following = Edition(
        month=edition.month,
        correction=edition.correction + 1,
        rules=edition.rules,
        rows=tuple(rows),
        follows=edition.digest,
    )
    return Correction(following, cards)


def _row_again(row: EditionRow, edition: Edition, facts: Facts | None) -> EditionRow:
    """Return a row as its facts have it now; the very same row where its card shows the same."""
    month = edition.month
    if facts is None or month < facts.first:
        return row
    rated = _with_pending(rate(facts, through=month, rules=edition.rules)[-1], row.rated)
    if _shown(rated) == _shown(row.rated):
        return row
    filed = facts.reports.get(month)
    return replace(
        row,
        rated=rated,
        reported=filed.value if filed else None,
        reported_late=filed is not None and filed.is_late,
        corrected=edition.correction + 1,
    )


def _with_pending(rated: Rated, before: Rated) -> Rated:
    """Return a month with what waited for approval when it was published: that stays so (E6)."""
    if Flag.ADJUSTMENT_PENDING not in before.flags:
        return rated
    flags = {*rated.flags, Flag.ADJUSTMENT_PENDING}
    return rated._replace(flags=tuple(sorted(flags)))


def _shown(rated: Rated) -> tuple[Any, ...]:
    """Return what people see of a month: where there is no plate, no streak is shown either."""
    streak = rated.streak if rated.plate else None
    return rated.plate, rated.no_plate, streak, rated.goal, rated.value


def is_miss(rated: Rated) -> bool:
    """Tell whether a month has a plate that is warned of."""
    return rated.plate in {Plate.YELLOW, Plate.RED}


def is_public(ground: str) -> bool:
    """Tell whether a ground may be told to all: it speaks of no false report (E16, E39)."""
    closed_up = "".join(ground.split())
    return not any(word in closed_up for word in _NOT_FOR_ALL)
