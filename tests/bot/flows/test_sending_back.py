"""「退回」: a person is asked again, and the month is pending for the project until decided."""

from decimal import Decimal

from rules.determination import Ground
from rules.posts import Room
from rules.project import Stage
from tests.bot.stage import Township

AGAIN = (
    "【6月核实】禾石路大中修工程（JT01）：督考办请@韦长河 核实后重新回复"
    "6月末累计完成数（单位：公里）。您的回复直接报督考办，不算迟报。"
)
SENT_BACK = (
    "禾石路大中修工程（JT01）6月已退回，已请责任人重新回复；认定前按待认定处理。"
    "有话要问责任人的，请回复这条消息。"
)
KEPT = "已记录，已报督考办：禾石路大中修工程（JT01）6月累计完成5.8公里。"
CAME = "禾石路大中修工程（JT01）6月重新报送：5.8公里（韦长河）。请认定。"


async def send_back(town: Township, code: str = "JT01") -> None:
    await town.press("岑春林", await town.desk(code), "退回")


async def test_the_person_is_asked_again_and_the_office_is_told(closed: Township) -> None:
    await send_back(closed)
    again = await closed.next(closed.roads)
    assert (again.text, again.mentions) == (AGAIN, (closed.user("韦长河").id,))
    assert await closed.told(closed.office) == SENT_BACK
    assert closed.line("JT01").is_pending


async def test_the_answer_goes_to_the_desk_and_is_not_late(closed: Township) -> None:
    await send_back(closed)
    again = await closed.next(closed.roads)
    await closed.say("韦长河", "累计5.8公里", closed.roads, reply_to=again)
    assert await closed.told(closed.roads) == KEPT
    assert closed.heard(closed.office) == [SENT_BACK, CAME]
    report = closed.line("JT01").report
    assert report is not None
    assert (report.value, report.is_late) == (Decimal("5.8"), False)
    assert closed.line("JT01").is_pending


async def test_an_unquoted_private_answer_finds_the_reopened_question(closed: Township) -> None:
    await send_back(closed)
    closed.heard(closed.roads)
    await closed.say("韦长河", "累计5.8公里")
    assert await closed.told("韦长河") == KEPT
    assert closed.heard(closed.office) == [SENT_BACK, CAME]


async def test_an_unsure_answer_is_confirmed_and_told_to_the_desk(closed: Township) -> None:
    await send_back(closed)
    again = await closed.next(closed.roads)
    await closed.say("韦长河", "5.8", closed.roads, reply_to=again)
    asked = await closed.next(closed.roads)
    await closed.press("韦长河", asked, "确认")
    assert asked.text == KEPT
    assert closed.heard(closed.office) == [SENT_BACK, CAME]


async def test_the_desk_leads_to_the_project_and_decides_it(closed: Township) -> None:
    await send_back(closed)
    again = await closed.next(closed.roads)
    await closed.next(closed.office)
    await closed.say("韦长河", "累计5.8公里", closed.roads, reply_to=again)
    await closed.next(closed.roads)
    came = await closed.next(closed.office)
    await closed.press("岑春林", came, "认定")
    shown = await closed.next(closed.office)
    assert shown.text == (
        "禾石路大中修工程（JT01）\n"
        "　自报5.8公里，目标5.8公里，上月认定3.7公里［已退回重报；现已重新报送］"
    )
    await closed.press("岑春林", shown, "按自报认定")
    assert closed.line("JT01").rated.plate == "blue"


async def test_after_the_decision_an_answer_is_late_again(closed: Township) -> None:
    await send_back(closed)
    again = await closed.next(closed.roads)
    await closed.next(closed.office)
    await closed.press("岑春林", await closed.desk("JT01"), "按自报认定")
    await closed.say("韦长河", "累计5.8公里", closed.roads, reply_to=again)
    assert (await closed.told(closed.roads)).startswith("已记录，按迟报处理（7月3日17:00截止）：")
    assert closed.line("JT01").determined == Decimal(5)


async def test_a_stage_is_sent_back_with_its_buttons(closed: Township) -> None:
    await send_back(closed, "MS01")
    again = await closed.next(closed.welfare)
    assert again.text == (
        "【6月核实】中心小学综合教学楼项目（MS01）：督考办请@柏如意 核实后重新回复"
        "本月节点「主体封顶」是否完成。您的回复直接报督考办，不算迟报。"
    )
    assert again.labels == ("已完成", "未完成")
    await closed.press("柏如意", again, "已完成")
    assert await closed.told(closed.welfare) == (
        "已记录，已报督考办：中心小学综合教学楼项目（MS01）6月节点已完成。"
    )
    assert closed.heard(closed.office)[-1] == (
        "中心小学综合教学楼项目（MS01）6月重新报送：已完成（柏如意）。请认定。"
    )
    assert closed.figure("MS01") is Stage.MET


async def test_who_cannot_be_reached_is_named_to_the_office(closed: Township) -> None:
    shown = await closed.desk("JT01")
    with closed.storage.work() as work:
        group = work.bindings.group(Room.COMMAND, "06")
        assert group is not None
        work.bindings.unbind_group(group.address.chat_id)
        work.bindings.unbind("韦长河")
    await closed.press("岑春林", shown, "退回")
    assert await closed.told(closed.office) == (
        "禾石路大中修工程（JT01）6月已退回，但责任人和指挥部群都没有绑定，无法送达，请电话联系；"
        "认定前按待认定处理。"
    )


async def test_what_was_sent_back_is_not_accepted_with_the_rest(closed: Township) -> None:
    await send_back(closed)
    closed.heard(closed.roads)
    await closed.next(closed.office)
    await closed.say("岑春林", "/determine", closed.office)
    listed = await closed.next(closed.office)
    await closed.press("岑春林", listed, "其余按自报认定（2个）")
    made = closed.line("JT01").determination
    assert made is not None
    assert made.ground is Ground.OPEN


async def test_what_stays_undecided_is_published_without_a_plate(closed: Township) -> None:
    await send_back(closed)
    await closed.until("07-06 09:05")
    closed.server.reading.read_all()
    assert closed.line("JT01").rated.no_plate == "pending"


async def test_what_the_office_asks_is_passed_on_and_answered(closed: Township) -> None:
    await send_back(closed)
    closed.heard(closed.roads)
    told = await closed.next(closed.office)
    await closed.say("岑春林", "桥面铺装那一段算进去了吗", closed.office, reply_to=told)
    asked = await closed.next(closed.roads)
    assert asked.text == (
        "【6月核实】禾石路大中修工程（JT01）：督考办问@韦长河 ：桥面铺装那一段算进去了吗\n"
        "请核实后回复累计完成数，原因可以写在一起。"
    )
    assert await closed.told(closed.office) == "已转给韦长河。"
    await closed.say("韦长河", "累计5.8公里", closed.roads, reply_to=asked)
    assert await closed.told(closed.roads) == KEPT
    assert await closed.told(closed.office) == CAME
