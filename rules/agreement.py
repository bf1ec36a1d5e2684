"""Whether the other figures of a reply agree with the one that is taken from it."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from rules.figures import Figure, Statement
from rules.headline import Choice, Doubt
from rules.numerals import Writing, places
from rules.phrases import Sense
from rules.roles import Role, is_later
from rules.terms import Basis, Reason, Terms
from rules.units import DURATIONS, POINTS

UNMET = Doubt(Reason.INCONSISTENT)
_ROUGH = {Sense.ABOUT, Sense.BOUND, Sense.FEWER}
_WITHIN = {Role.PART, Role.MONTH, Role.DELTA, Role.PIECE, Role.STAGE, Role.TOTAL}
_SHARING = {Role.SHARE, Role.DONE, Role.CUMULATIVE}
_PHYSICAL = ("形象", "工程", "施工", "实物", "时间")
_YEARLY = ("年", "全年", "今年", "本年")
_SET = ("计划", "应", "要求", "需")
_SHORTER = ("本周", "这周", "当周", "本旬", "今", "当日", "当天", "这几天", "这星期", "本星期")
_LASTING = {Sense.STATE, Sense.STAGE, Sense.SAME, Sense.CHAT, Sense.TOTAL}
_DONE = ("完成", "已", "实际", "累计")
_OFF = ("滞后", "落后", "超额", "超计划", "超目标", "超出计划")
_MONTHLY = ("月计划", "月度计划", "月目标", "月度目标", "月任务", "月度任务")
_SET_ROLES = {Role.TARGET, Role.PLAN}
_ON_TOP = ("又", "再")
_THE_REST = ("剩", "还剩")
_REMAINING = ("还有", "还剩", "尚有", "没谈", "没签", "没搬", "没腾", "没同意", "未谈", "未签")
# What projects are measured by.
_MEASURES = {"公里", "米", "户", "亩", "公顷", "个", "座"}
_AHEAD = {Role.PLAN, Role.DELTA, Role.PAST, Role.LAST_YEAR, Role.LEFT, Role.TARGET}
_Check = Callable[[Figure, Figure, Terms], Iterator[Doubt]]


def of_figures(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield where a figure that stands beside the chosen one is not explained by it."""
    chosen = choice.figure
    if chosen is None or choice.basis is Basis.MONTH:
        return
    explained = {*choice.same, *choice.parts}
    for figure in statement.figures:
        known = figure in explained or _is_known(statement, figure, chosen, terms)
        if not known and not figure.is_resource:
            yield from _check_of(figure)(figure, chosen, terms)
            yield from _of_one_month(figure, chosen, terms)
            if figure.role is Role.PLAN:
                yield from _of_plan(statement, figure, chosen, terms)
            if figure.own and _comes_on_top(statement, figure, chosen):
                yield UNMET


def _is_known(statement: Statement, figure: Figure, chosen: Figure, terms: Terms) -> bool:
    """Tell a figure that follows from the chosen one and from what was set.

    累计8.2公里，即8200米; 年度投资8600万元，累计5320万元; 计划75%，完成71%，滞后4%.
    """
    value, size = chosen.value, figure.value
    if not figure.own or value is None or size is None or not chosen.explicit:
        return False
    if figure.role is Role.DONE:
        yearly = chosen.role is Role.CUMULATIVE and size == terms.annual_target
        bare = not any(word.text.startswith(_DONE) for word in figure.words)
        return size == value or (yearly and bare and value < size)
    apart = {value + size} if Sense.LEFT in figure.senses else {value - size}
    off = any(word.text.startswith(_OFF) for word in figure.words)
    off = off or (figure.amount.unit == POINTS and Sense.LEFT in figure.senses)
    return off and not apart.isdisjoint(_set_figures(statement))


def _set_figures(statement: Statement) -> set[Decimal | None]:
    """Return what was to be done: 计划75%, 目标5160万."""
    set_ = (figure for figure in statement.figures if figure.role in {Role.PLAN, Role.TARGET})
    return {figure.value for figure in set_ if figure.own and _is_set(figure)}


def _is_set(figure: Figure) -> bool:
    planned = (word for word in figure.words if word.sense is Sense.PLAN)
    return all(word.text.startswith(_SET) for word in planned)


def _comes_on_top(statement: Statement, figure: Figure, chosen: Figure) -> bool:
    """Tell whether a figure may be added to the one before it: 累计8公里，又铺了150米."""
    after = statement.figures.index(figure) > statement.figures.index(chosen)
    added = any(word.text.startswith(_ON_TOP) for word in figure.words)
    return after and added and figure.role is not Role.PLAN


def _check_of(figure: Figure) -> _Check:
    if Sense.PART in figure.senses and figure.role not in _WITHIN:
        return _never
    if figure.amount.unit in DURATIONS:
        return _of_duration
    return _CHECKS.get(figure.role, _beside) if figure.own else _of_other_kind


def _of_plan(
    statement: Statement, figure: Figure, chosen: Figure, terms: Terms
) -> Iterator[Doubt]:
    """Ask where what is expected may be in the figure: 预计本月60万，累计320万."""
    figures = statement.figures
    before = figure.own and figures.index(figure) < figures.index(chosen)
    hoped = any(w.sense is Sense.PLAN and not w.text.startswith(_SET) for w in figure.words)
    now = hoped and not any(is_later(word, terms) for word in figure.words)
    if now and (before or figure.own or Sense.SHARE in figure.senses):
        yield Doubt(Reason.PLAN_NOT_ACTUAL)


def _of_month(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Add a month's figure to the last cumulative one: it is the cumulative one."""
    month, value, last = figure.value, chosen.value, terms.last_cumulative
    rough = figure.senses & _ROUGH or figure.amount.writing is not Writing.CLEAR
    said = chosen.explicit or chosen.role is Role.SUM
    if month is None or value is None or month > value or rough or not said:
        yield UNMET
    elif last is not None and last + month != value and not _is_shorter(figure, chosen, last):
        yield Doubt(Reason.INCONSISTENT, note=f"上月累计{last:f}，加本月不等于累计")


def _is_shorter(figure: Figure, chosen: Figure, last: Decimal) -> bool:
    """Tell a week's or a day's figure that fits between the last month's and the chosen one."""
    short = any(word.text.startswith(_SHORTER) for word in figure.words)
    return short and figure.value is not None and last + figure.value <= (chosen.value or 0)


def _of_one_month(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Ask about 完成205户 beside 本月计划200户: it may be the month's alone."""
    last, size = terms.last_cumulative, figure.value
    unknown = last is None and figure.names_month and Sense.NOW not in chosen.senses
    monthly = figure.names_month or any(w.text.startswith(_MONTHLY) for w in figure.words)
    # A month's target is cumulative; one that is less than what was done by then is not.
    small = last is not None and size is not None and size < last and figure.role in _SET_ROLES
    if chosen.role is Role.DONE and figure.own and (unknown or (monthly and small)):
        yield Doubt(Reason.MONTH_ONLY, note="是累计还是当月不明")


def _of_done(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Take 完成120万 beside 累计860万 for the month's, if it adds up."""
    if terms.last_cumulative is None or figure.amount.unit is None:
        yield UNMET
    else:
        yield from _of_month(figure, chosen, terms)


def _of_sum(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Take 共1260户 beside what is done for the whole."""
    whole, value = figure.value, chosen.value
    fits = whole is not None and value is not None and whole >= value
    if not fits or (whole != value and terms.annual_target not in {None, whole}):
        yield UNMET


def _of_whole(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Let the target stand that a share is of: 累计1980万元，占全年3600万元的55%."""
    if figure.value is None or figure.value != terms.annual_target or not chosen.explicit:
        yield UNMET


def _of_part(figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    part, value = figure.value, chosen.value
    if part is None or value is None or part > value or not chosen.explicit:
        yield UNMET


def _of_target(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Compare a target that is called the year's with the one we know."""
    annual = terms.annual_target
    yearly = any(word.text.startswith(_YEARLY) for word in figure.words)
    if not chosen.explicit:
        yield Doubt(Reason.PLAN_NOT_ACTUAL)
    elif yearly and annual is not None and figure.value != annual:
        yield Doubt(Reason.INCONSISTENT, note=f"年度目标是{annual:f}{terms.unit}")


def _of_left(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Add what remains to what is done: it is the year's target."""
    left, value, whole = figure.value, chosen.value, terms.annual_target
    if whole is None and terms.unit == "%":
        whole = Decimal(100)
    exact = None not in {left, value, whole} and whole == (left or 0) + (value or 0)
    rest = any(word.text.startswith(_THE_REST) for word in figure.words)
    denied = Sense.NOT in figure.senses or not (chosen.explicit or exact or rest)
    if left is None or value is None or denied:
        yield UNMET
    elif whole is not None and value + left != whole:
        yield Doubt(Reason.INCONSISTENT, note="完成数与剩余数之和不等于年度目标")


def _of_time(_figure: Figure, _chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    yield Doubt(Reason.OTHER_MONTH)


def _of_year(figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    """Let 同比增加100户 stand beside the cumulative figure; 去年同期 is a figure of last year."""
    more = all(w.text.startswith("同比") for w in figure.words if w.sense is Sense.YEARLY)
    if not (more and chosen.role is Role.CUMULATIVE):
        yield UNMET


def _of_piece(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    yield from (_of_part if Sense.PART in figure.senses else _beside)(figure, chosen, terms)


def _beside(figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    """Let a total, a plan or a stage stand beside a figure that is called done.

    到货320个，装了214个: what is done comes after its stage, and is not more.
    """
    size, value = figure.value, chosen.value
    staged = figure.role is Role.STAGE and None not in {size, value}
    if not chosen.explicit and not (staged and chosen.senses and (size or 0) >= (value or 0)):
        yield UNMET


def _never(_figure: Figure, _chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    yield UNMET


def _of_other_kind(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Check a share of the year; let other works stand beside a figure that is called done."""
    shares = figure.amount.unit == "%" and figure.role in _SHARING
    told = shares and _is_share(figure, chosen, terms)
    bare = not chosen.explicit and not told and _competes(figure)
    hindered = figure.role is Role.LEFT and _hinders(figure, chosen, terms)
    hindered = hindered or (figure.is_detail and chosen.role is Role.CUMULATIVE)
    if bare or (figure.role in {Role.LEFT, Role.PAST, Role.LAST_YEAR} and not hindered):
        yield UNMET
    elif shares:
        yield from _of_share(figure, chosen, terms)


def _competes(figure: Figure) -> bool:
    """Tell what another project may be measured by (公里) from steel, villages, money."""
    measure = figure.amount.unit in _MEASURES and figure.role is not Role.TOTAL
    rate = figure.amount.unit == "%" and figure.role not in {Role.TOTAL, Role.YEARLY}
    return not figure.is_detail and (measure or rate or figure.role in _AHEAD)


def _hinders(figure: Figure, chosen: Figure, terms: Terms) -> bool:
    """Tell whether what remains is no part of the figure: 累计9.3公里，还有3户没谈下来."""
    left = [word.text for word in figure.words if word.sense is Sense.LEFT]
    apart = all(text.startswith(_REMAINING) for text in left)
    return apart and chosen.role is Role.CUMULATIVE and terms.unit != "%"


def _of_duration(figure: Figure, chosen: Figure, _terms: Terms) -> Iterator[Doubt]:
    """Let 停工5天 and 工期还有30天 pass; 再有10天完成65% says when it will be."""
    allowed = any(word.text.startswith("工期") for word in figure.words)
    ahead = figure.role in _AHEAD and not (allowed and figure.role is Role.LEFT)
    if not figure.senses & _LASTING or ahead or not chosen.explicit:
        yield UNMET


def _of_share(figure: Figure, chosen: Figure, terms: Terms) -> Iterator[Doubt]:
    """Compare a share with the year's target, as exactly as it is written, rounded or cut."""
    share, value, annual = figure.amount.value, chosen.value, terms.annual_target
    if any(word.text.startswith(_PHYSICAL) for word in figure.words):
        return
    if annual is None and figure.senses & {Sense.SHARE, Sense.DONE}:
        return
    if share is None or value is None or not annual:
        yield UNMET
        return
    if not _is_share(figure, chosen, terms):
        exact = value * 100 / annual
        note = f"按年度目标{annual:f}{terms.unit}算约为{exact:.1f}%"
        yield Doubt(Reason.INCONSISTENT, note=note)


def _is_share(figure: Figure, chosen: Figure, terms: Terms) -> bool:
    """Tell whether a percentage is the chosen figure's part of the target (完成75%，9.3公里)."""
    share, value, annual = figure.amount.value, chosen.value, terms.annual_target
    if share is None or value is None or not annual:
        return False
    return abs(value * 100 / annual - share) < Decimal(1).scaleb(-places(share))


_CHECKS: dict[Role, _Check] = {
    Role.MONTH: _of_month,
    Role.DELTA: _of_month,
    Role.CUMULATIVE: _never,
    Role.DONE: _of_done,
    Role.SUM: _of_sum,
    Role.PART: _of_part,
    Role.PIECE: _of_piece,
    Role.TARGET: _of_target,
    Role.LEFT: _of_left,
    Role.SHARE: _of_whole,
    Role.YEARLY: _of_year,
    Role.PAST: _of_time,
    Role.LAST_YEAR: _of_time,
}
