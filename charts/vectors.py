"""Vectors: sheets as one PDF, with text that can be selected and searched."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_pdf import PdfFile, RendererPdf, pdfRepr
from matplotlib.font_manager import FontPath, get_font

from charts import fonts, ink
from charts.canvas import Sheet, Words
from charts.ink import TypeSetter
from charts.typesetting import Glyph, glyphs

_UNSIGNED = {"Creator": None, "Producer": None, "CreationDate": None}
_PER_INCH = 72


class Letters:
    """The letters of a document: each has a font there, and a number in it."""

    def __init__(self, document: PdfFile) -> None:
        self._document = document
        self._known: dict[tuple[Glyph, int], tuple[bytes, int]] = {}

    def of(self, glyph: Glyph, weight: int) -> tuple[bytes, int]:
        """Return the name of a glyph's font in the document, and its number in it."""
        known = self._known.get((glyph, weight))
        if known is None:
            face: Any = fonts.face(weight)
            tracker = self._document._character_tracker
            subset, number = tracker.track_glyph(face, glyph.char, glyph.number)
            name = self._document.fontName(FontPath(face.fname, face.face_index), subset)
            known = self._known[glyph, weight] = pdfRepr(name), number
        return known

    def forget(self) -> None:
        """Let go of the shapes that matplotlib's own fonts have loaded for the document."""
        for font in {fonts.file_of(weight) for _, weight in self._known}:
            get_font(font).clear()


class Renderer(RendererPdf, TypeSetter):
    """matplotlib's own, which sets plain texts glyph by glyph."""

    def __init__(self, document: PdfFile, letters: Letters, width: float, height: float) -> None:
        super().__init__(document, _PER_INCH, height, width)
        self._letters = letters

    def set_plain(self, words: Words, x: float, y: float, gc: GraphicsContextBase) -> None:
        """Write a plain text; y is counted from the bottom."""
        self.check_gc(gc, gc.get_rgb())
        size = pdfRepr(words.style.size)
        self.file.write(b"BT\n1 0 0 1 %b %b Tm\n" % (pdfRepr(x), pdfRepr(y)))
        for font, letters in self._parts(words.words, words.style.weight):
            self.file.write(b"%b %b Tf\n%b Tj\n" % (font, size, pdfRepr(bytes(letters))))
        self.file.write(b"ET\n")

    def _parts(self, words: str, weight: int) -> list[tuple[bytes, list[int]]]:
        """Return a text in parts, each of one font of the document."""
        parts: list[tuple[bytes, list[int]]] = []
        for glyph in glyphs(words, weight):
            font, letter = self._letters.of(glyph, weight)
            if not parts or parts[-1][0] != font:
                parts.append((font, []))
            parts[-1][1].append(letter)
        return parts


def pdf(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Draw sheets as the pages of a PDF: nothing after each page, and at last the document.

    It has no author and no date.
    """
    written = io.BytesIO()
    document = PdfFile(written, metadata=_UNSIGNED)
    letters = Letters(document)
    for sheet in sheets:
        width, height = sheet.width / _PER_INCH, sheet.height / _PER_INCH
        document.newPage(width, height)
        renderer = Renderer(document, letters, width, height)
        ink.draw(sheet, renderer, dpi=_PER_INCH)
        renderer.finalize()
        document.endStream()
        yield b""
    document.finalize()
    document.close()
    letters.forget()
    yield written.getvalue()
