"""The months of an application by a small table that is filled in and sent back."""

import io
from typing import Any

import openpyxl

from bot.painter import draw
from bot.rehearsal.messages import Message
from tests.bot.flows.applying import APPLICANT
from tests.bot.flows.filling import send
from tests.bot.stage import Sketcher, Township


async def table(town: Township) -> tuple[Message, bytes]:
    """Go on to the months, and fetch their table; return what asked for them, and the file."""
    await town.say(APPLICANT, "/adjust JT01")
    await town.press(APPLICANT, await town.next(APPLICANT), "7月")
    await town.next(APPLICANT)
    await town.say(APPLICANT, "10公里")
    asked = await town.next(APPLICANT)
    await town.press(APPLICANT, asked, "用表格填")
    shown = await town.next(APPLICANT)
    assert shown.file is not None
    assert shown.file.name == "JT01月度计划.xlsx"
    assert isinstance(town.painter, Sketcher)
    return asked, draw(town.painter.painted[-1])


def written(content: bytes, **cells: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book["月度计划"][place] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


async def test_the_table_changes_the_months(june: Township) -> None:
    _, content = await table(june)
    await send(june, written(content, C4=7.5), name=APPLICANT, place=APPLICANT)
    asked = await june.next(APPLICANT)
    assert "7月：8公里 → 7.5公里" in asked.text
    await june.press(APPLICANT, asked, "按此计划")
    assert "请选原因类别" in await june.told(APPLICANT)


async def test_what_is_wrong_is_named_and_nothing_is_taken(june: Township) -> None:
    _, content = await table(june)
    await send(june, written(content, C4="大概7"), name=APPLICANT, place=APPLICANT)
    told = await june.told(APPLICANT)
    assert "月度计划!C4（7月）" in told
    assert "整张表先不采用" in told


async def test_a_table_of_an_earlier_application_is_not_taken(june: Township) -> None:
    _, content = await table(june)
    await table(june)
    await send(june, written(content, C4=7.5), name=APPLICANT, place=APPLICANT)
    assert "不是这次申请的" in await june.told(APPLICANT)


async def test_another_file_is_declined(june: Township) -> None:
    await table(june)
    await send(june, b"PK no workbook", name=APPLICANT, place=APPLICANT)
    assert "没有读出月度计划" in await june.told(APPLICANT)
