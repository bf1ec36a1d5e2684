"""项目: what is to be done, by whom and by when."""

import datetime as dtm
import functools
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from papers.anomaly import Reading, Severity, asked, refused
from papers.cells.choices import read_kind
from papers.cells.dates import Side, read_date
from papers.cells.figures import read_figure
from papers.cells.people import read_person
from papers.cells.text import key_of, read_code, read_name, read_text
from papers.cells.units import read_unit
from papers.columns import ORDINAL, Column
from papers.grid import Cell
from papers.known import Known
from papers.rows import check_year
from papers.sheets.commands import read_command
from papers.table import Row, Table
from rules.project import CommandNo, Kind, Project, plain

_UNITS = ("责任单位", "牵头单位", "承办单位", "实施单位", "作战单位", "项目责任单位")
COLUMNS = (
    ORDINAL,
    Column("code", "项目编号", ("编号", "项目代码", "代码"), Severity.ERROR),
    Column("name", "项目名称", ("名称", "工程名称"), Severity.ERROR),
    Column("command", "所属指挥部", ("指挥部", "作战指挥部", "责任指挥部"), Severity.ERROR),
    Column("kind", "项目类别", ("类别", "建设性质", "项目性质", "类型"), Severity.ERROR),
    Column("brief", "基本情况", ("建设内容", "主要建设内容", "项目概况", "项目简介")),
    Column("target_text", "年度目标", ("目标", "目标内容", "年度任务", "年度目标任务")),
    Column("unit", "计量单位", ("单位",), Severity.ERROR),
    Column("target", "年度目标值", ("目标值", "年度目标数", "目标数"), Severity.ERROR),
    Column(
        "starts",
        "计划开始日期",
        ("开始日期", "开工时间", "开工日期", "开始时间", "计划开工时间", "计划开工日期"),
        Severity.WARNING,
    ),
    Column(
        "due",
        "计划完成日期",
        (
            "完成日期",
            "完成时限",
            "完成时间",
            "完工时间",
            "竣工时间",
            "计划完工时间",
            "时限",
            "工期",
        ),
        Severity.ERROR,
    ),
    Column("lead_unit", "主责单位", _UNITS, Severity.ERROR),
    Column("leader", "责任领导", ("包保领导", "分管领导", "包联领导"), Severity.ERROR),
    Column("person", "责任人", ("主要责任人", "具体责任人", "第一责任人"), Severity.ERROR),
    Column("note", "备注", ("说明",)),
)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A row of 项目 as far as it could be read."""

    row: Row
    code: str | None
    name: str | None
    command: CommandNo | None
    kind: Kind | None
    brief: str
    target_text: str
    unit: str | None
    target: Decimal | None
    starts_on: dtm.date | None
    due_date: dtm.date | None
    lead_unit: str | None
    leader: str | None
    person: str | None
    note: str
    is_doubled: bool = False  # another line has its code

    def project(self, unit: str | None) -> Project | None:
        """Return the project; None where a field is missing that it cannot do without.

        Nobody who answers (C38), no leader or unit above (C39): it is not taken. `unit` is the
        unit of the plan, for a row that has none.
        """
        measured = self.unit or unit
        if not (self.code and self.name and self.command and self.kind and measured):
            return None
        if not (self.lead_unit and self.leader and self.person):
            return None
        if self.is_doubled:
            return None
        return Project(
            code=self.code,
            name=self.name,
            command=self.command,
            kind=self.kind,
            brief=self.brief,
            annual_target_text=self.target_text,
            unit=measured,
            annual_target=self.target,
            starts_on=self.starts_on,
            due_date=self.due_date,
            lead_unit=self.lead_unit,
            responsible_leader=self.leader,
            responsible_person=self.person,
            note=self.note,
        )


def read_projects(table: Table, known: Known) -> tuple[ProjectLine, ...]:
    """Return a line for every row of data, also where it cannot become a project."""
    lines: list[ProjectLine] = []
    for row in table.rows:
        above = lines[-1] if lines else None
        lines.append(_read(row, known, above))
    _check_codes(lines)
    _check_names(lines)
    codes = Counter(line.code for line in lines)
    return tuple(replace(line, is_doubled=codes[line.code] > 1) for line in lines)


def read_target(cell: Cell, *, unit: str | None) -> Reading[Decimal]:
    """Read an annual target: 1 % may be 100 %, and nothing is no target."""
    reading = read_figure(cell, unit=unit, name="年度目标值")
    value = reading.value
    if value is None:
        return reading
    if value == 0:
        return Reading(None, refused("年度目标值不能为0，请核对"))
    if unit == "%" and value == 1 and not cell.is_percent and "%" not in cell.text:
        return Reading(None, refused("年度目标值1的单位是%，请确认是100%还是1%"))
    if unit == "%" and value > 100:
        says = f"年度目标{plain(value)}%超过100%，请确认"
        return Reading(value, asked(says))
    return reading


def _read(row: Row, known: Known, above: ProjectLine | None) -> ProjectLine:
    error = Severity.ERROR
    unit = row.take("unit", read_unit, blank=error)
    kind = row.take("kind", read_kind, blank=error)
    person = functools.partial(read_person, known=known.people)
    starts_on, due_date = _read_dates(row, known, kind)
    return ProjectLine(
        row=row,
        code=row.take("code", read_code, blank=error),
        name=row.take("name", read_name, blank=error),
        command=_read_command(row, known, above),
        kind=kind,
        brief=row.take("brief", read_text) or "",
        target_text=row.take("target_text", read_text, blank=Severity.WARNING) or "",
        unit=unit,
        target=row.take("target", functools.partial(read_target, unit=unit), blank=error),
        starts_on=starts_on,
        due_date=due_date,
        lead_unit=_read_lead_unit(row, known),
        leader=row.take("leader", functools.partial(person, name="责任领导"), blank=error),
        person=row.take(
            "person",
            functools.partial(person, name="责任人"),
            blank=error,
            why="：责任必须细化到人",
        ),
        note=row.take("note", read_text) or "",
    )


def _read_dates(
    row: Row, known: Known, kind: Kind | None
) -> tuple[dtm.date | None, dtm.date | None]:
    start = functools.partial(read_date, year=known.year, name="开始日期", side=Side.FIRST)
    starts_on = row.take("starts", start, blank=Severity.WARNING)
    due = functools.partial(read_date, year=known.year, name="完成日期")
    due_date = row.take("due", due, blank=Severity.ERROR, why="：目标必须有时限")
    # A continued project began before the year, by its nature.
    began_before = starts_on is not None and starts_on.year < known.year
    if not (began_before and kind is Kind.CONTINUING):
        check_year(row, "starts", starts_on, known)
    check_year(row, "due", due_date, known)
    if starts_on is not None and due_date is not None and due_date < starts_on:
        row.say("due", refused(f"完成日期{due_date}早于开始日期{starts_on}，请核对"))
        return starts_on, None
    return starts_on, due_date


def _read_command(row: Row, known: Known, above: ProjectLine | None) -> CommandNo | None:
    if not row.cell("command").is_blank or not row.has("command"):
        return row.take("command", lambda cell: read_command(cell, known))
    names = {number: name for name, number in (known.commands or {}).items()}
    name = names.get(above.command or "") if above is not None else None
    if above is None or name is None:
        row.say("command", refused("缺少所属指挥部，请补填"))
        return None
    row.say("command", asked(f"指挥部为空，按上一行“{name}”填充，请确认", name))
    return above.command


def _read_lead_unit(row: Row, known: Known) -> str | None:
    unit = row.take("lead_unit", read_name, blank=Severity.ERROR)
    if unit and known.people is not None and unit not in known.units:
        row.say("lead_unit", asked(f"人员表中没有“{unit}”的人员，警告将无人签收，请核对"))
    return unit


def _check_codes(lines: list[ProjectLine]) -> None:
    first: dict[str, ProjectLine] = {}
    for line in lines:
        earlier = first.setdefault(line.code, line) if line.code else line
        if earlier is not line:
            says = f"项目编号{line.code}与第{earlier.row.number}行重复，两行都需核对"
            line.row.say("code", refused(says))


def _check_names(lines: list[ProjectLine]) -> None:
    first: dict[str, ProjectLine] = {}
    for line in lines:
        earlier = first.setdefault(key_of(line.name), line) if line.name else line
        if earlier is not line and earlier.code != line.code:
            says = f"项目名称与{earlier.code or f'第{earlier.row.number}行'}重复，请核对"
            line.row.say("name", asked(says))
