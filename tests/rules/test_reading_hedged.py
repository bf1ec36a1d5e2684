"""What holds for sentences nobody has seen: nothing invented, no doubt undone (E24)."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.folding import fold
from rules.phrases import PHRASES
from rules.reading import Terms, read_reply
from tests.rules.test_reading_cases import CASES, terms

KNOWN = [case.values[0] for case in CASES]
HEDGES = (
    "大概",
    "左右",
    "预计",
    "可能",
    "约",
    "争取",
    "力争",
    "有望",
    "月底前",
    "下月",
    "如果",
    "不到",
)
FRAMES = ("{1}{0}", "{1} {0}", "{1}，{0}", "{0}{1}", "{0} {1}", "{0}，{1}", "{0}（{1}）")
NUMERALS = "0-9零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖十拾廿卅百佰千仟万亿"
NUMERAL = re.compile(f"[{NUMERALS}.,点半成]+")
WITHIN_A_LENGTH = re.compile(f"公里[又零]? ?(?=[{NUMERALS}])")
MEANT = str.maketrans("一二三四五六七八九两壹贰叁肆伍陆柒捌玖半", "12345678921234567895")
WORDS = st.sampled_from(sorted(PHRASES))
NUMBERS = st.sampled_from(
    [
        "65%",
        "418户",
        "三百二十户",
        "1.2万户",
        "6月",
        "3台",
        "12人",
        "K3+200",
        "五",
        "1、",
        "四、",
        "2号",
    ]
)
SAID = st.lists(WORDS | NUMBERS | st.sampled_from("，。、（）：\n "), max_size=8).map("".join)


def figures(written: str) -> str:
    """Return the digits that are no nought, 十 at the begin and after no digit being 1."""
    digits = written.translate(MEANT).replace("廿", "2").replace("卅", "3")
    return re.sub("[^1-9]", "", re.sub("(?<![1-9])[十拾]", "1", digits))


def stands_in(value: Decimal, text: str) -> bool:
    """Tell whether a value's digits stand together in a text, as hectares and 5公里800米 too."""
    said = fold(text)
    found = [*NUMERAL.findall(said), *NUMERAL.findall(WITHIN_A_LENGTH.sub("", said))]
    written = {figures(each) for each in found}
    return not {figures(f"{value:f}"), figures(f"{value / 15:f}")}.isdisjoint(written)


def is_single(says: str) -> bool:
    return len(re.findall(f"[{NUMERALS}]+", fold(says))) <= 1


@given(text=SAID, unit=st.sampled_from(["户", "%", "万元"]))
def test_no_figure_is_sure_whose_digits_do_not_stand_in_the_text(text: str, unit: str) -> None:
    reading = read_reply(text, Terms(unit))
    assert reading.needs_confirmation or stands_in(reading.value or Decimal(0), text)


def test_the_digits_of_every_sure_case_stand_in_its_text() -> None:
    invented = [
        known["says"]
        for known in KNOWN
        if not (
            reading := read_reply(known["says"], terms(known["unit"], known))
        ).needs_confirmation
        and not stands_in(reading.value or Decimal(0), known["says"])
    ]
    assert invented == []


@given(st.sampled_from(KNOWN), st.sampled_from(HEDGES), st.sampled_from(FRAMES))
def test_no_hedge_makes_another_figure_sure(known: dict[str, str], hedge: str, frame: str) -> None:
    asked = terms(known["unit"], known)
    before = read_reply(known["says"], asked)
    after = read_reply(frame.format(known["says"], hedge), asked)
    if after.needs_confirmation:
        return
    assert not is_single(known["says"]) or not before.needs_confirmation
    assert before.value is None or before.needs_confirmation or after.value == before.value


@given(st.decimals(1, 99, places=1), st.sampled_from(HEDGES), st.sampled_from(FRAMES))
def test_a_hedged_figure_is_never_sure(done: Decimal, hedge: str, frame: str) -> None:
    for said in (f"{done}%", f"累计完成{done}%", f"目前{done}%"):
        assert read_reply(frame.format(said, hedge), Terms("%")).needs_confirmation


@given(st.sampled_from("一1万千亿(（K受王累计预 \n第号月、，.点%65户"), st.integers(1000, 4096))
def test_an_endless_text_is_asked_about(piece: str, length: int) -> None:
    assert read_reply(f"累计完成418户，{piece * length}", Terms("户")).needs_confirmation or (
        piece.isspace() or piece in "，.、"
    )
