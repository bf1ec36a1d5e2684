"""Sheets as bytes: PNG, PDF and SVG; the same sheet gives the same bytes."""

import io
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages

from charts.canvas import Sheet

_QUICK = {"compress_level": 1}  # the chat compresses once more anyway
_UNSIGNED = {"Creator": None, "Producer": None, "CreationDate": None}
_SETTINGS: dict[Any, Any] = {
    "text.hinting": "none",  # truer shapes, and quicker
    "text.usetex": False,
    "pdf.fonttype": 3,  # 42 would subset each font with fontTools: three times as long
    "svg.fonttype": "path",
    "svg.hashsalt": "guatu",
    "savefig.bbox": None,
}


def settings() -> AbstractContextManager[None]:
    """Return the settings of matplotlib under which sheets are measured and drawn."""
    return mpl.rc_context(_SETTINGS)


def png(sheet: Sheet, *, dpi: int = 72) -> bytes:
    """Return a sheet as PNG; at 72 dpi a px of the phone is a px of the picture."""
    written = io.BytesIO()
    with settings():
        unsigned = {"Software": None}
        sheet.figure.savefig(written, format="png", dpi=dpi, metadata=unsigned, pil_kwargs=_QUICK)
    return written.getvalue()


def svg(sheet: Sheet) -> bytes:
    """Return a sheet as SVG with its glyphs as shapes, which needs no font where it is opened."""
    written = io.BytesIO()
    with settings():
        unsigned = {"Date": None, "Creator": None}
        sheet.figure.savefig(written, format="svg", metadata=unsigned)
    return written.getvalue()


def pdf(sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as one PDF whose text can be selected and searched."""
    written = io.BytesIO()
    with settings(), PdfPages(written, metadata=_UNSIGNED) as document:
        for sheet in sheets:
            document.savefig(sheet.figure)
    return written.getvalue()
