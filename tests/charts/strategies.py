"""Boards and cards as Hypothesis makes them: any names, any figures, any state of a month."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from charts.views import (
    BoardView,
    CardView,
    CommandRows,
    MonthCell,
    Overdue,
    ProjectRow,
    Square,
    Stamp,
    State,
    SupportRow,
    SupportView,
    TrendCommand,
    TrendRow,
    TrendView,
)
from rules.bulletin import Praise
from rules.plates import NoPlate, Plate
from rules.project import Kind, Milestone, Stage

NAMES = st.text(st.characters(codec="gb18030"), min_size=1, max_size=60)
FIGURES = st.decimals(Decimal("0.01"), Decimal("999999.99"), places=2)
GOALS = FIGURES | st.text("封顶主体完成", min_size=1, max_size=20).map(Milestone)
VALUES = FIGURES | st.sampled_from(Stage)
UNITS = st.sampled_from(["万元", "%", "公里", "户", "平方米", ""])
STAMPS = st.builds(
    Stamp,
    organisation=NAMES,
    year=st.integers(2000, 2099),
    month=st.integers(1, 12),
    data_date=st.dates(dtm.date(2000, 1, 1), dtm.date(2099, 12, 31)),
    issue=st.integers(1, 12),
    version=st.integers(1, 12),
    digest=st.text("0123456789abcdef", max_size=64),
    state=st.sampled_from(State),
    correction=st.just("") | NAMES,
)
CELLS = st.builds(
    MonthCell,
    goal=st.none() | GOALS,
    value=st.none() | VALUES,
    plate=st.none() | st.sampled_from(Plate),
    streak=st.integers(0, 24),
    flag=st.sampled_from(["", "更正12", "调整申请中"]),
    is_unreported=st.booleans(),
)
OVERDUE = st.builds(
    Overdue,
    days=st.integers(1, 400),
    item=NAMES,
    category=st.just("手续审批"),
    department=NAMES,
    person=NAMES,
    due_date=st.dates(dtm.date(2000, 1, 1), dtm.date(2099, 12, 31)),
    status=st.just("办理中"),
    others=st.integers(0, 20),
)
ROWS = st.builds(
    ProjectRow,
    code=st.sampled_from(["JT01", "2023-JT-0001", "七"]),
    name=NAMES,
    brief=NAMES,
    annual_target_text=NAMES,
    annual_target=st.none() | GOALS,
    unit=UNITS,
    months=st.tuples(*[CELLS] * 12),
    lead_unit=NAMES,
    responsible_person=NAMES,
    responsible_leader=NAMES,
    physical_progress=NAMES,
    no_plate=st.none() | st.sampled_from(NoPlate),
    no_plate_words=st.just("") | NAMES,
    tags=st.lists(st.sampled_from(["更正1", "迟报", "客观原因"]), max_size=3).map(tuple),
    proposal=st.none() | st.sampled_from(Plate),
    overdue=st.none() | OVERDUE,
    is_cumulative=st.booleans(),
    praise=st.lists(st.sampled_from(Praise), max_size=3, unique=True).map(tuple),
)


SIZES = st.lists(st.integers(0, 30), max_size=14)


def board_of(stamp: Stamp, rows: list[ProjectRow], sizes: list[int], name: str) -> BoardView:
    """Return a board of at most 60 projects; a few distinct ones stand for all."""
    commands, left = [], 60
    for number, size in enumerate(sizes, start=1):
        some = tuple(rows[place % len(rows)] for place in range(min(size, left)))
        left -= len(some)
        commands.append(CommandRows(f"{number:02}", name, name, (name, name), some))
    return BoardView(stamp, tuple(commands))


CARDS = st.builds(
    CardView,
    stamp=STAMPS,
    command=NAMES,
    kind=st.sampled_from(Kind),
    project=ROWS.map(lambda row: replace(row, code="JT01")),
    due_date=st.none() | st.dates(dtm.date(2000, 1, 1), dtm.date(2099, 12, 31)),
    old_plan=st.just(()) | st.tuples(*[st.none() | GOALS] * 12),
    adjusted_since=st.none() | st.integers(1, 12),
    adjustments=st.integers(0, 3),
    is_completed=st.booleans(),
    exited_on=st.none() | st.dates(dtm.date(2000, 1, 1), dtm.date(2099, 12, 31)),
    suspension=st.just("") | NAMES,
)

SUPPORT_ROWS = st.builds(
    SupportRow,
    number=st.just("BZ001"),
    code=st.sampled_from(["JT01", "2023-JT-0001", "七"]),
    project=NAMES,
    category=st.just("") | NAMES,
    what=NAMES,
    department=NAMES,
    person=NAMES,
    status=st.sampled_from(["办理中", "未启动"]),
    due_date=st.none() | st.dates(dtm.date(2022, 1, 1), dtm.date(2024, 12, 31)),
    plate=st.none() | st.sampled_from(Plate),
    streak=st.integers(0, 24),
    no_plate=st.none() | st.sampled_from(NoPlate),
)
SUPPORTS = st.builds(
    lambda stamp, rows, times, closed: SupportView(stamp, tuple(rows * times), closed),
    STAMPS.map(lambda stamp: replace(stamp, year=2023, data_date=dtm.date(2023, 6, 30))),
    st.lists(SUPPORT_ROWS, max_size=6),
    st.integers(1, 9),
    st.integers(0, 1000),
)


def trend_of(stamp: Stamp, squares: list[Square], sizes: list[int], name: str) -> TrendView:
    """Return a trend of as many months as there are squares, which turn from row to row."""
    months = tuple(range(1, len(squares) + 1))
    rows = [
        TrendRow("JT01", tuple(squares[place:] + squares[:place])) for place in range(len(squares))
    ]
    commands = tuple(TrendCommand(name, tuple((rows * 6)[:size])) for size in sizes if rows)
    last = len(squares) or 1
    return TrendView(replace(stamp, month=last), months, commands)


TRENDS = st.builds(trend_of, STAMPS, st.lists(st.sampled_from(Square), max_size=12), SIZES, NAMES)
