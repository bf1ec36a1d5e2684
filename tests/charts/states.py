"""Every picture in every state that a township meets: for tests, and to be looked at."""

import datetime as dtm
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from charts.views import (
    BoardView,
    CardView,
    MonthCell,
    ProjectRow,
    Square,
    Stamp,
    State,
    SupportRow,
    SupportView,
    TrendCommand,
    TrendRow,
    TrendView,
    View,
)
from rules.bulletin import Praise
from rules.plates import NoPlate, Plate
from rules.project import Milestone, Stage
from tests.charts import township

LONG = "禾源镇青龙河流域八村联片农村供水管网改造提升及智能化计量设施配套建设工程二期项目"  # 40
RARE = "𠮷龘堃喆赟𬭎㙍𪚥镕〇$_%^\u202e👷工程"
CORRECTION = "更正第1号：JT02 5月 黄→蓝，6月 红→黄"


def pictures() -> Iterator[tuple[str, str, View]]:
    """Name each picture: its kind, its state, its view."""
    for state, board in boards().items():
        yield "progress", state, board
        yield "wall", state, board
    for state, board in boards().items():
        yield "wall-a0", state, board
    for state, card in cards().items():
        yield "card", state, card
    for state, support in supports().items():
        yield "support", state, support
    for state, trend in trends().items():
        yield "trend", state, trend


def boards() -> Mapping[str, BoardView]:
    """Return the boards of a month."""
    june = township.board()
    some = june.commands[5]
    blank = [
        replace(row, months=(MonthCell(),) * 12, no_plate=NoPlate.NO_TARGET) for row in june.rows
    ]
    long = [replace(row, name=LONG, responsible_person="欧阳" * 4) for row in june.rows]
    rare = [replace(row, name=RARE, responsible_person="𬭎堃", brief=RARE) for row in june.rows]
    blue = [row for row in june.rows if row.at(6).plate is Plate.BLUE]
    large = replace(
        june, commands=tuple(replace(one, rows=(june.rows * 2)[:22]) for one in june.commands)
    )

    def of(*rows: ProjectRow) -> BoardView:
        return replace(june, commands=(replace(some, rows=rows),))

    return {
        "published": june,
        "draft": township.as_draft(june),
        "corrected": replace(june, stamp=corrected(june.stamp)),
        "early": replace(june, stamp=replace(june.stamp, month=3), change=None),
        "every-state": of(*row_states()),
        "all-met": of(*blue),
        "one-project": of(*some.rows[:1]),
        "one-command-with-30": of(*june.rows[:30]),
        "long-names": of(*long[:12]),
        "rare-characters": of(*rare[:12]),
        "a-command-without": replace(june, commands=(replace(some, rows=()), *june.commands[:2])),
        "no-tasks": replace(of(*blank), change=None),
        "no-projects": replace(june, commands=(), change=None),
        "300-projects": large,
        "praised": praised(june, every=3),
        "praised-few": praised(june, every=12),
        "praised-all-met": praised(of(*blue), every=3),
        "praised-300-projects": praised(large, every=2),
        "praised-long-names": praised(of(*long), every=2),
        "praised-23-misses": praised(of(*june.rows[:46], *_missed(june)), every=4),
        "30-commands": replace(june, commands=june.commands * 2 + june.commands[:2]),
    }


def _missed(view: BoardView) -> tuple[ProjectRow, ...]:
    """Return 14 projects that missed."""
    missed = [row for row in view.rows if row.at(6).streak]
    return tuple((missed * 2)[:14])


def praised(view: BoardView, *, every: int) -> BoardView:
    """Return a board on which of the blue projects every so many one is praised, for each thing.

    Those that exceeded their goal have a figure that does.
    """
    blue = [row.code for row in view.rows if row.at(6).plate is Plate.BLUE]
    kinds = ((Praise.SURPLUS, Praise.AHEAD), (Praise.TURNED_BLUE,), *[(Praise.SURPLUS,)] * 4)
    what = {code: kinds[place % len(kinds)] for place, code in enumerate(blue[::every])}
    commands = tuple(
        replace(one, rows=tuple(_praise(row, what.get(row.code, ())) for row in one.rows))
        for one in view.commands
    )
    return replace(view, commands=commands)


def _praise(row: ProjectRow, what: tuple[Praise, ...]) -> ProjectRow:
    june = row.at(6)
    if Praise.SURPLUS in what and isinstance(june.value, Decimal):
        june = replace(june, value=june.value * Decimal("1.25"))
    return replace(_in_june(row, june), praise=what)


def corrected(stamp: Stamp) -> Stamp:
    """Return the stamp of a month's second version."""
    return replace(stamp, version=2, correction=CORRECTION)


def row_states() -> tuple[ProjectRow, ...]:
    """Return a project in each state of a row."""
    rows = {row.code: row for row in township.board().rows}
    met, idle = rows["GY01"], rows["ZQ03"]
    rated = [row for row in rows.values() if row.at(6).plate]
    halted = replace(idle, no_plate=NoPlate.NOT_ACTIVE, no_plate_words="暂停至9月", tags=("暂停",))
    pending = _in_june(met, MonthCell(met.at(6).goal))
    tags = (
        "更正1",
        "调整申请中",
        "已调整",
        "迟报",
        "核查认定",
        "按自报认定",
        "客观原因",
        "已完工",
    )
    return (
        rows["JT02"],
        rows["MS03"],
        *(_tagged(row, tag) for row, tag in zip(rated, tags, strict=False)),
        halted,
        idle,
        rows["RJ03"],
        replace(pending, no_plate=NoPlate.PENDING),
        replace(_in_june(met, MonthCell()), no_plate=NoPlate.NOT_ACTIVE),
    )


def _tagged(row: ProjectRow, tag: str) -> ProjectRow:
    return _in_june(replace(row, tags=(tag,)), replace(row.at(6), flag=tag))


def _in_june(row: ProjectRow, june: MonthCell) -> ProjectRow:
    return replace(row, months=(*row.months[:5], june, *row.months[6:]))


def cards() -> Mapping[str, CardView]:
    """Return the cards of projects."""
    known = township.cards()
    bridge = known["JT02"]
    row = bridge.project
    old = tuple(Decimal(225 * month) for month in range(1, 13))
    halted = replace(row, no_plate=NoPlate.NOT_ACTIVE, no_plate_words="暂停至9月")
    blank = replace(row, months=(MonthCell(),) * 12, no_plate=NoPlate.NO_TARGET, overdue=None)
    return {
        "red": bridge,
        "blue": known["NY01"],
        "unreported": known["MS03"],
        "late": known["GY03"],
        "no-target-yet": known["ZQ03"],
        "summer-without-task": known["RJ03"],
        "short-need-line": known["SH02"],
        "completed": known["ZQ04"],
        "corrected": replace(bridge, stamp=corrected(bridge.stamp)),
        "adjusted": replace(bridge, old_plan=old, adjusted_since=7, adjustments=1),
        "adjusted-twice": replace(bridge, old_plan=old, adjusted_since=7, adjustments=2),
        "adjustment-pending": replace(bridge, project=replace(row, tags=("调整申请审批中",))),
        "suspended": replace(bridge, project=_in_june(halted, MonthCell()), suspension="汛期停工"),
        "left": _in_august(bridge),
        "left-in-june": replace(bridge, exited_on=dtm.date(2023, 6, 12)),
        "overdue": replace(bridge, due_date=dtm.date(2023, 6, 20)),
        "milestone": _milestone(bridge),
        "no-plan": replace(bridge, project=blank, due_date=None),
        "no-data": replace(bridge, project=replace(blank, annual_target=None), due_date=None),
        "long-name": replace(bridge, project=replace(row, name=LONG, brief=LONG * 2)),
        "rare-characters": replace(bridge, project=replace(row, name=RARE, brief=RARE)),
        "draft": replace(
            bridge,
            stamp=replace(bridge.stamp, state=State.DRAFT),
            project=township.draft_row(row),
        ),
    }


def _in_august(card: CardView) -> CardView:
    """Return the card of a project that left in July: its plan goes on, its plates end."""
    row = replace(card.project, no_plate=NoPlate.NOT_ACTIVE, no_plate_words="已退出")
    stamp = replace(card.stamp, month=8, issue=8, data_date=dtm.date(2023, 8, 31))
    return replace(card, stamp=stamp, project=row, exited_on=dtm.date(2023, 7, 12))


def _milestone(card: CardView) -> CardView:
    stages = [Milestone(stage) for stage in ("施工图审查", "桩基完成", "墩柱完成", "梁板预制")]
    done = [MonthCell(stage, Stage.MET, Plate.BLUE) for stage in stages[:3]]
    missed = MonthCell(stages[3], Stage.UNMET, Plate.YELLOW, 1)
    months = (*done, missed, *(MonthCell(),) * 8)
    row = replace(card.project, annual_target=Milestone("主桥合龙"), unit="", months=months)
    return replace(card, stamp=replace(card.stamp, month=4), project=row)


def supports() -> Mapping[str, SupportView]:
    """Return the support items of a month."""
    june = township.support()
    rows = june.rows
    late = [row for row in rows if row.due_date and row.due_date < june.stamp.data_date]
    ahead = tuple(row for row in rows if row not in late)
    undated = tuple(replace(row, due_date=None) for row in rows[:5])

    def of(*items: SupportRow, closed: int = 38) -> SupportView:
        return replace(june, rows=items, closed=closed)

    return {
        "published": june,
        "eleven-overdue": of(*late[:11], *ahead),
        "three-overdue": of(*late[:3], *ahead),
        "nothing-overdue": of(*ahead),
        "nothing-due-soon": of(*late[:5], *undated),
        "nothing-open": of(),
        "nothing-at-all": of(closed=0),
        "one-item": of(late[0], closed=0),
        "one-item-ahead": of(ahead[0], closed=0),
        "no-due-date": of(*undated, closed=0),
        "no-person-nor-category": of(replace(late[0], person="", category="", department="")),
        "300-items": of(*rows * 6, closed=712),
        "long-names": of(*(_renamed(row, LONG) for row in rows)),
        "rare-characters": of(*(_renamed(row, RARE) for row in rows[:9])),
        "draft": replace(
            june,
            stamp=replace(june.stamp, state=State.DRAFT),
            rows=tuple(replace(row, plate=None, streak=0) for row in rows),
        ),
    }


def _renamed(row: SupportRow, name: str) -> SupportRow:
    return replace(row, project=name, what=name, category=name, department=name, person=name)


def trends() -> Mapping[str, TrendView]:
    """Return the plates of a year's months."""
    six = township.trend(6)
    rows = six.rows
    late = tuple(replace(row, squares=(Square.OUT, *row.squares[1:])) for row in rows)
    idle = tuple(replace(row, squares=(Square.NONE,) * 6) for row in rows)
    twelve = township.trend(12)

    def of(*some: TrendRow, name: str = "交通建设指挥部") -> TrendView:
        return replace(six, commands=(TrendCommand(name, some),))

    return {
        "six-months": six,
        "one-month": township.trend(1),
        "two-months": township.trend(2),
        "seven-months": township.trend(7),
        "nine-months": township.trend(9),
        "twelve-months": twelve,
        "none-published": TrendView(replace(six.stamp, state=State.DRAFT)),
        "a-gap": replace(six, months=(1, 2, 3, 4, 6, 7)),
        "entered-later": of(*late[:12]),
        "no-tasks": of(*idle),
        "one-project": of(rows[0]),
        "long-names": of(*(replace(row, code="2023-JT-0001") for row in rows[:9]), name=LONG),
        "rare-characters": of(*rows[:3], name=RARE),
        "corrected": replace(six, stamp=corrected(six.stamp)),
        "300-projects": _many(six),
        "300-projects-twelve-months": _many(twelve),
        "one-command-with-60": of(*rows, *rows[:12]),
    }


def _many(view: TrendView) -> TrendView:
    rows = (view.rows * 2)[:22]
    return replace(view, commands=tuple(replace(one, rows=rows) for one in view.commands))
