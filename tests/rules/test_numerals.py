from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.numerals import Writing, find_numeral, places, read_numeral


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("65", "65", id="digits"),
        pytest.param("0.65", "0.65", id="a nought before the point"),
        pytest.param("1,250.50", "1250.5", id="groups of three"),
        pytest.param("57点5", "57.5", id="a spoken point"),
        pytest.param("320万", "3200000", id="万 after digits"),
        pytest.param("320 万", "3200000", id="a space before 万"),
        pytest.param("3万2千", "32000", id="digits and places"),
        pytest.param("1亿2000万", "120000000", id="亿 and 万"),
        pytest.param("1亿零500万", "105000000", id="a spoken nought"),
        pytest.param("2千6百8十万", "26800000", id="every place"),
        pytest.param("十二点四", "12.4", id="a Chinese point"),
        pytest.param("一点二亿", "120000000", id="a Chinese point before 亿"),
        pytest.param("两千六百八十", "2680", id="两"),
        pytest.param("一百零五", "105", id="零"),
        pytest.param("廿五", "25", id="廿"),
        pytest.param("叁佰贰拾", "320", id="大写"),
        pytest.param("一万二千万", "120000000", id="千万 after 万"),
        pytest.param("三千", "3000", id="one place"),
    ],
)
def test_a_clear_numeral_is_exact(written: str, value: str) -> None:
    numeral = read_numeral(written)
    assert (numeral.value, numeral.writing) == (Decimal(value), Writing.CLEAR)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("08", "8", id="a leading nought"),
        pytest.param("1 250", "1250", id="a space"),
        pytest.param("8，600", "8600", id="a full-width comma"),
        pytest.param("65,5", "65.5", id="a comma for a point"),
        pytest.param("65。5", "65.5", id="a full stop for a point"),
        pytest.param("65..5", "65.5", id="two points"),
        pytest.param("1'250", "1250", id="a Swiss separator"),
        pytest.param("4.20e3", "4200", id="scientific"),
        pytest.param("1.2×10^4万", "120000000", id="a power of ten"),
        pytest.param("32O", "320", id="the letter O"),
        pytest.param("l20", "120", id="the letter l"),
        pytest.param("6S", "65", id="the letter S"),
        pytest.param("О.65", "0.65", id="a Cyrillic letter"),
        pytest.param("六5", "65", id="two scripts"),
        pytest.param("6十5", "65", id="two scripts with a place"),
        pytest.param("3百20万", "3200000", id="a place, then digits"),
        pytest.param("٦٥", "65", id="Arabic-Indic digits"),
        pytest.param("六五", "65", id="digit by digit"),
        pytest.param("320万万", "3200000", id="a doubled place"),
        pytest.param("一万五十", "10050", id="a missing 零"),
        pytest.param("1亿2千", "120000000", id="千 for 千万"),
        pytest.param("1,25", None, id="no group and no point"),
        pytest.param("9" * 41, None, id="longer than any figure"),
    ],
)
def test_an_odd_numeral_is_never_clear(written: str, value: str | None) -> None:
    numeral = read_numeral(written)
    assert numeral.writing is Writing.ODD
    assert numeral.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("written", "value", "writing"),
    [
        pytest.param("三千二", "3200", Writing.SPOKEN, id="the last place unsaid"),
        pytest.param("3万2", "32000", Writing.SPOKEN, id="the last place unsaid, in digits"),
        pytest.param("一亿二", "120000000", Writing.SPOKEN, id="the last place unsaid after 亿"),
        pytest.param("六七十", None, Writing.SPAN, id="two tens"),
        pytest.param("三五", None, Writing.SPAN, id="three or five"),
        pytest.param("十七八", None, Writing.SPAN, id="seventeen or eighteen"),
        pytest.param("四百来", None, Writing.VAGUE, id="来"),
        pytest.param("400多", None, Writing.VAGUE, id="多"),
        pytest.param("几十", None, Writing.VAGUE, id="几"),
    ],
)
def test_a_loose_numeral_says_how_it_is_loose(
    written: str, value: str | None, writing: Writing
) -> None:
    numeral = read_numeral(written)
    assert (numeral.value, numeral.writing) == (value and Decimal(value), writing)


@pytest.mark.parametrize("garbage", ["三十百", "一亿一亿", "万亿", "1.2.3", "十十", "1.5万2千"])
def test_garbage_is_never_clear(garbage: str) -> None:
    """cn2an alone would take some of it."""
    assert read_numeral(garbage).writing is not Writing.CLEAR


def test_a_thousand_before_a_unit_may_belong_to_the_unit() -> None:
    assert read_numeral("1.58千").measured
    assert not read_numeral("3千").measured


def test_a_numeral_ends_where_its_unit_begins() -> None:
    assert find_numeral("累计12.4公里", 2) == (read_numeral("12.4"), 6)
    assert find_numeral("累计", 0) is None


@given(st.integers(0, 10**12))
def test_every_number_is_read_in_digits_and_in_chinese(number: int) -> None:
    spelt = cn2an.an2cn(number, "low")
    assert read_numeral(str(number)).value == read_numeral(spelt).value == number


@given(st.decimals(0, 10**6, places=3))
def test_places_are_those_that_are_needed(value: Decimal) -> None:
    assert value == round(value, places(value))
    assert places(value) == 0 or value != round(value, places(value) - 1)
