"""A workbook that comes back filled in: it is told by its sheet which one it is."""

from papers.ledger import FilledLedger, NoLedger, read_ledger
from papers.months import FilledMonths, read_months


def read_returned(content: bytes, *, name: str) -> FilledLedger | FilledMonths | NoLedger:
    """Read what was filled in, whatever it is."""
    from papers.opening import NotAWorkbookError

    try:
        months = read_months(content, name=name)
    except NotAWorkbookError as error:
        return NoLedger(str(error))
    return read_ledger(content, name=name) if months is None else months
