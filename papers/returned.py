"""A workbook that comes in: what it may be."""

from papers.checked import CheckedBook
from papers.ledger import FilledLedger, NoLedger
from papers.months import FilledMonths

Returned = FilledLedger | FilledMonths | CheckedBook | NoLedger
