"""A workbook that comes in is read: it is told by its sheets which one it is."""

from papers.checking import check_book
from papers.ledger import FilledLedger, NoLedger
from papers.ledger_reading import read_ledger
from papers.months import FilledMonths
from papers.months_workbook import read_months
from papers.opening import NotAWorkbookError
from papers.returned import Returned


def read_returned(content: bytes, *, name: str) -> Returned:
    """Read a workbook, whatever it is: a ledger, the months of an application, the year's."""
    ledger = read_ledger(content, name=name)
    if isinstance(ledger, FilledLedger):
        return ledger
    try:
        return _months(content, name) or check_book(content, name=name) or ledger
    except NotAWorkbookError as error:
        return NoLedger(str(error))


def _months(content: bytes, name: str) -> FilledMonths | None:
    """Read the months of an application; None for anything else, so for what is too large."""
    try:
        return read_months(content, name=name)
    except NotAWorkbookError:
        return None
