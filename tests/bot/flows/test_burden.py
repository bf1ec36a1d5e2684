"""The burden is known: how many messages the month's cycle sent to each person."""

import pytest

from bot.burden import burdens_of
from rules.posts import Room
from tests.bot.stage import JUNE, MAY, Township

AT_THE_CLOSE = "本月发给个人的消息：平均每人2.1条，最多4条（昌宏伟）。"
LISTED = (
    "【6月消息量】10人共21条，平均每人2.1条"
    "（询问、催报、督促、核签、推送、保障；群里点名的算收到，对本人发言的答复不算）：\n"
    "昌宏伟　4条（询问2、催报2）"
)


def counts(town: Township) -> dict[str, str]:
    with town.storage.look() as look:
        found = burdens_of(JUNE, look=look)
    return {one.person: "".join(f"{kind}{count}" for kind, count in one.kinds) for one in found}


async def test_questions_count_for_whom_they_name(june: Township) -> None:
    assert counts(june) == {
        "昌宏伟": "询问2",
        "俞振邦": "询问1",
        "唐旭东": "询问1",
        "柏如意": "询问1",
        "韦长河": "询问1",
    }


async def test_what_is_answered_to_somebody_does_not_count(june: Township) -> None:
    before = counts(june)
    await june.answer("俞振邦", "JT02", "1530")
    asked = await june.next(june.roads)
    await june.press("俞振邦", asked, "确认")
    await june.say("俞振邦", "/todo")
    june.server.reading.read_all()
    assert counts(june) == before


async def test_reminders_count_in_the_group_and_in_private_and_so_does_chasing(
    june: Township,
) -> None:
    await june.answer("韦长河", "JT01", "累计5.8公里")
    await june.until("07-03 09:05")
    june.server.reading.read_all()
    found = counts(june)
    assert (found["韦长河"], found["俞振邦"]) == ("询问1", "询问1催报2")
    assert (found["卫宏伟"], found["时保国"]) == ("督促1", "督促1")


async def test_drafts_and_what_is_sent_back_count(closed: Township) -> None:
    await closed.press("岑春林", await closed.desk("JT01"), "退回")
    await closed.until("07-05 09:05")
    closed.server.reading.read_all()
    found = counts(closed)
    assert (found["卫宏伟"], found["韦长河"]) == ("督促1核签1", "询问1退回重问1")


async def test_what_was_not_delivered_is_not_counted(town: Township) -> None:
    town.roads.bot = "kicked"
    await town.ask()
    town.server.reading.read_all()
    assert counts(town) == {"昌宏伟": "询问2", "柏如意": "询问1"}
    with town.storage.work() as work:
        for one in work.outbox.open():
            work.outbox.drop(one.id)
    town.server.room.complaints.clear()


async def test_the_close_tells_the_average_and_the_most(june: Township) -> None:
    told = await june.close()
    assert AT_THE_CLOSE in told.text.splitlines()
    await june.press("岑春林", told, "按未报")
    assert AT_THE_CLOSE in told.text.splitlines()


async def test_burden_lists_everybody_who_got_most_first(june: Township) -> None:
    await june.close()
    for place in (june.office, "岑春林"):
        await june.say("岑春林", "/burden", place)
    lists = [(await june.told(place)) for place in (june.office, "岑春林")]
    assert lists[0] == lists[1]
    assert lists[0].startswith(LISTED)
    assert lists[0].splitlines()[-1] == "谢玉洁　1条（督促1）"
    assert len(lists[0].splitlines()) == 11


async def test_of_another_month_it_is_that_months(june: Township) -> None:
    await june.say("岑春林", "/burden 5月")
    assert await june.told("岑春林") == f"{MAY.chinese}还没有给个人发过消息。"


@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "云慧敏", "韦长河"])
async def test_nobody_else_sees_it(june: Township, name: str) -> None:
    await june.say(name, "/burden")
    assert await june.told(name) == "这件事由督考办来办，您的操作没有记录。"


async def test_it_is_shown_in_no_other_group(june: Township) -> None:
    june.roads.members[june.user("岑春林").id] = "member"
    await june.say("岑春林", "/burden", june.roads)
    assert await june.told(june.roads) == (
        f"这件事不在本群办理，请到{Room.OFFICE.chinese}、与我的私聊办理。"
    )
