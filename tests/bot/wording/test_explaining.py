"""What `/why` tells, whole: the answer in a sentence, then all that it rests on (C44)."""

import datetime as dtm
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.wording.derivation import Derivation
from bot.wording.explaining import explained
from rules.determination import OPEN
from rules.lifecycle import LifecycleEvent, Step
from rules.month import Month
from rules.project import Cause, Milestone, PlanVersion, Stage
from rules.report import ReportState
from tests.bot.wording.derivations import (
    APRIL,
    ASKED,
    CLOSED,
    JUNE,
    MAY,
    MS01,
    SILENT,
    YEAR_PLAN,
    accepted,
    derived,
    found,
    said,
)

RULES = (
    "适用规则：按累计数比较，等于目标即完成，不四舍五入；每年1月重新计算连续月数；"
    "无目标的月份不计入也不中断连续；调整目标不清除以前的未完成；到公布时未认定的按自报认定。"
)
ADJUSTED = PlanVersion(
    1, JUNE, {JUNE: Decimal(5)}, Cause.ADJUSTMENT, approved_on=dtm.date(2023, 6, 20)
)
STAGES = PlanVersion(0, Month(2023, 1), {JUNE: Milestone("主体封顶")})
BLANK_MAY = PlanVersion(0, Month(2023, 1), {APRIL: Decimal(2), JUNE: Decimal("5.8")})
ONLY_MAY = PlanVersion(0, Month(2023, 1), {MAY: Decimal(3)})


@pytest.mark.parametrize(
    ("one", "words"),
    [
        pytest.param(
            derived(said("5.8"), june=accepted("5.8")),
            "禾石路大中修工程（JT01）\u30006月：蓝牌\n"
            "认定5.8公里，达到6月目标5.8公里，标蓝牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5.8公里，韦长河，7月1日10:00\n"
            "认定：5.8公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：达到月度目标，蓝牌（实施意见三（二），C50）",
            id="blue, exactly",
        ),
        pytest.param(
            derived(said("6"), june=accepted("6")),
            "禾石路大中修工程（JT01）\u30006月：蓝牌\n"
            "认定6公里，超过6月目标5.8公里，标蓝牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：6公里，韦长河，7月1日10:00\n"
            "认定：6公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：达到月度目标，蓝牌（实施意见三（二），C50）",
            id="blue, more than was asked",
        ),
        pytest.param(
            derived(said("5"), june=accepted("5")),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "认定5公里，比6月目标5.8公里少0.8公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="yellow by the report",
        ),
        pytest.param(
            derived(
                said("5.9", 1, by="云慧敏", state=ReportState.REPLACED),
                said("6", 2),
                june=found("5.5", note="现场核查"),
            ),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "自报6公里，督考办认定5.5公里，比6月目标5.8公里少0.3公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5.9公里，云慧敏，7月1日10:00，后来改报\n"
            "自报：6公里，韦长河，7月2日10:00\n"
            "认定：5.5公里（岑春林，7月6日09:00），依据：现场核查\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="yellow by the office's figure, reported twice",
        ),
        pytest.param(
            derived(said("5"), june=accepted("5"), earlier={APRIL: "1.5", MAY: "3.2"}),
            "禾石路大中修工程（JT01）\u30006月：红牌（连续3个月）\n"
            "认定5公里，比6月目标5.8公里少0.8公里；4月、5月、6月连续3个月未完成，标红牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：连续3个月未完成，红牌（实施意见三（二），C52）\n"
            "连续未完成：\n"
            "· 4月黄：目标2公里，认定1.5公里，差0.5公里\n"
            "· 5月红：目标3.7公里，认定3.2公里，差0.5公里\n"
            "· 6月红：目标5.8公里，认定5公里，差0.8公里",
            id="red of three months",
        ),
        pytest.param(
            derived(june=SILENT),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "到截止（7月3日17:00）没有收到自报，按未报认定，没有达到6月目标5.8公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：未报，按未完成认定（督考办，7月6日09:00）\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="unreported",
        ),
        pytest.param(
            derived(said("6", 4), june=SILENT),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "到截止（7月3日17:00）没有收到自报，以后的是迟报、不计入，按未报认定，没有达到6月目标5.8公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：6公里，韦长河，7月4日10:00，迟报\n"
            "认定：未报，按未完成认定（督考办，7月6日09:00）\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="late",
        ),
        pytest.param(
            derived(said("6", state=ReportState.WAITING), june=SILENT),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "到截止（7月3日17:00）自报没有经本人确认，按未报认定，没有达到6月目标5.8公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：6公里，韦长河，7月1日10:00，本人没有确认，不计入\n"
            "认定：未报，按未完成认定（督考办，7月6日09:00）\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="never confirmed",
        ),
        pytest.param(
            derived(said("6"), june=replace(SILENT, by="岑春林", note="查无资料")),
            "禾石路大中修工程（JT01）\u30006月：黄牌\n"
            "督考办认定为未报，没有达到6月目标5.8公里，标黄牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：6公里，韦长河，7月1日10:00\n"
            "认定：未报，按未完成认定（岑春林，7月6日09:00），依据：查无资料\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="corrected to unreported",
        ),
        pytest.param(
            derived(said(None, state=ReportState.WAITING), june=replace(OPEN, note="退回重报")),
            "禾石路大中修工程（JT01）\u30006月：无牌（待认定）\n"
            "督考办还没有认定，先不标牌；认定以后以更正公布。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：没有数字，韦长河，7月1日10:00，没有重报，不计入\n"
            "认定：待认定（退回重报）\n"
            "标牌依据：待认定，不标牌（E1）",
            id="pending",
        ),
        pytest.param(
            derived(said("5"), june=accepted("5"), earlier={MAY: "3"}, plan=(YEAR_PLAN, ADJUSTED)),
            "禾石路大中修工程（JT01）\u30006月：蓝牌\n"
            "认定5公里，达到6月目标5公里，标蓝牌。\n"
            "目标：5公里（第1次调整，6月起执行，2023年6月20日批准；年初计划5.8公里）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：达到月度目标，蓝牌（实施意见三（二），C50）",
            id="by an adjusted target",
        ),
        pytest.param(
            derived(
                said("5"),
                june=accepted("5"),
                plan=(YEAR_PLAN, replace(ADJUSTED, number=2, because=Cause.EXCEPTION)),
            ),
            "禾石路大中修工程（JT01）\u30006月：蓝牌\n"
            "认定5公里，达到6月目标5公里，标蓝牌。\n"
            "目标：5公里（第2次调整（特批），6月起执行，2023年6月20日批准；年初计划5.8公里）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：达到月度目标，蓝牌（实施意见三（二），C50）",
            id="by a second, exceptional one",
        ),
        pytest.param(
            derived(said("5"), june=accepted("5"), earlier={APRIL: "1"}, plan=(BLANK_MAY,)),
            "禾石路大中修工程（JT01）\u30006月：红牌（连续2个月）\n"
            "认定5公里，比6月目标5.8公里少0.8公里；4月、6月连续2个月未完成，标红牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5公里（督考办，7月6日09:00，按自报认定）\n"
            "标牌依据：连续2个月未完成，红牌（实施意见三（二），C52）\n"
            "连续未完成：\n"
            "· 4月黄：目标2公里，认定1公里，差1公里\n"
            "· 5月无牌：本月无目标任务，不计入\n"
            "· 6月红：目标5.8公里，认定5公里，差0.8公里\n"
            "起决定作用的规则：无目标的月份不计入也不中断连续（换成“无目标的月份中断连续”，本月是黄牌）",
            id="red over a month without a target",
        ),
        pytest.param(
            derived(plan=(ONLY_MAY,), earlier={MAY: "1"}),
            "禾石路大中修工程（JT01）\u30006月：无牌（本月无目标任务）\n"
            "本月没有目标任务，不标牌；此前连续1个月未完成，仍然计算。\n"
            "目标：本月无目标任务\n"
            "自报：本月不用报送\n"
            "认定：无\n"
            "标牌依据：本月无目标任务，不标牌（E10）",
            id="no target",
        ),
        pytest.param(
            derived(events=(LifecycleEvent(Step.SUSPEND, MAY, decided_on=dtm.date(2023, 5, 6)),)),
            "禾石路大中修工程（JT01）\u30006月：无牌（本月未纳入或已暂停）\n"
            "项目从5月起暂停（2023年5月6日批准），不标牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：无\n"
            "标牌依据：本月未纳入或已暂停，不标牌（E9、E11、E21）",
            id="suspended",
        ),
        pytest.param(
            derived(events=(LifecycleEvent(Step.EXIT, JUNE),)),
            "禾石路大中修工程（JT01）　6月：无牌（本月未纳入或已暂停）\n"
            "项目从6月起退出，不标牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：无\n"
            "标牌依据：本月未纳入或已暂停，不标牌（E9、E11、E21）",
            id="left",
        ),
        pytest.param(
            derived(events=(LifecycleEvent(Step.COMPLETED, MAY, Decimal(6)),)),
            "禾石路大中修工程（JT01）\u30006月：蓝牌\n"
            "已完工，按核定的6公里，超过6月目标5.8公里，标蓝牌。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：6公里（完工时核定，5月起已完工）\n"
            "标牌依据：达到月度目标，蓝牌（实施意见三（二），C50）",
            id="finished",
        ),
        pytest.param(
            derived(project=MS01, plan=(STAGES,), june=found(Stage.UNMET, note="现场核查")),
            "中心小学综合教学楼项目（MS01）\u30006月：黄牌\n"
            "认定未完成，没有达到6月节点「主体封顶」，标黄牌。\n"
            "目标：「主体封顶」（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：未完成（岑春林，7月6日09:00），依据：现场核查\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="a stage not reached",
        ),
        pytest.param(
            derived(project=MS01, plan=(STAGES,), june=SILENT),
            "中心小学综合教学楼项目（MS01）\u30006月：黄牌\n"
            "到截止（7月3日17:00）没有收到自报，按未报认定，没有达到6月节点「主体封顶」，标黄牌。\n"
            "目标：「主体封顶」（年初计划）\n"
            "自报：没有收到（6月30日09:00询问）\n"
            "认定：未报，按未完成认定（督考办，7月6日09:00）\n"
            "标牌依据：未完成月度目标，黄牌（实施意见三（二），C51）",
            id="a stage that nobody reported",
        ),
        pytest.param(
            derived(said("5"), asked=ASKED),
            "禾石路大中修工程（JT01）\u30006月：未认定（还没有公布）\n"
            "填报还没有截止（7月3日17:00截止），督考办认定、公布以后才有颜色。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：尚未认定",
            id="before the close",
        ),
        pytest.param(
            derived(said("5"), june=found("5.5"), asked=CLOSED),
            "禾石路大中修工程（JT01）\u30006月：未认定（还没有公布）\n"
            "填报已截止，督考办认定、公布以后才有颜色。\n"
            "目标：5.8公里（年初计划）\n"
            "自报：5公里，韦长河，7月1日10:00\n"
            "认定：5.5公里（岑春林，7月6日09:00）",
            id="before the publication",
        ),
    ],
)
def test_why_begins_with_the_answer_and_gives_all_that_it_rests_on(
    one: Derivation, words: str
) -> None:
    assert explained(one) == f"{words}\n{RULES}"
