"""Colours: the only place with hex values; the four of the plates mean plates and nothing else."""

from typing import NamedTuple

from rules.plates import Plate

INK = "#16191D"
SOFT = "#4B535D"
RULE = "#D5DAE0"
PANEL = "#F3F5F7"
BAND = "#E3E7EB"  # a command's band on the wall, where a panel would be lost beside a dark head
TRACK = "#E6E9EC"  # what is left of a bar
COLUMN = "#EBF0F3"  # the month that the wall shows
FAINT = "#C3C9D0"  # frames of months to come
DASH = "#8A929C"  # the frame that means: no plate
PLAN = "#6E7680"  # the curve of the plan
WHITE = "#FFFFFF"


class Face(NamedTuple):
    """How a plate looks: its fill, what is written on it, and its frame when it counts nothing."""

    fill: str
    ink: str
    frame: str


FACES: dict[Plate | None, Face] = {
    Plate.BLUE: Face("#1F66B8", WHITE, "#1F66B8"),
    Plate.YELLOW: Face("#FFC61A", INK, "#C79200"),
    Plate.RED: Face("#B0121B", WHITE, "#B0121B"),
    None: Face(WHITE, SOFT, DASH),
}
QUIET = Face("#DCE9F7", "#123F75", "#DCE9F7")  # blue where many tiles stand together


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
