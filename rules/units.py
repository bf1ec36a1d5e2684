"""Units of measure: what is written after a number, and what it is in a project's unit."""

import re
from decimal import Decimal
from typing import NamedTuple

from rules.numerals import SCALES

POINTS = "个百分点"

# One family a line: unit, and how many of the first one it is.
_FAMILIES: tuple[dict[str, str], ...] = (
    {"元": "1", "块": "1"},
    {"米": "1", "公里": "1000", "千米": "1000", "里": "500", "厘米": "0.01", "毫米": "0.001"},
    {"亩": "1", "公顷": "15", "ha": "15", "平方米": "0.0015", "平方公里": "1500"},
    {"%": "1", "‰": "0.1"},
    {"立方米": "1", "方": "1"},
    {"吨": "1", "公斤": "0.001", "千克": "0.001", "斤": "0.0005"},
    {"兆瓦": "1", "千瓦": "0.001"},
)
_SAME = {
    "圆": "元", "人民币": "元", "块钱": "块",
    "km": "公里", "m": "米", "延米": "米", "延长米": "米", "里路": "里", "里地": "里", "华里": "里", "千m": "千米",
    "m2": "平方米", "㎡": "平方米", "平米": "平方米", "平方": "平方米", "平": "平方米", "m²": "平方米", "km2": "平方公里",
    "m3": "立方米", "m³": "立方米", "立方": "立方米", "立米": "立方米", "cm": "厘米", "mm": "毫米",
    "t": "吨", "kg": "公斤", "mw": "兆瓦", "kw": "千瓦", "百分点": POINTS, "个点": POINTS, "个点位": "个",
}  # fmt: skip
_DIRECT = {("公里", "米"), ("亩", "公顷")}
FOREIGN = (
    "美元 美金 欧元 日元 港元 港币 澳元 英镑 韩元 韩币 卢布 加元 台币 新台币 新加坡元 泰铢 瑞郎 USD EUR JPY HKD GBP"
)
# Counted things that are no township's target; a strange word beside them changes nothing.
RESOURCES = frozenset(
    "台 台套 台次 辆 车 车次 名 人 位 人次 个人 名工人 次 轮 天 日 周 年 年度 个月 个年头 小时 个小时 分钟 个工日 工日 工时 秒 份 张 "
    "支 台班 班 千伏 kv 个班组 个施工队 个班 个组 个工作日 个队 支队 支队伍 度 ℃ 点 场 场次 期 班次 余人 人份 遍 趟 道 条意见 "
    "条建议 个问题 个电话 名党员 名干部 名群众 名同志 位同志 名人员 名志愿者 个党员 个专班 个小组 个作业面 个工作面".split()
)
_COUNTED = (
    "户 个 座 家 处 栋 幢 套 间 件 条 项 口 眼 棵 株 根 盏 面 块 层 所 站 段 片 宗 只 头 组 批 吨 户次 家企业 个村 个行政村 "
    "个自然村 个社区 个小区 个乡镇 个标段 个路段 个单位 个企业 个部门 个区 个片区 个环节 个阶段 个节点 个点 个车间 人家 行 孔 "
    "跨 片梁 榀 节 扇 樘 台机器 床 张床 座次 个单元 位学生 分 倍 公升 升 度电 元/户 元/亩 元/米 元/平方米 元/人 万元/户 万元/亩 "
    "元/天 户/天 米/天 公里/天 亩/天 公里/小时 名/天 万元/公里 元/吨 倍多 成功 立方"
).split()
_WRITTEN = sorted(
    {*_SAME, *(u for f in _FAMILIES for u in f), *FOREIGN.split(), *RESOURCES, *_COUNTED, POINTS}, key=len, reverse=True
)
_LETTERED = re.compile(r"[A-Za-z]")


class Converted(NamedTuple):
    """A figure in the project's unit; not `direct` where the office has to agree to the factor."""

    value: Decimal
    direct: bool


def find_unit(text: str, at: int, unit: str) -> tuple[str, int] | None:
    """Return the unit written at a place of a folded text, by its usual name, and where it ends.

    `unit` is the project's own: it is known whatever it is.
    """
    own = _base(unit)[1]
    for written in (*_WRITTEN, own) if own not in _WRITTEN else _WRITTEN:
        end = at + len(written)
        if text[at:end].lower() == written.lower() and not _goes_on(written, text, end):
            return _SAME.get(written, written), end
    return None


def _goes_on(written: str, text: str, end: int) -> bool:
    return bool(_LETTERED.match(written[-1:]) and _LETTERED.match(text, end))


def convert(value: Decimal, written: str, unit: str, *, scale: str = "", measured: bool = False) -> Converted | None:
    """Return a figure in the project's unit, exactly; None where the units are not of one kind (E24).

    `scale` is the 万 or 亿 written before the unit, `measured` tells of a 千 that belongs to it.
    """
    scaling, base = _base(unit)
    written = _base(written)[1] if written in _SAME else written
    family = next((f for f in _FAMILIES if written in f and base in f), {written: "1"} if written == base else None)
    if family is None:
        return None
    size = value * Decimal(family[written]) / Decimal(family[base])
    return Converted(size / scaling, _is_direct(written, base, unit, scale=scale, measured=measured))


def _is_direct(written: str, base: str, unit: str, *, scale: str, measured: bool) -> bool:
    """Tell whether a conversion goes unasked: the township's list is short, and one-way."""
    scaling = unit[:1] if _base(unit)[0] > 1 else ""
    if measured and base != "亩":
        return False
    if written == base:
        return scaling in {"", scale} or unit == "万元"
    return (base, written) in _DIRECT and not scaling


def _base(unit: str) -> tuple[int, str]:
    """Split 万元 into 10000 and 元."""
    name = _SAME.get(unit, unit)
    if unit[:1] in {"万", "亿", "千", "百"} and len(unit) > 1 and unit not in {"千米", "千克", "千瓦"}:
        return SCALES[unit[0]], _SAME.get(unit[1:], unit[1:])
    return 1, name
