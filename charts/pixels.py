"""Pixels: a sheet as PNG."""

import io
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.ft2font import LoadFlags, RenderMode
from PIL import Image

from charts import fonts, ink
from charts.canvas import Sheet, Words
from charts.ink import TypeSetter
from charts.typesetting import glyphs

_UPRIGHT = [[0x10000, 0], [0, 0x10000]]
_QUICK = 1  # the level of compression; the chat compresses once more anyway


class Renderer(RendererAgg, TypeSetter):
    """matplotlib's own, which sets plain texts glyph by glyph."""

    def set_plain(self, words: Words, x: float, y: float, gc: GraphicsContextBase) -> None:
        """Draw a plain text; y is counted from the top."""
        face: Any = fonts.face(words.style.weight)
        face.set_size(words.style.size, self.dpi)
        em = round(int(64 * words.style.size) * self.dpi / 72)  # in 1/64 px, as the font has it
        left, bottom = 64 * x, round(64 * (self.height - y))
        for glyph in glyphs(words.words, words.style.weight):
            face._set_transform(_UPRIGHT, [round(left), bottom])
            shape = face._render_glyph(glyph.number, LoadFlags.NO_HINTING, RenderMode.NORMAL)
            under = int(self.height) - shape.top + shape.buffer.shape[0]
            self._renderer.draw_text_image(shape.buffer, shape.left, under, 0, gc)
            left += round(glyph.advance * em / face.units_per_EM)


def png(sheet: Sheet, *, dpi: int) -> bytes:
    """Return a sheet as PNG without an author or a date."""
    scale = dpi / 72
    renderer = Renderer(sheet.width * scale, sheet.height * scale, dpi)
    ink.draw(sheet, renderer, dpi=dpi)
    written = io.BytesIO()
    pixels = np.asarray(renderer.buffer_rgba())[:, :, :3]  # the page is opaque
    Image.fromarray(pixels).save(written, "png", compress_level=_QUICK, dpi=(dpi, dpi))
    return written.getvalue()
