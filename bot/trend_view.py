"""The trend's view: the plates of a year's published months, as their editions hold now."""

from collections.abc import Iterable, Mapping, Sequence

from bot.settings import Settings
from bot.sheet import sheet_of
from bot.views import stamp_of
from charts.views import Square, TrendCommand, TrendRow, TrendView
from rules.edition import EditionRow
from rules.month import Month
from rules.project import CommandNo, ProjectCode
from storage.work import Look

Rows = Sequence[Mapping[ProjectCode, EditionRow]]


def trend_view(month: Month, *, look: Look, settings: Settings) -> TrendView:
    """Return the published months of a year up to one; the stamp is that of the last of them.

    A project stands under its last command, and has no square for a month in which it was out.
    """
    months = [one for one in look.editions.months(month.year) if one <= month]
    published = [look.editions.rows(one) for one in months]
    last = sheet_of(look, months[-1] if months else month, settings)
    named = {one.number: one.name for one in look.book.commands(month.year)}
    by_command = _codes(published)
    return TrendView(
        stamp=stamp_of(last, settings, look=look),
        months=tuple(one.number for one in months),
        commands=tuple(
            TrendCommand(named.get(number, number), tuple(_trend(by_command[number], published)))
            for number in sorted(by_command)
        ),
    )


def _codes(published: Rows) -> dict[CommandNo, list[ProjectCode]]:
    """Return the codes of all that were in, in order, by the command that had them last."""
    command = {code: row.command for rows in published for code, row in rows.items()}
    found: dict[CommandNo, list[ProjectCode]] = {}
    for code in sorted(command):
        found.setdefault(command[code], []).append(code)
    return found


def _trend(codes: Iterable[ProjectCode], published: Rows) -> Iterable[TrendRow]:
    for code in codes:
        yield TrendRow(code, tuple(_square(rows.get(code)) for rows in published))


def _square(row: EditionRow | None) -> Square:
    if row is None:
        return Square.OUT
    return Square(row.rated.plate.value) if row.rated.plate else Square.NONE
