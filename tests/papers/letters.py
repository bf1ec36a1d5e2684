"""Warning letters in the states that they come in."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

from papers.warning_letter import MissedMonth, MissedProject, WarningLetter
from rules.month import Month
from rules.plates import Plate
from rules.project import Milestone, Stage

JUNE = Month(2023, 6)
MAY = JUNE.previous
_JT03 = MissedProject(
    "JT03",
    "农村公路安防设施提升工程",
    "公里",
    1,
    (MissedMonth(JUNE, Decimal(8), Decimal("6.5")),),
)
YELLOW = WarningLetter(
    plate=Plate.YELLOW,
    number="禾挂督黄〔2023〕8号",
    unit="公路站",
    command="交通建设指挥部",
    month=JUNE,
    projects=(_JT03,),
    issued_on=dtm.date(2023, 7, 6),
    reply_by=dtm.date(2023, 7, 12),
    scope="全镇",
)
SEVERAL = replace(
    YELLOW,
    projects=(
        _JT03,
        MissedProject("JT05", "村道硬化工程", "公里", 1, (MissedMonth(JUNE, Decimal(12), None),)),
        MissedProject(
            "JT06",
            "服务区综合楼",
            "%",
            1,
            (MissedMonth(JUNE, Milestone("主体封顶"), Stage.UNMET),),
        ),
    ),
    correction=1,
    replaces="禾挂督黄〔2023〕7号",
)
_JT02 = MissedProject(
    "JT02",
    "青龙河大桥改建工程",
    "万元",
    2,
    (
        MissedMonth(MAY, Decimal(1190), Decimal(1080)),
        MissedMonth(JUNE, Decimal(1530), Decimal(1310)),
    ),
)
RED = replace(
    YELLOW,
    plate=Plate.RED,
    number="禾挂督红〔2023〕3号",
    reply_by=dtm.date(2023, 7, 10),
    projects=(_JT02,),
)
LONG = replace(
    RED,
    projects=(
        _JT02,
        MissedProject(
            "JT09",
            "跨年续建工程",
            "公里",
            4,
            (
                MissedMonth(Month(2022, 12), Decimal(5), None),
                MissedMonth(MAY, Decimal(8), Decimal(7)),
                MissedMonth(JUNE, Decimal(9), Decimal(8)),
            ),
        ),
    ),
)
LETTERS = {"yellow": YELLOW, "several": SEVERAL, "red": RED, "long": LONG}
