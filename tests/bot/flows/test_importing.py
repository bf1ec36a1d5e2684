"""`/import`: colours from paper, from before the first month, count once the office says so."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from rules.month import Month
from rules.plates import Plate
from tests.bot.slate import Slate
from tests.bot.stage import JUNE, MAY, Opening, Township
from tests.bot.stage_book import TOWNSHIP

NAME = "岑春林"
FIRST_IS_JUNE = Opening(TOWNSHIP, "06-30 08:00")


@pytest.fixture
async def fresh(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked, the first month of all."""
    async with slate.begin(FIRST_IS_JUNE, settings) as town:
        yield town


async def take(town: Township, words: str, month: str = "5月") -> str:
    """Choose a month and write its plates; return what is said to it."""
    await town.say(NAME, "/import")
    await town.press(NAME, await town.next(NAME), month)
    await town.next(NAME)
    await town.say(NAME, words)
    return await town.told(NAME)


async def bring(town: Township, words: str) -> None:
    await town.say(NAME, "/import")
    await town.press(NAME, await town.next(NAME), "5月")
    await town.next(NAME)
    await town.say(NAME, words)
    await town.press(NAME, await town.next(NAME), "确认")
    town.server.reading.read_all()


async def test_the_preview_counts_and_names(fresh: Township) -> None:
    assert await take(fresh, "黄牌 jt01、MS03 红牌：JT02") == (
        "【导入预览】2023年5月（导入，来自纸质挂图）\n"
        "蓝牌2个，黄牌2个，红牌1个，无牌2个\n"
        "黄牌：JT01、MS03\n红牌：JT02\n"
        "经督考办确认后，第一个月的连续月数从这里接着算。核对无误请点「确认」。"
    )


async def test_nothing_counts_before_it_is_confirmed(fresh: Township) -> None:
    await take(fresh, "黄牌 JT01")
    with fresh.storage.look() as look:
        assert look.imported.months() == ()


async def test_a_miss_in_the_first_month_follows_the_imported_ones(fresh: Township) -> None:
    """E38: a red plate in the first month, by a yellow one on paper; a blue one ends a streak."""
    await bring(fresh, "黄牌 JT01 红牌 JT02")
    await fresh.ask()
    await fresh.until("07-06 09:02")
    fresh.server.reading.read_all()
    streaks = {code: fresh.line(code, JUNE).rated.streak for code in ("JT01", "JT02", "JT03")}
    assert streaks == {"JT01": 2, "JT02": 3, "JT03": 1}
    assert fresh.line("JT01", JUNE).rated.plate is Plate.RED
    await fresh.say(NAME, "/import")
    assert "已经公布" in await fresh.told(NAME)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("JT01 黄", "没有看懂「JT01 黄」", id="no colour first"),
        pytest.param("黄牌 ZZ99", "没有看懂「ZZ99」", id="an unknown code"),
        pytest.param("黄牌 JT01 红牌 JT01", "写了两次", id="twice"),
        pytest.param("黄牌 MS04", "没有目标任务", id="no target"),
        pytest.param("黄牌", "没有看懂", id="no code"),
        pytest.param("好的", "没有看懂", id="no plates"),
    ],
)
async def test_what_is_unclear_is_asked_again(fresh: Township, words: str, told: str) -> None:
    assert told in await take(fresh, words)


async def test_all_may_be_blue(fresh: Township) -> None:
    await bring(fresh, "全部蓝牌")
    with fresh.storage.look() as look:
        found = look.imported.of(MAY)
    assert found["JT01"] is Plate.BLUE
    assert found["MS04"] is None


async def test_only_the_office_imports(fresh: Township) -> None:
    await fresh.say("韦长河", "/import")
    assert "督考办" in await fresh.told("韦长河")


async def test_only_months_before_the_first_one_are_offered(fresh: Township) -> None:
    await fresh.say(NAME, "/import")
    asked = await fresh.next(NAME)
    assert asked.labels == tuple(Month(2023, number).chinese for number in (5, 4, 3, 2, 1))
