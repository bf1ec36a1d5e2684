"""`/ledger`: the month as a workbook, sent back filled in; all of it is taken, or none."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot import changing, listening
from bot.flows import determine
from bot.ports import Content, Heard
from bot.wording import alerts
from papers.ledger import MOST_BYTES
from rules.determination import Ground
from rules.notice import Address
from rules.project import Stage
from storage.drafts import Draft
from tests.bot.flows.filling import fetch, fill_in, send
from tests.bot.stage import JUNE, Township
from tests.papers.ledgers import changed, filled, opened, saved

NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"
CONFIRM = ("确认", "取消")


def found(town: Township, code: str) -> tuple[Any, Ground, str | None, str] | None:
    made = town.line(code).determination
    return None if made is None else (made.value, made.ground, made.by, made.note)


def nothing_is_found(town: Township) -> bool:
    return all(found(town, code) is None for code in ("JT01", "JT02", "JT03", "MS01", "MS02"))


async def test_the_office_gets_the_month_that_waits(closed: Township) -> None:
    await closed.say("岑春林", "/ledger", closed.office)
    sent = await closed.next(closed.office)
    assert sent.file is not None
    assert sent.file.name == "禾源镇2023年6月认定表.xlsx"
    assert sent.text == (
        "6月认定表：共6个项目，还有6个没有认定。填好「认定数」「依据」两栏，"
        "回复本消息把文件发回来，或者私聊发给我；我先列出改动，点「确认」才算认定。"
    )


async def test_its_rows_show_the_month_as_it_stands(closed: Township) -> None:
    sheet = opened(await fetch(closed, "/ledger 2023-06"))["认定"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=4, max_col=14, values_only=True)}
    assert list(rows) == ["JT01", "JT02", "JT03", "MS01", "MS02", "MS03"]
    assert rows["JT01"][2:] == (
        *("交通建设指挥部", "公路站", "韦长河", "公里", 5.8, 3.7, 5),
        *("6月30日09:02", "按时", None, None, None),
    )
    assert rows["MS01"][6:12] == ("节点：主体封顶", None, None, None, "未报", None)


async def test_what_came_late_or_is_in_doubt_says_so(closed: Township) -> None:
    await closed.answer("唐旭东", "JT03", "累计7公里")
    closed.heard(closed.roads)
    asked = await closed.desk("MS03")
    await closed.press("岑春林", asked, "退回")
    closed.server.reading.read_all()
    sheet = opened(await fetch(closed))["认定"]
    how = {row[0]: row[10] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert (how["JT03"], how["MS03"]) == ("迟报", "待认定：已退回重报")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/ledger 2023-07", "7月还没有截止，截止后再认定。"),
        ("/ledger 十三月", "没有看懂月份「十三月」，请写成 2023-06 或 6月。"),
    ],
)
async def test_another_month_is_refused_with_why(closed: Township, words: str, told: str) -> None:
    await closed.say("岑春林", words, closed.office)
    assert await closed.told(closed.office) == told


async def test_a_published_month_has_no_ledger(public: Township) -> None:
    await public.say("岑春林", "/ledger 2023-06")
    assert "不能再改认定数" in await public.told("岑春林")


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河"])
async def test_nobody_else_gets_it(closed: Township, name: str) -> None:
    await closed.say(name, "/ledger")
    assert await closed.told(name) == NOT_YOURS


async def test_what_is_sent_back_is_shown_then_confirmed(closed: Township) -> None:
    shown = await fill_in(
        closed, {"JT01": (5, None), "JT02": (1500, "台账核对"), "MS01": ("已完成", "现场查看")}
    )
    assert shown.text == (
        "【6月认定表】拟认定3个项目，点「确认」全部生效，点「取消」都不生效。\n\n"
        "禾石路大中修工程（JT01）\n　未认定 → 5公里，按自报\n"
        "青龙河大桥改建工程（JT02）\n　未认定 → 1500万元，依据：台账核对\n"
        "中心小学综合教学楼项目（MS01）\n　未认定 → 已完成，依据：现场查看"
    )
    assert shown.labels == CONFIRM
    assert nothing_is_found(closed)
    await closed.press("柳艳玲", shown, "确认")
    assert shown.text == "【6月认定表】已认定3个项目（柳艳玲）。还有3个没有认定。"
    assert found(closed, "JT01") == (Decimal(5), Ground.REPORT, "柳艳玲", "")
    assert found(closed, "JT02") == (Decimal(1500), Ground.OFFICE, "柳艳玲", "台账核对")
    assert found(closed, "MS01") == (Stage.MET, Ground.OFFICE, "柳艳玲", "现场查看")


async def test_every_finding_has_its_line_in_the_journal(closed: Township) -> None:
    shown = await fill_in(closed, {"JT01": (5, None), "JT02": (1500, "台账核对")})
    await closed.press("秦振邦", shown, "确认")
    with closed.storage.look() as look:
        lines = look.journal.entries(what="project.determined", month=JUNE)
        said = [(one.project, one.figure, one.actor, one.post) for one in lines]
    assert said == [
        ("JT01", "5", "秦振邦", "督考办主任"),
        ("JT02", "1500", "秦振邦", "督考办主任"),
    ]


async def test_the_last_one_says_that_all_is_determined(closed: Township) -> None:
    listed = await desk_of(closed)
    await closed.press("岑春林", listed, "其余按自报认定（3个）")
    closed.server.reading.read_all()
    shown = await fill_in(
        closed, {"JT03": (8, "核查"), "MS01": ("未完成", "核查"), "MS03": (28, "核查")}
    )
    await closed.press("岑春林", shown, "确认")
    assert shown.text == (
        "【6月认定表】已认定3个项目（岑春林）。各项目都已认定，可以发 /publish 公布。"
    )


async def desk_of(town: Township) -> Any:
    await town.say("岑春林", "/determine", town.office)
    return await town.next(town.office)


async def test_what_is_cancelled_changes_nothing(closed: Township) -> None:
    shown = await fill_in(closed, {"JT01": (5, None)})
    await closed.press("柳艳玲", shown, "取消")
    assert shown.text == "【6月认定表】已取消，认定没有改动。"
    assert nothing_is_found(closed)
    assert await closed.press("岑春林", shown, "确认", stale=True) == alerts.no_longer_open()
    assert nothing_is_found(closed)


async def test_a_second_press_is_told_who_decided(closed: Township) -> None:
    shown = await fill_in(closed, {"JT01": (5, None)})
    await closed.press("柳艳玲", shown, "确认")
    for label in CONFIRM:
        told = await closed.press("岑春林", shown, label, stale=True)
        assert told.startswith("禾石路大中修工程（JT01）已由柳艳玲于7月3日17:0")
    assert found(closed, "JT01") == (Decimal(5), Ground.REPORT, "柳艳玲", "")
    assert shown.text == "【6月认定表】已认定1个项目（柳艳玲）。还有5个没有认定。"


async def test_it_may_be_sent_privately_under_any_name(closed: Township) -> None:
    content = filled(await fetch(closed), {"JT01": (5.2, "核查")})
    await send(closed, content, name="秦振邦", place="秦振邦", file_name="a" * 80 + ".XLSX")
    shown = await closed.next("秦振邦")
    assert "（JT01）\n　未认定 → 5.2公里，依据：核查" in shown.text
    await closed.press("秦振邦", shown, "确认")
    assert found(closed, "JT01") == (Decimal("5.2"), Ground.OFFICE, "秦振邦", "核查")


async def test_where_the_bot_reads_all_it_need_answer_nothing(closed: Township) -> None:
    closed.server.room.reads_all = True
    content = filled(await fetch(closed), {"JT01": (5, None)})
    await send(closed, content, is_answer=False)
    assert (await closed.next(closed.office)).labels == CONFIRM
    await send(closed, saved(Workbook()), file_name="值班表.xlsx", is_answer=False)
    assert closed.heard(closed.office) == []
    await send(closed, saved(Workbook()), file_name="6月认定表(1).xlsx", is_answer=False)
    assert "不是认定表" in await closed.told(closed.office)


async def test_a_ledger_is_taken_while_another_form_waits(closed: Township) -> None:
    content = filled(await fetch(closed), {"JT01": (5, None)})
    await closed.press("岑春林", await closed.desk("JT02"), "改数")
    asked = await closed.told(closed.office)
    assert "青龙河大桥" in asked
    await send(closed, content)
    assert (await closed.next(closed.office)).labels == CONFIRM


async def test_a_ledger_without_input_asks_for_nothing(closed: Township) -> None:
    shown = await fill_in(closed, {})
    assert shown.text == "【6月认定表】没有改动。请在「认定数」「依据」两栏填写后再发。"
    assert shown.labels == ()


async def test_one_wrong_cell_keeps_all_back(closed: Township) -> None:
    shown = await fill_in(
        closed, {"JT01": (5, None), "JT02": (1500, None), "JT03": ("约8", "核查")}
    )
    assert shown.text == (
        "【6月认定表】有2处要改，这次都没有认定。改好后请把文件再发一次。\n\n"
        "禾石路大中修工程（JT01）\n　未认定 → 5公里，按自报\n\n"
        "以下单元格要改：\n"
        "「认定」N5：“JT02”认定为1500，与自报数1530不同，请写依据。\n"
        "「认定」M6：“约8”是文本，不是数字，请只填数字，不写单位。"
    )
    assert shown.labels == ()
    assert nothing_is_found(closed)


async def test_a_project_that_has_nothing_to_determine_is_told_at_its_cell(
    closed: Township,
) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet["A4"], stub = "MS04", str(sheet["O4"].value)
        sheet["O4"] = stub.replace("JT01", "MS04")

    shown = await fill_in(closed, {"MS04": (5, None)}, changed(await fetch(closed), rename))
    assert "「认定」M4：“MS04”本月没有需要认定的目标。" in shown.text
    assert shown.labels == ()


async def test_rows_that_are_gone_are_named(closed: Township) -> None:
    content = changed(await fetch(closed), lambda sheet: sheet.delete_rows(5, 2))
    shown = await fill_in(closed, {"JT01": (5, None)}, content)
    assert shown.text.endswith("表里没有这些项目，照旧不变：JT02、JT03。")
    assert shown.labels == CONFIRM


async def test_what_a_colleague_did_meanwhile_is_named_and_not_taken(closed: Township) -> None:
    content = await fetch(closed)
    await closed.say("柳艳玲", "/determine JT01 5.5 现场核查", closed.office)
    await closed.press("柳艳玲", await closed.next(closed.office), "确认")
    await closed.answer("俞振邦", "JT02", "累计1540万元")
    closed.server.reading.read_all()
    asked = await closed.desk("JT03")
    await closed.press("柳艳玲", asked, "退回")
    closed.server.reading.read_all()
    shown = await fill_in(
        closed,
        {
            "JT01": (5.2, "台账"),
            "JT02": (1530, None),
            "JT03": (8, "台账"),
            "MS03": (30, "台账"),
        },
        content,
    )
    assert shown.text == (
        "【6月认定表】拟认定2个项目，点「确认」全部生效，点「取消」都不生效。\n\n"
        "青龙河大桥改建工程（JT02）\n　未认定 → 1530万元，按自报\n"
        "综合养老服务中心项目（MS03）\n　未认定 → 30%，依据：台账\n\n"
        "取表以后已有变动，不采用：\n"
        "禾石路大中修工程（JT01）：表里填5.2公里，但已由柳艳玲于7月3日17:03认定5.5公里\n"
        "农村公路安防设施提升工程（JT03）：表里填8公里，但已由柳艳玲于7月3日17:06退回重报"
    )
    await closed.press("岑春林", shown, "确认")
    assert found(closed, "JT01") == (Decimal("5.5"), Ground.OFFICE, "柳艳玲", "现场核查")
    assert found(closed, "MS03") == (Decimal(30), Ground.OFFICE, "岑春林", "台账")


async def test_a_report_that_came_meanwhile_is_a_conflict(closed: Township) -> None:
    content = await fetch(closed)
    await closed.answer("唐旭东", "JT03", "累计7公里")
    closed.server.reading.read_all()
    shown = await fill_in(closed, {"JT03": (8, "台账")}, content)
    assert shown.text == (
        "【6月认定表】没有可以认定的改动。请发 /ledger 重新取表填写。\n\n"
        "取表以后已有变动，不采用：\n"
        "农村公路安防设施提升工程（JT03）：表里填8公里，但唐旭东又于7月3日17:02报送7公里"
    )
    assert shown.labels == ()


async def test_a_target_that_changed_meanwhile_is_a_conflict(closed: Township) -> None:
    def retarget(sheet: Worksheet) -> None:
        sheet["O4"] = str(sheet["O4"].value).replace('/5.8"', '/5.7"')

    shown = await fill_in(closed, {"JT01": (5, None)}, changed(await fetch(closed), retarget))
    assert shown.text.endswith("禾石路大中修工程（JT01）：表里填5公里，但目标已经调整")


@pytest.mark.parametrize("form", [changing.FORM, determine.FORM])
async def test_the_evidence_of_an_application_is_not_fetched(closed: Township, form: str) -> None:
    member = closed.user("岑春林")
    heard = Heard(
        chat=Address(member.id),
        is_private=True,
        chat_title="",
        account=member.id,
        sender="",
        message_id=7,
        said_at=closed.clock.at,
        content=Content.FILE,
        file="document-1",
        file_name="证明.xlsx",
    )
    with closed.storage.work() as work:
        assert listening.wants_file(heard, look=work, settings=closed.settings)
        work.drafts.put(Draft(member.id, member.id, form, {}, closed.clock.at))
        is_wanted = listening.wants_file(heard, look=work, settings=closed.settings)
    assert is_wanted == (form != changing.FORM)


async def test_what_a_colleague_found_as_well_is_no_conflict(closed: Township) -> None:
    content = await fetch(closed)
    await closed.say("柳艳玲", "/determine JT01 5.5 现场核查", closed.office)
    await closed.press("柳艳玲", await closed.next(closed.office), "确认")
    shown = await fill_in(closed, {"JT01": (5.5, "现场核查"), "JT02": (1530, None)}, content)
    assert "JT01" not in shown.text
    assert shown.labels == CONFIRM


async def test_a_change_between_the_showing_and_the_confirmation_is_found(
    closed: Township,
) -> None:
    shown = await fill_in(closed, {"JT01": (5, None), "JT02": (1530, None)})
    await closed.say("柳艳玲", "/determine JT02 1600 台账", closed.office)
    await closed.press("柳艳玲", await closed.next(closed.office), "确认")
    told = await closed.press("岑春林", shown, "确认")
    assert told == "有1个项目在列出改动以后又有变动，都没有认定，详见消息。"
    assert shown.text == (
        "【6月认定表】列出改动以后又有变动，都没有认定。请重新取表（/ledger）：\n"
        "青龙河大桥改建工程（JT02）：已由柳艳玲于7月3日17:04认定1600万元"
    )
    assert found(closed, "JT01") is None
    assert found(closed, "JT02") == (Decimal(1600), Ground.OFFICE, "柳艳玲", "台账")


async def test_a_determined_project_may_be_determined_anew(closed: Township) -> None:
    shown = await fill_in(closed, {"JT01": (5, None)})
    await closed.press("岑春林", shown, "确认")
    shown = await fill_in(closed, {"JT01": (5.5, "现场核查"), "JT02": (None, None)})
    assert "（JT01）\n　认定5公里（按自报） → 5.5公里，依据：现场核查" in shown.text
    await closed.press("岑春林", shown, "确认")
    assert found(closed, "JT01") == (Decimal("5.5"), Ground.OFFICE, "岑春林", "现场核查")


async def test_a_late_report_without_a_ground_is_the_offices_own_finding(
    closed: Township,
) -> None:
    await closed.answer("唐旭东", "JT03", "累计7公里")
    closed.server.reading.read_all()
    shown = await fill_in(closed, {"JT03": (7, None)})
    await closed.press("岑春林", shown, "确认")
    assert found(closed, "JT03") == (Decimal(7), Ground.OFFICE, "岑春林", "")


async def test_a_ledger_of_a_month_that_is_public_is_refused(closed: Township) -> None:
    content = await fetch(closed)
    await closed.until("07-06 09:02")
    closed.server.reading.read_all()
    await send(closed, filled(content, {"JT01": (5.5, "核查")}))
    assert "不能再改认定数" in await closed.told(closed.office)


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河"])
async def test_somebody_of_another_post_takes_nothing(closed: Township, name: str) -> None:
    content = filled(await fetch(closed), {"JT01": (5, None)})
    await send(closed, content, name=name, place=name)
    assert "认定表" not in await closed.told(name)
    assert nothing_is_found(closed)
    assert not closed.server.requests.of("getFile")


async def test_who_only_sits_in_the_offices_group_takes_nothing(closed: Township) -> None:
    content = filled(await fetch(closed), {"JT01": (5, None)})
    closed.server.groups.join(closed.user("韦长河"), closed.office)
    await send(closed, content, name="韦长河")
    assert await closed.told(closed.office) == NOT_YOURS
    shown = await fill_in(closed, {"JT01": (5, None)})
    assert await closed.press("韦长河", shown, "确认") == NOT_YOURS
    assert nothing_is_found(closed)


async def test_a_stranger_is_told_how_to_be_bound_and_his_file_is_left(
    closed: Township,
) -> None:
    content = filled(await fetch(closed), {"JT01": (5, None)})
    stranger = closed.server.room.user("路人甲")
    closed.server.room.private(stranger).bot = "member"
    closed.server.talk.send_document(stranger, stranger, content, name="认定表.xlsx")
    await closed.passes(minutes=1)
    told = await closed.server.reading.next_message(
        closed.server.room.private(stranger), patience=0
    )
    assert "/start" in told.text
    assert not closed.server.requests.of("getFile")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"PK" + b"\0" * MOST_BYTES, "文件超过3兆，没有读取。", id="too large"),
        pytest.param(saved(Workbook()), "不是认定表", id="another workbook"),
        pytest.param(b"nothing", "不是电子表格", id="no workbook"),
    ],
)
async def test_what_cannot_be_read_is_refused_kindly(
    closed: Township, content: bytes, told: str
) -> None:
    await send(closed, content, place="岑春林")
    assert told in await closed.told("岑春林")


async def test_a_bomb_is_refused_kindly(closed: Township) -> None:
    file = io.BytesIO(await fetch(closed))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.png", b"\0" * 40_000_000)
    await send(closed, file.getvalue(), file_name="6月认定表.xlsx")
    assert "展开后过大" in await closed.told(closed.office)


async def test_what_was_written_never_becomes_a_formula(closed: Township) -> None:
    content = filled(await fetch(closed), {"JT01": (5.5, "现场核查")})
    trick = changed(content, lambda sheet: setattr(sheet["N4"], "value", "+1 核查"))
    await send(closed, trick)
    shown = await closed.next(closed.office)
    await closed.press("岑春林", shown, "确认")
    assert found(closed, "JT01") == (Decimal("5.5"), Ground.OFFICE, "岑春林", "+1 核查")
    cells = [cell for row in opened(await fetch(closed))["认定"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
