"""The page's own typeface, for machines without Chinese fonts: the characters it uses, no more."""

import importlib.util
import logging
from pathlib import Path

from fontTools import subset

NAME = "page-font.otf"
_WHEEL_FILE = Path("fonts", "noto", "NotoSansCJKsc-Regular.otf")


def write_typeface(text: str, out: Path) -> None:
    """Write the glyphs of a text as a font file into a folder, where the wheel has the font."""
    found = importlib.util.find_spec("mpl_font")  # a box of files; finding does not import it
    folders = (found and found.submodule_search_locations) or ()
    source = next((Path(one) / _WHEEL_FILE for one in folders), None)
    if source is None or not source.is_file():
        return
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # All names are kept: the licence is one of them.
    options = subset.Options(
        notdef_outline=True, layout_features=["kern"], hinting=False, name_IDs=["*"]
    )
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        subset.save_font(font, str(out / NAME), options)
