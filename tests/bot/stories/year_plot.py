"""What happens in the year besides its months: what is applied for, handed over and corrected.

Each scene plays through its real dialogue, and writes down in the ledger what it comes to.
"""

import datetime as dtm
from collections.abc import Awaitable, Callable
from decimal import Decimal

from tests.bot.stage import Township
from tests.bot.stories import year_requests as requests
from tests.bot.stories.year_ledger import Change, Code, Ledger, Paper
from tests.bot.stories.year_months import COLLEAGUE, REVIEWER, Cast, Way
from tests.bot.stories.year_requests import CHIEF, FIRST_CHIEF

Scene = Callable[[Township, Ledger], Awaitable[None]]
WAY_OF_A_FALSE_REPORT = "发现虚报（仅督考办可见）"

CAST: Cast = {
    ("GY02", 2): Way.PLAIN,
    ("GY02", 3): Way.SHORT,  # missed, paused, missed: red
    ("GY02", 6): Way.SHORT,
    ("CZ01", 3): Way.PLAIN,
    ("CZ01", 4): Way.SHORT,  # corrected: May is red no more
    ("CZ01", 5): Way.SILENT,
    ("CZ01", 6): Way.PLAIN,
    ("XC01", 6): Way.PLAIN,
    ("XC01", 7): Way.PLAIN,  # found false: August becomes red
    ("XC01", 8): Way.SHORT,
    ("XC03", 4): Way.SHORT,
    ("XC03", 5): Way.SHORT,  # 3.9 of 4.4, and of 3.5 by minutes that are entered late
    ("SL02", 4): Way.PLAIN,
    ("SL02", 5): Way.SHORT,
    ("SL02", 6): Way.SILENT,  # red, then two months without a target; corrected after them
    **{("SL02", month): Way.PLAIN for month in (9, 10, 11, 12)},
    ("JJ02", 4): Way.WAITING,  # decided by a correction
    ("WL02", 9): Way.WAITING,  # never decided
    ("RJ04", 9): Way.PLAIN,
    ("RJ04", 11): Way.PLAIN,
    ("RJ04", 12): Way.SILENT,  # the last stage: the year is not met
    ("ZQ01", 4): Way.SHORT,  # the one who answers until June, and the one after him
    ("ZQ01", 7): Way.SILENT,
    ("ZQ01", 8): Way.SHORT,
    ("SH01", 7): Way.PLAIN,  # the command 12 comes to the share of 05
    ("SH01", 9): Way.PLAIN,
    ("SH03", 8): Way.SILENT,
    ("SH03", 9): Way.SILENT,
    ("SH03", 10): Way.SHORT,
    ("SH03", 11): Way.LATE,
}


def figures(written: str) -> dict[int, Decimal]:
    """Read `4月1.5 5月3.1`."""
    parts = (part.split("月") for part in written.split())
    return {int(month): Decimal(figure) for month, figure in parts}


def agree(ledger: Ledger, code: Code, on: dtm.date, since: int, annual: str, months: str) -> None:
    """Write down an approved change: it holds from the later of two months (E3)."""
    change = Change(on, max(since, on.month), Decimal(annual), figures(months))
    ledger.papers[code].changes.append(change)


def day(month: int, number: int) -> dtm.date:
    return dtm.date(2023, month, number)


JT01_FIRST = "4月1.5 5月3.1 6月5 7月7 8月8.8 9月10.2 10月11"
JT01_SECOND = "8月8 9月9.2 10月10"
NY01_MONTHS = "4月700 5月1300 7月2800 8月3500 9月4200 11月4800"
XC03_MONTHS = "5月3.5 6月6 7月9 8月12 9月14.5 10月16 11月17 12月17"
ST01_MONTHS = "7月2900 8月3300 9月3700 10月4000"
MS03_MONTHS = "9月60 10月72 11月82 12月90"
GY05_MONTHS = "4月50 5月100 6月200 7月310 8月430 9月560 10月680 11月800 12月900"


async def another_target(town: Township, ledger: Ledger) -> None:
    await requests.ask_target(town, "韦长河", "JT01", 4, "11公里", JT01_FIRST)
    await requests.sign_and_review(town, "卫宏伟")
    await requests.press(town, CHIEF, "批准")
    agree(ledger, "JT01", day(2, 20), 4, "11", JT01_FIRST)


async def an_exception(town: Township, ledger: Ledger) -> None:
    await requests.ask_target(town, "韦长河", "JT01", 8, "10公里", JT01_SECOND)
    await requests.sign_and_review(town, "卫宏伟")
    await requests.press_and_say(town, CHIEF, "批准", "再次受灾情况属实，同意特批")
    agree(ledger, "JT01", day(7, 12), 8, "10", JT01_SECOND)


async def returned_and_filed_again(town: Township, ledger: Ledger) -> None:
    await requests.ask_target(town, "傅明辉", "NY01", 4, "4800亩", NY01_MONTHS)
    await requests.press(town, "康传喜", "签字")
    await requests.press_and_say(town, REVIEWER, "退回", "缺少气象证明")
    await requests.complete(town, "傅明辉")
    await requests.sign_and_review(town, "康传喜")
    await requests.press(town, FIRST_CHIEF, "批准")
    agree(ledger, "NY01", day(3, 15), 4, "4800", NY01_MONTHS)


async def left_to_a_meeting(town: Township, ledger: Ledger) -> None:
    del ledger
    await requests.ask_target(town, "吕秋生", "XC03", 5, "17公里", XC03_MONTHS)
    await requests.sign_and_review(town, "平如意")
    town.server.reading.read_all()


async def minutes_entered_late(town: Township, ledger: Ledger) -> None:
    """Enter a meeting of May when May is public: a correction follows by itself (E6)."""
    town.server.reading.read_all()
    offered = requests.standing(town, "录入会议纪要", "XC03")
    assert await town.press(COLLEAGUE, offered, "录入会议纪要") == ""
    asked = town.server.reading.read_all(town.office)[-1]
    await town.say(COLLEAGUE, "禾政会〔2023〕5号 5月26日", town.office, reply_to=asked)
    agree(ledger, "XC03", day(5, 26), 5, "17", XC03_MONTHS)
    assert ledger.correct("XC03") == [5]


async def declined(town: Township, ledger: Ledger) -> None:
    del ledger
    months = "5月1900 6月2500 7月3000 8月3400 9月3700 10月3900"
    await requests.ask_target(town, "卜凤霞", "ST01", 5, "3900万元", months)
    await requests.sign_and_review(town, "曹静怡")
    await requests.press_and_say(town, FIRST_CHIEF, "驳回", "汛期影响不到全年目标")


async def asked_again_after_a_refusal(town: Township, ledger: Ledger) -> None:
    """Apply anew: what was declined uses up no year's change (E7)."""
    await requests.ask_target(town, "卜凤霞", "ST01", 7, "4000万元", ST01_MONTHS)
    await requests.sign_and_review(town, "曹静怡")
    await requests.press(town, FIRST_CHIEF, "批准")
    agree(ledger, "ST01", day(6, 12), 7, "4000", ST01_MONTHS)


async def taken_back(town: Township, ledger: Ledger) -> None:
    del ledger
    months = "6月3.5 9月7 10月8 11月8.8 12月9"
    await requests.ask_target(town, "倪开元", "SL01", 6, "9公里", months)
    await requests.press(town, "尤亚楠", "签字")
    await requests.press(town, "倪开元", "撤回")


async def waits_for_a_new_commander(town: Township, ledger: Ledger) -> None:
    """Change the commander while a request waits: it is the new one's to sign (C18)."""
    await requests.ask_target(town, "昌宏伟", "MS03", 9, "90%", MS03_MONTHS)
    await requests.hand_over(town, "指挥长", "10 民生事业指挥部", "时保国")
    await requests.sign_and_review(town, "时保国")
    await requests.press(town, CHIEF, "批准")
    agree(ledger, "MS03", day(8, 16), 9, "90", MS03_MONTHS)


async def another_person(town: Township, ledger: Ledger) -> None:
    await requests.hand_over(town, "责任人", "ZQ01", "雷小满")
    ledger.papers["ZQ01"].person = "雷小满"


async def nominated_in_figures(town: Township, ledger: Ledger) -> None:
    del ledger
    await requests.nominate(
        town,
        "于思源",
        *("新签约", "01 工业项目建设指挥部", "物流分拨中心项目"),
        *("新建分拣车间两座，配套停车场和充电设施", "经济发展办公室", "殷雪松", "苏佳宁"),
        *("万元", "900万元", "12月31日", "4月", GY05_MONTHS, "按此计划"),
        "市里签约的物流项目，牵动全镇农产品外运",
    )
    await requests.press(town, REVIEWER, "审核通过")


async def enters_in_figures(town: Township, ledger: Ledger) -> None:
    """April has been asked by now: nobody misses it, it is in from May on (E9)."""
    town.server.reading.read_all()
    await town.press(CHIEF, requests.standing(town, "批准", "GY05"), "批准")
    goals = {month: figure for month, figure in figures(GY05_MONTHS).items() if month >= 5}
    ledger.papers["GY05"] = Paper(
        *("GY05", "物流分拨中心项目", "01", "经济发展办公室", "苏佳宁", "万元"),
        annual=Decimal(900),
        goals=dict(goals),
        enters=5,
    )


async def enters_in_stages(town: Township, ledger: Ledger) -> None:
    await requests.nominate(
        town,
        "华秋生",
        *("新部署", "13 人居环境整治指挥部", "垃圾分类示范小区创建"),
        *("四个小区改造投放点，配齐分类设施和督导员", "环境卫生管理所", "酆建业", "何晓东"),
        *("按形象进度考核", "12月20日", "9月", "9月方案批复 11月设施安装 12月验收命名"),
        "县里新部署的示范创建任务，年内要验收命名",
    )
    await requests.press(town, REVIEWER, "审核通过")
    await requests.press(town, FIRST_CHIEF, "批准")
    ledger.papers["RJ04"] = Paper(
        *("RJ04", "垃圾分类示范小区创建", "13", "环境卫生管理所", "何晓东", "节点"),
        annual=None,
        goals={9: "方案批复", 11: "设施安装", 12: "验收命名"},
        enters=9,
    )


async def leaves(town: Township, ledger: Ledger) -> None:
    await requests.begin_step(town, "元丽娜", "NY02", "申请退出", 7)
    await requests.give_reason(town, "元丽娜", "征地遗留纠纷已进入诉讼程序，短期内无法复工")
    await requests.sign_and_review(town, "康传喜")
    await requests.press(town, CHIEF, "批准")
    ledger.papers["NY02"].leaves = 7


async def pauses(town: Township, ledger: Ledger) -> None:
    await requests.begin_step(town, "鲁立新", "GY02", "申请暂停", 4)
    await town.press("鲁立新", await town.next("鲁立新"), "6月")
    await requests.give_reason(town, "鲁立新", "园区地下管线迁改，供电部门要求全线停工")
    await requests.sign_and_review(town, "殷雪松")
    await requests.press(town, CHIEF, "批准")
    ledger.papers["GY02"].paused |= set(range(4, 13))


async def goes_on(town: Township, ledger: Ledger) -> None:
    await requests.begin_step(town, "鲁立新", "GY02", "申请恢复", 6)
    await requests.give_reason(town, "鲁立新", "管线迁改已经完成，人员机械已经到位")
    await requests.press(town, REVIEWER, "审核通过")
    ledger.papers["GY02"].paused -= set(range(6, 13))


async def is_finished(town: Township, ledger: Ledger) -> None:
    await requests.begin_step(town, "冯春林", "ST03", "申请完工", 8)
    await town.next("冯春林")
    await town.say("冯春林", "100%")
    await requests.give_reason(town, "冯春林", "全部企业整治到位，已经通过县里验收")
    await requests.press(town, REVIEWER, "审核通过")
    ledger.papers["ST03"].done = (8, Decimal(100))


async def correct(town: Township, words: str, cause: str = "更正认定") -> None:
    """Let one of the office propose, and another confirm."""
    town.server.reading.read_all()
    await town.say(REVIEWER, f"/correct {words}", town.office)
    asked = await town.next(town.office)
    await town.press(REVIEWER, asked, cause)
    assert await town.press(COLLEAGUE, asked, "确认") == ""


async def a_red_one_becomes_yellow(town: Township, ledger: Ledger) -> None:
    await correct(town, "CZ01 4月 1.1 现场核查")
    ledger.papers["CZ01"].found[4] = Decimal("1.1")
    assert ledger.correct("CZ01") == [4, 5]


async def a_false_report_is_found(town: Township, ledger: Ledger) -> None:
    await correct(town, "XC01 7月 2000 监理月报", WAY_OF_A_FALSE_REPORT)
    ledger.papers["XC01"].found[7] = Decimal(2000)
    assert ledger.correct("XC01") == [7, 8]


async def an_open_month_is_decided(town: Township, ledger: Ledger) -> None:
    await correct(town, "JJ02 4月 7 现场核查")
    ledger.papers["JJ02"].found[4] = Decimal(7)
    assert ledger.correct("JJ02") == [4]


async def a_streak_before_months_without_a_target(town: Township, ledger: Ledger) -> None:
    await correct(town, "SL02 6月 5 现场核查")
    ledger.papers["SL02"].found[6] = Decimal(5)
    assert ledger.correct("SL02") == [6]


SCENES: tuple[tuple[str, Scene], ...] = (
    ("02-20 10:00", another_target),
    ("03-15 10:00", returned_and_filed_again),
    ("04-12 10:00", declined),
    ("04-13 10:00", pauses),
    ("04-26 10:00", nominated_in_figures),
    ("05-04 10:00", enters_in_figures),
    ("05-10 10:00", left_to_a_meeting),
    ("05-15 10:00", taken_back),
    ("05-17 10:00", an_open_month_is_decided),
    ("06-12 10:00", asked_again_after_a_refusal),
    ("06-13 10:00", goes_on),
    ("06-14 10:00", a_red_one_becomes_yellow),
    ("06-15 10:00", another_person),
    ("06-20 10:00", minutes_entered_late),
    ("07-12 10:00", an_exception),
    ("07-13 10:00", leaves),
    ("08-10 10:00", enters_in_stages),
    ("08-11 10:00", is_finished),
    ("08-16 10:00", waits_for_a_new_commander),
    ("09-14 10:00", a_false_report_is_found),
    ("09-15 10:00", a_streak_before_months_without_a_target),
)
