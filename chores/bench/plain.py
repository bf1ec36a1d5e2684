"""The plain way: the same texts in pyplot's tables, as tutorials draw them.

`python -m chores.bench.plain FILE` draws what a file of JSON says, in a process of its own.
"""

import io
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from charts import fonts

_INCH = 72
_A_LINE = 4  # texts of a phone's picture
_OF_THE_WALL = 21


class Picture(NamedTuple):
    """What to draw: the texts of each page, its size in px or points, `png` or `pdf`, a graph."""

    pages: Sequence[Sequence[str]]
    width: float
    height: float
    format: str = "png"
    graph: str = ""  # plot, bar


def draw(picture: Picture) -> list[bytes]:
    """Draw a picture, and return its files."""
    import matplotlib as mpl

    mpl.use("Agg")
    if picture.format == "pdf":
        return [_pdf(picture)]
    files = []
    for texts in picture.pages:
        page = io.BytesIO()
        figure = _page(picture, texts)
        figure.savefig(page, format="png", bbox_inches="tight")
        _close(figure)
        files.append(page.getvalue())
    return files


def _pdf(picture: Picture) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages

    file = io.BytesIO()
    with PdfPages(file) as document:
        for texts in picture.pages:
            figure = _page(picture, texts)
            document.savefig(figure, bbox_inches="tight")
            _close(figure)
    return file.getvalue()


def _page(picture: Picture, texts: Sequence[str]) -> Any:
    """Draw a table, and a graph over it where the picture has one."""
    from matplotlib import pyplot as plt  # noqa: TID251 - the plain way is what is measured

    size = (picture.width / _INCH, picture.height / _INCH)
    figure, axes = plt.subplots(2 if picture.graph else 1, figsize=size, dpi=_INCH, squeeze=False)
    if picture.graph:
        getattr(axes[0][0], picture.graph)(range(12), range(12), label="2023")
        axes[0][0].legend()
    _table(axes[-1][0], texts, _OF_THE_WALL if picture.format == "pdf" else _A_LINE)
    figure.tight_layout()
    return figure


def _table(axes: Any, texts: Sequence[str], columns: int) -> None:
    from matplotlib.font_manager import FontProperties

    lines = math.ceil(len(texts) / columns)
    padded = [*texts, *[""] * (lines * columns - len(texts))]
    axes.axis("off")
    table = axes.table(
        cellText=[padded[line * columns :][:columns] for line in range(lines)], loc="center"
    )
    table.auto_set_font_size(value=False)
    style = FontProperties(fname=fonts.file_of(fonts.REGULAR), size=8)
    for cell in table.get_celld().values():
        cell.get_text().set_fontproperties(style)
        cell.get_text().set_parse_math(False)


def _close(figure: Any) -> None:
    from matplotlib import pyplot as plt  # noqa: TID251 - as above

    plt.close(figure)


if __name__ == "__main__":
    draw(Picture(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
