"""Times that a reply names: 截至6月30日, 5月, 1-6月, 上半年, 2023年."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[{_DIGITS}]?|[{_DIGITS}])"
_YEAR = f"(?:20[0-9]{{2}}|(?<![0-9])[0-9]{{2}}|二[〇零○][0-9〇○{_DIGITS}]{{2}})"
_SPAN = rf"(?:{_YEAR}年)?(?P<from>{_MONTH})(?:月份?)?(?:{_DAY}[日号])?[至到\-~—–]{{1,2}}"
# A group's digit only tells it from others of its kind.
_MOMENT = re.compile(
    rf"""(?:(?:{_SPAN})?
      (?: (?P<y1>{_YEAR})年度? (?:(?P<m1>{_MONTH})月份?)? (?:(?<=[月份])(?P<d1>{_DAY})[日号])?
        | (?P<m2>{_MONTH})月份? (?:(?P<d2>{_DAY})[日号])?
        | (?P<d3>{_DAY})[日号](?![楼路街巷线文令地桥公院坝渠沟管井墩塘池库泵机车厂温冷棚支干片])
        | (?P<y4>20[0-9]{{2}}) [-./] (?P<m4>{_MONTH}) (?:[-./](?P<d4>{_DAY}))? (?![0-9.%])
        | (?P<y5>20[0-9]{{2}})(?P<m5>0[1-9]|1[0-2])(?P<d5>[0-2][0-9]|3[01])(?![0-9])
        | (?<=[截到][至止到]|.[至止]) (?P<m6>1[0-2]|0?[1-9])[./](?P<d6>{_DAY})(?![0-9.])
      )
      | (?:(?P<y7>{_YEAR})年?)? (?P<part>上半年|下半年|前三季度|第?[一二三四1-4]季度)
    )
    (?P<edge>底|末|初|上旬|中旬|下旬)?
    (?P<side>以前|之前|前|以来|以后|之后|后|起|开始|止|为止)?""",
    re.VERBOSE,
)
_GROUPS = {
    kind: tuple(key for key in _MOMENT.groupindex if re.fullmatch(f"{kind}[0-9]", key))
    for kind in "ymd"
}
_STARTS = frozenset(f"0123456789〇○十上下前第{_DIGITS}")
_PART_ENDS = {"上半年": 6, "下半年": 12, "前三季度": 9}
_QUARTERS = "一二三四1234"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a reply names; what is not said of it is None.

    `at_end` tells of 底 and 末, `side` is the word after it (前, 以来), `since_january` tells that
    it is a span from the year's begin (1-6月, 上半年).
    """

    year: int | None
    month: int | None
    day: int | None
    at_end: bool
    side: str
    since_january: bool

    @property
    def is_limit(self) -> bool:
        """Tell whether something is to happen before or after it."""
        return self.side in {"前", "之前", "以前", "后", "之后", "以后"}

    @property
    def is_begin(self) -> bool:
        """Tell whether something began then."""
        return self.side in {"以来", "起", "开始"}

    @property
    def is_month(self) -> bool:
        """Tell whether it is one whole month, and no day or end of it."""
        exact = self.day or self.at_end or self.since_january or self.is_begin
        return self.month is not None and not exact


def find_moment(text: str, at: int) -> tuple[Moment, int] | None:
    """Return the time that is named at a place of a folded text, and where it ends."""
    found = _MOMENT.match(text, at) if text[at] in _STARTS else None
    if found is None:
        return None
    named = found.groupdict(default="")
    part = named["part"]
    year = _number(_named(named, "y"))
    moment = Moment(
        year=year + 2000 if year is not None and year < 100 else year,
        month=_end_of(part) if part else _number(_named(named, "m") or named["from"]),
        day=_number(_named(named, "d")),
        at_end=named["edge"] in {"底", "末"},
        side=named["side"],
        since_january=_number(named["from"]) == 1 or part in {"上半年", "前三季度"},
    )
    return moment, found.end()


def _end_of(part: str) -> int:
    """Return the last month of a half or a quarter."""
    quarter = part.strip("第季度")
    return _PART_ENDS.get(part) or (_QUARTERS.index(quarter) % 4 + 1) * 3


def _named(named: Mapping[str, str], kind: str) -> str:
    """Return what one of the groups of a kind found; no two of them find at once."""
    return "".join(named[key] for key in _GROUPS[kind])


def _number(written: str) -> int | None:
    """Read 6, 06, 十一, 三十一, 二〇二三."""
    if not written:
        return None
    digits = re.sub("[〇○]", "零", written)
    tens, ten, ones = digits.rpartition("十")
    if ten:
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_digit(each)) for each in digits))


def _digit(written: str) -> int:
    return int(written) if written.isdecimal() else _DIGITS.index(written)
