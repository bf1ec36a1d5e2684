"""Writing folded: full width, compatibility forms and traditional characters become usual ones."""

import re
import unicodedata

# A full-width comma does not group digits, and what shows that a figure is odd must stay odd.
_KEPT = frozenset("，。…‥”″")
_SPACES = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufeff\ufe0e\ufe0f\t")
_ODD_FORMS = ("<super>", "<sub>", "<fraction>")
_TRADITIONAL = str.maketrans("萬億圓畝戶個計纍約進現實際開", "万亿元亩户个计累约进现实际开")
_LIST_SIGN = re.compile(r"(?<![①-⑳])([①-⑳])(?![①-⑳0-9０-９.％%]|\s*[户亩个座万元公米])")


def fold(text: str) -> str:
    """Return a text in the usual writing; ① before words becomes (1), a list number."""
    listed = _LIST_SIGN.sub(lambda sign: f"({unicodedata.numeric(sign[1]):.0f})", text)
    return "".join(map(_folded, listed)).translate(_TRADITIONAL)


def _folded(char: str) -> str:
    if char.isascii() or char in _KEPT:
        return " " if char == "\t" else char
    if char in _SPACES:
        return " "
    if unicodedata.category(char) == "Cs":
        return "\ufffd"
    if unicodedata.decomposition(char).startswith(_ODD_FORMS):
        return char
    usual = unicodedata.normalize("NFKC", char)
    encircled = unicodedata.decomposition(char).startswith("<circle>")
    return char if encircled and not usual.isascii() else usual
