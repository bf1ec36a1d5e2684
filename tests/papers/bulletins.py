"""A bulletin and a correction's circular as their papers show them, written by hand."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import replace

from papers.bulletin import AnnexRow, BulletinPaper, CommandRow, Paragraph, Section
from rules.month import Month

_ROW = AnnexRow(
    number=1,
    code="JT02",
    name="青龙河大桥改建工程",
    command="交通建设指挥部",
    commander="卫宏伟",
    lead_unit="公路站",
    person="俞振邦",
    unit="万元",
    annual="2750",
    goal="1530",
    reported="1310",
    found="1310",
    completion="85.6%",
    plate="红牌",
    streak="2",
    remarks="迟报",
)
USUAL = BulletinPaper(
    organisation="禾源镇",
    symbol="禾政督",
    number=8,
    month=Month(2023, 6),
    correction=0,
    issued_on=dtm.date(2023, 7, 6),
    file_name="禾政督〔2023〕8号 关于2023年6月份重点项目挂图作战进展情况的通报.docx",
    opening="根据《2023年重点项目挂图作战实施意见》，现通报如下。",
    sections=(
        Section("总体情况", (Paragraph("截至6月30日，纳入挂图作战的项目共1个。"),)),
        Section("各指挥部情况", (), has_commands=True),
        Section(
            "未完成月度目标的项目",
            (
                Paragraph("", "（一）红牌（连续两个月及以上未完成）1个。"),
                Paragraph("1.青龙河大桥改建工程（JT02）：差220万元。"),
                Paragraph("本月无黄牌项目。", "（二）黄牌（本月未完成）。"),
            ),
        ),
    ),
    commands=(CommandRow("交通建设指挥部", "卫宏伟", 1, 1, 0, 0, 1, 0, 0, "0.0%"),),
    annex=(_ROW,),
)
CORRECTED = replace(USUAL, number=9, correction=1)
NOTHING = replace(USUAL, organisation="", commands=(), annex=())
MANY = replace(USUAL, annex=tuple(replace(_ROW, number=n) for n in range(1, 61)))
BULLETINS: Mapping[str, BulletinPaper] = {
    "usual": USUAL,
    "corrected": CORRECTED,
    "nothing": NOTHING,
    "many": MANY,
}
