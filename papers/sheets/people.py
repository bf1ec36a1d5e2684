"""人员: who there is, in which unit, with which roles."""

from dataclasses import dataclass, replace

from papers.anomaly import Severity, asked, refused
from papers.cells.choices import read_roles
from papers.cells.people import read_own_name
from papers.cells.phones import read_phone
from papers.cells.text import read_name, read_text
from papers.columns import ORDINAL, Column
from papers.table import Row, Table
from rules.book import Person
from rules.posts import HEADQUARTERS, OFFICE, Role

COLUMNS = (
    ORDINAL,
    Column("name", "姓名", missing=Severity.ERROR),
    Column("unit", "单位", ("部门", "所在部门"), Severity.ERROR),
    Column("title", "职务", ("职位", "岗位")),
    Column("role", "角色", ("身份", "职责"), Severity.ERROR),
    Column("command", "所属指挥部", ("指挥部", "作战指挥部")),
    Column("phone", "手机号码", ("手机", "电话", "联系电话", "联系方式", "手机号")),
    Column("account", "平台账号", ("账号",)),
    Column("note", "备注", ("说明",)),
)
_ONE_ONLY = (Role.FIRST_CHIEF, Role.CHIEF)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row of 人员."""

    row: Row
    name: str | None
    unit: str
    title: str
    roles: tuple[Role, ...]
    command: str
    note: str

    @property
    def person(self) -> Person:
        """The person of the book; there is one for each line that was kept."""
        return Person(self.name or "", self.unit, self.title, self.note)


def read_people(table: Table) -> tuple[PersonLine, ...]:
    """Return everybody once; who is there twice is merged, or asked about."""
    kept: dict[str, PersonLine] = {}
    for row in table.rows:
        line = _read(row)
        if line.name is None:
            continue
        earlier = kept.get(line.name)
        if earlier is None:
            kept[line.name] = line
        elif line.unit and line.unit == earlier.unit:
            row.say("name", asked(f"“{line.name}”重复出现，已合并为一人", line.name))
            roles = tuple(dict.fromkeys(earlier.roles + line.roles))
            kept[line.name] = replace(earlier, roles=roles)
        else:
            row.say("name", refused(_namesake(line, earlier)))
    return _checked(tuple(kept.values()), table)


def _read(row: Row) -> PersonLine:
    row.take("phone", read_phone)
    return PersonLine(
        row,
        row.take("name", read_own_name, blank=Severity.ERROR),
        row.take("unit", read_name) or "",
        row.take("title", read_text) or "",
        row.take("role", read_roles) or (),
        row.take("command", read_name) or "",
        row.take("note", read_text) or "",
    )


def _namesake(line: PersonLine, earlier: PersonLine) -> str:
    if not line.unit:
        return f"“{line.name}”重复出现且该行缺少单位，请补全或删去该行"
    return (
        f"有两个“{line.name}”，单位分别为“{earlier.unit}”和“{line.unit}”，"
        "请确认是否同一人，不是同一人的请在姓名后加以区分"
    )


def _checked(lines: tuple[PersonLine, ...], table: Table) -> tuple[PersonLine, ...]:
    holders: dict[Role, str] = {}
    found = []
    for line in lines:
        if not line.unit and not line.row.remarks.is_wrong(line.row.cell("name")):
            line.row.say("unit", asked("缺少单位，请补填"))
        second = next((r for r in line.roles if r in _ONE_ONLY and r in holders), None)
        if second is not None:
            says = f"{second.chinese}只能一人，前面已填“{holders[second]}”，请核对"
            line.row.say("role", refused(says))
        roles = tuple(role for role in line.roles if role is not second)
        holders |= {role: line.name or "" for role in roles if role in _ONE_ONLY}
        found.append(replace(line, roles=roles))
    _check_posts(found, table)
    return tuple(found)


def _check_posts(lines: list[PersonLine], table: Table) -> None:
    roles = {role for line in lines for role in line.roles}
    if not table.has("role") or not lines:
        return
    if not roles & HEADQUARTERS:
        table.remarks.on(None, asked("角色中没有总指挥部人员，目标调整将无人批准，请核对"))
    if not roles & OFFICE:
        table.remarks.on(None, asked("角色中没有督考办人员，月度完成情况将无人认定，请核对"))
