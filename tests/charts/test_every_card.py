"""Every project of the township in every month: what stands on its card touches nothing."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from charts import curve, recipe
from charts.views import CardView, MonthCell
from rules.plates import NoPlate, Plate
from tests.charts import township
from tests.charts.artists import PHONE_LEAST, Written, apart, faults_among, laid_out

BESIDE, ABOVE = 10, 4  # px between two labels of a curve: closer ones are read as one


class Pace(NamedTuple):
    """What a month comes to as a share of its goal, usually and in each third one."""

    usual: str
    third: str
    ends_silent: bool = False

    def share(self, number: int, *, is_last: bool) -> Decimal | None:
        """Return the share of a month; None where the last one is not reported."""
        if is_last and self.ends_silent:
            return None
        return Decimal(self.usual if number % 3 else self.third)


UNEVEN = Pace("1", "0.93")
PACES = (UNEVEN, Pace("0.9", "0.9"), Pace("1.04", "1.04"), Pace("0.97", "0.97", ends_silent=True))


def card(code: str, shown: int, pace: Pace) -> CardView:
    """Return a project's card in a month, 1 to 12, when it goes at a pace."""
    june = township.cards()[code]
    months = tuple(_months(june, shown, pace))
    idle = None if months[shown - 1].goal else NoPlate.NO_TARGET
    project = replace(june.project, months=months, no_plate=idle)
    return replace(june, stamp=replace(june.stamp, month=shown), project=project)


def _months(june: CardView, shown: int, pace: Pace) -> Iterator[MonthCell]:
    streak = 0
    for number, cell in enumerate(june.project.months, start=1):
        if number > shown or not isinstance(cell.goal, Decimal):
            yield MonthCell(cell.goal)
            continue
        share = pace.share(number, is_last=number == shown)
        value = None if share is None else (cell.goal * share).quantize(Decimal("0.1"))
        streak = 0 if value is not None and value >= cell.goal else streak + 1
        plate = (Plate.BLUE, Plate.YELLOW, Plate.RED)[min(streak, 2)]
        yield MonthCell(cell.goal, value, plate, streak, is_unreported=value is None)


def labels(texts: list[Written]) -> list[Written]:
    """Return what stands on the curve, between the facts and the months."""
    return [text for text in texts if 400 < text.extent.y0 < curve.BOTTOM]


@pytest.mark.parametrize("shown", range(1, 13))
def test_no_two_texts_of_a_card_touch(shown: int) -> None:
    """Projects take the paces in turn, and each takes another one in the next month."""
    wrong: dict[str, list[str]] = {}
    for place, code in enumerate(township.cards(), start=shown):
        pace = PACES[place % len(PACES)]
        sheet = recipe.sheet("card", card(code, shown, pace), 1)
        texts = laid_out(sheet)
        found = faults_among(texts, sheet, least=PHONE_LEAST)
        for one, other in itertools.combinations(labels(texts), 2):
            across, down = apart(one, other)
            if across < BESIDE and down < ABOVE:
                found.append(f"{one.words} touches {other.words}")
        wrong |= {code: found} if found else {}
    assert wrong == {}


def test_the_plan_of_a_road_that_ends_in_october_is_named_beside_its_goal() -> None:
    """In September the goal and the plan's end lie close: 目标11.5 stood on 计划：年度12.4."""
    sheet = recipe.sheet("card", card("JT01", 9, UNEVEN), 1)
    texts = {text.words: text for text in laid_out(sheet)}
    goal, plan = texts["目标11.5"], texts["计划：年度12.4"]
    across, down = apart(goal, plan)
    assert across >= BESIDE or down >= ABOVE
    assert plan.extent.x0 < curve.month_x(10) < plan.extent.x1
