"""The year's workbook in the chat: it is checked, comes back marked, and is not loaded."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bot import changing, lifecycle_draft, listening
from bot.flows import determine
from bot.painter import WHOLE, Page, Painter, PictureFailedError, draw
from bot.paper_kinds import view_of
from bot.ports import Content, Heard
from bot.rehearsal.messages import Message
from bot.settings import Settings
from papers.checked import SHEET, MarkedCopy
from rules.notice import About, Address, Notice
from storage.drafts import Draft
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.flows.filling import send
from tests.bot.stage import JUNE, Township, township
from tests.papers.small_book import saved, small_workbook

HOUSE = Path(__file__).parents[3]
MESSY = (HOUSE / "tests" / "papers" / "data" / "township_messy.xlsx").read_bytes()
CLEAN = (HOUSE / "samples" / "township.xlsx").read_bytes()
NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"
LOAD = "导入请运行维护人员用 guatu load 办理，我只核对，不导入。"


def faulty() -> bytes:
    """Return the small workbook with an error, a warning and something put right."""
    book = small_workbook()
    book["项目"]["H2"] = "约12.4"
    book["项目"]["I3"] = "1月1日"
    book["项目"].title = "项目 "
    return saved(book)


def copy_of(sent: Message) -> openpyxl.Workbook:
    assert sent.file is not None
    return openpyxl.load_workbook(io.BytesIO(sent.file.data))


async def test_the_office_gets_a_report_and_a_marked_copy(town: Township) -> None:
    town.server.room.reads_all = True
    await send(town, faulty(), file_name="2023年工作簿.xlsx")
    sent = await town.next(town.office)
    assert sent.text == (
        "【2023年工作簿核对】有1处错误、1处提醒，另有1处已自动处理。\n"
        "读到指挥部2个、人员14人、项目3个、月度目标30个、保障事项2项、节点2个。\n\n"
        "错误 「项目」H2：目标不能是约数，“约12.4”请改为确定数\n"
        "提醒 「项目」I3：缺少年份，按2023-01-01读取，请核对\n\n"
        "附件是加了批注的副本：第一张工作表「核对结果」列出各处，点单元格可以跳过去；"
        "紫底是错误，青底是提醒，灰底是已自动处理的。\n\n"
        "有错误的不能导入：请逐处改好（可以直接改副本），再发来核对。" + LOAD
    )
    assert sent.file is not None
    assert sent.file.name == "禾源镇2023年工作簿核对.xlsx"
    copy = copy_of(sent)
    assert copy.sheetnames[0] == SHEET
    assert copy["项目 "]["H2"].comment is not None


async def test_the_clean_sample_has_nothing_wrong_and_no_copy(town: Township) -> None:
    await send(town, CLEAN, place="秦振邦", name="秦振邦")
    sent = await town.next("秦振邦")
    assert sent.file is None
    assert sent.text == (
        "【2023年工作簿核对】没有发现问题。\n"
        "读到指挥部14个、人员92人、项目48个、月度目标433个、保障事项89项、节点287个。\n\n"
        "可以导入。" + LOAD
    )


async def test_what_is_only_to_be_looked_at_may_be_loaded(town: Township) -> None:
    town.server.room.reads_all = True
    book = small_workbook()
    book["项目"]["I3"] = "1月1日"
    await send(town, saved(book))
    sent = await town.next(town.office)
    assert sent.text.startswith("【2023年工作簿核对】有0处错误、1处提醒。\n")
    assert sent.text.endswith("没有错误，可以导入；提醒的各处请先看读得对不对。" + LOAD)


async def test_ten_of_many_are_named_the_errors_first(town: Township) -> None:
    await send(town, MESSY, place="岑春林")
    first, *others = town.heard("岑春林")
    text = first + "".join(others)
    assert text.startswith("【2023年工作簿核对】有45处错误、36处提醒，另有62处已自动处理。")
    lines = text.splitlines()
    named = [line for line in lines if line.startswith(("错误 ", "提醒 "))]
    assert len(named) == 10
    assert named[0] == "错误 整个文件：缺少“指挥部”“节点”工作表，请补上后重新提交"
    assert named[1] == "错误 「项目」J8：开始日期“年初”无法确定，请填写具体日期"
    assert "……另有71处" in lines


async def test_nothing_is_loaded(town: Township) -> None:
    town.server.room.reads_all = True
    with town.storage.look() as look:
        before = look.book.of(2023)
    await send(town, CLEAN)
    assert "可以导入" in await town.told(town.office)
    with town.storage.look() as look:
        assert look.book.of(2023) == before


async def test_a_copy_that_was_mended_is_taken_as_the_workbook(town: Township) -> None:
    town.server.room.reads_all = True
    await send(town, faulty())
    copy = copy_of(await town.next(town.office))
    copy["项目 "]["H2"] = 12.4
    await send(town, saved(copy))
    sent = await town.next(town.office)
    assert "有0处错误、1处提醒" in sent.text
    assert copy_of(sent)["项目 "]["H2"].comment is None


async def test_it_is_read_while_another_form_waits_for_words(closed: Township) -> None:
    await closed.press("岑春林", await closed.desk("JT02"), "改数")
    closed.heard(closed.office)
    await send(closed, CLEAN)
    assert "没有发现问题" in await closed.told(closed.office)


async def test_it_is_read_in_the_drawing_process(storage: Storage, settings: Settings) -> None:
    """The whole way: the local Bot API server, our own process for reading, the database."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    painter = Painter()
    async with township(storage, JUNE_IS_ASKED_NEXT, settings, painter=painter) as town:
        await send(town, MESSY, place="岑春林")
        sent = await town.next("岑春林")
        town.heard("岑春林")
        town.expect_nothing_more()
    await painter.close()
    copy = copy_of(sent)
    assert copy.sheetnames[0] == SHEET
    assert copy["项目 "]["J8"].comment is not None


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河"])
async def test_nobody_elses_workbook_is_fetched(town: Township, name: str) -> None:
    await send(town, CLEAN, name=name, place=name)
    assert "工作簿" not in "".join(town.heard(name))
    assert not town.server.requests.of("getFile")


async def test_a_strangers_workbook_is_not_fetched(town: Township) -> None:
    stranger = town.server.room.user("路人甲")
    town.server.room.private(stranger).bot = "member"
    town.server.groups.join(stranger, town.office)
    town.server.room.reads_all = True
    for chat in (stranger, town.office):
        town.server.talk.send_document(stranger, chat, CLEAN, name="工作簿.xlsx")
        await town.passes(minutes=1)
    town.server.reading.read_all()
    assert not town.server.requests.of("getFile")


async def test_in_another_group_it_is_not_fetched(town: Township) -> None:
    town.server.room.reads_all = True
    await send(town, CLEAN, name="秦振邦", place=town.headquarters)
    assert town.heard(town.headquarters) == []
    assert not town.server.requests.of("getFile")


async def test_who_only_sits_in_the_offices_group_gets_no_report(town: Township) -> None:
    town.server.room.reads_all = True
    town.server.groups.join(town.user("卫宏伟"), town.office)
    await send(town, CLEAN, name="卫宏伟")
    assert await town.told(town.office) == NOT_YOURS


@pytest.mark.parametrize("name", ["工作簿.xls", "工作簿.ET", "工作簿.csv"])
async def test_another_format_is_to_be_saved_anew(town: Township, name: str) -> None:
    await send(town, b"whatever", place="岑春林", file_name=name)
    assert await town.told("岑春林") == (
        "这种格式的表格没有读取。请用表格软件打开，选“另存为”，"
        "类型选“Excel 工作簿（*.xlsx）”，再把新文件发来。"
    )
    assert not town.server.requests.of("getFile")


async def test_a_table_that_answers_a_question_stays_evidence(closed: Township) -> None:
    member = closed.user("岑春林")
    with closed.storage.work() as work:
        asked = Notice("asked", Address(member.id), "请报进展", about=About(JUNE, "JT01"))
        work.outbox.put(asked, closed.clock.at)
    await closed.passes(minutes=1)
    question = await closed.next("岑春林")
    private = question.chat
    closed.server.talk.send_document(member, private, b"x", name="台账.xls", reply_to=question)
    await closed.passes(minutes=1)
    assert "另存为" not in await closed.told("岑春林")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版格式", id="an .xls"),
        pytest.param(saved(small_workbook())[:-500], "已损坏", id="cut off"),
    ],
)
async def test_what_only_looks_like_one_is_refused_kindly(
    town: Township, content: bytes, told: str
) -> None:
    await send(town, content, place="岑春林")
    said = await town.told("岑春林")
    assert told in said
    assert "另存为" in said


async def test_a_merge_of_a_whole_sheet_is_refused_kindly(town: Township) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CLEAN)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            new.writestr(name, old.read(name).replace(b"</sheetData>", merge))
    await send(town, file.getvalue(), place="岑春林")
    assert "合并单元格或链接的范围过大" in await town.told("岑春林")


@pytest.mark.parametrize(
    ("form", "is_wanted"),
    [(determine.FORM, True), (changing.FORM, False), (lifecycle_draft.FORM, False)],
)
async def test_a_form_that_takes_files_gets_them(
    town: Township, form: str, *, is_wanted: bool
) -> None:
    member = town.user("岑春林")
    heard = Heard(
        chat=Address(member.id),
        is_private=True,
        chat_title="",
        account=member.id,
        sender="",
        message_id=7,
        said_at=town.clock.at,
        content=Content.FILE,
        file="document-1",
        file_name="工作簿.xlsx",
    )
    with town.storage.work() as work:
        work.drafts.put(Draft(member.id, member.id, form, {}, town.clock.at))
        found = listening.wants_file(heard, look=work, settings=town.settings)
    assert found is is_wanted


def test_a_copy_that_is_no_longer_kept_says_what_to_do() -> None:
    """It is kept for some months; a notice may be sent again after that."""
    page = Page("marked_copy", view_of(MarkedCopy("0123456789abcdef")), WHOLE, "xlsx")
    with pytest.raises(PictureFailedError, match="the workbook is to come again"):
        draw(page)
