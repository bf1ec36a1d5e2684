"""`/leave`: somebody answers while the responsible person is away, and it shows for whom."""

import pytest

from tests.bot.stage import Township

NAME, DEPUTY = "韦长河", "谢玉洁"


async def leave(
    town: Township,
    *,
    name: str = NAME,
    who: str = DEPUTY,
    since: str = "今天",
    until: str = "7月10日",
) -> list[str]:
    """Go on leave, and return what everybody is told."""
    await town.say(name, "/leave")
    asked = await town.next(name)
    if who in asked.labels:
        await town.press(name, asked, who)
    else:
        await town.say(name, who)
    await town.press(name, await town.next(name), since)
    await town.next(name)
    await town.say(name, until)
    await town.press(name, await town.next(name), "确认")
    return [one.text for one in town.server.reading.read_all()]


async def test_the_preview_says_who_answers_and_how_long(town: Township) -> None:
    await town.say(NAME, "/leave")
    asked = await town.next(NAME)
    assert DEPUTY in asked.labels
    assert NAME not in asked.labels
    await town.press(NAME, asked, DEPUTY)
    await town.press(NAME, await town.next(NAME), "明天")
    await town.press(NAME, await town.next(NAME), "到7月7日")
    assert await town.told(NAME) == (
        "【请假代报】韦长河请假，7月1日至7月7日由谢玉洁代报进展。"
        "期间的询问和催报同时提到谢玉洁，他报的注明「代」。核对无误请点「确认」。"
    )


async def test_the_stand_in_is_asked_and_answers_for_him(town: Township) -> None:
    told = await leave(town)
    assert sum("由谢玉洁代报进展" in words for words in told) == 2  # who stands in, and the office
    await town.ask()
    question = town.questions["JT01"]
    assert "请@韦长河 （请假，由@谢玉洁 代报）于" in question.text
    await town.answer(DEPUTY, "JT01", "累计5.8公里")
    assert "（代责任人韦长河报送）" in await town.told(town.roads)
    report = town.line("JT01").report
    assert report is not None
    assert report.by == DEPUTY


async def test_privately_his_question_is_found_without_a_code(june: Township) -> None:
    await leave(june)
    await june.say(DEPUTY, "累计5.8公里")
    assert "（代责任人韦长河报送）" in await june.told(DEPUTY)


async def test_before_and_after_the_leave_he_may_not(june: Township) -> None:
    await leave(june, since="明天", until="7月1日")
    await june.answer(DEPUTY, "JT01", "累计5.8公里")
    assert "没有记录" in await june.told(june.roads)
    await june.until("07-01 08:00")
    june.server.reading.read_all()
    await june.answer(DEPUTY, "JT01", "累计5.8公里")
    assert "已记录" in await june.told(june.roads)
    await june.until("07-02 08:00")
    june.server.reading.read_all()
    await june.answer(DEPUTY, "JT01", "累计5.9公里")
    assert "没有记录" in await june.told(june.roads)


async def test_who_is_back_ends_it_at_once(june: Township) -> None:
    await leave(june)
    await june.say(NAME, "/leave")
    asked = await june.next(NAME)
    assert "现在由谢玉洁代您报进展" in asked.text
    await june.press(NAME, asked, "销假")
    june.server.reading.read_all()
    await june.answer(DEPUTY, "JT01", "累计5.8公里")
    assert "没有记录" in await june.told(june.roads)


async def test_the_stand_in_lets_nobody_stand_in_for_him(june: Township) -> None:
    await leave(june)
    await june.say(DEPUTY, "/leave")
    assert "责任人本人" in await june.told(DEPUTY)


@pytest.mark.parametrize(
    "who", [pytest.param("无名氏", id="unknown"), pytest.param(NAME, id="himself")]
)
async def test_only_somebody_of_the_book_stands_in(june: Township, who: str) -> None:
    await june.say(NAME, "/leave")
    await june.next(NAME)
    await june.say(NAME, who)
    assert "没有看懂" in await june.told(NAME)


async def test_the_last_day_is_not_before_the_first(june: Township) -> None:
    await june.say(NAME, "/leave")
    await june.press(NAME, await june.next(NAME), DEPUTY)
    await june.press(NAME, await june.next(NAME), "明天")
    await june.next(NAME)
    await june.say(NAME, "6月30日")
    assert "不早于7月1日" in await june.told(NAME)


async def test_the_stand_in_is_reminded_in_his_stead(june: Township) -> None:
    await leave(june)
    await june.until("07-02 08:59")
    june.server.reading.read_all()
    await june.until("07-03 09:01")
    assert "禾石路大中修工程（JT01）　@韦长河 （请假，由@谢玉洁 代报）" in await june.told(
        june.roads
    )
    assert "还没有收到您负责或代报的禾石路大中修工程（JT01）" in await june.told(DEPUTY)
    assert june.heard(NAME) == []
    june.server.reading.read_all()
