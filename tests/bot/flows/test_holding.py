"""Under `hold` nothing is published before the office is done; it is told daily."""

import pytest

from bot.refusals import NotAllDeterminedError
from bot.settings import Settings, Undetermined
from rules.determination import OPEN
from rules.schedule import Phase
from tests.bot.stage import JUNE, Township

HELD = (
    "【6月暂未公布】还有6个项目没有认定：JT01、JT02、JT03、MS01、MS02、MS03。"
    "全部认定后自动公布，请发 /determine。"
)


@pytest.fixture
def settings() -> Settings:
    """Hold what is not determined."""
    return Settings(_env_file=None, organisation="禾源镇", undetermined=Undetermined.HOLD)


async def determine_all(town: Township) -> None:
    """Accept what was reported, and the silence of the others."""
    await town.say("岑春林", "/determine", town.office)
    listed = await town.next(town.office)
    await town.press("岑春林", listed, "其余按自报认定（3个）")
    for code in ("JT03", "MS01", "MS03"):
        await town.press("岑春林", await town.desk(code), "按未报")


async def test_the_office_is_told_daily_and_nothing_is_published(closed: Township) -> None:
    await closed.until("07-06 08:59")
    closed.server.reading.read_all()
    for day in ("07-06", "07-07", "07-08"):
        await closed.until(f"{day} 09:02")
        assert closed.heard(closed.office) == [HELD]
    assert not closed.line("JT01").published


async def test_after_the_last_determination_it_comes_by_itself(closed: Township) -> None:
    await closed.until("07-06 12:00")
    closed.server.reading.read_all()
    await determine_all(closed)
    await closed.passes(minutes=1)
    assert closed.heard(closed.township)[0].startswith("6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n")
    closed.server.reading.read_all()
    await closed.until("07-10 12:00")  # and once only


async def test_with_all_determined_in_time_it_comes_at_its_hour(closed: Township) -> None:
    await determine_all(closed)
    closed.server.reading.read_all()
    await closed.until("07-06 08:59")
    closed.heard(closed.headquarters)
    await closed.until("07-06 09:02")
    assert closed.heard(closed.township)[0].startswith("6月 蓝牌 2 黄牌 3 红牌 1 无牌 1\n")
    closed.server.reading.read_all()


async def test_by_hand_it_is_refused_with_the_open_codes(closed: Township) -> None:
    await closed.say("岑春林", "/publish", closed.office)
    shown = await closed.next(closed.office)
    assert shown.labels == ()
    assert shown.text == (
        "【6月拟公布】蓝牌2个，黄牌3个，红牌1个，无牌1个（其中待认定0个）。\n"
        "还有6个没有认定：JT01、JT02、JT03、MS01、MS02、MS03。"
        "全部认定后才能公布，请发 /determine。"
    )
    with pytest.raises(NotAllDeterminedError) as refused:
        closed.phase(Phase.PUBLISH)
    assert refused.value.codes == ("JT01", "JT02", "JT03", "MS01", "MS02", "MS03")


async def test_a_word_given_too_early_publishes_nothing(closed: Township) -> None:
    await determine_all(closed)
    await closed.say("岑春林", "/publish", closed.office)
    shown = await closed.next(closed.office)
    assert shown.labels == ("确认",)
    with closed.storage.work() as work:  # somebody puts one of them to the office again
        work.determinations.put(JUNE, "JT01", OPEN)
    assert await closed.press("岑春林", shown, "确认") == (
        "【6月暂未公布】还有1个项目没有认定：JT01。全部认定后自动公布，请发 /determine。"
    )
    with closed.storage.look() as look:
        assert look.editions.latest(JUNE) is None
