"""A month that was sent back waits while the next is asked: words say which month they are for."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from bot.settings import Settings, Undetermined
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT, answer_and_close
from tests.bot.stage import JULY, Township, moment, township

PERSON, LIAISON, OFFICER = "韦长河", "云慧敏", "岑春林"
OF_JULY, OF_JUNE = "7月 JT01 禾石路大中修工程", "6月 JT01 禾石路大中修工程"
WHICH = "您有2项进展要报，这是哪一项的？\n禾石路大中修工程（JT01）7月\n禾石路大中修工程（JT01）6月"
WHICH_MONTH = (
    "禾石路大中修工程（JT01）7月、6月的进展都在等您回复，看不出这是哪个月的，没有记录。"
    "请引用那个月的询问回复。"
)


@pytest.fixture
def settings() -> Settings:
    """Hold what is not determined: June is not over when July is asked."""
    return Settings(_env_file=None, organisation="禾源镇", undetermined=Undetermined.HOLD)


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from July's questions; JT01's of June was sent back, on each engine."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        await answer_and_close(town)
        town.server.reading.read_all()
        await town.press(OFFICER, await town.desk("JT01"), "退回")
        await town.ask("07-31 09:02")
        town.server.reading.read_all()
        yield town
        town.server.reading.read_all()
        town.expect_nothing_more()


async def test_the_month_stands_on_each_choice(town: Township) -> None:
    await town.say(PERSON, "累计7公里")
    asked = await town.next(PERSON)
    assert (asked.text, asked.labels) == (WHICH, (OF_JULY, OF_JUNE))
    await town.press(PERSON, asked, OF_JUNE)
    assert (town.figure("JT01"), town.figure("JT01", JULY)) == (Decimal(7), None)
    assert await town.told(PERSON) == (
        "已记录，已报督考办：禾石路大中修工程（JT01）6月累计完成7公里。"
    )


async def test_a_second_figure_for_july_is_not_taken_for_june(town: Township) -> None:
    await town.answer(PERSON, "JT01", "累计7公里")
    await town.next(town.roads)
    await town.say(PERSON, "累计7.5公里")
    assert (await town.next(PERSON)).labels == (OF_JULY, OF_JUNE)
    assert (town.figure("JT01"), town.figure("JT01", JULY)) == (Decimal(5), Decimal(7))


async def test_what_june_was_answered_with_leaves_only_july(town: Township) -> None:
    await town.say(PERSON, "累计5.8公里")
    await town.press(PERSON, await town.next(PERSON), OF_JUNE)
    await town.next(PERSON)
    await town.say(PERSON, "累计7公里")
    assert (await town.told(PERSON)).startswith("已记录：禾石路大中修工程（JT01）7月累计完成7公里")


async def test_a_code_asks_for_the_month_too(town: Township) -> None:
    await town.say(LIAISON, "JT01 累计7公里")
    assert (await town.next(LIAISON)).text == WHICH
    for words in ("/report JT01 累计7公里", "JT01 累计7公里\nJT02 累计1600万元"):
        await town.say(LIAISON, words)
        assert await town.told(LIAISON) == WHICH_MONTH
    assert (town.figure("JT01"), town.figure("JT01", JULY)) == (Decimal(5), None)
    assert town.figure("JT02", JULY) == Decimal(1600)


async def test_the_list_of_what_to_report_on_names_the_months(town: Township) -> None:
    await town.say(PERSON, "/report")
    shown = await town.next(PERSON)
    assert shown.text == "请选要报哪个月、哪个项目的进展："
    assert shown.labels == (OF_JULY, OF_JUNE)
    await town.press(PERSON, shown, OF_JUNE)
    assert "6月末的累计完成数" in await town.told(PERSON)


async def test_what_is_to_do_names_both_months(town: Township) -> None:
    await town.say(PERSON, "/todo")
    told = await town.told(PERSON)
    assert "（JT01）7月进展待回复" in told
    assert "（JT01）6月进展待回复" in told


async def test_two_months_that_are_asked_at_once_after_a_halt_are_told_apart(
    storage: Storage,
) -> None:
    settings = Settings(_env_file=None, organisation="禾源镇")
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        town.clock.at = moment("07-31 10:00")
        await town.passes(minutes=2)
        town.server.reading.read_all()
        await town.say(PERSON, "累计7公里")
        assert (await town.next(PERSON)).labels == (OF_JULY, OF_JUNE)
        assert town.figure("JT01", JULY) is None
