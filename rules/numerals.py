"""Numbers as people write them: digits, Chinese numerals and their mixtures, exact or in doubt."""

import re
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import NamedTuple

import cn2an

DIGITS = "零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
HAN = DIGITS + "".join(SCALES) + "拾佰仟廿卅"
LETTERS = str.maketrans("OoQDОоΟοIlі|SsZzBbЗз○", "00000000111155228" + "6330")
LONGEST = 40

_LIKE = "OoQDОоΟοIlі|SsZzBbЗз○"
_RUN = re.compile(
    rf"""(?:
      (?<=[\d]) [eE][+-]?[0-9]{{1,3}} | (?<=[\d]) [ ]{{0,3}}[×xX*][ ]{{0,3}}10\^?[0-9]{{1,2}}
    | [\d{HAN}]
    | (?<![A-Za-z{_LIKE}]) [{_LIKE}]{{1,3}} (?=[\d.%万亿])
    | (?<=[\d.]) [{_LIKE}]{{1,3}} (?![A-Za-z])
    | [几数] (?=[十百千万亿拾佰仟])
    | (?<=[\d{HAN}]) [多余来几] (?![自到年月])
    | (?<=[\d{HAN}]) 点 (?=[\d{HAN}])
    | (?<=[\d{_LIKE}]) [ ]{{0,3}}[.,·:'’`_]{{1,2}}[ ]{{0,3}} (?=[\d{_LIKE}])
    | (?<=\d) ， (?=\d{{3}}(?!\d)) | (?<=\d) 。 (?=\d{{1,2}}(?!\d))
    | (?<=\d) \. (?=[ ]{{0,3}}[%万亿元户亩公个座])
    | (?<=[\d{HAN}]) [ ]{{1,3}} (?=[\d万亿])
    )+""",
    re.VERBOSE,
)
_ARABIC = r"(?:(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:[.点][0-9]+)?)"
_SPELT = r"(?:(?=[1-9][千百十])(?:[1-9]千)?(?:[1-9]百)?(?:[1-9]十)?)"
_PART = rf"(?:{_SPELT}|{_ARABIC})"
_SECTIONS = re.compile(rf"(?:({_PART})亿零?)?(?:({_PART})万零?)?({_PART})?")
_MEASURED = re.compile(rf"(?![1-9]千){_ARABIC}(?:千|百万|千万)")
_SPOKEN = re.compile(r"(.*)([百千万亿])([1-9一二三四五六七八九])")
_SIMPLE = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_TO_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_TO_ARABIC = str.maketrans("零一二三四五六七八九", "0123456789")
_SCIENTIFIC = re.compile(r"([0-9.]+)(?:[eE]|[×xX*]10\^?)([+-]?[0-9]{1,3})([万亿]?)")


class Writing(Enum):
    """How surely a written number is one number."""

    CLEAR = "clear"
    SPOKEN = "spoken"  # 三千二 leaves the last place unsaid
    ODD = "odd"  # 32O, 1 250, 六5
    SPAN = "span"  # 六七十
    VAGUE = "vague"  # 几十, 四百来


class Numeral(NamedTuple):
    """A number found in a text; the value is exact, and None where no one number is meant.

    `scale` is the 万 or 亿 at its end, `large` tells that it has one anywhere; `measured` that a 千
    at its end belongs to the unit (1.5千亩).
    """

    value: Decimal | None
    writing: Writing
    scale: str = ""
    large: bool = False
    measured: bool = False


def find_numeral(text: str, at: int) -> tuple[Numeral, int] | None:
    """Return the numeral that starts at a place in a folded text, and where it ends."""
    run = _RUN.match(text, at)
    if run is None:
        return None
    return read_numeral(run.group()), run.end()


def read_numeral(written: str) -> Numeral:
    """Read a whole numeral; garbage has no value, and an odd writing is never CLEAR."""
    text = re.sub(r" +(?=[万亿])", "", written.strip()).translate(_SIMPLE)
    scale = text[-1] if text[-1:] in {"万", "亿"} else ""
    large = "万" in text or "亿" in text
    if len(text) > LONGEST:
        return Numeral(None, Writing.ODD)
    if re.search("[几数多余来]", text):
        return Numeral(None, Writing.VAGUE, scale, large)
    if found := _SPOKEN.fullmatch(text):
        value = _spoken(*found.groups())
        if value is not None:
            return Numeral(value, Writing.SPOKEN, scale, large)
    if measured := _MEASURED.fullmatch(text):
        return Numeral(_weighed(text), Writing.CLEAR, measured=True)
    value = _exact(text)
    if value is not None:
        return Numeral(value, Writing.CLEAR, scale, large)
    return Numeral(*_doubtful(text), scale, large)


def _spoken(head: str, scale: str, last: str) -> Decimal | None:
    """Read 三千二 and 3万2: the last place is left unsaid."""
    value = _exact(head + scale)
    return None if value is None else value + int(last.translate(_TO_ARABIC)) * SCALES[scale] // 10


def _exact(text: str) -> Decimal | None:
    return _chinese(text) if not re.search("[^零一二三四五六七八九十百千万亿廿卅点]", text) else _arabic(text)


def _chinese(text: str) -> Decimal | None:
    """Read 十二点四 or 一点二亿; cn2an is asked for the whole number, strictly."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "点" not in text:
        return _whole(text)
    whole, _, rest = text.partition("点")
    scale = SCALES[rest[-1]] if rest[-1:] in {"万", "亿"} else 1
    digits = rest[:-1] if scale > 1 else rest
    number = _whole(whole)
    if number is None or not re.fullmatch("[零一二三四五六七八九]+", digits):
        return None
    return Decimal(f"{number}.{digits.translate(_TO_ARABIC)}") * scale


def _whole(text: str) -> Decimal | None:
    try:
        return Decimal(cn2an.cn2an(text, "strict"))
    except (ValueError, KeyError):
        return None


def _arabic(text: str) -> Decimal | None:
    """Read 1,250.5, 3万2千, 1亿2000万: digits of one hand, each place once."""
    found = _SECTIONS.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    parts = [(part, scale) for part, scale in zip(found.groups(), (10**8, 10**4, 1), strict=True) if part]
    if len(parts) > 1 and (any("." in p or "点" in p for p, _ in parts) or not _descending(parts)):
        return None
    return sum((_part(part) * scale for part, scale in parts), Decimal(0))


def _descending(parts: list[tuple[str, int]]) -> bool:
    """Tell whether each part stays below the one before, and a spelt one (2千) is next to it."""
    for (_, above), (part, scale) in zip(parts, parts[1:], strict=False):
        size = _part(part) * scale
        if size >= above or (not part.isdigit() and size * 10 < above):
            return False
    return True


def _part(text: str) -> Decimal:
    if re.search("[千百十]", text):
        return _whole(text.translate(_TO_HAN)) or Decimal(0)
    return Decimal(text.replace(",", "").replace("点", "."))


def _doubtful(text: str) -> tuple[Decimal | None, Writing]:
    """Tell what was probably meant by a writing that is not clear."""
    whole = text.partition("点")[0]
    if pair := re.search("[一二三四五六七八九]{2,}", whole):
        return _side_by_side(pair.group(), whole)
    return _repaired(text), Writing.ODD


def _side_by_side(pair: str, whole: str) -> tuple[Decimal | None, Writing]:
    """Two digits side by side are a span (六七十) or digits read one by one (六五)."""
    if pair != whole or (len(pair) == 2 and (ord_of(pair[1]) - ord_of(pair[0]) == 1 or pair == "三五")):
        return None, Writing.SPAN
    return Decimal(pair.translate(_TO_ARABIC)), Writing.ODD


def ord_of(digit: str) -> int:
    """Return the value of one Chinese digit."""
    return int(digit.translate(_TO_ARABIC))


def _repaired(text: str) -> Decimal | None:
    """Return the number that was surely meant by an odd writing, if one was."""
    plain = re.sub("[ '’`_]", "", re.sub("亿([1-9一二三四五六七八九])千$", r"亿\1千万", text))
    plain = re.sub("([千万亿])\\1+", r"\1", plain)
    if found := _SCIENTIFIC.fullmatch(plain):
        digits, exponent, scale = found.groups()
        return _decimal(f"{digits}E{exponent}", SCALES.get(scale, 1))
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in plain.translate(LETTERS))
    plain = re.sub(r"[.。·:点]+", ".", plain).replace("，", ",")
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"^([^,]*),(\d)(?=\D|$)", r"\1.\2", plain)
    plain = re.sub(r"\.(?=[万亿]|$)", "", plain)
    return _weighed(plain)


def _weighed(text: str) -> Decimal | None:
    """Add up digits and scales of any hand: 3百20万, 六5, 6十5, 1.58千."""
    total = section = Decimal(0)
    for number, scale in re.findall(r"([0-9.零一二三四五六七八九]*)([十百千万亿]?)", text):
        if not number and not scale:
            continue
        size = _decimal(number.translate(_TO_ARABIC) or "1")
        if size is None:
            return None
        if scale in {"万", "亿"}:
            total, section = total + (section + size if number else section or size) * SCALES[scale], Decimal(0)
        else:
            section += size * SCALES.get(scale, 1)
    if re.search(r"[^0-9.零一二三四五六七八九十百千万亿]", text):
        return None
    return total + section


def _decimal(text: str, scale: int = 1) -> Decimal | None:
    try:
        return Decimal(text) * scale
    except InvalidOperation:
        return None
