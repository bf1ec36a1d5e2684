"""From a year's result one can walk down to the reply that produced it, and up again (C03)."""

import io

import openpyxl

from bot.paper_kinds import write
from tests.bot.flows.correcting import correct
from tests.bot.stage import Sketcher, Township

HEAD_AT = 2


def sheet(content: bytes, name: str) -> list[dict[str, object]]:
    """Return a sheet's rows by the names of its columns."""
    found = openpyxl.load_workbook(io.BytesIO(content))[name]
    head, *rows = found.iter_rows(min_row=HEAD_AT, values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


async def assessed(town: Township) -> bytes:
    await town.say("岑春林", "/assess 2023", town.office)
    await town.next(town.office)
    assert isinstance(town.painter, Sketcher)
    return write("assessment", town.painter.painted[-1].view, "xlsx")


async def test_a_years_figure_leads_to_its_reply(public: Township) -> None:
    content = await assessed(public)
    (year,) = [one for one in sheet(content, "项目") if one["项目编号"] == "JT01"]
    (month,) = [
        one
        for one in sheet(content, "逐月")
        if (one["项目编号"], one["月份"]) == ("JT01", year["认定截至"])
    ]
    assert (month["自报"], month["认定"]) == (year["完成（自报）"], year["认定"])
    chat_id, _, message_id = str(month["自报消息"]).partition("/")
    assert int(chat_id) == public.roads.id
    (log,) = [one for one in public.server.room.record().chats if one.chat is public.roads]
    (reply,) = [one for one in log.messages if one.id == int(message_id)]
    assert (reply.text, month["自报人"]) == ("累计5公里", "韦长河")
    with public.storage.look() as look:
        lines = {one.number: one for one in look.journal.entries(project="JT01")}
    kept, determined = lines[month["自报记录号"]], lines[month["认定记录号"]]  # type: ignore[index]
    assert (kept.what, kept.figure, kept.source) == ("report.kept", "5", month["自报消息"])
    assert (determined.what, determined.figure) == ("project.determined", "5")


async def test_every_month_of_every_project_has_its_row(public: Township) -> None:
    await correct(public, "MS03 5月 15 现场核查")
    public.server.reading.read_all()
    rows = sheet(await assessed(public), "逐月")
    assert len(rows) == 2 * 7
    (may,) = [one for one in rows if (one["项目编号"], one["月份"]) == ("MS03", "5月")]
    (june,) = [one for one in rows if (one["项目编号"], one["月份"]) == ("MS03", "6月")]
    assert list(may.values())[5:] == [
        *(15, "年初计划", "—", "—", "—", "—", "—", 15, "督考办认定：现场核查", "柳艳玲"),
        *("2023-07-06 09:04", may["认定记录号"], "蓝牌", 0, "第1号"),
    ]
    assert list(june.values())[5:] == [
        *(28, "年初计划", "—", "—", "—", "—", "—", "—", "未报，按未完成认定", "到公布时按规则"),
        *("2023-07-06 09:00", june["认定记录号"], "黄牌", 1, "第1号"),
    ]
    assert isinstance(may["认定记录号"], int)
    assert [value for one in rows for value in one.values() if value is None] == []


async def test_a_reply_that_came_too_late_is_not_what_a_month_was_published_with(
    public: Township,
) -> None:
    await public.answer("昌宏伟", "MS03", "累计28%")
    public.server.reading.read_all()
    (june,) = [
        one
        for one in sheet(await assessed(public), "逐月")
        if (one["项目编号"], one["月份"]) == ("MS03", "6月")
    ]
    assert (june["自报"], june["自报消息"]) == ("—", "—")
