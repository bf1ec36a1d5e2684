"""The sample's cases, whole; and what is said of a case that is none (`CASES.md`)."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cases import NotACaseError, read_case
from rules.plates import Rated, Rules

SAMPLE = json.loads((Path(__file__).parent / "data" / "cases_dev.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = SAMPLE["cases"]
CARRIED = [case for case in CASES if "expected_if_carry" in case]


def rows(ratings: tuple[Rated, ...], *parts: str) -> list[dict[str, Any]]:
    """Return ratings as the sample writes them, of each month the named parts."""
    return [
        {part: getattr(one, part) for part in parts}
        | {"month": str(one.month)}
        | ({"flags": list(one.flags)} if "flags" in parts else {})
        for one in ratings
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_a_case_is_rated_as_the_sample_says(case: dict[str, Any]) -> None:
    ratings = read_case(case).ratings(Rules())
    assert rows(ratings, "month", "plate", "streak", "flags") == case["expected"]


@pytest.mark.parametrize("case", CARRIED, ids=lambda case: case["id"])
def test_a_streak_may_be_carried_over_new_year(case: dict[str, Any]) -> None:
    ratings = read_case(case).ratings(Rules(carries_over_new_year=True))
    assert rows(ratings, "month", "plate", "streak") == case["expected_if_carry"]


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(case: dict[str, Any], random: Any) -> None:
    shuffled = copy.deepcopy(case)
    random.shuffle(shuffled["events"])
    assert read_case(shuffled).ratings(Rules()) == read_case(case).ratings(Rules())


A_MONTH = {"month": "2023-05", "target": "1", "report": "none", "actual": None}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"id": "X", "months": []}, "case X: the months must be listed one after the other"),
        ({"id": "X"}, "case X: 'months' is missing"),
        ({"months": [A_MONTH | {"month": "2023-13"}]}, "case ?: (2023, 13) is not a month"),
        ({"id": "X", "months": [A_MONTH | {"target": "viel"}]}, "case X: 'viel' is neither"),
        ({"id": "X", "months": [A_MONTH | {"target": "NaN"}]}, "case X: 'NaN' is neither"),
        (
            {"id": "X", "months": [A_MONTH, A_MONTH | {"month": "2023-07"}]},
            "case X: the months must be listed one after the other, none left out",
        ),
        (
            {"id": "X", "months": [A_MONTH | {"report": "maybe"}]},
            "case X: report 'maybe' is none of on_time, late,",
        ),
        (
            {
                "id": "X",
                "months": [A_MONTH],
                "events": [{"type": "vanish", "effective": "2023-05"}],
            },
            "case X: 'vanish' is not a valid Step",
        ),
        ("a word", "case ?: string indices must be integers"),
        (None, "case ?: "),
    ],
    ids=[
        "no months",
        "no list",
        "no month",
        "no figure",
        "NaN",
        "a gap",
        "report",
        "event",
        "text",
        "nothing",
    ],
)
def test_what_is_no_case_is_named(written: Any, told: str) -> None:
    with pytest.raises(NotACaseError) as refused:
        read_case(written)
    assert str(refused.value).startswith(told)
