"""Two questions wait for one person's words: each answer goes to the project it is meant for."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from bot.rehearsal.messages import Message
from bot.settings import Settings
from rules.project import Value
from storage.engine import Storage
from tests.bot.conftest import JUNE_IS_ASKED_NEXT, answer_and_close
from tests.bot.stage import Township, township

OFFICER, COLLEAGUE, COMMANDER = "岑春林", "柳艳玲", "卫宏伟"
STILL_OPEN = (
    "前面问的禾石路大中修工程（JT01）6月还没有回复：要回复它，请引用那条消息；"
    "不引用的，算作回复这一条。"
)
FOR_JT01 = "禾石路大中修工程（JT01）6月拟认定6.5公里"
FOR_JT02 = "青龙河大桥改建工程（JT02）6月拟认定1600万元"


def found(town: Township, code: str) -> Value | None:
    made = town.line(code).determination
    return made.value if made else None


async def asked_for(town: Township, code: str, name: str = OFFICER) -> Message:
    """Let an officer press 「改数」 in the group; return the question."""
    await town.press(name, await town.desk(code, name), "改数")
    return await town.next(town.office)


async def privately_asked_for(town: Township, code: str) -> Message:
    await town.say(OFFICER, f"/determine {code}")
    await town.press(OFFICER, await town.next(OFFICER), "改数")
    return await town.next(OFFICER)


@pytest.fixture
async def on_each(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from the close on each engine."""
    JUNE_IS_ASKED_NEXT.prepare(storage, settings)
    async with township(storage, JUNE_IS_ASKED_NEXT, settings) as town:
        await answer_and_close(town)
        yield town
        town.expect_nothing_more()


async def test_words_that_quote_a_question_are_for_its_project_whatever_was_asked_since(
    on_each: Township,
) -> None:
    town = on_each
    first, second = await asked_for(town, "JT01"), await asked_for(town, "JT02")
    assert STILL_OPEN not in first.text
    assert second.text.endswith(f"\n{STILL_OPEN}")
    for words, quoted, proposed in (
        ("6.5 现场核查", first, FOR_JT01),
        ("1600 现场核查", second, FOR_JT02),
    ):
        await town.say(OFFICER, words, town.office, reply_to=quoted)
        shown = await town.next(town.office)
        assert shown.text.startswith(proposed)
        await town.press(OFFICER, shown, "确认")
    assert (found(town, "JT01"), found(town, "JT02")) == (Decimal("6.5"), Decimal(1600))


async def test_words_that_quote_nothing_answer_what_was_asked_last(closed: Township) -> None:
    first = await privately_asked_for(closed, "JT01")
    await privately_asked_for(closed, "JT02")
    await closed.say(OFFICER, "1600 现场核查")
    assert (await closed.told(OFFICER)).startswith(FOR_JT02)
    await closed.say(OFFICER, "6.5 现场核查", reply_to=first)
    assert (await closed.told(OFFICER)).startswith(FOR_JT01)


async def test_an_answer_to_the_first_leaves_the_second_waiting(closed: Township) -> None:
    first = await privately_asked_for(closed, "JT01")
    await privately_asked_for(closed, "JT02")
    await closed.say(OFFICER, "6.5 现场核查", reply_to=first)
    assert (await closed.told(OFFICER)).startswith(FOR_JT01)
    await closed.say(OFFICER, "1600 现场核查")
    assert (await closed.told(OFFICER)).startswith(FOR_JT02)


async def test_a_better_figure_may_follow_by_quoting_the_question_again(closed: Township) -> None:
    question = await asked_for(closed, "JT01")
    for words in ("6.4 现场核查", "6.5 现场核查"):
        await closed.say(OFFICER, words, closed.office, reply_to=question)
    told = closed.heard(closed.office)
    assert [one.partition("（自报")[0][-5:] for one in told] == ["6.4公里", "6.5公里"]


async def test_what_a_colleague_was_asked_is_not_answered_with_ones_own(closed: Township) -> None:
    asked = await asked_for(closed, "JT01")
    await asked_for(closed, "JT02", COLLEAGUE)
    await closed.say(COLLEAGUE, "6.5 现场核查", closed.office, reply_to=asked)
    assert closed.heard(closed.office) == []


async def test_the_same_question_twice_is_not_said_to_wait(closed: Township) -> None:
    await asked_for(closed, "JT01")
    assert "前面问的" not in (await asked_for(closed, "JT01")).text


async def test_a_question_for_the_person_goes_to_the_one_it_is_about(closed: Township) -> None:
    first = await sent_back(closed, "JT01")
    second = await sent_back(closed, "JT02")
    assert STILL_OPEN in second.text
    closed.heard(closed.roads)
    await closed.say(OFFICER, "桩号是哪一段？", closed.office, reply_to=first)
    assert await closed.told(closed.office) == "已转给韦长河。"
    (asked,) = closed.heard(closed.roads)
    assert asked.startswith("【6月核实】禾石路大中修工程（JT01）：督考办问@韦长河")


async def sent_back(town: Township, code: str) -> Message:
    await town.press(OFFICER, await town.desk(code), "退回")
    return await town.next(town.office)


async def test_an_objection_goes_to_the_project_it_is_about(closed: Township) -> None:
    await closed.until("07-05 09:02")
    closed.server.reading.read_all(closed.headquarters)
    closed.server.reading.read_all(closed.welfare)
    draft = await closed.next(COMMANDER)
    closed.server.reading.read_all()
    asked = [await objecting_to(closed, draft, code) for code in ("JT01", "JT02")]
    assert STILL_OPEN in asked[1].text
    await closed.say(COMMANDER, "实际完成5.8公里，有测量记录", reply_to=asked[0])
    assert "禾石路大中修工程（JT01）" in await closed.told(COMMANDER)
    assert "JT01" in await closed.told(closed.office)
    assert closed.line("JT02").objection is None


async def objecting_to(town: Township, draft: Message, code: str) -> Message:
    await town.press(COMMANDER, draft, "有异议")
    choice = await town.next(COMMANDER)
    label = next(one for one in choice.labels if one.startswith(code))
    await town.press(COMMANDER, choice, label)
    return await town.next(COMMANDER)


async def test_what_was_being_filled_in_is_said_to_be_put_aside(june: Township) -> None:
    await june.say("韦长河", "/adjust JT01")
    await june.next("韦长河")
    await june.say("韦长河", "/report JT01")
    assert (await june.told("韦长河")).endswith("刚才没有填完的内容没有提交，要接着办请重新发起。")
