"""The office's desk: what is open is listed, accepted, found otherwise, or sent back."""

from decimal import Decimal

import pytest

from bot.sheet import sheet_of
from rules.cycle import MonthState
from rules.determination import Ground
from rules.project import Value
from tests.bot.stage import JUNE, Township

LIST = "【6月认定】还有6个项目没有认定（第{page}页，共2页）：\n{lines}"
FIRST = (
    "〔交通建设指挥部〕需要核对\n"
    "农村公路安防设施提升工程（JT03）\n　未报，目标8公里，上月认定4.5公里\n"
    "〔民生事业指挥部〕需要核对\n"
    "中心小学综合教学楼项目（MS01）\n　未报，目标「主体封顶」\n"
    "综合养老服务中心项目（MS03）\n　未报，目标28%，上月认定10%\n"
    "〔交通建设指挥部〕\n"
    "禾石路大中修工程（JT01）\n　自报5公里，目标5.8公里，上月认定3.7公里\n"
    "青龙河大桥改建工程（JT02）\n　自报1530万元，目标1530万元，上月认定1080万元"
)
SECOND = (
    "〔民生事业指挥部〕\n镇卫生院病房综合楼项目（MS02）\n"
    "　自报1530万元，目标1530万元，上月认定1190万元"
)
JT01 = "禾石路大中修工程（JT01）\n　自报5公里，目标5.8公里，上月认定3.7公里"
HOW_TO_CHANGE = "要改请发：/determine JT01 数字 依据"
NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"
REST = "其余按自报认定（3个）"


def found(town: Township, code: str) -> tuple[Value | None, Ground, str | None] | None:
    made = town.line(code).determination
    return None if made is None else (made.value, made.ground, made.by)


async def test_the_list_shows_first_what_needs_a_look(closed: Township) -> None:
    await closed.say("岑春林", "/determine", closed.office)
    listed = await closed.next(closed.office)
    assert listed.text == LIST.format(page=1, lines=FIRST)
    await closed.press("岑春林", listed, "下一页")
    assert (listed.text, listed.labels) == (
        LIST.format(page=2, lines=SECOND),
        ("MS02 镇卫生院病房综合楼项目", "按自报认定", "改数", "退回", "上一页", REST),
    )
    await closed.press("柳艳玲", listed, "上一页")
    assert listed.text == LIST.format(page=1, lines=FIRST)


async def test_a_member_may_use_the_desk_privately(closed: Township) -> None:
    await closed.say("秦振邦", "/determine jt01")
    shown = await closed.next("秦振邦")
    assert (shown.text, shown.labels) == (JT01, ("按自报认定", "改数", "退回"))
    await closed.press("秦振邦", shown, "按自报认定")
    assert found(closed, "JT01") == (Decimal(5), Ground.REPORT, "秦振邦")


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河", "云慧敏"])
async def test_nobody_else_may_use_it(closed: Township, name: str) -> None:
    await closed.say(name, "/determine JT01 6 现场核查")
    assert await closed.told(name) == NOT_YOURS
    assert found(closed, "JT01") is None


async def test_to_sit_in_the_offices_group_is_not_enough(closed: Township) -> None:
    closed.office.members[closed.user("韦长河").id] = "member"
    shown = await closed.desk("JT01")
    for label in ("按自报认定", "改数", "退回"):
        assert await closed.press("韦长河", shown, label) == NOT_YOURS
    await closed.say("韦长河", "/determine", closed.office)
    assert await closed.told(closed.office) == NOT_YOURS
    assert found(closed, "JT01") is None


@pytest.mark.parametrize("command", ["/determine", "/publish"])
async def test_the_desk_does_not_stand_in_other_groups(closed: Township, command: str) -> None:
    for group in (closed.roads, closed.headquarters, closed.township):
        group.members[closed.user("岑春林").id] = "member"
        await closed.say("岑春林", command, group)
        assert await closed.told(group) == "这件事不在本群办理，请到督考办群、与我的私聊办理。"


async def test_a_report_is_accepted_as_it_is(closed: Township) -> None:
    shown = await closed.desk("JT01")
    assert await closed.press("岑春林", shown, "按自报认定") == (
        "禾石路大中修工程（JT01）6月已认定5公里（岑春林）。"
    )
    assert found(closed, "JT01") == (Decimal(5), Ground.REPORT, "岑春林")
    assert shown.text.startswith("【6月认定】还有5个项目没有认定：\n")


async def test_a_silence_is_accepted_as_not_met(closed: Township) -> None:
    shown = await closed.desk("MS03")
    assert shown.labels == ("按未报", "改数", "退回")
    assert await closed.press("岑春林", shown, "按未报") == (
        "综合养老服务中心项目（MS03）6月已按未报认定（岑春林）。"
    )
    assert found(closed, "MS03") == (None, Ground.SILENCE, "岑春林")
    assert closed.line("MS03").rated.plate == "red"


async def test_a_late_report_that_is_accepted_is_the_offices_own_finding(
    closed: Township,
) -> None:
    await closed.answer("唐旭东", "JT03", "累计8公里")
    await closed.next(closed.roads)
    shown = await closed.desk("JT03")
    await closed.press("岑春林", shown, "按自报认定")
    assert found(closed, "JT03") == (Decimal(8), Ground.OFFICE, "岑春林")
    assert closed.line("JT03").rated.plate == "blue"


async def test_the_rest_is_accepted_at_once_and_nothing_that_is_in_doubt(
    closed: Township,
) -> None:
    await closed.answer("唐旭东", "JT03", "累计8公里")  # late: not among the rest
    await closed.next(closed.roads)
    await closed.say("岑春林", "/determine", closed.office)
    listed = await closed.next(closed.office)
    assert await closed.press("岑春林", listed, REST) == "已按自报认定3个。还有3个要逐个认定。"
    decided = {code: found(closed, code) is not None for code in ("JT01", "JT02", "JT03", "MS02")}
    assert decided == {"JT01": True, "JT02": True, "JT03": False, "MS02": True}


@pytest.mark.parametrize(
    ("written", "plate", "value", "note"),
    [
        (
            "JT01 6.5 现场核查",
            "蓝牌",
            Decimal("6.5"),
            "现场核查",
        ),
        (
            "6月 禾石路 4000米",
            "黄牌",
            Decimal(4),
            "",
        ),
    ],
    ids=["in the project's unit", "by month, name and another unit"],
)
async def test_a_figure_is_proposed_and_confirmed(
    closed: Township, written: str, plate: str, value: Decimal, note: str
) -> None:
    await closed.say("岑春林", f"/determine {written}", closed.office)
    proposed = await closed.next(closed.office)
    assert (proposed.labels, found(closed, "JT01")) == (("确认", "取消"), None)
    assert proposed.text == (
        f"禾石路大中修工程（JT01）6月拟认定{value}公里（自报5公里，目标5.8公里），"
        f"照此拟为{plate}。\n依据：{note or '未写'}\n点「确认」才算认定。"
    )
    await closed.press("柳艳玲", proposed, "确认")
    ground = f"，依据：{note}" if note else ""
    assert proposed.text == (f"禾石路大中修工程（JT01）6月已认定{value}公里（柳艳玲）{ground}。")
    assert found(closed, "JT01") == (value, Ground.OFFICE, "柳艳玲")


async def test_a_proposal_names_the_red_plate_that_would_follow(closed: Township) -> None:
    await closed.say("岑春林", "/determine JT02 1500 监理月报", closed.office)
    assert await closed.told(closed.office) == (
        "青龙河大桥改建工程（JT02）6月拟认定1500万元（自报1530万元，目标1530万元），"
        "照此拟为红牌（连续2个月）。\n依据：监理月报\n点「确认」才算认定。"
    )


async def test_a_stage_is_found_in_words(closed: Township) -> None:
    await closed.say("岑春林", "/determine MS01 已完成 看了现场", closed.office)
    proposed = await closed.next(closed.office)
    assert proposed.text == (
        "中心小学综合教学楼项目（MS01）6月拟认定已完成（未报，目标「主体封顶」），照此拟为蓝牌。\n"
        "依据：看了现场\n点「确认」才算认定。"
    )
    await closed.press("岑春林", proposed, "确认")
    assert closed.line("MS01").rated.plate == "blue"


async def test_a_proposal_may_be_dropped(closed: Township) -> None:
    await closed.say("岑春林", "/determine JT01 6.5 现场核查", closed.office)
    proposed = await closed.next(closed.office)
    await closed.press("岑春林", proposed, "取消")
    assert proposed.text == "禾石路大中修工程（JT01）的认定没有改动。"
    assert await closed.press("岑春林", proposed, "确认", stale=True) == (
        "这个按钮已经失效，请看后面的新消息。"
    )
    assert found(closed, "JT01") is None


@pytest.mark.parametrize(
    "written", ["abc", "-5", "6.5%", "6户", "大概6公里", "6-7公里", "1e5", "6公里左右", "6 至 7"]
)
async def test_a_figure_that_is_none_is_asked_for_again(closed: Township, written: str) -> None:
    await closed.say("岑春林", f"/determine JT01 {written}", closed.office)
    assert await closed.told(closed.office) == (
        "没有看懂禾石路大中修工程（JT01）的认定数。"
        "请写数字（单位公里）和依据，如：5.8公里 现场核查。"
    )


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("XX99", "没有找到项目「XX99」。请核对项目编号或名称，也可以只发 /status 从列表里选。"),
        (
            "6.5 现场核查",
            "没有找到项目「6.5」。请核对项目编号或名称，也可以只发 /status 从列表里选。",
        ),
        ("MS04", "清洁取暖改造工作（MS04）6月没有目标任务，不用认定。"),
        ("MS04 5", "清洁取暖改造工作（MS04）6月没有目标任务，不用认定。"),
        ("2023-13", "没有看懂月份「2023-13」，请写成 2023-06 或 6月。"),
        ("7月", "7月还没有截止，截止后再认定。"),
        (
            "5月",
            "5月已于6月7日09:00公布，不能再改认定数；确需更改的，请发 /correct 5月 办理更正。",
        ),
    ],
    ids=["unknown", "no project", "no target", "a figure for it", "no month", "running", "public"],
)
async def test_the_desk_says_what_is_wrong(closed: Township, written: str, answer: str) -> None:
    await closed.say("岑春林", f"/determine {written}", closed.office)
    assert await closed.told(closed.office) == answer


async def test_before_any_month_is_closed_there_is_nothing_to_determine(june: Township) -> None:
    await june.say("岑春林", "/determine")
    assert await june.told("岑春林") == (
        "现在没有已截止、还没公布的月份。月份截止后我会把待认定的项目发到督考办群。"
    )


async def test_another_figure_is_asked_for_by_button(closed: Township) -> None:
    shown = await closed.desk("JT01")
    await closed.press("岑春林", shown, "改数")
    asked = await closed.next(closed.office)
    assert asked.text == (
        "请回复禾石路大中修工程（JT01）6月的认定数和依据，如：5.8公里 现场核查。"
        "不改了请发 /cancel。"
    )
    await closed.say("岑春林", "六公里左右", closed.office, reply_to=asked)
    unclear = await closed.next(closed.office)
    assert unclear.text.startswith("没有看懂禾石路大中修工程（JT01）的认定数。")
    await closed.say("岑春林", "5.9 现场核查", closed.office, reply_to=unclear)
    proposed = await closed.next(closed.office)
    await closed.press("岑春林", proposed, "确认")
    assert found(closed, "JT01") == (Decimal("5.9"), Ground.OFFICE, "岑春林")


async def test_of_two_colleagues_the_slower_one_is_told_who_decided_and_when(
    closed: Township,
) -> None:
    first, second = await closed.desk("JT01"), await closed.desk("JT01", "柳艳玲")
    await closed.press("岑春林", first, "按自报认定")
    told = f"禾石路大中修工程（JT01）已由岑春林于7月3日17:03认定5公里。{HOW_TO_CHANGE}"
    for label in ("按自报认定", "改数", "退回"):
        assert await closed.press("柳艳玲", second, label) == told
    assert len(closed.line("JT01").versions) == 1


async def test_of_two_proposals_the_first_confirmed_one_holds(closed: Township) -> None:
    await closed.say("岑春林", "/determine JT01 5.9 现场核查", closed.office)
    await closed.say("柳艳玲", "/determine JT01 4.5 监理月报", closed.office)
    one, other = await closed.next(closed.office), await closed.next(closed.office)
    await closed.press("岑春林", one, "确认")
    told = f"禾石路大中修工程（JT01）已由岑春林于7月3日17:03认定5.9公里。{HOW_TO_CHANGE}"
    assert await closed.press("柳艳玲", other, "确认") == told
    assert await closed.press("柳艳玲", one, "确认", stale=True) == told
    assert found(closed, "JT01") == (Decimal("5.9"), Ground.OFFICE, "岑春林")


async def test_a_button_does_not_accept_what_it_did_not_show(closed: Township) -> None:
    shown = await closed.desk("JT03")
    await closed.answer("唐旭东", "JT03", "累计8公里")
    await closed.next(closed.roads)
    assert await closed.press("岑春林", shown, "按未报") == (
        "农村公路安防设施提升工程（JT03）刚有新情况，请重新发 /determine JT03 查看。"
    )
    assert found(closed, "JT03") is None


async def test_what_was_determined_may_be_found_otherwise_before_the_publication(
    closed: Township,
) -> None:
    await closed.press("岑春林", await closed.desk("JT01"), "按自报认定")
    await closed.say("岑春林", "/determine JT01 5.8 现场核查", closed.office)
    proposed = await closed.next(closed.office)
    await closed.press("岑春林", proposed, "确认")
    assert found(closed, "JT01") == (Decimal("5.8"), Ground.OFFICE, "岑春林")


async def test_with_all_determined_the_month_waits_for_its_publication(closed: Township) -> None:
    await closed.say("岑春林", "/determine", closed.office)
    listed = await closed.next(closed.office)
    await closed.press("岑春林", listed, REST)
    for code in ("JT03", "MS01", "MS03"):
        await closed.press("岑春林", await closed.desk(code), "按未报")
    await closed.say("岑春林", "/determine", closed.office)
    assert await closed.told(closed.office) == (
        "6月各项目都已认定，可以发 /publish 公布。\n最近认定：\n"
        "　7月3日17:08 岑春林 MS03按未报认定\n"
        "　7月3日17:06 岑春林 MS01按未报认定\n"
        "　7月3日17:04 岑春林 JT03按未报认定"
    )
    with closed.storage.look() as look:
        assert sheet_of(look, JUNE, closed.settings).state is MonthState.DETERMINED


async def test_what_a_colleague_has_just_done_stands_under_the_list(closed: Township) -> None:
    await closed.say("岑春林", "/determine", closed.office)
    listed = await closed.next(closed.office)
    await closed.press("柳艳玲", listed, REST)
    await closed.press("岑春林", listed, "按未报")
    assert listed.text.endswith(
        "最近认定：\n　7月3日17:03 岑春林 JT03按未报认定\n　7月3日17:02 柳艳玲 认定3个"
    )


@pytest.mark.parametrize(
    ("reported", "mark"), [("累计1000万元", "比上月少"), ("累计2600万元", "增幅远超计划")]
)
async def test_a_fall_or_a_leap_is_looked_at_though_it_was_confirmed(
    june: Township, reported: str, mark: str
) -> None:
    await june.answer("俞振邦", "JT02", reported)
    asked = await june.next(june.roads)
    await june.press("俞振邦", asked, "确认")
    await june.answer("韦长河", "JT01", "累计5公里")
    closed = await june.close()
    shown = f"〔交通建设指挥部〕需要核对\n青龙河大桥改建工程（JT02）\n　自报{reported[2:]}"
    assert f"{shown}，目标1530万元，上月认定1080万元［{mark}］" in closed.text
    await june.press("岑春林", closed, "其余按自报认定（1个）")
    assert (found(june, "JT01") is None, found(june, "JT02") is None) == (False, True)


async def test_each_finding_leaves_a_line_in_the_journal(closed: Township) -> None:
    await closed.press("岑春林", await closed.desk("JT01"), "按自报认定")
    with closed.storage.look() as look:
        line = look.journal.entries(project="JT01", month=JUNE)[-1]
    assert (line.what, line.actor, line.post, line.figure) == (
        *("project.determined", "岑春林", "督考办成员"),
        "5",
    )


async def test_a_stage_that_is_not_understood_is_not_asked_for_as_a_number(
    closed: Township,
) -> None:
    await closed.say("岑春林", "/determine MS01 70% 现场核查")
    assert await closed.told("岑春林") == (
        "没有看懂中心小学综合教学楼项目（MS01）的认定。请写已完成或未完成和依据，"
        "如：已完成 现场核查。"
    )


async def test_a_month_long_past_is_said_never_to_have_been_asked(closed: Township) -> None:
    await closed.say("岑春林", "/determine 2022-06 JT01 6")
    assert await closed.told("岑春林") == "2022年6月没有询问过进展，没有可以认定的。"


async def test_what_a_colleague_found_meanwhile_stands_beside_the_new_figure(
    closed: Township,
) -> None:
    mine, theirs = await closed.desk("JT01"), await closed.desk("JT01", "柳艳玲")
    await closed.press("岑春林", mine, "改数")
    question = await closed.next(closed.office)
    await closed.press("柳艳玲", theirs, "按自报认定")
    await closed.say("岑春林", "6.5 现场核查", closed.office, reply_to=question)
    shown = await closed.next(closed.office)
    assert shown.text.splitlines()[2:] == [
        "已由柳艳玲于7月3日17:04认定5公里，确认后改为新的。",
        "点「确认」才算认定。",
    ]
    await closed.press("岑春林", shown, "取消")
    assert found(closed, "JT01") == (Decimal(5), Ground.REPORT, "柳艳玲")
