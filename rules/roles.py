"""Roles of a figure: what the words and the times beside it make it a figure of."""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from rules.moments import Moment
from rules.phrases import Sense
from rules.terms import Terms
from rules.tokens import Kind, Token


class Role(Enum):
    """What an amount is a figure of."""

    __hash__ = object.__hash__  # each is one of a kind; sets of them are made for every word

    CUMULATIVE = "累计"
    SUM = "合计"
    DONE = "完成"
    MONTH = "本月"
    DELTA = "新增"
    SHARE = "占"
    TARGET = "目标"
    PLAN = "计划"
    TOTAL = "总投资"
    STAGE = "开工"
    PIECE = "路基"
    SIZE = "宽"
    PART = "其中"
    LEFT = "还差"
    YEARLY = "同比"
    PAST = "上月"
    LAST_YEAR = "去年"


# The first of these senses that stands beside an amount decides.
_DECIDING: tuple[tuple[Sense, Role], ...] = (
    (Sense.LAST_YEAR, Role.LAST_YEAR),
    (Sense.PAST, Role.PAST),
    (Sense.LEFT, Role.LEFT),
    (Sense.PLAN, Role.PLAN),
    (Sense.NOT, Role.LEFT),
    (Sense.TARGET, Role.TARGET),
    (Sense.TOTAL, Role.TOTAL),
    (Sense.MONTH, Role.MONTH),
    (Sense.DELTA, Role.DELTA),
    (Sense.STAGE, Role.STAGE),
    (Sense.INVESTMENT, Role.STAGE),
    (Sense.PIECE, Role.PIECE),
    (Sense.SIZE, Role.SIZE),
    (Sense.YEARLY, Role.YEARLY),
    (Sense.SHARE, Role.SHARE),
    (Sense.CUMULATIVE, Role.CUMULATIVE),
    (Sense.PART, Role.PART),
    (Sense.SUM, Role.SUM),
)
_REACHED = {Sense.CUMULATIVE, Sense.DONE, Sense.NOW}
_DATED = {Role.CUMULATIVE, Role.SUM, Role.DONE, Role.MONTH, Role.DELTA}
_BY = re.compile("[截戴][至止自只][到至]?")
# Words of the whole township or work; beside 累计 they say that the figure is the whole one.
_WHOLE = ("全镇", "全村", "全部", "总体", "总", "整体", "综合")
_OVERALL = ("总体", "整体", "综合", "总进度", "总的", "全部工程", "总完成")
_LATER = ("年", "全年", "明年", "下", "次月", "来月", "国庆", "中秋", "春节", "汛期")
_OUT_OF_TIME = {Role.PLAN, Role.PAST, Role.LAST_YEAR}


def role_of(
    words: Sequence[Token], senses: Collection[Sense], terms: Terms, *, share: bool
) -> Role:
    """Return what an amount is a figure of; `share` tells that a share is another figure's."""
    passed: set[Sense] = set() if share else {Sense.SHARE}
    if Sense.CUMULATIVE in senses:
        passed |= {Sense.MONTH, Sense.DELTA}
    if not _REACHED.isdisjoint(senses):
        passed |= {Sense.INVESTMENT}
    if Sense.CUMULATIVE in senses and all(map(_is_whole, words)):
        passed |= {Sense.TOTAL}
    found = set(senses) - passed
    if not share and is_overall(words, senses):
        found = found - {Sense.TOTAL, Sense.SUM} | {Sense.CUMULATIVE}
    role = next((role for sense, role in _DECIDING if sense in found), Role.DONE)
    if role is Role.DONE and any(word.text == "超额" for word in words):
        role = Role.DELTA
    if role not in _DATED:
        return role
    for moment, by_then in moments_of(words):
        if role not in _OUT_OF_TIME:
            role = _dated(role, moment, terms, by_then=by_then)
    return role


def _is_whole(word: Token) -> bool:
    return word.sense is not Sense.TOTAL or word.text in _WHOLE


def is_overall(words: Sequence[Token], senses: Collection[Sense]) -> bool:
    """Tell whether a percentage is of all the work (总体71%), and no share of something."""
    named = any(word.text.startswith(_OVERALL) for word in words)
    return named and not {Sense.SHARE, Sense.INVESTMENT} & set(senses)


def moments_of(words: Sequence[Token]) -> Iterator[tuple[Moment, bool]]:
    """Yield the times that words name, and whether 截至 stands before each."""
    for before, word in pairwise([None, *words]):
        if word and word.moment:
            yield word.moment, before is not None and bool(_BY.fullmatch(before.text))


def is_elsewhere(moment: Moment, terms: Terms) -> bool:
    """Tell whether a time lies in a month or a year that is not the one asked about."""
    other_year = None not in {moment.year, terms.year} and moment.year != terms.year
    return other_year or (None not in {moment.month, terms.month} and moment.month != terms.month)


def is_later(word: Token, terms: Terms) -> bool:
    """Tell whether a word names a time after the month that is asked about: 年底, 下月, 9月底."""
    if word.moment is not None:
        return word.moment.month not in {None, terms.month}
    return word.sense is Sense.PLAN and word.text.startswith(_LATER)


def _dated(role: Role, moment: Moment, terms: Terms, *, by_then: bool) -> Role:
    """Return what a named time leaves of a figure of this year."""
    if None not in {moment.year, terms.year} and moment.year != terms.year:
        return Role.LAST_YEAR
    if moment.is_limit:
        return Role.PLAN
    if moment.is_begin:
        whole = moment.side == "开始" or moment.month in {None, 1}
        return role if role is Role.CUMULATIVE and whole else Role.STAGE
    if is_elsewhere(moment, terms):
        return Role.PAST
    return _of_bare(moment) if role is Role.DONE and not by_then else role


def _of_bare(moment: Moment) -> Role:
    """Read 6月完成, 6月30日完成, 1-6月完成 without 截至: a month's, to come, since January."""
    if moment.since_january:
        return Role.CUMULATIVE
    if moment.day or moment.at_end:
        return Role.PLAN
    return Role.MONTH if moment.month else Role.DONE


def is_monthly(words: Sequence[Token], senses: Collection[Sense]) -> bool:
    """Tell whether a figure called cumulative may be a month's alone: 本月累计, 6月累计."""
    headed = max((at for at, word in enumerate(words) if word.kind is Kind.COLON), default=0)
    below = words[headed:]  # 6月进度：累计65% has only a heading of a month
    named = any(moment.is_month and not by_then for moment, by_then in moments_of(below))
    return named or Sense.MONTH in senses
