"""A workbook that came in a chat is read within bounds, and a copy of it is marked."""

from papers.anomaly import Anomaly
from papers.checked import MOST_ANOMALIES, CheckedBook, Tally
from papers.ledger import MOST_BYTES
from papers.marking import marked
from papers.opening import MEGABYTE, Bounds, sheet_titles
from papers.sheetnames import sheet_of
from papers.workbook import read_workbook

_BOUNDS = Bounds(packed=MOST_BYTES, unpacked=16 * MEGABYTE, text=8 * MEGABYTE)
_FEWEST_SHEETS = 2  # of the six: an 人员名单 alone is somebody else's


def check_book(content: bytes, *, name: str) -> CheckedBook | None:
    """Read a file as `guatu load --dry-run` does; None where it has not two of the six sheets.

    NotAWorkbookError for what is no workbook, is too large, or tells of no year.
    """
    titles = sheet_titles(content, name=name, bounds=_BOUNDS)
    if len({sheet_of(title) for title in titles} - {None}) < _FEWEST_SHEETS:
        return None
    read = read_workbook(content, name=name, bounds=_BOUNDS)
    told = _gravest_first(read.anomalies)[:MOST_ANOMALIES]
    tally = Tally.of(read.anomalies)
    copy = marked(content, told, name=name, left=len(read.anomalies) - len(told)) if told else None
    return CheckedBook(read.book.year, read.counts, tally, told, copy)


def _gravest_first(anomalies: tuple[Anomaly, ...]) -> tuple[Anomaly, ...]:
    return tuple(sorted(anomalies, key=lambda one: -one.severity.rank))
