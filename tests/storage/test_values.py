import dataclasses
import datetime as dtm
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.month import Month
from rules.notice import (
    About,
    Address,
    ButtonFace,
    Named,
    Notice,
    Policy,
    Priority,
    Recipe,
    ShownAs,
)
from rules.project import Milestone, PlanVersion, Stage
from storage.tables.columns import FigureText
from storage.values import dump, load

ANY: Any = object()
figures = st.decimals(allow_nan=False, allow_infinity=False)
months = st.builds(Month, st.integers(2000, 2099), st.integers(1, 12))
goals = st.none() | figures | st.text().map(Milestone)
instants = st.datetimes(timezones=st.just(dtm.UTC))
names = st.text(max_size=5)
notices = st.builds(
    Notice,
    key=names,
    to=st.builds(Address, st.integers(), st.none() | st.integers()),
    words=st.text(),
    names=st.lists(st.builds(Named, names, st.none() | st.integers())).map(tuple),
    buttons=st.lists(
        st.lists(st.builds(ButtonFace, names, st.none() | names, st.none() | names)).map(tuple)
    ).map(tuple),
    recipe=st.none()
    | st.builds(
        Recipe,
        names,
        names,
        st.lists(st.integers(1, 9)).map(tuple),
        st.sampled_from(ShownAs),
        names,
    ),
    about=st.none() | st.builds(About, months, names),
    policy=st.sampled_from(Policy),
    priority=st.sampled_from(Priority),
)


@given(notices)
def test_a_notice_comes_back_as_it_was(notice: Notice) -> None:
    assert load(Notice, dump(notice)) == notice


@given(st.dictionaries(months, goals))
def test_a_plan_comes_back_as_it_was(by_month: Mapping[Month, Any]) -> None:
    version = PlanVersion(0, Month(2023, 1), by_month, approved_on=dtm.date(2023, 1, 5))
    assert load(PlanVersion, dump(version)) == version


@given(instants)
def test_an_instant_comes_back_as_it_was(at: dtm.datetime) -> None:
    assert load(dtm.datetime, dump(at)) == at


@given(figures)
def test_a_figure_keeps_every_digit_in_its_column(figure: Decimal) -> None:
    column = FigureText()
    assert column.read(column.write(figure)) == figure


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Decimal("12345678901234.56"), "12345678901234.56", id="many digits"),
        pytest.param(Decimal("1E+3"), "1000", id="no exponent"),
        pytest.param(Decimal("5.80"), "5.80", id="a zero at the end"),
        pytest.param(Milestone("主体封顶"), "M:主体封顶", id="a milestone"),
        pytest.param(Stage.UNMET, "unmet", id="a stage"),
    ],
)
def test_figures_are_written_as_people_write_them(value: object, written: str) -> None:
    assert FigureText().write(value) == written


def test_what_an_older_version_wrote_gets_the_defaults() -> None:
    written = {"key": "a", "to": {"chat_id": 5}}
    assert load(Notice, written) == Notice("a", Address(5))


def test_what_is_no_value_is_not_kept() -> None:
    with pytest.raises(TypeError, match="object is no value"):
        dump({"what": object()})


def test_a_part_that_is_computed_is_not_written() -> None:
    @dataclasses.dataclass(frozen=True)
    class Counted:
        parts: tuple[str, ...]
        count: int = dataclasses.field(init=False, default=0)

    assert dump(Counted(("a",))) == {"parts": ["a"]}
