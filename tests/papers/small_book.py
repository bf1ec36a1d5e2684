"""A small workbook without a fault, and what is said when single cells of it are changed."""

import datetime as dtm
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook

from papers.anomaly import Anomaly
from papers.workbook import Read, read_workbook

Changes = Mapping[str, Any]  # by place, such as `项目!H2`; a value, or None for a blank cell
Line = tuple[Any, ...]

_day = dtm.date
_GOALS = (None, None, 0.5, 1.9, 3.7, 5.8, 8, 10, 11.5, 12.4, None, None)
_INVESTED = (120, 300, 560, 860, 1190, 1530, 1860, 2170, 2430, 2630, 2750, 2750)
_CLEARED = (9, 18, 27, 36, 45, 54, None, None, 81, 90, 99, 100)


def _months(goals: tuple[float | None, ...], text: str | None = None) -> Line:
    return tuple(one for goal in goals for one in (goal, text if goal else None))


SHEETS: dict[str, tuple[Line, ...]] = {
    "指挥部": (
        ("编号", "指挥部名称", "指挥长", "副指挥长", "成员单位", "联络员", "工作群名称", "群号"),
        ("01", "交通建设指挥部", "卫宏伟", "彭宗耀、谢玉洁", "公路站、派出所", "云慧敏", "交通群"),
        ("02", "水利工程指挥部", "尤亚楠", "凤兆坤", "水利站、财政所", "花立新", "水利群"),
    ),
    "人员": (
        ("姓名", "单位", "职务", "角色", "所属指挥部", "手机号码", "平台账号", "备注"),
        ("赵文博", "镇党委", "党委书记", "第一总指挥"),
        ("秦振邦", "镇人大", "人大主席", "督考办主任；副总指挥"),
        ("岑春林", "党政办公室", "督查专干", "督考办成员（数据汇总）"),
        ("卫宏伟", "镇政府", "副镇长", "指挥长；副总指挥", "交通建设指挥部"),
        ("尤亚楠", "镇党委", "武装部部长", "指挥长", "水利工程指挥部"),
        ("彭宗耀", "镇政府", "二级主任科员", "副指挥长", "交通建设指挥部"),
        ("谢玉洁", "公路站", "公路站负责人", "副指挥长", "交通建设指挥部"),
        ("凤兆坤", "镇党委", "政法委员", "副指挥长", "水利工程指挥部"),
        ("云慧敏", "派出所", "干事", "联络员", "交通建设指挥部"),
        ("花立新", "财政所", "干事", "联络员", "水利工程指挥部"),
        ("韦长河", "公路站", "项目负责人", "责任人", "交通建设指挥部"),
        ("俞振邦", "公路站", "项目负责人", "责任人", "交通建设指挥部"),
        ("倪开元", "水利站", "项目负责人", "责任人", "水利工程指挥部"),
        ("马景行", "供电所", "负责人", "保障事项责任人"),
    ),
    "项目": (
        (
            *(
                "项目编号",
                "项目名称",
                "所属指挥部",
                "项目类别",
                "基本情况",
                "年度目标",
                "计量单位",
            ),
            *(
                "年度目标值",
                "计划开始日期",
                "计划完成日期",
                "主责单位",
                "责任领导",
                "责任人",
                "备注",
            ),
        ),
        (
            *("JT01", "禾石路大中修工程", "交通建设指挥部", "新建", "路面宽7米", "改造12.4公里"),
            *("公里", 12.4, _day(2023, 3, 10), _day(2023, 10, 31), "公路站", "卫宏伟", "韦长河"),
        ),
        (
            *("JT02", "青龙河大桥改建工程", "交通建设指挥部", "续建", "桥长186米", "投资2750万元"),
            *("万元", 2750, _day(2023, 1, 1), _day(2023, 11, 30), "公路站", "彭宗耀", "俞振邦"),
        ),
        (
            *("SL01", "“清四乱”专项整治工作", "水利工程指挥部", "重点工作", "点位58处", "销号率"),
            *("%", 100, _day(2023, 1, 1), _day(2023, 12, 15), "水利站", "尤亚楠", "倪开元"),
        ),
    ),
    "月度计划": (
        (
            *("项目编号", "项目名称", "计量单位", "年度目标值"),
            *(f"{n}月{what}" for n in range(1, 13) for what in ("累计目标", "形象进度")),
        ),
        ("JT01", "禾石路大中修工程", "公里", 12.4, *_months(_GOALS, "路基施工")),
        ("JT02", "青龙河大桥改建工程", "万元", 2750, *_months(_INVESTED)),
        ("SL01", "“清四乱”专项整治工作", "%", 100, *_months(_CLEARED)),
    ),
    "保障事项": (
        (
            *("事项编号", "项目编号", "项目名称", "保障类别", "保障事项", "责任部门", "责任人"),
            *("完成时限", "状态", "备注"),
        ),
        (
            *("BZ001", "JT01", "禾石路大中修工程", "水电路气讯", "线路迁改", "供电所", "马景行"),
            *(_day(2023, 4, 21), "办理中（逾期）"),
        ),
        (
            *("BZ002", "JT02", "青龙河大桥改建工程", "资金", "拨付进度款", "财政所", "花立新"),
            *(_day(2023, 2, 14), "已办结"),
        ),
    ),
    "节点": (
        (
            *("节点编号", "项目编号", "项目名称", "节点名称", "计划完成日期", "责任人"),
            *("实际完成日期", "状态"),
        ),
        (
            *("JT01-N1", "JT01", "禾石路大中修工程", "设计批复", _day(2023, 4, 18), "韦长河"),
            *(_day(2023, 4, 20), "已完成"),
        ),
        (
            *("JT01-N2", "JT01", "禾石路大中修工程", "交工验收", _day(2023, 10, 31), "韦长河"),
            *(None, "未到期"),
        ),
    ),
}


def small_workbook() -> Workbook:
    """Return the workbook, to be changed before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in SHEETS.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    return book


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reckoned(content: bytes, result: str) -> bytes:
    """Return a workbook whose formulas have a result, as a spreadsheet program saves it."""
    kind = b' t="e"' if result.startswith("#") else b""
    written = re.compile(rb"><f>(.*?)</f><v ?/?>(</v>)?")
    cell = kind + rb"><f>\1</f><v>" + result.encode() + b"</v>"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(file, "w") as kept:
        for part in parts.namelist():
            kept.writestr(part, written.sub(cell, parts.read(part)))
    return file.getvalue()


def read(book: Workbook, *, year: int | None = None) -> Read:
    """Read a workbook back."""
    return read_workbook(saved(book), name="作战表.xlsx", year=year)


def changed(changes: Changes) -> Read:
    """Read the small workbook with some cells changed."""
    book = small_workbook()
    for place, value in changes.items():
        title, cell = place.split("!")
        book[title][cell] = value
    return read(book)


def told(found: Read) -> list[tuple[str, str]]:
    """Return place and severity of every anomaly, such as ("项目!H2", "error")."""
    return [(place(one), one.severity.value) for one in found.anomalies]


def place(anomaly: Anomaly) -> str:
    """Return where an anomaly is; `*` is the whole sheet or the whole workbook."""
    return f"{anomaly.sheet or '*'}!{anomaly.cell or '*'}"


def only(found: Read) -> Anomaly:
    """Return the one anomaly; anything else fails."""
    (anomaly,) = found.anomalies
    return anomaly
