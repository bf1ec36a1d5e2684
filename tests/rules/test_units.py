from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reading import Reason, Terms, read_reply
from rules.units import Converted, convert, find_unit


@pytest.mark.parametrize(
    ("value", "written", "unit", "converted"),
    [
        pytest.param("5800000", "元", "万元", "580", id="元 to 万元"),
        pytest.param("3500", "米", "公里", "3.5", id="米 to 公里"),
        pytest.param("20", "公顷", "亩", "300", id="公顷 to 亩"),
        pytest.param("418", "户", "户", "418", id="the unit itself"),
        pytest.param("65", "%", "%", "65", id="percent"),
    ],
)
def test_the_listed_conversions_are_exact_and_go_unasked(
    value: str, written: str, unit: str, converted: str
) -> None:
    assert convert(Decimal(value), written, unit) == Converted(Decimal(converted), direct=True)


@pytest.mark.parametrize(
    ("said", "unit", "value"),
    [
        pytest.param("320千元", "万元", "32", id="千元"),
        pytest.param("12里路", "公里", "6", id="里"),
        pytest.param("5.8千米", "公里", "5.8", id="千米"),
        pytest.param("333500平方米", "亩", "500.25", id="平方米"),
        pytest.param("65‰", "%", "6.5", id="per mille"),
        pytest.param("8公里", "米", "8000", id="the other way round"),
        pytest.param("5000万元", "亿元", "0.5", id="万元 to 亿元"),
        pytest.param("12ha", "亩", "180", id="a sign that is not listed"),
    ],
)
def test_other_units_of_the_kind_are_converted_and_asked_about(
    said: str, unit: str, value: str
) -> None:
    reading = read_reply(said, Terms(unit))
    assert reading.reason is Reason.UNIT_CONVERTED_INEXACT
    assert reading.value == Decimal(value)


@pytest.mark.parametrize(
    ("said", "unit", "value", "reason"),
    [
        pytest.param("累计5公里800米", "公里", "5.8", None, id="kilometres and metres"),
        pytest.param("累计5公里零80米", "公里", "5.08", None, id="with a nought between"),
        pytest.param("累计5公里1200米", "公里", None, Reason.INCONSISTENT, id="more than one"),
        pytest.param("累计3亩2分", "亩", "3.2", Reason.UNIT_CONVERTED_INEXACT, id="land"),
        pytest.param("累计5公里4米宽", "公里", "5", None, id="a width is no length"),
    ],
)
def test_a_smaller_unit_behind_a_larger_one_belongs_to_the_figure(
    said: str, unit: str, value: str | None, reason: Reason | None
) -> None:
    reading = read_reply(said, Terms(unit))
    assert (reading.value, reading.reason) == (value and Decimal(value), reason)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        pytest.param("户", "亩", id="households for land"),
        pytest.param("美元", "万元", id="a foreign currency"),
        pytest.param("%", "万元", id="a share for money"),
        pytest.param("户次", "户", id="visits for households"),
    ],
)
def test_units_of_other_kinds_are_not_converted(written: str, unit: str) -> None:
    assert convert(Decimal(1), written, unit) is None


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        pytest.param("km，", "公里", ("公里", 2), id="a sign for its usual name"),
        pytest.param("KM", "公里", ("公里", 2), id="capitals"),
        pytest.param("延米", "米", ("米", 2), id="延米 is 米"),
        pytest.param("平方米", "亩", ("平方米", 3), id="the longest one"),
        pytest.param("个村", "个", ("个村", 2), id="villages are not pieces"),
        pytest.param("猪圈", "猪圈", ("猪圈", 2), id="the project's own, whatever it is"),
        pytest.param("mile", "公里", None, id="the beginning of another word"),
        pytest.param("玩", "万元", None, id="a wrong character"),
    ],
)
def test_a_unit_is_known_by_its_usual_name(
    text: str, unit: str, found: tuple[str, int] | None
) -> None:
    assert find_unit(text, 0, unit) == found


@given(st.decimals(0, 10**6, places=4))
def test_a_conversion_there_and_back_is_exact(value: Decimal) -> None:
    there = convert(value, "公顷", "亩")
    assert there is not None
    assert there.value == value * 15
