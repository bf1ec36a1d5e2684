"""What holds for every reply, whatever is in it (E24, E25)."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.phrases import PHRASES, Sense
from rules.reading import Basis, Item, Reading, Reason, Terms, read_reply

UNITS = ("%", "万元", "公里", "户", "亩", "个", "座", "米", "亿元", "吨", "", "％")
FIGURES = st.none() | st.decimals(-(10**9), 10**9, places=2)
PIECES = """
累计 完成 本月 上月 预计 约 其中 还差 目标 6月 30日 2023年 6月底 3 65 % 65% 418户 万 亿元 1.2
， 。 、 ( ) - + ~ 至 : 六十五 百分之 成 三分之二 半 吗 ？ 不是 更正 大桥 户厕 GY01 13900000000
1、 O $ ² ½ ① 〔2023〕6号 /
"""
PIECED = st.lists(st.sampled_from(PIECES.split()), max_size=12).map("".join)
TERMS = st.builds(
    Terms,
    unit=st.sampled_from(UNITS) | st.text(max_size=3),
    project=st.none() | st.just("农村户厕改造提升工作") | st.text(max_size=12),
    annual_target=FIGURES,
    last_cumulative=FIGURES,
    month=st.none() | st.integers(1, 12),
    year=st.none() | st.integers(2000, 2099),
)


@given(text=st.text() | PIECED, terms=TERMS)
def test_any_text_is_read_and_read_alike_again(text: str, terms: Terms) -> None:
    reading = read_reply(text, terms)
    assert reading == read_reply(text, terms)
    assert reading.needs_confirmation or (reading.value is not None and reading.value >= 0)


@given(text=st.text(st.characters(categories=["L", "P", "S", "Z"])))
def test_a_text_without_a_digit_is_never_a_sure_figure_unless_it_is_chinese(text: str) -> None:
    numerals = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
    if not any(char in numerals for char in text):
        assert read_reply(text, Terms("%")).needs_confirmation


@given(st.decimals(1, 999_999, places=3), st.sampled_from(["万元", "亩", "户", "个", "座"]))
def test_a_plain_figure_with_its_unit_is_kept_exactly(figure: Decimal, unit: str) -> None:
    reading = read_reply(f"累计完成{figure}{unit}", Terms(unit))
    assert reading == Reading(figure, Basis.CUMULATIVE, needs_confirmation=False, reason=None)


@given(st.decimals(0, 100, places=1), st.decimals(0, 100, places=1))
def test_a_figure_below_the_last_one_is_always_asked_back(done: Decimal, last: Decimal) -> None:
    reading = read_reply(f"{done}%", Terms("%", last_cumulative=last))
    assert reading.needs_confirmation is (done < last or done in {0, 100})


@pytest.mark.parametrize(
    ("done", "is_sure"),
    [
        pytest.param("10320", True, id="exactly 120 % of the target"),
        pytest.param("10320.01", False, id="a little more"),
        pytest.param("8600", True, id="the target"),
    ],
)
def test_a_figure_far_over_the_target_is_asked_back(done: str, is_sure: bool) -> None:  # noqa: FBT001
    reading = read_reply(f"{done}万元", Terms("万元", annual_target=Decimal(8600)))
    assert reading.reason == (None if is_sure else Reason.OVER_TARGET_FAR)
    assert reading.value == Decimal(done)


MATTERING = set(Sense) - {
    Sense.PLAIN,
    Sense.DONE,
    Sense.NOW,
    Sense.CUMULATIVE,
    Sense.THING,
    Sense.ASPECT,
    Sense.SHARE,
}


@pytest.mark.parametrize("sense", sorted(MATTERING, key=str))
def test_a_word_that_matters_asks_back_before_a_bare_figure(sense: Sense) -> None:
    words = [word for word, its in PHRASES.items() if its is sense]
    sure = [w for w in words if not read_reply(f"{w}418户", Terms("户")).needs_confirmation]
    assert (bool(words), sure) == (True, [])


@pytest.mark.parametrize("word", ["蛤蟆", "about", "㍿", "大桥头", "ﷺ"])
@pytest.mark.parametrize("frame", ["{}65%", "65%{}", "{}，累计完成65%", "累计完成65%，{}"])
def test_an_unknown_word_asks_back_wherever_it_stands(word: str, frame: str) -> None:
    assert read_reply(frame.format(word), Terms("%")).needs_confirmation


def test_a_named_year_is_asked_about_while_the_plan_year_is_not_known() -> None:
    said = "2023年累计完成2680万元"
    assert read_reply(said, Terms("万元")).reason is Reason.OTHER_MONTH
    assert read_reply(said, Terms("万元", year=2023)).reason is None
    assert read_reply(said, Terms("万元", year=2024)).value is None


def test_several_projects_are_listed_in_the_order_of_the_text() -> None:
    reading = read_reply("户厕418户，户户通4.4公里", Terms("户", project="农村户厕改造提升工作"))
    assert reading.reason is Reason.MULTIPLE_PROJECTS
    assert reading.items == (
        Item("户厕", Decimal(418), "户"),
        Item("户户通", Decimal("4.4"), "公里"),
    )


def test_a_thing_of_another_kind_than_the_project_is_asked_about() -> None:
    of_a_road = Terms("公里", project="禾石路大中修工程")
    assert read_reply("路面累计铺设7.4公里", of_a_road).reason is None
    assert read_reply("河道累计治理7.4公里", of_a_road).reason is Reason.INCONSISTENT


def test_a_note_tells_a_person_what_does_not_fit() -> None:
    terms = Terms("万元", last_cumulative=Decimal(740))
    assert read_reply("累计700万元", terms).note == "小于上月累计740万元"


@pytest.mark.parametrize(
    ("value", "basis", "asked", "reason"),
    [
        pytest.param(None, None, False, None, id="sure of nothing"),
        pytest.param(Decimal(1), Basis.MONTH, False, Reason.MONTH_ONLY, id="sure with a reason"),
        pytest.param(Decimal(1), Basis.MONTH, True, None, id="asked for no reason"),
        pytest.param(None, Basis.MONTH, True, Reason.GARBLED, id="a basis of no value"),
    ],
)
def test_a_reading_cannot_contradict_itself(
    value: Decimal | None,
    basis: Basis | None,
    asked: bool,  # noqa: FBT001
    reason: Reason | None,
) -> None:
    with pytest.raises(ValueError, match=r"^a (sure )?(reading|basis) "):
        Reading(value, basis, needs_confirmation=asked, reason=reason)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "6",
            "6 ",
            "一",
            "65%",
            "1、",
            "-",
            "6-",
            "(",
            "@",
            "受",
            "王",
            "6月30日",
            "O",
            "龘",
            "$",
        ),
        *("老百姓", "原因:一", "一龥等", "累计1户，厂房正在"),
    ],
)
def test_the_longest_message_is_read_at_once(piece: str) -> None:
    """Telegram's limit is 4096 characters; no expression may go back and forth over them."""
    began = time.perf_counter()
    read_reply((piece * 4096)[:4096], Terms("户", project="农村户厕改造提升工作"))
    assert time.perf_counter() - began < 2
