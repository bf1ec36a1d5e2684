"""The bulletin of a published month: what it says, and that its sums follow from its annex."""

import datetime as dtm
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.paper_kinds import KINDS, paper_recipe, view_of, write
from bot.settings import Settings
from papers.bulletin import BulletinPaper, docx_of
from rules.notice import ShownAs
from storage.engine import Storage
from tests.bot.bulletin_months import (
    ALONE,
    AUGUST,
    JULY_FOUND,
    JUNE_FOUND,
    LEFT,
    MAY_MET,
    MAY_SHORT,
    ROADS_ONLY,
    Story,
    bulletin,
    changed_in_june,
    corrected,
    lived_in_june,
    told_why,
)
from tests.bot.bulletin_recount import (
    Written,
    check_commands,
    check_misses,
    check_overall,
    check_praise,
    check_reporting,
    check_rows,
    check_support,
    read,
)
from tests.bot.stage import JULY, JUNE, MAY, moment
from tests.bot.stage_book import SUPPORT_ITEMS

SETTINGS = Settings(_env_file=None, organisation="禾源镇")
USUAL = Story({MAY: MAY_SHORT, JUNE: JUNE_FOUND}, is_late="JT03")
STORIES: Mapping[str, Story] = {
    "usual": USUAL,
    "all met": Story({MAY: MAY_MET}),
    "all grey": Story({AUGUST: {}}),
    "one project": Story({JUNE: {"JT01": "5"}}, ALONE),
    "a command without goals": Story({JUNE: {"JT01": "6", "JT02": "?"}}, ROADS_ONLY),
    "all pending": Story({JUNE: dict.fromkeys(JUNE_FOUND, "?")}),
    "red to blue": Story(
        {MAY: MAY_SHORT, JUNE: JUNE_FOUND | {"MS03": "20"}, JULY: JULY_FOUND}, is_late="MS03"
    ),
}


def paper_of(story: Story, storage: Storage) -> BulletinPaper:
    story.tell(storage, SETTINGS)
    return bulletin(storage, SETTINGS, story.month)


def said(view: BulletinPaper, title: str) -> list[str]:
    """Return the paragraphs of a section."""
    (found,) = (one for one in view.sections if one.title == title)
    return [f"{one.lead}{one.words}" for one in found.paragraphs]


def check_all(paper: Written) -> None:
    for check in (check_overall, check_commands, check_rows, check_praise, check_misses):
        check(paper)
    check_reporting(paper)
    check_support(paper)


@pytest.mark.parametrize("name", STORIES)
def test_every_sum_of_the_text_follows_from_the_annex(name: str, sqlite_storage: Storage) -> None:
    check_all(read(docx_of(paper_of(STORIES[name], sqlite_storage))))


def test_a_usual_month_reads_whole(sqlite_storage: Storage) -> None:
    """C15, C27, E17, E22: praise before the misses, the unit's word as its own."""
    USUAL.tell(sqlite_storage, SETTINGS)
    told_why(sqlite_storage)
    changed_in_june(sqlite_storage)
    paper = read(docx_of(bulletin(sqlite_storage, SETTINGS, JUNE)))
    check_all(paper)
    assert paper.annex[-1]["年度目标"] == "1500"  # the change holds from July on
    assert paper.text[5:-6] == (
        (
            "根据《2023年重点项目挂图作战实施意见》，督考办公室对6月份各项目月度任务完成情况"
            "进行了核实认定，现通报如下。"
        ),
        "一、总体情况",
        (
            "截至6月30日，纳入挂图作战的项目共7个，本月有目标任务并参加认定的5个。其中，"
            "蓝牌2个、黄牌2个、红牌1个，蓝牌率40.0%，较上月下降20.0个百分点；当月无目标任务、"
            "不标牌的1个。另有待认定的1个，暂不标牌，不计入参加认定的项目，认定后另行通报。"
        ),
        "二、各指挥部情况",
        "三、表扬情况",
        "（一）超额完成月度目标1个。",
        (
            "1.禾石路大中修工程（JT01）：月度累计目标5.8公里，认定完成6公里，超额3.4%。"
            "主责单位公路站，责任领导卫宏伟，责任人韦长河。"
        ),
        "（二）率先完成年度目标。本月无率先完成年度目标的项目。",
        "（三）由红转蓝。本月无由红转蓝的项目。",
        "四、未完成月度目标的项目",
        "（一）红牌（连续两个月及以上未完成）1个。",
        (
            "1.青龙河大桥改建工程（JT02）：月度累计目标1530万元，认定完成1310万元，差220万元，"
            "已连续2个月未完成。主责单位公路站，责任领导卫宏伟，责任人俞振邦。"
            "单位自述原因：受梁场停产影响，预制梁供应不足。"
        ),
        "（二）黄牌（本月未完成）2个。",
        (
            "1.农村公路安防设施提升工程（JT03）：月度累计目标8公里，认定完成6.5公里，差1.5公里。"
            "主责单位公路站，责任领导卫宏伟，责任人唐旭东。"
        ),
        (
            "2.中心小学综合教学楼项目（MS01）：月度节点「主体封顶」，未报，按未完成认定。"
            "主责单位中心学校，责任领导章少华，责任人柏如意。"
        ),
        (
            "（三）待认定1个。综合养老服务中心项目（MS03）。"
            "暂不标牌，不按未完成处理，认定后另行通报。"
        ),
        "五、报送情况",
        "应报6个，按时报送3个，迟报1个，未报1个，未收到有效报送、列入待认定1个。",
        ("未报项目：中心小学综合教学楼项目（MS01，中心学校），按未完成认定，并注明“未报”。"),
        "迟报项目：农村公路安防设施提升工程（JT03，公路站）。",
        "六、保障事项",
        "本月到期2项，办结1项，逾期1项。以前月份到期、至今未办结1项。",
        (
            "1.线路迁改（BZ003）：涉及禾石路大中修工程（JT01），责任部门供电所，5月20日到期，"
            "已逾期47天。"
        ),
        (
            "2.线路迁改（BZ001）：涉及禾石路大中修工程（JT01），责任部门供电所，6月21日到期，"
            "已逾期15天。"
        ),
        "逾期事项由责任部门于7月10日前书面说明。",
        "七、项目进出和目标调整",
        "经批准，本月纳入0个、退出0个、暂停1个，调整目标1个。",
        "暂停：镇卫生院病房综合楼项目（MS02），自2023年7月起暂停考核。",
        (
            "调整目标：清洁取暖改造工作（MS04），年度目标由1500户调整为1300户，"
            "自2023年7月起按调整后目标认定。"
        ),
        "八、工作要求",
        (
            "黄牌、红牌项目主责单位要逐项查找原因，指挥长要到现场研究解决，"
            "于7月14日前将整改措施报督考办公室。"
        ),
        "未报、迟报项目的责任人要按规定时间报送，确有困难的提前向督考办公室说明。",
        "各指挥部、各单位要对照月度目标抓好下月任务落实，按时如实报送进度。",
    )


def test_the_month_after_takes_the_change_and_the_pause_into_account(
    sqlite_storage: Storage,
) -> None:
    USUAL.tell(sqlite_storage, SETTINGS)
    changed_in_june(sqlite_storage)
    Story({JULY: JULY_FOUND | {"MS04": "210"}}).tell(sqlite_storage, SETTINGS)
    view = bulletin(sqlite_storage, SETTINGS, JULY)
    check_all(read(docx_of(view)))
    remarks = {one.code: one.remarks for one in view.annex if one.remarks}
    assert remarks == {
        "JT01": "超额完成、率先完成年度目标",
        "JT02": "由红转蓝",
        "MS02": "暂停",
        "MS04": "已调整、超额完成",
    }
    assert [one.annual for one in view.annex if one.code == "MS04"] == ["1300"]
    assert said(view, "项目进出和目标调整") == ["本月无项目进出，未调整目标。"]


def test_what_is_finished_owes_no_report_and_what_left_is_not_counted(
    sqlite_storage: Storage,
) -> None:
    """E20: done for the year while the plan asks for more is praised, also where stages are."""
    with sqlite_storage.work() as work:
        work.book.put(LEFT, moment("01-01 08:00"))
    lived_in_june(sqlite_storage)
    found = {"JT01": "12.4", "JT02": "1530", "MS02": "1529.99"}
    view = paper_of(Story({MAY: MAY_SHORT, JUNE: found}, LEFT), sqlite_storage)
    check_all(read(docx_of(view)))
    assert {one.code: one.remarks for one in view.annex} == {
        "JT01": "超额完成、率先完成年度目标",
        "JT02": "",
        "JT03": "已完工、超额完成、率先完成年度目标",
        "MS01": "已完工、率先完成年度目标",
        "MS02": "",
        "MS04": "无目标任务",
    }
    assert said(view, "表扬情况")[-2] == (
        "3.中心小学综合教学楼项目（MS01）：月度节点「主体封顶」，认定完成1节点，"
        "已提前完成年度目标。主责单位中心学校，责任领导章少华，责任人柏如意。"
    )
    assert said(view, "报送情况") == ["应报3个，全部按时报送。"]
    assert said(view, "项目进出和目标调整") == [
        "经批准，本月纳入0个、退出1个、完工2个，调整目标0个。",
        "退出：清洁取暖改造工作（MS04），自2023年7月起不再考核。",
        "完工：农村公路安防设施提升工程（JT03），已核实完工。",
        "完工：中心小学综合教学楼项目（MS01），已核实完工。",
    ]
    assert "BZ007" not in "".join(said(view, "保障事项"))


def test_a_good_month_has_no_misses_and_says_so(sqlite_storage: Storage) -> None:
    """The month before was not published: nothing is compared with it."""
    view = paper_of(STORIES["all met"], sqlite_storage)
    assert said(view, "总体情况") == [
        (
            "截至5月31日，纳入挂图作战的项目共7个，本月有目标任务并参加认定的5个。其中，蓝牌5个、"
            "黄牌0个、红牌0个，蓝牌率100.0%；当月无目标任务、不标牌的2个。"
        )
    ]
    assert said(view, "表扬情况") == ["本月无超额完成月度目标、率先完成年度目标和由红转蓝的项目。"]
    assert said(view, "未完成月度目标的项目") == ["本月无红牌、黄牌项目，参加认定的项目全部完成。"]
    assert said(view, "报送情况") == ["应报5个，全部按时报送。"]
    assert said(view, "工作要求") == [
        "各指挥部、各单位要对照月度目标抓好下月任务落实，按时如实报送进度。"
    ]


def test_a_month_that_asks_nothing_of_anybody_says_so(sqlite_storage: Storage) -> None:
    """E43."""
    view = paper_of(STORIES["all grey"], sqlite_storage)
    assert said(view, "总体情况") == [
        "截至8月31日，纳入挂图作战的项目共7个，本月无考核任务；当月无目标任务、不标牌的7个。"
    ]
    assert said(view, "表扬情况") == said(view, "未完成月度目标的项目") == ["本月无考核任务。"]
    assert said(view, "报送情况") == ["本月没有应报送的项目。"]
    assert {one.share for one in view.commands} == {"本月无考核任务"}


def test_what_is_not_determined_is_no_miss_and_no_silence(sqlite_storage: Storage) -> None:
    """Nobody is shamed for what the office has not decided."""
    view = paper_of(STORIES["all pending"], sqlite_storage)
    assert said(view, "总体情况") == [
        (
            "截至6月30日，纳入挂图作战的项目共7个，本月有目标任务并参加认定的0个。其中，蓝牌0个、"
            "黄牌0个、红牌0个，蓝牌率—；当月无目标任务、不标牌的1个。另有待认定的6个，暂不标牌，"
            "不计入参加认定的项目，认定后另行通报。"
        )
    ]
    assert said(view, "未完成月度目标的项目")[0] == "本月无红牌、黄牌项目。"
    assert said(view, "报送情况") == [
        "应报6个，按时报送0个，迟报0个，未报0个，未收到有效报送、列入待认定6个。"
    ]


def test_a_correction_says_what_changed_with_the_annex_anew(sqlite_storage: Storage) -> None:
    """E15, E16: before and after, and never why."""
    USUAL.tell(sqlite_storage, SETTINGS)
    first = bulletin(sqlite_storage, SETTINGS, JUNE)
    made = corrected(sqlite_storage, "JT02", "1530")
    view = bulletin(sqlite_storage, SETTINGS, JUNE, made)
    paper = read(docx_of(view))
    for check in (check_overall, check_commands, check_rows):
        check(paper)
    assert paper.text[1:4] == (
        "禾政督〔2023〕7号　第6期",
        "关于2023年6月份重点项目挂图作战",
        "进展情况的更正通报",
    )
    assert paper.text[5:8] == (
        (
            "《关于2023年6月份重点项目挂图作战进展情况的通报》（第6期）印发后，督考办公室更正了"
            "部分项目的认定结果（更正第1号），现将更正情况通报如下。"
        ),
        "一、更正内容",
        (
            "1.青龙河大桥改建工程（JT02）：由红牌（连续2个月）更正为蓝牌；认定结果由完成1310万元"
            "更正为完成1530万元，目标1530万元。主责单位公路站。"
        ),
    )
    assert said(view, "工作要求") == ["其余内容仍按原通报执行；相关警告以更正后的为准。"]
    changed = [pair for pair in zip(first.annex, view.annex, strict=True) if pair[0] != pair[1]]
    assert [(was.plate, now.plate, now.remarks) for was, now in changed] == [
        ("红牌", "蓝牌", "更正第1号")
    ]


def test_who_misses_the_goal_only_now_is_asked_for_measures(sqlite_storage: Storage) -> None:
    USUAL.tell(sqlite_storage, SETTINGS)
    view = bulletin(sqlite_storage, SETTINGS, JUNE, corrected(sqlite_storage, "MS03", "20"))
    assert said(view, "更正内容") == [
        (
            "1.综合养老服务中心项目（MS03）：由无牌（待认定）更正为红牌（连续2个月）；"
            "认定结果由待认定更正为完成20%，目标28%，差8%。主责单位民政办公室。"
        )
    ]
    assert said(view, "工作要求")[0] == (
        "更正后为黄牌、红牌的项目主责单位要逐项查找原因，指挥长要到现场研究解决，"
        "于7月18日前将整改措施报督考办公室。"
    )


def test_the_file_is_named_by_number_and_title(sqlite_storage: Storage) -> None:
    USUAL.tell(sqlite_storage, SETTINGS)
    first = bulletin(sqlite_storage, SETTINGS, JUNE)
    again = bulletin(sqlite_storage, SETTINGS, JUNE, corrected(sqlite_storage, "JT02", "1530"))
    title = "关于2023年6月份重点项目挂图作战进展情况的"
    assert first.file_name == f"禾政督〔2023〕6号 {title}通报.docx"
    assert again.file_name == f"禾政督〔2023〕7号 {title}更正通报.docx"


def test_a_recipe_of_it_is_the_paper(sqlite_storage: Storage) -> None:
    view = paper_of(STORIES["one project"], sqlite_storage)
    recipe = paper_recipe("bulletin", view, view.file_name)
    assert recipe.shown_as is ShownAs.FILE
    assert read(write("bulletin", view_of(view), "docx")) == read(docx_of(view))
    assert set(KINDS["bulletin"].formats) == {"docx", "pdf"}


def test_of_very_many_overdue_items_the_longest_are_named(sqlite_storage: Storage) -> None:
    USUAL.tell(sqlite_storage, SETTINGS)
    (item,) = SUPPORT_ITEMS
    days = [dtm.date(2023, 5 + each // 20, each % 20 + 1) for each in range(26)]
    many = [replace(item, number=f"BZ{each:03}", due_date=day) for each, day in enumerate(days, 1)]
    with sqlite_storage.work() as work:
        work.book.put_support_items(2023, many)
    paper = read(docx_of(bulletin(sqlite_storage, SETTINGS, JUNE)))
    check_support(paper)
    part = paper.part("保障事项")
    assert part[0] == "本月到期6项，办结0项，逾期6项。以前月份到期、至今未办结20项。"
    assert part[1].startswith("1.线路迁改（BZ001）：")
    assert part[-2:] == ("其余16项见作战保障图。", "逾期事项由责任部门于7月10日前书面说明。")
