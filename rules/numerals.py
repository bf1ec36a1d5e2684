"""Numbers as people write them: digits, Chinese numerals and their mixtures, exact or in doubt."""

import re
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import cn2an

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
DIGITS = "零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_HAN = DIGITS + "".join(SCALES) + "拾佰仟廿卅"
_LONGEST = 40

# Letters, Cyrillic ones too, that are taken for the digits below them.
_ALIKE = "OoQDОоΟοIlі|SsZzBbЗз○"
_MEANT = "000000001111552286330"
_RUN = re.compile(
    rf"""(?:
      (?<=\d) [eE][+-]?[0-9]{{1,3}} | (?<=\d) [ ]{{0,3}}[×xX*][ ]{{0,3}}10\^?[0-9]{{1,2}}
    | [\d{_HAN}]
    | (?<![A-Za-z{_ALIKE}]) [{_ALIKE}]{{1,3}} (?=[\d.%万亿])
    | (?<=[\d.]) [{_ALIKE}]{{1,3}} (?![A-Za-z])
    | [几数] (?=[十百千万亿拾佰仟])
    | (?<=[\d{_HAN}]) [多余来几] (?![自到年月])
    | (?<=[\d{_HAN}]) [点.·] (?=[\d{_HAN}])
    | (?<=[\d{_HAN}]) 个 (?=亿)
    | (?<=[\d{_ALIKE}]) [ ]{{0,3}}[.,·:'’`_]{{1,2}}[ ]{{0,3}} (?=[\d{_ALIKE}])
    | (?<=\d) ， (?=\d{{3}}(?!\d)) | (?<=\d) 。 (?=\d{{1,2}}(?!\d))
    | (?<=\d) \. (?=[ ]{{0,3}}[%万亿元户亩公个座])
    | (?<=[\d{_HAN}]) [ ]{{1,3}} (?=[\d万亿])
    ){{1,{2 * _LONGEST + 1}}}""",
    re.VERBOSE,
)
_DOUBLED = re.compile(r"([百千万亿])\1")  # no number begins so (万万没想到)
_ARABIC = r"(?:(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:[.点][0-9]+)?)"
_SPELT = r"(?:(?=[1-9][千百十])(?:[1-9]千)?(?:[1-9]百)?(?:[1-9]十)?)"
_PART = rf"(?:{_SPELT}|{_ARABIC})"
_SECTIONS = re.compile(rf"(?:({_PART})亿零?)?(?:({_PART})万零?)?({_PART})?")
_MEASURED = re.compile(rf"(?![1-9]千){_ARABIC}(?:千|百万|千万)")
_SPOKEN = re.compile(r"(.*)([百千万亿])([1-9一二三四五六七八九])")
_NOT_CHINESE = re.compile("[^零一二三四五六七八九十百千万亿廿卅点]")
_SCIENTIFIC = re.compile(r"([0-9.]+)(?:[eE]|[×xX*]10\^?)([+-]?[0-9]{1,3})([万亿]?)")
_SIMPLE = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_TO_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_TO_ARABIC = str.maketrans("零一二三四五六七八九" + _ALIKE, "0123456789" + _MEANT)


class Writing(Enum):
    """How surely a written number is one number."""

    CLEAR = "clear"
    SPOKEN = "spoken"  # 三千二 leaves the last place unsaid
    ODD = "odd"  # 32O, 1 250, 六5
    SPAN = "span"  # 六七十
    VAGUE = "vague"  # 几十, 四百来


class Numeral(NamedTuple):
    """A number found in a text; the value is exact, and None where no one number is meant.

    `scale` is the 万 or 亿 at its end, `large` tells that it has one anywhere; `measured` that a
    千 at its end belongs to the unit (1.5千亩).
    """

    value: Decimal | None
    writing: Writing
    scale: str = ""
    large: bool = False
    measured: bool = False


def places(value: Decimal) -> int:
    """Return how many decimal places an exact value needs."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def find_numeral(text: str, at: int) -> tuple[Numeral, int] | None:
    """Return the numeral that starts at a place of a folded text, and where it ends."""
    run = None if _DOUBLED.match(text, at) else _RUN.match(text, at)
    return None if run is None else (read_numeral(run.group()), run.end())


def read_numeral(written: str) -> Numeral:
    """Read a whole numeral; garbage has no value, and an odd writing is never CLEAR."""
    if len(written) > 2 * _LONGEST:
        return Numeral(None, Writing.ODD)
    text = re.sub(r" +(?=[万亿])", "", written.strip()).translate(_SIMPLE)
    if len(text) > _LONGEST:
        return Numeral(None, Writing.ODD)
    scale = text[-1] if text[-1:] in {"万", "亿"} else ""
    large = "万" in text or "亿" in text
    if _MEASURED.fullmatch(text):
        return Numeral(_weighed(text), Writing.CLEAR, large=large, measured=True)
    return Numeral(*_judged(text), scale, large)


def _judged(text: str) -> tuple[Decimal | None, Writing]:
    if re.search("[几数多余来]", text):
        return None, Writing.VAGUE
    value = _spoken(text)
    if value is not None:
        return value, Writing.SPOKEN
    value = _exact(text)
    if value is not None:
        return value, Writing.CLEAR
    whole = text.partition("点")[0]
    if pair := re.search("[一二三四五六七八九]{2,}", whole):
        return _side_by_side(pair.group(), whole)
    return _repaired(text), Writing.ODD


def _spoken(text: str) -> Decimal | None:
    """Read 三千二 and 3万2: the last place is left unsaid."""
    found = _SPOKEN.fullmatch(text)
    if found is None:
        return None
    head, scale, last = found.groups()
    value = _exact(head + scale)
    return None if value is None else value + _digit(last) * SCALES[scale] // 10


def _exact(text: str) -> Decimal | None:
    if text.endswith("千万") and text.count("万") == 2:  # 一万二千万 are twelve thousand 万
        thousands = _exact(text[:-1])
        return None if thousands is None else thousands * SCALES["万"]
    return _arabic(text) if _NOT_CHINESE.search(text) else _chinese(text)


def _chinese(text: str) -> Decimal | None:
    """Read 十二点四 or 一点二亿; cn2an is asked for the whole number, strictly."""
    whole, point, rest = text.replace("廿", "二十").replace("卅", "三十").partition("点")
    number = _whole(whole)
    if number is None or not point:
        return number
    found = re.fullmatch("([零一二三四五六七八九]+)([万亿]?)", rest)
    if found is None:
        return None
    digits, scale = found.groups()
    return Decimal(f"{number}.{digits.translate(_TO_ARABIC)}") * SCALES.get(scale, 1)


def _whole(text: str) -> Decimal | None:
    try:
        return Decimal(cn2an.cn2an(text, "strict"))
    except ValueError:
        return None


def _arabic(text: str) -> Decimal | None:
    """Read 1,250.5, 3万2千, 1亿2000万: digits of one hand, each place once."""
    found = _SECTIONS.fullmatch(text)
    if found is None:
        return None
    scales = (10**8, 10**4, 1)
    parts = [(p, s) for p, s in zip(found.groups(), scales, strict=True) if p]
    broken = any("." in part or "点" in part for part, _ in parts)
    if not parts or (len(parts) > 1 and (broken or not _descend(parts))):
        return None
    return sum((_part(part) * scale for part, scale in parts), Decimal(0))


def _descend(parts: list[tuple[str, int]]) -> bool:
    """Tell whether each part stays below the one before, and a spelt one (2千) is next to it."""
    for (_, above), (part, scale) in pairwise(parts):
        size = _part(part) * scale
        if size >= above or (not part.isdigit() and size * 10 < above):
            return False
    return True


def _part(text: str) -> Decimal:
    if re.search("[千百十]", text):
        return _weighed(text) or Decimal(0)
    return Decimal(text.replace(",", "").replace("点", "."))


def _side_by_side(pair: str, whole: str) -> tuple[Decimal | None, Writing]:
    """Two digits side by side are a span (六七十) or digits read one by one (六五)."""
    follow = len(pair) == 2 and (_digit(pair[1]) - _digit(pair[0]) == 1 or pair == "三五")
    if pair != whole or follow:
        return None, Writing.SPAN
    return Decimal(pair.translate(_TO_ARABIC)), Writing.ODD


def _digit(written: str) -> int:
    return int(written.translate(_TO_ARABIC))


def _repaired(text: str) -> Decimal | None:
    """Return the number that was surely meant by an odd writing, if one was."""
    plain = re.sub("[ '’`_个]", "", text)
    if found := _SCIENTIFIC.fullmatch(plain):
        digits, exponent, scale = found.groups()
        return _decimal(f"{digits}E{exponent}", SCALES.get(scale, 1))
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in plain.translate(_TO_ARABIC))
    plain = re.sub(r"亿([1-9])千$", r"亿\1千万", plain)
    plain = re.sub(r"([千万亿])\1+", r"\1", plain)
    plain = re.sub(r"[.。·:点]+", ".", plain).replace("，", ",")
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"^([^,]*),(\d)(?=\D|$)", r"\1.\2", plain)
    return _weighed(re.sub(r"\.(?=[万亿]|$)", "", plain))


def _weighed(text: str) -> Decimal | None:
    """Add up digits and scales of any hand: 3百20万, 6十5, 1.58千, 32百万."""
    total = section = Decimal(0)
    for number, scale in re.findall(r"([0-9.]*)([十百千万亿]?)", text):
        size = _decimal(number or ("1" if scale else "0"))
        if size is None:
            return None
        if scale in {"万", "亿"}:
            section += size if number or not section else 0
            total, section = total + section * SCALES[scale], Decimal(0)
        else:
            section += size * SCALES.get(scale, 1)
    return None if re.search("[^0-9.十百千万亿]", text) else total + section


def _decimal(text: str, scale: int = 1) -> Decimal | None:
    try:
        return Decimal(text) * scale
    except InvalidOperation:
        return None
