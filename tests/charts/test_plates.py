"""Plates in every picture and state: each carries its word, and no other text runs into one.

The large wall is the small one enlarged.
"""

import pytest

from charts import palette, recipe
from charts.canvas import Sheet
from charts.views import View
from rules.plates import Plate
from tests.charts.artists import Shape, Written, laid_out, plate_shapes
from tests.charts.states import pictures

# The least height of a plate: lower are bars and the points of a curve, which are no plates. A
# trend's squares are tested with the trend: blue and empty ones have no word.
LEAST = {"progress": 26, "wall": 13, "card": 30, "support": 26}
WORDS = {palette.FACES[plate].fill: plate.chinese for plate in Plate}
WORDS |= {palette.QUIET.fill: Plate.BLUE.chinese, palette.WHITE: ""}  # none: any word says why
PICTURES = [
    pytest.param(kind, view, id=f"{kind}-{state}")
    for kind, state, view in pictures()
    if kind in LEAST
]


def pages(kind: str, view: View) -> list[Sheet]:
    """Return the first page of each part."""
    parts = recipe.pages(kind, view)
    numbers = [
        number for number, part in enumerate(parts, start=1) if part not in parts[: number - 1]
    ]
    return [recipe.sheet(kind, view, number) for number in numbers]


def plates(sheet: Sheet, least: float) -> list[Shape]:
    """Return the shapes that are plates by their size."""
    return [shape for shape in plate_shapes(sheet) if shape.extent.height >= least]


def is_in(text: Written, shape: Shape) -> bool:
    """Tell whether a text has its middle on a shape."""
    extent = text.extent
    middle = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
    return bool(shape.extent.contains(*middle))


@pytest.mark.parametrize(("kind", "view"), PICTURES)
def test_a_plate_carries_its_word_and_no_other_text_in_any_state(kind: str, view: View) -> None:
    for sheet in pages(kind, view):
        texts = laid_out(sheet)
        for shape in plates(sheet, LEAST[kind]):
            edge = shape.extent.padded(-1.5)
            touching = [text for text in texts if edge.overlaps(text.extent)]
            inside = [text for text in touching if is_in(text, shape)]
            assert inside, shape
            assert WORDS[shape.fill] in "".join(text.words for text in inside)
            assert [text.words for text in touching if text not in inside] == []
            assert [t for t in inside if palette.contrast(shape.fill, t.colour) < 4.5] == []
