"""Lines that follow from a view's facts."""

from dataclasses import replace

import pytest

from charts import marks, words
from charts.views import Change, MonthCell, ProjectRow, State
from rules.plates import NoPlate, Plate
from tests.charts import township
from tests.charts.township import STAMP


def row(code: str = "JT02") -> ProjectRow:
    """Return a project of the sample."""
    return township.cards()[code].project


@pytest.mark.parametrize(
    ("change", "month", "line"),
    [
        pytest.param(Change(5, 1, -2, 0), 6, "比5月：蓝增1，黄减2，红持平", id="in the year"),
        pytest.param(
            Change(12, 0, 0, -3), 1, "比上年12月：蓝持平，黄持平，红减3", id="over new year"
        ),
    ],
)
def test_a_change_is_told_by_counts(change: Change, month: int, line: str) -> None:
    assert words.changed(change, replace(STAMP, month=month)) == line


@pytest.mark.parametrize(
    ("tags", "shown"),
    [
        pytest.param((), "", id="none"),
        pytest.param(("迟报", "更正2"), "更正2", id="a correction first"),
        pytest.param(("已完工", "核查认定", "迟报"), "迟报", id="late before verified"),
        pytest.param(("客观原因", "暂停"), "暂停", id="the unknown last"),
        pytest.param(("已调整", "调整申请中"), "调整申请中", id="pending before approved"),
    ],
)
def test_a_row_shows_its_weightiest_tag(tags: tuple[str, ...], shown: str) -> None:
    assert words.tag(replace(row(), tags=tags), STAMP) == shown


@pytest.mark.parametrize(
    ("proposal", "shown"), [(Plate.RED, "拟红"), (Plate.BLUE, "拟蓝"), (None, "未认定")]
)
def test_a_draft_shows_the_proposal_in_place_of_a_tag(proposal: Plate | None, shown: str) -> None:
    draft = replace(STAMP, state=State.DRAFT)
    assert words.tag(replace(row(), proposal=proposal, tags=("迟报",)), draft) == shown


@pytest.mark.parametrize(
    ("months", "line"),
    [
        pytest.param({7, 8}, "7月起有目标", id="later"),
        pytest.param({4, 10}, "5—9月无任务", id="a gap"),
        pytest.param({5, 7}, "本月无目标", id="one month"),
        pytest.param({1, 2}, "本月无目标", id="over"),
        pytest.param(set(), "本月无目标", id="never"),
    ],
)
def test_why_there_is_no_plate_follows_from_the_plan(months: set[int], line: str) -> None:
    goal = row().at(6).goal
    cells = tuple(MonthCell(goal if number in months else None) for number in range(1, 13))
    idle = replace(row(), months=cells, no_plate=NoPlate.NO_TARGET)
    assert words.why_no_plate(idle, STAMP) == line


def test_given_words_say_why_there_is_no_plate() -> None:
    paused = replace(row(), no_plate=NoPlate.NOT_ACTIVE, no_plate_words="暂停至9月")
    assert words.why_no_plate(paused, STAMP) == "暂停至9月"
    assert words.why_no_plate(replace(row(), no_plate=NoPlate.PENDING), STAMP) == "待认定"


@pytest.mark.parametrize(
    ("plates", "line"),
    [
        pytest.param("byr", ["5月黄", "6月红"], id="two"),
        pytest.param("byrr", ["4月黄", "5—6月红"], id="a run"),
        pytest.param("by-r", ["4月黄", "6月红"], id="a month without task between"),
        pytest.param("yb", [], id="met"),
    ],
)
def test_missed_months_are_named_in_order(plates: str, line: list[str]) -> None:
    known = {"b": Plate.BLUE, "y": Plate.YELLOW, "r": Plate.RED, "-": None}
    cells, streak = [], 0
    for each in plates:
        streak = 0 if each == "b" else streak + (each != "-")
        cells.append(MonthCell(plate=known[each], streak=streak))
    before = (MonthCell(),) * (6 - len(cells))
    project = replace(row(), months=(*before, *cells, *(MonthCell(),) * 6))
    assert words.missed_months(project, 6) == line


def test_the_four_counts_add_up_to_the_projects() -> None:
    count = marks.tally(township.board().rows, STAMP)
    assert count == marks.Tally(blue=34, yellow=6, red=3, idle=5, undecided=0)
    assert (count.rated, count.total) == (43, 48)


def test_a_draft_counts_what_is_proposed() -> None:
    draft = township.as_draft(township.board())
    assert marks.tally(draft.rows, draft.stamp) == marks.tally(township.board().rows, STAMP)
