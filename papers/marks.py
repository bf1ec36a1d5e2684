"""What we write into a marked copy, and how it is known again when the copy comes back."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from papers.anomaly import Severity
from papers.checked import AUTHOR

_THEIRS = "\n原批注：\n"
_MOST = 2000  # characters of a comment
_LINE, _WIDTH, _PER_LINE = 18, 320, 24  # pixels, pixels, characters

# None of them is a plate's: neither blue nor yellow nor red.
COLOURS = {Severity.ERROR: "FFD9BDF2", Severity.WARNING: "FFA8DFD4", Severity.INFO: "FFE4E4E4"}


def of_a_person(comment: Comment | None) -> str:
    """Return what a person commented; "" for nothing, without what we said above it."""
    if comment is None:
        return ""
    said = comment.text or ""
    return said.partition(_THEIRS)[2] if comment.author == AUTHOR else said


def comment_on(cell: Cell, says: str) -> None:
    """Put a comment on a cell; what a person commented stays below it."""
    theirs = of_a_person(cell.comment)
    said = f"{says[:_MOST]}{_THEIRS}{theirs}" if theirs else says[:_MOST]
    lines = sum(1 + len(line) // _PER_LINE for line in said.splitlines())
    text = ILLEGAL_CHARACTERS_RE.sub("", said)
    cell.comment = Comment(text, AUTHOR, height=_LINE * (lines + 1), width=_WIDTH)


def fill(cell: Cell, severity: Severity) -> None:
    """Colour a cell."""
    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])


def wipe(cell: Cell) -> None:
    """Take away what an earlier check left on a cell."""
    comment = cell.comment
    if comment is not None and comment.author == AUTHOR:
        theirs = of_a_person(comment)
        cell.comment = Comment(theirs, "") if theirs else None
    if cell.has_style and cell.fill.fgColor.rgb in COLOURS.values():
        cell.fill = PatternFill()
