"""A month from the question to the receipt, on each engine; and two colleagues at once."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from rules.plates import Plate
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT
from tests.bot.stage import JUNE, Township, township

ANSWERS = (
    ("韦长河", "JT01", "累计5公里"),
    ("俞振邦", "JT02", "累计1530万元"),
    ("唐旭东", "JT03", "累计8.2公里"),
    ("昌宏伟", "MS02", "累计1530万元"),
)


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked, on SQLite and on PostgreSQL."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        yield town
        town.expect_nothing_more()


async def test_a_month_goes_from_the_question_to_the_receipt(town: Township) -> None:
    await town.ask()
    for name, code, words in ANSWERS:
        await town.answer(name, code, words)
    await town.press("柏如意", town.questions["MS01"], "已完成")
    town.server.reading.read_all()
    closed = await town.close()
    assert closed.text.startswith(
        "【6月截止】应报6个，已报5个，未报1个，待认定0个。\n未报：MS03\n"
    )
    await town.press("岑春林", closed, "其余按自报认定（5个）")
    await town.press("柳艳玲", await town.desk("MS03"), "按未报")
    town.server.reading.read_all()
    await town.until("07-05 12:00")
    assert (await town.told(town.headquarters)).startswith("【6月草稿，尚未公布】拟蓝4个，拟黄1个")
    await town.until("07-06 09:02")
    assert town.heard(town.township)[0].startswith("6月 蓝牌 4 黄牌 1 红牌 1 无牌 1\n")
    warning = await town.next(town.roads)
    assert await town.press("谢玉洁", warning, "签收") == "已签收"
    town.server.reading.read_all()
    with town.storage.look() as look:
        assert look.journal.verify() is None
    assert town.line("MS03").rated.plate is Plate.RED


async def test_of_two_who_press_in_the_same_moment_one_decides(town: Township) -> None:
    await town.ask()
    await town.answer("韦长河", "JT01", "累计5公里")
    town.server.reading.read_all()
    await town.close()
    shown = await town.desk("JT01")
    presses = [
        town.server.talk.press(town.user(name), shown, "按自报认定")
        for name in ("岑春林", "柳艳玲")
    ]
    await town.passes(minutes=1)
    told = sorted([(await press).text for press in presses])
    assert told[0].startswith("禾石路大中修工程（JT01）6月已认定5公里（")
    assert told[1].startswith("禾石路大中修工程（JT01）已由")
    with town.storage.look() as look:
        assert len(look.determinations.history(JUNE, "JT01")) == 1
