"""Who owes a support item is asked and answers; others confirm that it is done (C48)."""

import pytest

from bot.burden import burdens_of
from bot.rehearsal.messages import Message
from bot.wording.burden import Kind
from rules.schedule import Phase
from rules.support import SupportDeed
from tests.bot.flows.forging import forged
from tests.bot.flows.supporting import (
    BOOK,
    CABLE,
    CLOSED,
    COMMANDER,
    FINANCE,
    KEEPERS,
    LIAISON,
    OFFICE,
    POWER,
    UNDERWAY,
    closed,
    kept,
    labels,
    one,
    question,
    reported,
    words,
)
from tests.bot.stage import JUNE, MAY, PICTURE, Township


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
