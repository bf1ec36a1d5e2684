"""`/support`: what projects wait for is shown, added, asked about, answered and closed (C48)."""

from collections.abc import AsyncIterator

import pytest

from bot.burden import burdens_of
from bot.flows.load_book import load_book
from bot.rehearsal.messages import Message
from bot.settings import Settings
from bot.wording.burden import Kind
from charts import recipe
from charts.views import SupportView
from rules.book import SupportState
from rules.plates import Plate
from rules.schedule import Phase
from rules.support import SupportDeed
from tests.bot.flows.correcting import correct
from tests.bot.flows.supporting import (
    BOOK,
    COMMANDER,
    FINANCE,
    LIAISON,
    OFFICE,
    POWER,
    WAITING,
    forged,
    kept,
    labels,
    words,
)
from tests.bot.slate import Slate
from tests.bot.stage import JUNE, MAY, PICTURE, Place, Sketcher, Township

CLOSED, UNDERWAY = SupportState.CLOSED, SupportState.IN_PROGRESS
ROADS = {COMMANDER, "彭宗耀", "谢玉洁", LIAISON}
KEEPERS = ROADS | {"秦振邦", OFFICE, "柳艳玲"}
CABLE = "禾石路大中修工程（JT01）\n　水电路气讯：光缆迁改\n　供电所马景行，5月31日到期，"


@pytest.fixture
async def waiting(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked; nobody of the finance office is bound."""
    async with slate.begin(WAITING, settings) as town:
        with town.storage.work() as work:
            work.bindings.unbind(FINANCE)
        yield town


@pytest.fixture
async def overdue(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the minute after June was asked; the questions about items are known."""
    async with slate.begin(WAITING, settings) as town:
        with town.storage.work() as work:
            work.bindings.unbind(FINANCE)
        await town.until("06-30 09:02")
        for message in town.server.reading.read_all():
            if message.text.startswith("【保障事项】"):
                town.questions[message.chat.title] = message
        yield town


def question(town: Township, place: Place = POWER) -> Message:
    """Return the month's question about items in a chat."""
    title = place if isinstance(place, str) else place.title
    return town.questions[title]


async def show(town: Township, name: str, place: Place | None = None, what: str = "") -> Message:
    """List the items somewhere, and return the list."""
    await town.say(name, f"/support {what}".strip(), None if place == name else place)
    return await town.next(place or name)


async def one(town: Township, name: str, label: str, place: Place | None = None) -> Message:
    """Show one item of the list."""
    await town.press(name, await show(town, name, place), label)
    return await town.next(place or name)


async def reported(town: Township) -> Message:
    """Let the power station say that the cable is moved; return what asks to confirm it."""
    await town.press(POWER, question(town), "已办结1")
    await town.next(POWER)
    return await town.next(town.roads)


async def closed(town: Township) -> Message:
    """Confirm it; return the message that says so, with its button."""
    message = await reported(town)
    await town.press(LIAISON, message, "确认办结")
    town.heard(POWER)
    return message


async def test_who_owes_what_is_overdue_is_asked_once_in_one_message(overdue: Township) -> None:
    assert question(overdue).text == (
        "【保障事项】6月底，由您负责的2项保障事项已过时限还没有办结：\n"
        f"1. {CABLE}办理中，逾期30天\n"
        "2. 镇卫生院病房综合楼项目（MS02）\n　水电路气讯：接通用电\n"
        "　供电所马景行，6月1日到期，办理中，逾期29天\n"
        "请逐项点按钮，或回复这条消息说明预计办结的日期和原因；有几项的，前面写上序号。"
    )
    assert labels(question(overdue)) == [("已办结1", "办理中1"), ("已办结2", "办理中2")]
    assert labels(question(overdue, "时保国")) == [("已办结", "办理中")]
    assert set(overdue.questions) == {POWER, "时保国", overdue.roads.title}
    with overdue.storage.look() as look:
        counted = {one.person: one.kinds for one in burdens_of(JUNE, look=look)}
    assert counted[POWER] == ((Kind.SUPPORT, 1),)
    await overdue.until("07-03 16:59")
    told = overdue.server.reading.read_all()
    assert not any("保障" in message.text for message in told)


async def test_a_command_hears_of_departments_that_cannot_be_asked(overdue: Township) -> None:
    assert question(overdue, overdue.roads).text == (
        "【保障事项】6月底，本指挥部1项保障事项已过时限还没有办结，"
        "责任部门没有绑定，请联络员代为催办：\n"
        "1. 青龙河大桥改建工程（JT02）\n　资金：拨付进度款\n"
        "　财政所许万里，6月10日到期，办理中，逾期20天\n"
        "核实办结的点按钮；没有办结的请回复这条消息，写上序号、预计办结的日期和原因。"
    )
    said = question(overdue, overdue.roads)
    await overdue.say(LIAISON, "财政所答复7月15日拨付", overdue.roads, reply_to=said)
    assert await overdue.told(overdue.roads) == (
        "已记录：青龙河大桥改建工程（JT02）资金：拨付进度款，说明：财政所答复7月15日拨付"
    )
    await overdue.press(LIAISON, said, "办结")
    assert (await overdue.next(overdue.roads)).labels == ("恢复办理",)
    assert words(overdue, "BZ003") == [
        (SupportDeed.REMARK, LIAISON, "财政所答复7月15日拨付"),
        (SupportDeed.CLOSED, LIAISON, ""),
    ]
    assert kept(overdue, "BZ003").state is CLOSED


async def test_a_month_that_is_asked_long_after_asks_nobody_for_items(waiting: Township) -> None:
    waiting.phase(Phase.ASK, MAY.previous)
    await waiting.passes(minutes=1)
    assert not any("保障" in one.text for one in waiting.server.reading.read_all())


async def test_a_report_closes_nothing_until_somebody_else_confirms_it(overdue: Township) -> None:
    await overdue.press(POWER, question(overdue), "已办结1")
    assert await overdue.told(POWER) == (
        "已记录：禾石路大中修工程（JT01）水电路气讯：光缆迁改，供电所马景行报已办结，"
        "请本指挥部（指挥长、副指挥长、联络员）或督考办核实。"
    )
    message = await overdue.next(overdue.roads)
    assert message.text == (
        f"【保障事项待核实】{CABLE}已报待核实，逾期30天\n"
        "马景行报已办结。请核实后点「确认办结」；没有办结的点「未办结」。"
    )
    assert kept(overdue).state is UNDERWAY
    again = await overdue.press(POWER, question(overdue), "已办结1")
    assert again == "光缆迁改：马景行已于6月30日09:02报已办结，要再办请发 /support 查看。"
    assert await overdue.press(LIAISON, message, "确认办结") == ""
    assert message.text == f"【保障事项】{CABLE}已办结\n6月30日09:04 云慧敏确认办结。"
    assert await overdue.told(POWER) == message.text
    assert (kept(overdue).state, message.labels) == (CLOSED, ("恢复办理",))
    told = await overdue.press(COMMANDER, message, "未办结", stale=True)
    assert told == "光缆迁改：云慧敏已于6月30日09:04确认办结，要再办请发 /support 查看。"
    assert "云慧敏" in await overdue.press(POWER, question(overdue), "办理中1")
    assert [deed for deed, *_ in words(overdue)] == [SupportDeed.DONE, SupportDeed.CLOSED]


async def test_what_waits_for_somebody_is_on_his_list(overdue: Township) -> None:
    await overdue.say(POWER, "/todo")
    assert await overdue.told(POWER) == (
        "等您办的事（2件）：\n"
        "1. 禾石路大中修工程（JT01）水电路气讯：光缆迁改逾期30天，请发 /support 答复\n"
        "2. 镇卫生院病房综合楼项目（MS02）水电路气讯：接通用电逾期29天，请发 /support 答复"
    )
    await reported(overdue)
    for name, says in ((POWER, "等您办的事（1件）"), (LIAISON, "有1项保障事项已报办结、待核实")):
        await overdue.say(name, "/todo")
        assert says in await overdue.told(name)
    await overdue.say("余明辉", "/todo")
    assert "保障" not in await overdue.told("余明辉")


async def test_what_was_not_so_goes_on_and_a_closing_can_be_taken_back(overdue: Township) -> None:
    message = await reported(overdue)
    await overdue.press(OFFICE, await one(overdue, OFFICE, "1 JT01 光缆迁改"), "未办结")
    assert "岑春林核实未办结。" in await overdue.told(POWER)
    assert "岑春林核实未办结。" in await overdue.told(overdue.roads)
    assert "岑春林" in await overdue.press(LIAISON, message, "确认办结")
    assert kept(overdue).state is UNDERWAY
    again = await reported(overdue)
    await overdue.press(COMMANDER, again, "确认办结")
    await overdue.press(COMMANDER, again, "恢复办理")
    assert kept(overdue).state is UNDERWAY
    assert overdue.heard(POWER)[-1].endswith("卫宏伟恢复办理。")


async def test_under_way_asks_until_when_and_the_words_are_kept(overdue: Township) -> None:
    await overdue.press(POWER, question(overdue), "办理中2")
    why = await overdue.next(POWER)
    assert why.text == (
        "已记录：镇卫生院病房综合楼项目（MS02）水电路气讯：接通用电，办理中。\n"
        "请回复这条消息，写明预计办结的日期和原因，如：预计7月20日办结，等待县局批复。"
        "办结了点「已办结」。"
    )
    await overdue.say(POWER, "预计7月10日办结，等停电计划")
    kept_as = "已记录：镇卫生院病房综合楼项目（MS02）水电路气讯：接通用电，说明："
    assert await overdue.told(POWER) == f"{kept_as}预计7月10日办结，等停电计划"
    await overdue.say(POWER, "改到7月12日", reply_to=why)
    assert await overdue.told(POWER) == f"{kept_as}改到7月12日"
    assert words(overdue, "BZ004") == [
        (SupportDeed.UNDERWAY, POWER, ""),
        (SupportDeed.REMARK, POWER, "预计7月10日办结，等停电计划"),
        (SupportDeed.REMARK, POWER, "改到7月12日"),
    ]
    shown = await one(overdue, OFFICE, "2 MS02 接通用电", overdue.office)
    assert shown.text.endswith(
        "经过：\n· 6月30日09:02 马景行：报办理中\n"
        "· 6月30日09:03 马景行：说明，预计7月10日办结，等停电计划\n"
        "· 6月30日09:04 马景行：说明，改到7月12日"
    )


async def test_plain_words_find_their_item_or_are_asked_about(overdue: Township) -> None:
    said = question(overdue)
    await overdue.say(POWER, "2. 已办结", reply_to=said)
    await overdue.next(POWER)
    assert (await overdue.next(overdue.welfare)).labels == ("确认办结", "未办结")
    await overdue.say(POWER, "JT01的等县公司停电", reply_to=said)
    assert "光缆迁改" in await overdue.told(POWER)
    await overdue.say(POWER, "预计7月10日办结")
    which = await overdue.next(POWER)
    assert which.labels == ("1 JT01 光缆迁改", "2 MS02 接通用电")
    assert forged(overdue, "时保国", which, "1 JT01 光缆迁改").startswith("这个按钮是给马景行的")
    await overdue.press(POWER, which, "1 JT01 光缆迁改")
    assert overdue.heard(POWER) == [
        "已记录：禾石路大中修工程（JT01）水电路气讯：光缆迁改，说明：预计7月10日办结"
    ]
    assert [word for *_, word in words(overdue)] == ["JT01的等县公司停电", "预计7月10日办结"]
    assert [deed for deed, *_ in words(overdue, "BZ004")] == [SupportDeed.DONE]
    assert "失效" in await overdue.press(POWER, which, "2 MS02 接通用电", stale=True)


async def test_an_answer_keeps_its_message_and_a_photo_is_none_lost(overdue: Township) -> None:
    said = question(overdue, "时保国")
    first = await overdue.say("时保国", "等厂家供货", reply_to=said)
    await overdue.edit(first, "等厂家供货，7月8日到")
    assert len(overdue.heard("时保国")) == 2
    with overdue.storage.look() as look:
        found = look.supports.about(2023, "BZ001")
    assert [(word.chat_id, word.message_id) for word in found] == [
        (overdue.user("时保国").id, first.id)
    ] * 2
    assert [word.words for word in found] == ["等厂家供货", "等厂家供货，7月8日到"]


async def test_a_photo_is_an_answer_and_a_voice_is_asked_again(overdue: Township) -> None:
    said, talk, user = question(overdue, "时保国"), overdue.server.talk, overdue.user("时保国")
    talk.send_photo(user, said.chat, PICTURE, reply_to=said)
    talk.send_document(user, said.chat, b"%PDF", name="停电通知.pdf", reply_to=said)
    talk.send_voice(user, said.chat, reply_to=said)
    await overdue.passes(minutes=1)
    assert [one.rpartition("：")[2] for one in overdue.heard("时保国")[:2]] == [
        "（照片）",
        "停电通知.pdf）",
    ]
    assert len(words(overdue, "BZ001")) == 2


async def questioned(town: Township) -> Message:
    return question(town)


STEPS = {
    "已办结1": (questioned, {POWER}),
    "办理中2": (questioned, {POWER}),
    "确认办结": (reported, KEEPERS),
    "未办结": (reported, KEEPERS),
    "恢复办理": (closed, KEEPERS),
}


@pytest.mark.parametrize("label", STEPS)
async def test_every_wrong_person_is_refused_at_every_button(
    overdue: Township, label: str
) -> None:
    walk, allowed = STEPS[label]
    message = await walk(overdue)
    before = words(overdue), words(overdue, "BZ004")
    for person in BOOK.people:
        if person.name not in allowed | {FINANCE}:
            assert "没有记录" in forged(overdue, person.name, message, label), person.name
            assert (words(overdue), words(overdue, "BZ004")) == before
    for name in sorted(allowed)[:1]:
        assert forged(overdue, name, message, label) == ""
    assert (words(overdue), words(overdue, "BZ004")) != before
    overdue.server.reading.read_all()


async def test_nobody_confirms_what_he_owes_himself(overdue: Township) -> None:
    """时保国 is a deputy of the other command; as one of this one he could close his own."""
    with overdue.storage.work() as work:
        command = work.book.command(2023, "06")
        assert command is not None
        for post in BOOK.posts:
            if post.person == COMMANDER and post.command == "06":
                work.book.put_post(2023, type(post)("时保国", post.role, command="06"))
    await overdue.press("时保国", question(overdue, "时保国"), "已办结")
    await overdue.next("时保国")
    message = await overdue.next(overdue.roads)
    assert (
        forged(overdue, "时保国", message, "确认办结")
        == "线路迁改由您本人负责，请由本指挥部其他人或督考办核实办结。"
    )
    assert kept(overdue, "BZ001").state is UNDERWAY


async def test_others_words_under_a_question_are_not_kept(overdue: Township) -> None:
    said = question(overdue, overdue.roads)
    await overdue.say("韦长河", "已办结", overdue.roads, reply_to=said)
    assert await overdue.told(overdue.roads) == (
        "这件事由保障事项责任人、督考办或本指挥部（指挥长、副指挥长、联络员）"
        "（许万里）来办，您的操作没有记录。"
    )
    assert words(overdue, "BZ003") == []


async def test_thanks_and_other_questions_are_no_answers(overdue: Township) -> None:
    await overdue.say(POWER, "收到")
    assert "没有" in await overdue.told(POWER)
    await overdue.say("韦长河", "累计5公里，路面已完成")
    assert "已记录" in await overdue.told("韦长河")
    assert words(overdue) == []


async def test_the_list_is_paged_and_shows_what_is_overdue_first(waiting: Township) -> None:
    shown = await show(waiting, OFFICE, waiting.office)
    assert shown.text.startswith(
        f"【保障事项】未办结6项，其中逾期4项（第1页，共2页）：\n1. {CABLE}办理中，逾期30天\n2. 镇"
    )
    assert labels(shown)[-2:] == [("下一页",), ("新增", "看图")]
    await waiting.press(OFFICE, shown, "下一页")
    assert shown.text == (
        "【保障事项】未办结6项，其中逾期4项（第2页，共2页）：\n6. 综合养老服务中心项目（MS03）\n"
        "　水电路气讯：接通用水\n　水利站，未定时限，办理中"
    )
    assert labels(shown) == [("6 MS03 接通用水",), ("上一页",), ("新增", "看图")]


async def test_everybody_is_shown_what_concerns_him(waiting: Township) -> None:
    mine = await show(waiting, POWER)
    assert labels(mine) == [("1 JT01 光缆迁改",), ("2 MS02 接通用电",), ("看图", "看全部")]
    led = await show(waiting, LIAISON)
    assert led.text.startswith("【保障事项】未办结3项，其中逾期3项：")
    assert labels(led)[-1] == ("新增", "看图", "看全部")
    assert "未办结2项" in (await show(waiting, "韦长河")).text
    assert "未办结6项" in (await show(waiting, "赵文博", waiting.headquarters)).text
    assert "没有未办结" in (await show(waiting, OFFICE, what="JT03")).text
    await waiting.press(POWER, mine, "看全部")
    assert mine.text.startswith("【保障事项】未办结6项")


async def test_a_command_s_group_sees_its_own_alone(waiting: Township) -> None:
    shown = await show(waiting, LIAISON, waiting.roads)
    assert labels(shown)[:-1] == [
        ("1 JT01 光缆迁改",),
        ("2 JT02 拨付进度款",),
        ("3 JT01 线路迁改",),
    ]
    assert "不属于本指挥部" in (await show(waiting, LIAISON, waiting.roads, "MS02")).text
    await waiting.press(LIAISON, shown, "看图")
    drawn = await waiting.next(waiting.roads)
    assert drawn.text == (
        "作战保障图（截至6月30日，标识为5月）：共4项，已办结1项，未办结3项，其中逾期3项。\n"
        "· 黄牌项目青龙河大桥改建工程（JT02）：拨付进度款，财政所许万里，办理中，逾期20天"
    )


async def fill(town: Township, name: str = LIAISON, place: Place | None = None) -> Message:
    """Fill the form in for JT02 by words and buttons; return the preview."""
    await town.press(name, await show(town, name, place), "新增")
    await town.press(name, await town.next(place or name), "JT02 青龙河大桥改建工程")
    await town.press(name, await town.next(place or name), "用地")
    for said in ("办理临时用地审批手续", "自然资源所", "萧艳玲", "7月31日"):
        await town.say(name, said, place, reply_to=await town.next(place or name))
    return await town.next(place or name)


async def test_an_item_is_added_and_all_whom_it_concerns_are_told(waiting: Township) -> None:
    shown = await fill(waiting)
    line = (
        "青龙河大桥改建工程（JT02）\n　用地：办理临时用地审批手续\n"
        "　自然资源所萧艳玲，7月31日到期，未启动"
    )
    assert shown.text == (
        f"【新增保障事项预览】{line}\n"
        "萧艳玲不在人员表里，确认后登记，请另发绑定码。\n核对无误请点「确认」。"
    )
    assert await waiting.press(LIAISON, shown, "确认") == ""
    assert shown.text == f"【新增保障事项增001】{line}\n登记：云慧敏"
    assert await waiting.told(waiting.roads) == shown.text
    assert "失效" in await waiting.press(LIAISON, shown, "确认", stale=True)
    assert words(waiting, "增001") == [(SupportDeed.ADDED, LIAISON, "")]
    with waiting.storage.look() as look:
        assert look.book.person("萧艳玲") is not None
        (line_written,) = look.journal.entries(what="support.added")
    assert (line_written.actor, line_written.post, line_written.project) == (
        LIAISON, "联络员", "JT02",
    )  # fmt: skip
    again = await fill(waiting)
    await waiting.press(LIAISON, again, "确认")
    assert "已经登记过" in again.text
    assert words(waiting, "增002") == []


async def test_words_that_do_not_answer_are_asked_again(waiting: Township) -> None:
    await waiting.press(LIAISON, await show(waiting, LIAISON), "新增")
    asked = await waiting.next(LIAISON)
    assert asked.labels == (
        "JT01 禾石路大中修工程",
        "JT02 青龙河大桥改建工程",
        "JT03 农村公路安防设施提升工程",
    )
    for wrong in ("MS01", "没有这个", "工程"):
        await waiting.say(LIAISON, wrong)
        assert "本指挥部的项目" in await waiting.told(LIAISON)
    for right, wrongs in (
        ("大中修", ("别的",)),
        ("水电路气讯", ("电", "长" * 61)),
        ("架设临时用电线路", ("供", "部门" * 11)),
        ("供电所", ("马", "马景行所长兼任供电所副站长")),
        (POWER, ("6月29日", "7月32日", "2024年1月1日")),
    ):
        await waiting.say(LIAISON, right)
        await waiting.next(LIAISON)
        for wrong in wrongs:
            await waiting.say(LIAISON, wrong)
            assert len(await waiting.told(LIAISON)) < 60
    await waiting.say(LIAISON, "7月1日")
    shown = await waiting.next(LIAISON)
    await waiting.say(LIAISON, "好的好的")
    assert "「确认」" in await waiting.told(LIAISON)
    await waiting.press(LIAISON, shown, "确认")
    told = await waiting.next(POWER)
    assert told.text.endswith("由您负责。有进展请点按钮，或回复这条消息说明。")
    await waiting.say(POWER, "下周进场", reply_to=told)
    assert "下周进场" in await waiting.told(POWER)
    waiting.server.reading.read_all()


@pytest.mark.parametrize("name", [POWER, "韦长河", "赵文博", "昌宏伟"])
async def test_only_office_and_command_add_items(waiting: Township, name: str) -> None:
    shown = await show(waiting, OFFICE)
    assert "没有记录" in forged(waiting, name, shown, "新增")
    assert "新增" not in (await show(waiting, name)).labels


async def test_a_form_is_its_own_person_s(waiting: Township) -> None:
    shown = await fill(waiting, LIAISON, waiting.roads)
    assert "失效" in await waiting.press(COMMANDER, shown, "确认")
    assert words(waiting, "增001") == []


async def test_a_reload_of_the_workbook_keeps_what_the_chat_did(overdue: Township) -> None:
    await overdue.press(LIAISON, await fill(overdue), "确认")
    overdue.server.reading.read_all()
    await closed(overdue)
    for _ in range(2):
        with overdue.storage.work() as work:
            found = load_book(BOOK, work=work, at=overdue.clock.at, settings=overdue.settings)
        assert [(one.name, one.part, one.is_taken) for one in found] == [("BZ002", "state", False)]
    with overdue.storage.look() as look:
        numbers = [one.number for one in look.book.support_items(2023)]
    assert numbers == [one.number for one in BOOK.support_items] + ["增001"]
    assert kept(overdue).state is CLOSED
    shown = await one(overdue, LIAISON, "3 JT02 办理临时用地审批手续")
    assert shown.labels == ("办结",)


def frozen(town: Township) -> SupportView:
    with town.storage.look() as look:
        notice = look.outbox.notice("2023-06/publish/support")
    assert notice is not None
    assert notice.recipe is not None
    view = recipe.from_json("support", notice.recipe.view)
    assert isinstance(view, SupportView)
    return view


async def test_the_publication_shows_what_the_projects_wait_for(overdue: Township) -> None:
    await reported(overdue)
    await overdue.until("07-06 09:02")
    told = [one for one in overdue.server.reading.read_all() if "作战保障图" in one.text]
    assert [message.chat for message in told] == [overdue.township]
    assert told[0].text == (
        "6月作战保障图：共7项，已办结1项，未办结6项，其中逾期4项（1项已报办结、待核实）。\n"
        "· 红牌项目青龙河大桥改建工程（JT02）：拨付进度款，财政所许万里，办理中，逾期20天\n"
        "· 黄牌项目镇卫生院病房综合楼项目（MS02）：接通用电，供电所马景行，办理中，逾期29天\n"
        "· 黄牌项目禾石路大中修工程（JT01）：线路迁改，供电所时保国，办理中，逾期9天"
    )
    before = frozen(overdue)
    shown = await one(overdue, OFFICE, "1 JT01 光缆迁改")
    await overdue.press(OFFICE, shown, "确认办结")
    overdue.server.reading.read_all()
    assert (await chart(overdue)) == before
    assert (len(before.rows), before.closed, frozen(overdue)) == (6, 1, before)
    await correct(overdue, "JT01 6月 5.8 现场核查")
    overdue.server.reading.read_all()
    corrected = await chart(overdue)
    plates = {(row.code, row.status): row.plate for row in corrected.rows}
    assert plates["JT01", "已报待核实"] is Plate.BLUE
    assert plates["JT02", "办理中"] is Plate.RED
    assert corrected.stamp.version == 2


async def chart(town: Township) -> SupportView:
    """Ask for the support picture of the published month, and return what it shows."""
    await town.say(OFFICE, "/chart")
    await town.press(OFFICE, await town.next(OFFICE), "保障图")
    assert (await town.next(OFFICE)).text == "2023年6月作战保障图"
    assert isinstance(town.painter, Sketcher)
    view = recipe.from_json("support", town.painter.painted[-1].view)
    assert isinstance(view, SupportView)
    return view


async def test_without_items_nothing_is_said_of_them(town: Township) -> None:
    with town.storage.work() as work:
        work.book.put_support_items(2023, ())
    await town.until("07-06 09:02")
    assert not any("保障" in one.text for one in town.server.reading.read_all())
    assert (await show(town, OFFICE)).text == "【保障事项】没有未办结的保障事项。"
