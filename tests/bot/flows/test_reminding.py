"""Before the close: who has not answered is reminded, and nobody else.

What those who lead a command are told with the last reminder is the matter of `test_chasing`.
"""

from bot.phases import ALREADY, Ran
from rules.schedule import Phase
from tests.bot.stage import JUNE, MAY, Township

TO_ROADS = (
    "【6月催报】以下2个项目还没有收到6月进展，请于7月3日17:00前回复：\n"
    "青龙河大桥改建工程（JT02）　@俞振邦\n农村公路安防设施提升工程（JT03）　@唐旭东"
)
TO_YU = (
    "【6月催报】还没有收到您负责的青龙河大桥改建工程（JT02）的进展，截止7月3日17:00。\n"
    "直接在这里回复即可，如：累计10万元。"
)
TO_BAI = (
    "【6月催报】还没有收到您负责的中心小学综合教学楼项目（MS01）的进展，截止7月3日17:00。\n"
    "直接在这里回复即可，如：已完成。"
)
TO_CHANG = (
    "【6月催报】还没有收到您负责的镇卫生院病房综合楼项目（MS02）、综合养老服务中心项目（MS03）的进展，"
    "截止7月3日17:00。\n直接在这里回复即可，如：MS02 累计10万元；MS03 累计10%。"
)


def leaders_hear(town: Township) -> None:
    """Let those who lead the commands read the one message that each gets with the last one."""
    leaders = ("卫宏伟", "彭宗耀", "谢玉洁", "章少华", "时保国")
    assert [len(town.heard(name)) for name in leaders] == [1] * 5


async def test_only_the_silent_are_reminded_once_a_group_and_once_a_person(
    june: Township,
) -> None:
    await june.answer("韦长河", "JT01", "累计5.8公里")
    await june.next(june.roads)
    await june.until("07-03 09:05")
    group = await june.next(june.roads)
    assert (group.text, group.mentions) == (
        TO_ROADS,
        (june.user("俞振邦").id, june.user("唐旭东").id),
    )
    assert (await june.told("俞振邦"), await june.told("柏如意")) == (TO_YU, TO_BAI)
    assert await june.told("昌宏伟") == TO_CHANG
    assert [len(june.heard(place)) for place in (june.welfare, "唐旭东", "韦长河")] == [1, 1, 0]
    leaders_hear(june)


async def test_reminders_that_coincide_are_one(june: Township) -> None:
    with june.storage.look() as look:
        dues = [due for due in look.due.of(JUNE) if due.phase is Phase.REMIND]
    assert len(dues) == 1
    await june.until("07-03 16:00")
    assert len(june.heard(june.roads)) == 1
    for name in ("韦长河", "俞振邦", "唐旭东", "柏如意", "昌宏伟", june.welfare):
        june.heard(name)
    leaders_hear(june)


async def test_when_all_have_answered_nobody_is_reminded(june: Township) -> None:
    for name, code, words in (
        ("韦长河", "JT01", "累计5.8公里"),
        ("俞振邦", "JT02", "累计1530万元"),
        ("唐旭东", "JT03", "累计8公里"),
        ("柏如意", "MS01", "已完成"),
        ("昌宏伟", "MS02", "累计1530万元"),
        ("昌宏伟", "MS03", "累计28%"),
    ):
        await june.answer(name, code, words)
    assert (len(june.heard(june.roads)), len(june.heard(june.welfare))) == (3, 3)
    await june.until("07-03 16:00")


async def test_who_has_only_to_confirm_is_reminded_privately_of_that(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    await june.next(june.roads)
    await june.until("07-03 09:05")
    assert await june.told("俞振邦") == (
        "您报的青龙河大桥改建工程（JT02）还等您点「确认」，确认后才算报送，截止7月3日17:00。"
    )
    assert "JT02" not in await june.told(june.roads)
    for place in ("韦长河", "唐旭东", "柏如意", "昌宏伟", june.welfare):
        june.heard(place)
    leaders_hear(june)


async def test_who_cannot_be_reached_is_reminded_in_the_group_alone(june: Township) -> None:
    with june.storage.work() as work:
        for name in ("韦长河", "俞振邦", "唐旭东", "柏如意", "昌宏伟"):
            work.bindings.unbind(name)
    await june.until("07-03 09:05")
    assert (len(june.heard(june.roads)), len(june.heard(june.welfare))) == (1, 1)
    leaders_hear(june)


async def test_a_reminder_by_hand_is_said_once_and_counts_beside_the_scheduled_ones(
    june: Township,
) -> None:
    assert june.phase(Phase.REMIND) == Ran(7)
    assert june.phase(Phase.REMIND) == ALREADY
    await june.passes(minutes=1)
    assert len(june.server.reading.read_all()) == 7
    await june.until("07-03 09:05")
    leaders_hear(june)
    assert len(june.server.reading.read_all()) == 7


async def test_a_published_month_is_not_reminded_of(june: Township) -> None:
    with june.storage.look() as look:
        assert look.cycles.get(MAY).published_at is not None
    await june.until("07-01 12:00")


async def test_an_answer_to_a_reminder_finds_its_question(june: Township) -> None:
    await june.until("07-03 09:05")
    reminder = await june.next(june.roads)
    june.server.reading.read_all()
    await june.say("俞振邦", "累计1530万元", june.roads, reply_to=reminder)
    assert await june.told(june.roads) == (
        "已记录：青龙河大桥改建工程（JT02）6月累计完成1530万元。"
        "目标1530万元，尚待督考办认定。如有误，请直接重发。"
    )


async def test_after_a_reminder_somebody_with_two_projects_is_asked_which(
    june: Township,
) -> None:
    await june.until("07-03 09:05")
    reminder = await june.next(june.welfare)
    june.server.reading.read_all()
    await june.say("昌宏伟", "累计30%", june.welfare, reply_to=reminder)
    asked = await june.next(june.welfare)
    assert await june.press("柏如意", asked, asked.labels[1]) == (
        "这个按钮是给昌宏伟的，只有本人可以点。"
    )
    await june.press("昌宏伟", asked, asked.labels[1])
    assert (await june.told(june.welfare)).startswith("已记录：综合养老服务中心项目（MS03）6月")
