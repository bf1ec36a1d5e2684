"""核签: each commander privately sees his draft, says what he thinks of it, and blocks nothing."""

import pytest

from bot.phases import ALREADY
from bot.rehearsal.messages import Message
from rules.countersign import Countersign
from rules.posts import Post, Role
from rules.schedule import Phase
from tests.bot.stage import JUNE, Township

COMMANDER, OTHER, DEPUTY = "卫宏伟", "章少华", "彭宗耀"
PLEASE = "只发给您，请勿转发。没有不同意见的请点「无异议」，有的请点「有异议」；不点不影响公布。"
JT01 = "拟黄　禾石路大中修工程（JT01）：6月目标5.8公里，自报5公里，差0.8公里"
JT02 = "拟蓝　青龙河大桥改建工程（JT02）：自报1530/1530万元"
TO_WEI = (
    "【6月草稿，尚未公布】交通建设指挥部：拟蓝1个，拟黄2个，拟红0个。\n"
    f"{JT01}\n拟黄　农村公路安防设施提升工程（JT03）：6月目标8公里，未报\n{JT02}\n{PLEASE}"
)
TO_ZHANG = (
    "【6月草稿，尚未公布】民生事业指挥部：拟蓝1个，拟黄1个，拟红1个。\n"
    "拟红　综合养老服务中心项目（MS03）（将连续2个月）：5月目标15%，认定10%，差5%；"
    "6月目标28%，未报\n"
    "拟黄　中心小学综合教学楼项目（MS01）：6月节点「主体封顶」，未报\n"
    f"拟蓝　镇卫生院病房综合楼项目（MS02）：自报1530/1530万元\n{PLEASE}"
)
NOT_YOURS = "这件事由本指挥部指挥长（卫宏伟）来办，您的操作没有记录。"
WHY = "监理月报是5.8公里，已附后"
TO_OFFICE = (
    f"【6月异议】交通建设指挥部指挥长卫宏伟对草稿有异议：\n{JT01}\n异议：{WHY}\n"
    "请核实；不影响公布时间。"
)
ITS_DEEDS = ("按自报认定", "改数", "退回")


@pytest.fixture
async def briefed(closed: Township) -> Township:
    """Play on from the minute after the drafts were sent; headquarters' is read."""
    await closed.until("07-05 09:02")
    closed.heard(closed.headquarters)
    return closed


def said(town: Township) -> list[tuple[str, str | None, str, str | None, str]]:
    with town.storage.look() as look:
        return [
            (one.command, one.project, one.by, one.acting_for, one.words)
            for one in look.countersigns.of(JUNE)
        ]


async def draft_of(town: Township, name: str = COMMANDER) -> Message:
    """Return the draft that somebody got; what else was said is read."""
    draft = await town.next(name)
    town.server.reading.read_all()
    return draft


async def asked_why(town: Township, code: str = "JT01", name: str = COMMANDER) -> Message:
    """Let somebody object to what is proposed for a project; return his draft."""
    draft = await draft_of(town, name)
    await town.press(name, draft, "有异议")
    choice = await town.next(name)
    label = next(one for one in choice.labels if one.startswith(code))
    await town.press(name, choice, label)
    assert "有什么异议、依据是什么" in await town.told(name)
    return draft


async def object_to(town: Township, code: str = "JT01", name: str = COMMANDER) -> Message:
    """Let somebody object and say why; return what the office is told."""
    await asked_why(town, code, name)
    await town.say(name, WHY)
    assert (await town.told(name)).startswith("已记录您对")
    return await town.next(town.office)


async def test_each_commander_privately_sees_his_own_projects_in_words(briefed: Township) -> None:
    drafts = [await briefed.next(name) for name in (COMMANDER, OTHER)]
    assert [one.text for one in drafts] == [TO_WEI, TO_ZHANG]
    assert {(one.kind, one.labels) for one in drafts} == {("text", ("无异议", "有异议"))}
    assert briefed.phase(Phase.BRIEF) == ALREADY


async def test_what_waits_for_the_office_is_not_called_a_colour(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    await june.next(june.roads)
    await june.close()
    await june.until("07-05 09:02")
    text = (await draft_of(june)).text
    assert "拟红0个，未认定1个。" in text
    assert "未认定　青龙河大桥改建工程（JT02）：未报／目标1530万元（回复还没有确认）" in text


async def test_without_headquarters_group_the_commanders_see_their_drafts_all_the_same(
    closed: Township,
) -> None:
    with closed.storage.work() as work:
        work.bindings.unbind_group(closed.headquarters.id)
        work.bindings.unbind(OTHER)
    await closed.until("07-05 09:02")
    assert await closed.told(COMMANDER) == TO_WEI


async def test_no_objection_is_kept_and_shown_and_said_once(briefed: Township) -> None:
    draft = await draft_of(briefed)
    assert await briefed.press(COMMANDER, draft, "无异议") == "已记录：无异议"
    assert draft.text == f"{TO_WEI}\n\n无异议：卫宏伟，7月5日09:02"
    assert draft.labels == ("有异议",)
    assert said(briefed) == [("06", None, COMMANDER, None, "")]
    assert await briefed.press(COMMANDER, draft, "无异议", stale=True) == (
        "已由卫宏伟于7月5日09:02点过「无异议」，不用再点。"
    )
    with briefed.storage.look() as look:
        line = look.journal.entries(month=JUNE)[-1]
    assert (line.what, line.actor, line.post) == ("draft.agreed", COMMANDER, "指挥长")


@pytest.mark.parametrize("name", [OTHER, DEPUTY, "云慧敏", "韦长河", "岑春林", "赵文博"])
@pytest.mark.parametrize("label", ["无异议", "有异议"])
async def test_nobody_else_may_say_anything(briefed: Township, name: str, label: str) -> None:
    draft = await draft_of(briefed)
    draft.chat.members[briefed.user(name).id] = "member"
    assert await briefed.press(name, draft, label) == NOT_YOURS
    assert said(briefed) == []


async def test_an_objection_is_brought_to_the_desk_with_its_buttons(briefed: Township) -> None:
    draft = await asked_why(briefed)
    await briefed.say(COMMANDER, WHY)
    assert await briefed.told(COMMANDER) == (
        "已记录您对禾石路大中修工程（JT01）6月草稿的异议，已转督考办核实。"
        "公布照常进行；公布以后督考办核实有误的，会发更正。"
    )
    told = await briefed.next(briefed.office)
    assert (told.text, told.labels) == (TO_OFFICE, ITS_DEEDS)
    assert draft.text == f"{TO_WEI}\n\nJT01有异议：卫宏伟，7月5日09:04，{WHY}"
    assert said(briefed) == [("06", "JT01", COMMANDER, None, WHY)]
    await briefed.press("岑春林", told, "按自报认定")
    assert briefed.line("JT01").determination_made is not None
    assert briefed.line("JT01").open_objection is None


async def test_the_misses_stand_first_among_the_projects_to_object_to(briefed: Township) -> None:
    draft = await draft_of(briefed)
    await briefed.press(COMMANDER, draft, "有异议")
    choice = await briefed.next(COMMANDER)
    assert choice.text == "请选有异议的项目："
    assert [label[:4] for label in choice.labels] == ["JT01", "JT03", "JT02"]


async def test_the_desk_marks_an_objection_and_lists_it_first(briefed: Township) -> None:
    await object_to(briefed, "JT02")
    await briefed.say("岑春林", "/determine", briefed.office)
    shown = await briefed.next(briefed.office)
    first = shown.text.splitlines()[1:4]
    assert first == [
        "〔交通建设指挥部〕需要核对",
        "青龙河大桥改建工程（JT02）",
        f"　自报1530万元，目标1530万元，上月认定1080万元［卫宏伟有异议：{WHY}］",
    ]
    assert "其余按自报认定（2个）" in shown.labels  # what is objected to is not among the rest


async def test_what_was_determined_before_can_be_determined_otherwise(briefed: Township) -> None:
    draft = await draft_of(briefed)
    await briefed.press("岑春林", await briefed.desk("JT01"), "按自报认定")
    await briefed.press(COMMANDER, draft, "有异议")
    choice = await briefed.next(COMMANDER)
    await briefed.press(COMMANDER, choice, choice.labels[0])
    await briefed.say(COMMANDER, WHY)
    briefed.heard(COMMANDER)
    told = await briefed.next(briefed.office)
    assert "认定5公里" in told.text
    assert told.labels == ("改数",)
    await briefed.say("岑春林", "/determine", briefed.office)
    assert (await briefed.told(briefed.office)).endswith(
        "已认定、有异议的1个：\n"
        f"禾石路大中修工程（JT01）［卫宏伟有异议：{WHY}］，要改请发：/determine JT01 数字 依据\n"
        "最近认定：\n　7月5日09:03 岑春林 JT01认定5公里"
    )
    await briefed.press("岑春林", told, "改数")
    asked = await briefed.next(briefed.office)
    await briefed.say("岑春林", "5.8 查监理月报", briefed.office, reply_to=asked)
    await briefed.press("岑春林", await briefed.next(briefed.office), "确认")
    assert briefed.line("JT01").rated.plate == "blue"
    assert "已由岑春林于" in await briefed.press("柳艳玲", told, "改数", stale=True)


async def test_a_project_is_objected_to_once(briefed: Township) -> None:
    await object_to(briefed)
    await briefed.say(COMMANDER, "/todo")
    assert await briefed.told(COMMANDER) == "现在没有等您办的事。"
    told = briefed.server.room.messages[briefed.server.room.private(briefed.user(COMMANDER)).id]
    draft = next(one for one in told if one.labels == ("有异议",))
    choice = next(one for one in told if any(label.startswith("JT01") for label in one.labels))
    already = "卫宏伟已于7月5日09:04对JT01提出异议，已转督考办。有补充的请直接与督考办联系。"
    assert await briefed.press(COMMANDER, choice, choice.labels[0]) == already
    assert await briefed.press(COMMANDER, draft, "无异议", stale=True) == already


async def test_an_objection_needs_its_words(briefed: Township) -> None:
    await asked_why(briefed)
    await briefed.say(COMMANDER, "不对")
    assert await briefed.told(COMMANDER) == "请写清异议和依据（至少4个字）。"
    assert said(briefed) == []
    await briefed.say(COMMANDER, "/cancel")
    briefed.heard(COMMANDER)


async def test_an_objection_never_blocks_the_publication(briefed: Township) -> None:
    await object_to(briefed, "JT02")
    await briefed.until("07-06 09:02")
    briefed.server.reading.read_all()
    assert briefed.line("JT02").rated.plate == "blue"


OUT = (
    "6月已于7月6日09:00公布，您的操作没有记录。对公布结果有异议的，请把依据交督考办，"
    "由督考办核实后办理更正（/correct）。"
)


async def test_after_the_publication_it_is_told_how_a_correction_is_asked_for(
    briefed: Township,
) -> None:
    draft = await asked_why(briefed)
    await briefed.until("07-06 09:02")
    briefed.server.reading.read_all()
    for label in ("无异议", "有异议"):
        assert await briefed.press(COMMANDER, draft, label) == OUT
    await briefed.say(COMMANDER, WHY)
    assert await briefed.told(COMMANDER) == OUT
    assert said(briefed) == []


async def test_a_deputy_who_acts_for_the_commander_may_say_it(closed: Township) -> None:
    day = closed.clock.at.date()
    post = Post(DEPUTY, Role.COMMANDER, "06", since=day, acting_for=COMMANDER)
    with closed.storage.work() as work:
        work.book.put_post(2023, post)
    await closed.until("07-05 09:02")
    his, theirs = await closed.next(DEPUTY), await closed.next(COMMANDER)
    closed.server.reading.read_all()
    assert his.text == TO_WEI
    await closed.press(DEPUTY, his, "无异议")
    shown = f"{TO_WEI}\n\n无异议：彭宗耀（代卫宏伟），7月5日09:02"
    assert (his.text, theirs.text) == (shown, shown)
    assert said(closed) == [("06", None, DEPUTY, COMMANDER, "")]
    assert await closed.press(COMMANDER, theirs, "无异议", stale=True) == (
        "已由彭宗耀（代卫宏伟）于7月5日09:02点过「无异议」，不用再点。"
    )


async def test_who_leads_no_more_may_say_nothing(briefed: Township) -> None:
    draft = await draft_of(briefed)
    with briefed.storage.work() as work:
        posts = [one for one in work.book.posts_of(COMMANDER) if one.role is Role.COMMANDER]
        work.book.hand_over(2023, posts, [], last=briefed.clock.at.date())
    assert "本指挥部指挥长来办" in await briefed.press(COMMANDER, draft, "无异议")


async def test_a_draft_waits_in_todo_and_the_office_sees_how_it_stands(briefed: Township) -> None:
    draft = await draft_of(briefed)
    await briefed.say(COMMANDER, "/todo")
    assert (await briefed.told(COMMANDER)).endswith(
        "交通建设指挥部6月草稿待核签，7月5日09:00发出，"
        "请在草稿下面点「无异议」或「有异议」；不点不影响公布"
    )
    await briefed.say("岑春林", "/publish")
    assert (await briefed.told("岑春林")).endswith("\n核签：未答复06、10。")
    await briefed.press(COMMANDER, draft, "无异议")
    with briefed.storage.work() as work:
        one = Countersign(JUNE, "10", "MS03", OTHER, briefed.clock.at, words=WHY)
        work.countersigns.put(one)
    await briefed.say("岑春林", "/publish")
    assert (await briefed.told("岑春林")).endswith(
        "\n核签：06卫宏伟7月5日09:04无异议；10章少华有异议（MS03）。"
    )
