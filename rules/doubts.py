"""What speaks against taking a figure as it stands: its writing, its size, its words."""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from rules.amounts import Amount
from rules.beside import beside
from rules.figures import Clause, Figure, Statement
from rules.headline import WORKS, Choice, Doubt
from rules.numerals import DIGITS, SCALES, Writing, places
from rules.phrases import Sense
from rules.roles import Role, is_overall
from rules.terms import Reason, Terms
from rules.tokens import Kind, Token

FURTHEST = Decimal("1.2")  # of the annual target
_FINEST = 6  # decimal places
_SANE = {"公里": Decimal(10**4)}
# In the project's unit; less is written in the smaller one by a slip (320元 for 320万元).
_LEAST = {("万元", "元"): Decimal(1), ("公里", "米"): Decimal("0.01")}
_SANE_ELSE = Decimal(10**6)
_HUNDRED = Decimal(100)
_BY_WRITING = {
    Writing.ODD: Doubt(Reason.GARBLED, note="数字写法不规范"),
    Writing.SPOKEN: Doubt(Reason.NO_UNIT, note="末位和单位没有说"),
    Writing.SPAN: Doubt(Reason.RANGE, keeps=False),
    Writing.VAGUE: Doubt(Reason.APPROXIMATE, keeps=False),
}
_BY_SENSE = {
    Sense.ABOUT: Doubt(Reason.APPROXIMATE),
    Sense.BOUND: Doubt(Reason.APPROXIMATE, keeps=False),
    Sense.FEWER: Doubt(Reason.NEGATIVE, keeps=False),
    Sense.OTHERS: Doubt(Reason.THIRD_PARTY, note="是别人说的数"),
    Sense.IDLE: Doubt(Reason.INCONSISTENT),
    Sense.STATE: Doubt(Reason.QUALITATIVE),
    Sense.CHAT: Doubt(Reason.GARBLED),
}
_ANYWHERE = {
    Sense.HEARSAY: Doubt(Reason.THIRD_PARTY, note="是别人说的数"),
    Sense.CORRECT: Doubt(Reason.CORRECTION),
    Sense.SEVERAL: Doubt(Reason.MULTIPLE_PROJECTS, keeps=False),
    Sense.GARBLED: Doubt(Reason.GARBLED),
}
_WORKS = ("征地", "签约", "造林", "户厕", "改厕", "桃园", "户户通", "安防")
_OF_A_PART = {Sense.ASPECT, Sense.THING}
_ENDED = ("了", "好", "完")
_SET = ("任务", "目标", "计划", "指标")
_COUNTING = frozenset(DIGITS).union(SCALES, "幺")
# By these signs a word tells what kind of thing it is about: 河道 is none of a road's.
_KINDS = ("路巷街", "河塘坝渠", "管水污", "厕", "探监")
_NOT_READ = {Kind.UNKNOWN, Kind.JOIN, Kind.HYPHEN}


def of_writing(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield what is odd about how a figure is written."""
    amount, value = figure.amount, figure.value
    if amount.writing in _BY_WRITING:
        yield _BY_WRITING[amount.writing]
    if amount.unit is None:
        yield _without_unit(amount, terms)
    if not figure.direct:
        yield Doubt(Reason.UNIT_CONVERTED_INEXACT, note=f"已折算成{terms.unit}")
    if amount.ratio:
        yield Doubt(Reason.APPROXIMATE)
    if value is not None and value > _SANE.get(terms.unit, _SANE_ELSE):
        yield Doubt(Reason.GARBLED, keeps=False, note="数字过大")
    elif value is not None and places(value) > _FINEST:
        yield Doubt(Reason.GARBLED, keeps=False, note="小数位过多")
    elif value and value < _LEAST.get((terms.unit, amount.unit or ""), 0) and not amount.scale:
        yield Doubt(Reason.GARBLED, keeps=False, note=f"是{amount.unit}还是{terms.unit}不明")


def _without_unit(amount: Amount, terms: Terms) -> Doubt:
    """Ask for the unit; where two are as likely (0.65 or 65%, 1.2亿元) nothing is proposed."""
    value, last = amount.value or Decimal(0), terms.last_cumulative
    if terms.unit == "%" and 0 < value < 1:
        note = f"{value:f}%还是{(value * 100).normalize():f}%不明"
        return Doubt(Reason.NO_UNIT, keeps=False, note=note)
    small = value < last if last is not None else value < 10
    if terms.unit == "万元" and small and places(value):
        return Doubt(Reason.NO_UNIT, keeps=False, note=f"可能是{value:f}亿元")
    return Doubt(Reason.NO_UNIT, note=f"按项目单位{terms.unit}读")


def of_words(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield what the words beside a figure make of it."""
    senses, last = figure.senses, terms.last_cumulative
    yield from (doubt for sense, doubt in _BY_SENSE.items() if sense in senses)
    if Sense.KEEP in senses and figure.value != last:
        yield Doubt(Reason.SAME_AS_LAST if last is None else Reason.INCONSISTENT)
    if Sense.CLAIM in senses:
        yield from of_claim(figure, terms)
    if Sense.SAME in senses:
        yield from of_sameness(figure, terms)
    if Sense.DELTA in senses and figure.role is Role.CUMULATIVE:
        yield Doubt(Reason.DELTA_ONLY)
    if Sense.SHARE in senses and terms.annual_target not in {None, _HUNDRED}:
        yield Doubt(Reason.INCONSISTENT, note="是占目标的比例，不是完成数")
    if figure.undated:
        yield Doubt(Reason.OTHER_MONTH, note="写了年份，须核对")
    if figure.monthly and (last is None or (figure.value or 0) < last):
        yield Doubt(Reason.MONTH_ONLY, note="是累计还是当月不明")


def of_whole(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield where a figure may be of more or of less than the year's work."""
    if terms.unit != "%":
        if _may_be_all(figure):
            yield Doubt(Reason.TOTAL_NOT_ANNUAL, note="是总数还是完成数不明")
        return
    if not figure.senses.isdisjoint(_OF_A_PART):
        yield Doubt(Reason.INCONSISTENT, note="可能只是一部分的进度")
    words = figure.words
    if any(map(_sets, (None, *words), words, words[1:])):
        yield Doubt(Reason.PLAN_NOT_ACTUAL, note="是一段时间任务的比例，不是全年的")


def _may_be_all(figure: Figure) -> bool:
    """Tell 有418户, which may be all there are, from 有418户了."""
    reached = figure.senses & {Sense.DONE, Sense.CUMULATIVE}
    ended = any(word.text.endswith(_ENDED) for word in figure.words)
    said = any(word.text == "有" for word in figure.words)
    return said and not reached and not ended


def _sets(before: Token | None, time: Token, task: Token) -> bool:
    """Tell whether a time has a task of its own (上半年任务的65%), and is no 截至6月底."""
    by_then = before is not None and before.sense is Sense.NOW
    named = time.moment is not None and time.moment.month is not None
    return named and not by_then and task.text.startswith(_SET)


def of_claim(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield a doubt when all is said to be done and the figure does not say so."""
    if terms.unit != "%" and terms.annual_target is None:
        yield Doubt(Reason.CLAIMS_COMPLETE)
    elif figure.value is None or figure.value < (terms.annual_target or _HUNDRED):
        yield Doubt(Reason.INCONSISTENT, note="与“已完成”的说法不符")


def of_sameness(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield a doubt unless a figure said beside 无进展 is last month's."""
    if terms.last_cumulative is None:
        yield Doubt(Reason.SAME_AS_LAST)
    elif figure.value != terms.last_cumulative:
        yield Doubt(Reason.INCONSISTENT, note=f"上月累计{terms.last_cumulative:f}{terms.unit}")


def of_size(figure: Figure, terms: Terms) -> Iterator[Doubt]:
    """Yield what the plan and the month before say against a figure (E25)."""
    value, last, annual = figure.value, terms.last_cumulative, terms.annual_target
    if value is None:
        return
    if value == 0:
        yield Doubt(Reason.NOT_STARTED)
    if terms.unit == "%" and value == _HUNDRED:
        yield Doubt(Reason.CLAIMS_COMPLETE, note="完成后不再填报，须确认")
    if terms.unit == "%" and value > _HUNDRED:
        yield Doubt(Reason.OVER_100)
    if last is not None and value < last:
        yield Doubt(Reason.BELOW_LAST, note=f"小于上月累计{last:f}{terms.unit}")
    if annual and value > annual * FURTHEST:
        yield Doubt(Reason.OVER_TARGET_FAR, note=f"超过年度目标{annual:f}{terms.unit}的120%")


def of_strangeness(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield what is not understood anywhere in a reply."""
    strange = [token for token in statement.tokens if token.kind in _NOT_READ]
    excused = _excused(statement, choice, terms) if strange else set()
    for token in strange:
        if id(token) not in excused:
            yield Doubt(Reason.GARBLED, note=f"“{token.text[:12]}”没有看懂")
    for token, after in pairwise(statement.tokens):
        if token.amount and after.amount and token.amount.unit == after.amount.unit:
            yield Doubt(Reason.GARBLED, note="两个数连在一起")
    tokens = [token for token in statement.tokens if token.kind not in {Kind.STOP, Kind.SPACE}]
    bare = choice.figure.amount if choice.figure and choice.figure.amount.unit is None else None
    if any(after.amount and _is_cut_off(token, bare) for token, after in pairwise(tokens)):
        yield Doubt(Reason.GARBLED, keeps=False)


def _excused(statement: Statement, choice: Choice, terms: Terms) -> set[int]:
    """Return which words change nothing, though some of them are strange."""
    understood = {f for f in statement.figures if f.is_resource or f in choice.parts}
    excused = {id(word) for figure in understood for word in figure.words}
    return excused | {id(word) for word in beside(statement, choice, terms)}


def _is_cut_off(token: Token, bare: Amount | None) -> bool:
    """Tell what may belong to the figure behind it: 四、五公里, 点七公里, the 7 of 7，4公里."""
    if token.amount is not None:
        return token.amount is bare
    return token.text == "点" or (token.kind is Kind.UNKNOWN and _counts(token.text[-1]))


def of_things(choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield where a figure is of a thing of another kind than the project's."""
    kinds = _kinds_of(terms.project or "")
    words = (word for figure in choice.same for word in figure.words)
    things = (_kinds_of(word.text) for word in words if word.sense is Sense.THING)
    if kinds and any(named and named.isdisjoint(kinds) for named in things):
        yield Doubt(Reason.INCONSISTENT, note="可能是别的项目的数")


def _kinds_of(name: str) -> set[str]:
    return {kind for kind in _KINDS if not set(kind).isdisjoint(name)}


def _counts(char: str) -> bool:
    """Tell what may be a digit of the figure beside it: 四、五公里, ⁶5%, 三白二十万."""
    return char in _COUNTING or unicodedata.category(char)[0] in {"N", "M"}


def of_owners(statement: Statement) -> Iterator[Doubt]:
    """Yield what a figure counts beside the work: 65%的项目, 做了418户的工作."""
    tokens = statement.tokens
    for token, of, owner in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.amount and of.text == "的":
            effort = owner.text == "工作" and token.amount.unit != "%"
            if effort or owner.text == "项目":
                yield Doubt(Reason.INCONSISTENT, note=f"是{owner.text}数还是完成数不明")


def of_subjects(statement: Statement, choice: Choice, terms: Terms) -> Iterator[Doubt]:
    """Yield what may be about another project."""
    codes = {token.text.upper() for token in statement.tokens if token.kind is Kind.CODE}
    if codes and not (len(codes) == 1 and _is_named(statement)):
        yield Doubt(Reason.MULTIPLE_PROJECTS, keeps=len(codes) == 1)
    if any(_is_of_another_project(figure, choice, terms) for figure in statement.figures):
        yield Doubt(Reason.MULTIPLE_PROJECTS, keeps=False)
    if len(statement.figures) == 1:
        return
    whole = choice.figure is not None and is_overall(choice.figure.words, choice.figure.senses)
    apart = {f for f in statement.figures if f.is_resource or f.is_detail} | set(choice.parts)
    apart |= {f for f in statement.figures if _is_share(f, whole=whole)}
    named = [f for f in statement.figures if f not in apart and f.subject]
    if len({f.subject for f in named}) > 1 and any(f.names_other for f in named):
        yield Doubt(Reason.MULTIPLE_PROJECTS, keeps=False)


def _is_of_another_project(figure: Figure, choice: Choice, terms: Terms) -> bool:
    """Tell a figure of a work that other projects are named for: 签约271户，征地350亩.

    Where money is asked for, such figures are the work that it was spent on.
    """
    own = figure.own and (terms.unit != "%" or figure in choice.same)
    if own or choice.figure is None or terms.unit.endswith("元"):
        return False
    names = WORKS if figure.own else _WORKS
    works = {work for work in names for word in figure.words if work in word.text}
    return any(work not in (terms.project or "") for work in works)


def _is_share(figure: Figure, *, whole: bool) -> bool:
    """Tell a percentage of a part of the work: 路基完成100%，累计8.2公里; 设备40%，总体71%."""
    share = (whole or not figure.own) and figure.amount.unit == "%"
    return share and figure.role is Role.PIECE and not any(w.text in WORKS for w in figure.words)


def _is_named(statement: Statement) -> bool:
    """Tell whether the project's name stands beside its code: JT01禾石路."""
    said = [token for token in statement.tokens if token.kind not in {Kind.SPACE, Kind.COLON}]
    beside_ = [{one.kind, two.kind} for one, two in pairwise(said)]
    return {Kind.CODE, Kind.OWN} in beside_


def of_reply(statement: Statement, choice: Choice) -> Iterator[Doubt]:
    """Yield what changes every figure of a reply, wherever it stands."""
    figure = choice.figure
    yield from (doubt for sense, doubt in _ANYWHERE.items() if statement.has(sense))
    corrects = statement.has(Sense.CORRECT)
    tampers = corrects and any(each.role is Role.PAST for each in statement.figures)
    if statement.has(Sense.ADVERSE) or tampers:
        sound = figure is not None and figure.explicit and not corrects
        yield Doubt(Reason.ADVERSARIAL, keeps=sound)
    if statement.has(Sense.ADJUST):
        wished = figure is not None and Sense.ADJUST in figure.senses
        yield Doubt(Reason.ADJUST_REQUEST, keeps=not wished, note="目标调整须走书面申请")
    if statement.has(Sense.QUESTION):
        asked = any(Sense.QUESTION in each.senses for each in statement.figures if each.own)
        tagged = any(map(_is_tag, statement.loose))
        yield Doubt(Reason.QUESTION, keeps=not asked and not tagged)


def _is_tag(clause: Clause) -> bool:
    """Tell whether a clause only asks whether what was said is right: 对吗, 是不是."""
    asking = any(w.sense is Sense.QUESTION and len(w.text) <= 4 for w in clause.words)
    return asking and len(clause.words) <= 2 and clause.senses <= _TAG


_TAG = {Sense.QUESTION, Sense.PLAIN, Sense.ABOUT}
