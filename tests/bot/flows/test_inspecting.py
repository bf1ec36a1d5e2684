"""`/inspect`: what was found on the spot is kept, and stands beside the report at the desk."""

import datetime as dtm
from decimal import Decimal

import pytest

from bot.rehearsal.messages import Message
from rules.determination import Ground
from rules.project import Stage
from rules.site_check import SiteCheck
from tests.bot.flows.forging import forged
from tests.bot.stage import JULY, Place, Township

OFFICER, COLLEAGUE = "岑春林", "柳艳玲"
REST = "，沿线量测，核查人岑春林、柳艳玲，未事先通知"
BELOW, SAME = f"4.5公里{REST}", f"5公里{REST}"
NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"
OVER = "这个按钮已经失效，请看后面的新消息。"
EXAMPLE = "5.2公里，现场量测，核查人张三、李四，未事先通知"


def kept(town: Township) -> tuple[SiteCheck, ...]:
    """Return every check of the year, in order of their numbers."""
    with town.storage.look() as look:
        found = look.site_checks.since(2023, dtm.date(2023, 1, 1))
    return tuple(sorted((one for of in found.values() for one in of), key=lambda one: one.number))


async def preview(town: Township, words: str, place: Place = OFFICER) -> Message:
    """Say what was found in one line; return what was understood."""
    await town.say(OFFICER, f"/inspect {words}", None if place == OFFICER else place)
    return await town.next(place)


async def record(town: Township, words: str) -> str:
    """Keep a check; return what is said of it."""
    shown = await preview(town, words)
    assert await town.press(OFFICER, shown, "确认") == ""
    return shown.text


async def test_a_check_is_recorded_by_buttons_and_plain_words(closed: Township) -> None:
    await closed.say(OFFICER, "/inspect", closed.office)
    asked = await closed.next(closed.office)
    await closed.press(OFFICER, asked, "JT01 禾石路大中修工程")
    asked = await closed.next(closed.office)
    assert asked.text == (
        f"【现场核查】请回复禾石路大中修工程（JT01）的核查情况，如：{EXAMPLE}。"
        "不是今天查的，写明日期。不登记了请发 /cancel。"
    )
    await closed.say(OFFICER, "4.5公里，沿线量测", closed.office, reply_to=asked)
    again = await closed.next(closed.office)
    assert again.text == (
        "禾石路大中修工程（JT01）的核查情况还缺，或者没有看懂：有没有事先通知"
        "（写“未事先通知”或“已提前通知”）、核查人（两人以上，用顿号分开）。"
        f"没有登记，请整句再发一遍，如：{EXAMPLE}。不登记了请发 /cancel。"
    )
    await closed.say(OFFICER, BELOW, closed.office, reply_to=again)
    shown = await closed.next(closed.office)
    understood = "　7月3日查到4.5公里，未事先通知\n　核查人：岑春林、柳艳玲\n　依据：沿线量测\n"
    assert shown.text == (
        f"【现场核查】禾石路大中修工程（JT01）\n{understood}"
        "只供认定参考，登记后不能修改，不改变认定数和标识。核对无误请点「确认」；"
        "有错请整句再发一遍，不登记的发 /cancel。"
    )
    assert kept(closed) == ()
    await closed.press(OFFICER, shown, "确认")
    assert shown.text == (
        f"【现场核查】禾石路大中修工程（JT01），2023年第1号\n{understood}登记：岑春林"
    )
    (check,) = kept(closed)
    assert (check.value, check.recorded_by, check.inspectors) == (
        Decimal("4.5"), OFFICER, (OFFICER, COLLEAGUE),
    )  # fmt: skip
    with closed.storage.look() as look:
        (line,) = look.journal.entries(what="inspection.recorded")
    assert (line.actor, line.post, line.project, line.figure) == (
        OFFICER, "督考办成员", "JT01", "4.5",
    )  # fmt: skip


async def test_a_check_changes_no_figure_and_no_colour(closed: Township) -> None:
    before = closed.line("JT01")
    await record(closed, f"JT01 {BELOW}")
    after = closed.line("JT01")
    assert (after.determination, after.rated, after.report) == (
        before.determination, before.rated, before.report,
    )  # fmt: skip


async def test_a_report_of_more_than_was_found_needs_a_look(closed: Township) -> None:
    await record(closed, f"JT01 {BELOW}")
    await closed.say(OFFICER, "/determine", closed.office)
    listed = await closed.next(closed.office)
    assert (
        "〔交通建设指挥部〕需要核对\n禾石路大中修工程（JT01）\n"
        "　自报5公里，核查4.5公里（第1号，7月3日），目标5.8公里，上月认定3.7公里［与核查不符］\n"
    ) in listed.text
    assert await closed.press(OFFICER, listed, "其余按自报认定（2个）") == (
        "已按自报认定2个。还有4个要逐个认定。"
    )
    assert closed.line("JT01").determination is None


async def test_a_report_that_was_found_right_may_stand(closed: Township) -> None:
    await record(closed, f"JT01 {SAME}")
    line = closed.line("JT01")
    assert (line.is_above_check, line.is_acceptable) == (False, True)
    assert "核查5公里（第1号，7月3日）" in (await closed.desk("JT01")).text


async def test_what_was_found_is_determined_citing_its_number(closed: Township) -> None:
    await record(closed, f"JT01 {BELOW}")
    shown = await closed.desk("JT01")
    assert shown.labels == ("按自报认定", "改数", "退回", "按核查认定")
    assert await closed.press(COLLEAGUE, shown, "按核查认定") == ""
    proposed = await closed.next(closed.office)
    assert "拟认定4.5公里（自报5公里，目标5.8公里）" in proposed.text
    assert "\n依据：现场核查第1号\n" in proposed.text
    assert closed.line("JT01").determination is None
    await closed.press(COLLEAGUE, proposed, "确认")
    made = closed.line("JT01").determination
    assert made is not None
    assert (made.value, made.ground, made.note) == (
        Decimal("4.5"), Ground.OFFICE, "现场核查第1号",
    )  # fmt: skip
    assert "已由柳艳玲" in await closed.press(OFFICER, shown, "按核查认定", stale=True)


async def test_a_later_check_counts_and_none_is_overwritten(closed: Township) -> None:
    await record(closed, f"JT01 {BELOW}")
    shown = await closed.desk("JT01")
    await record(closed, f"JT01 7月2日，3公里{REST}")
    assert closed.line("JT01").check == kept(closed)[0]
    await record(closed, f"JT01 {SAME}")
    assert [one.number for one in kept(closed)] == [1, 2, 3]
    assert closed.line("JT01").check == kept(closed)[2]
    assert await closed.press(OFFICER, shown, "按核查认定", stale=True) == OVER


async def test_a_month_minds_what_was_found_since_the_month_before_closed(
    closed: Township,
) -> None:
    for words in ("6月4日，1公里", "6月5日，2公里"):  # May was closed on 5 June
        await record(closed, f"JT01 {words}{REST}")
    check = closed.line("JT01").check
    assert check is not None
    assert check.number == 2


async def test_after_the_publication_it_speaks_of_the_next_month_alone(public: Township) -> None:
    before = public.line("JT01").rated
    await record(public, f"JT01 7月4日，{BELOW}")
    assert (public.line("JT01").check, public.line("JT01").rated) == (None, before)
    assert public.line("JT01", JULY).check == kept(public)[0]


@pytest.mark.parametrize("named", ["JT02", "jt02", "青龙河大桥改建工程"])
async def test_words_that_name_another_project_are_not_taken(closed: Township, named: str) -> None:
    await closed.say(OFFICER, "/inspect JT01")
    await closed.next(OFFICER)
    await closed.say(OFFICER, f"{named}，{BELOW}")
    assert "是哪个项目（写了别的项目，一次只登记一个）" in await closed.told(OFFICER)
    await closed.say(OFFICER, f"禾石路大中修工程（JT01），{BELOW}")
    assert "　依据：沿线量测\n" in await closed.told(OFFICER)
    assert kept(closed) == ()


async def test_a_stage_is_found_reached_or_not(closed: Township) -> None:
    assert "「主体封顶」未完成" in await record(closed, f"MS01 未完成{REST}")
    check = closed.line("MS01").check
    assert check is not None
    assert (check.value, check.stage) == (Stage.UNMET, "主体封顶")
    shown = await closed.desk("MS01")
    assert "未报，核查未完成（第1号，7月3日），目标「主体封顶」" in shown.text
    assert "「主体封顶」完成没有" in (await preview(closed, f"MS01 50%{REST}")).text


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河", "云慧敏"])
async def test_nobody_else_records_or_presses(closed: Township, name: str) -> None:
    await closed.say(name, f"/inspect JT01 {BELOW}")
    assert await closed.told(name) == NOT_YOURS
    shown = await preview(closed, f"JT01 {BELOW}")
    assert forged(closed, name, shown, "确认") == NOT_YOURS
    await closed.say(OFFICER, "/inspect")
    asked = await closed.next(OFFICER)
    assert forged(closed, name, asked, "JT01 禾石路大中修工程") == NOT_YOURS
    await record(closed, f"JT01 {BELOW}")
    desk = await closed.desk("JT01")
    assert forged(closed, name, desk, "按核查认定") == NOT_YOURS
    assert len(kept(closed)) == 1


async def test_no_other_group_learns_of_it(closed: Township) -> None:
    closed.roads.members[closed.user(OFFICER).id] = "member"
    await closed.say(OFFICER, f"/inspect JT01 {BELOW}", closed.roads)
    assert await closed.told(closed.roads) == "这件事不在本群办理，请到督考办群、与我的私聊办理。"
    await record(closed, f"JT01 {BELOW}")
    for command in ("status", "why"):
        await closed.say("韦长河", f"/{command} JT01")
        assert "核查" not in await closed.told("韦长河")
    closed.expect_nothing_more()


async def test_a_preview_is_confirmed_once_and_by_who_wrote_it(closed: Township) -> None:
    shown = await preview(closed, f"JT01 {BELOW}", closed.office)
    assert await closed.press(COLLEAGUE, shown, "确认") == OVER
    await closed.press(OFFICER, shown, "确认")
    assert await closed.press(OFFICER, shown, "确认", stale=True) == OVER
    assert len(kept(closed)) == 1


async def test_what_is_said_again_takes_the_place_of_the_preview(closed: Township) -> None:
    first = await preview(closed, f"JT01 {BELOW}")
    await closed.say(OFFICER, SAME)
    second = await closed.next(OFFICER)
    assert await closed.press(OFFICER, first, "确认", stale=True) == OVER
    await closed.press(OFFICER, second, "确认")
    assert [one.value for one in kept(closed)] == [Decimal(5)]


async def test_what_is_cancelled_is_not_kept(closed: Township) -> None:
    shown = await preview(closed, f"JT01 {BELOW}")
    await closed.say(OFFICER, "/cancel")
    await closed.next(OFFICER)
    assert await closed.press(OFFICER, shown, "确认", stale=True) == OVER
    assert kept(closed) == ()
