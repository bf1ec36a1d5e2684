"""Receipts: who signed for a warning (签收), once for each command's group and unit."""

import datetime as dtm
from dataclasses import dataclass

from sqlmodel import col, select

from rules.month import Month
from rules.project import CommandNo, PersonName, UnitName
from storage.collection import Changing, Collection, as_value
from storage.tables.months import ReceiptRow


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signature under a warning."""

    month: Month
    correction: int
    unit: UnitName
    command: CommandNo
    by: PersonName
    at: dtm.datetime


class SeenReceipts(Collection):
    """What was signed for."""

    def get(
        self, month: Month, unit: UnitName, command: CommandNo, *, correction: int | None = None
    ) -> Receipt | None:
        """Return the receipt of a unit's warning in a command's group, by default the latest."""
        query = select(ReceiptRow).where(
            ReceiptRow.month == month, ReceiptRow.unit == unit, ReceiptRow.command == command
        )
        if correction is not None:
            query = query.where(ReceiptRow.correction == correction)
        row = self._first(query.order_by(col(ReceiptRow.correction).desc()))
        return None if row is None else _receipt(row)

    def of(self, month: Month) -> tuple[Receipt, ...]:
        """Return a month's receipts, in the order in which they were signed."""
        query = select(ReceiptRow).where(ReceiptRow.month == month)
        return tuple(map(_receipt, self._all(query.order_by(col(ReceiptRow.signed_at)))))


class Receipts(SeenReceipts, Changing):
    """The receipts, to be signed."""

    def put(
        self,
        month: Month,
        correction: int,
        unit: UnitName,
        command: CommandNo,
        by: PersonName,
        at: dtm.datetime,
    ) -> bool:
        """Keep a receipt; False when the warning was signed for already, which stays."""
        return self._add_if_new(
            ReceiptRow(
                month=month,
                correction=correction,
                unit=unit,
                command=command,
                person=by,
                signed_at=at,
            )
        )


def _receipt(row: ReceiptRow) -> Receipt:
    return as_value(Receipt, row, by=row.person, at=row.signed_at)
