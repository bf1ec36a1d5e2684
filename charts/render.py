"""Sheets as bytes: PNG, PDF and SVG; the same sheet gives the same bytes.

In PDF and SVG texts are texts, which can be selected and searched.
"""

import html
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from charts import fonts
from charts.canvas import Sheet

_SETTINGS: dict[Any, Any] = {
    "text.hinting": "none",  # truer shapes, and quicker
    "text.usetex": False,
    "pdf.fonttype": 3,  # 42 would subset each font with fontTools: three times as long
    "svg.fonttype": "none",
    "svg.hashsalt": "guatu",
    "savefig.bbox": None,
}
_FAMILIES = (  # who opens an SVG may not have the first
    fonts.FAMILY,
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
_FAMILY = ", ".join([*(f"'{name}'" for name in _FAMILIES), "sans-serif"])
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")


def settings() -> AbstractContextManager[None]:
    """Return the settings of matplotlib under which sheets are measured and drawn."""
    import matplotlib as mpl

    return mpl.rc_context(_SETTINGS)


def png(sheet: Sheet, *, dpi: int = 72) -> bytes:
    """Return a sheet as PNG; at 72 dpi a px of the phone is a px of the picture."""
    from charts import pixels

    with settings():
        return pixels.png(sheet, dpi=dpi)


def svg(sheet: Sheet, title: str) -> bytes:
    """Return a sheet as SVG with its texts as texts and its title for who cannot see it.

    Another font, where ours is missing, is set to the same width: no text runs into another.
    """
    written = io.BytesIO()
    with settings():
        told = {"Title": title, "Date": None, "Creator": None}
        sheet.figure.savefig(written, format="svg", metadata=told)
    whole = written.getvalue().decode().replace("<svg ", '<svg xml:space="preserve" ', 1)
    return _TEXT.sub(_set_to_width, whole).encode()


def _set_to_width(found: re.Match[str]) -> str:
    """Give a text the width that it was laid out for, and further fonts to choose from."""
    attributes, written = found.groups()
    words, size = html.unescape(written), float(_style(attributes, "font-size", "0"))
    weight = int(_style(attributes, "font-weight", str(fonts.REGULAR)))
    wide = fonts.width(words, size, weight)
    shown = attributes.replace(f"'{fonts.FAMILY}'", _FAMILY)
    return (
        f'<text {shown} textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs">{written}</text>'
    )


def _style(attributes: str, name: str, otherwise: str) -> str:
    """Return the number that a style sets, without its unit."""
    found = re.search(rf"{name}: ([\d.]+)", attributes)
    return found[1] if found else otherwise


def pdf(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Draw sheets as one PDF whose text can be selected and searched, a page at each step.

    Nothing comes after each page, at last the document.
    """
    from charts import vectors

    steps = vectors.pdf(sheets)
    drawn = b""
    while not drawn:
        with settings():
            drawn = next(steps)
        yield drawn
