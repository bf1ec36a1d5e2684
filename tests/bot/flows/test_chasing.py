"""With the last reminder those who lead a command are told what is silent in it, once."""

from dataclasses import replace

from rules.posts import Post, Role
from rules.schedule import Phase
from tests.bot.stage import JUNE, Township, moment

HEAD = "【6月督促】已最后一次催报，下列项目仍没有报6月进展，7月3日17:00截止。"
TAIL = "已经报送的不在其中；这条每月只发一次。"
TO_ROADS = (
    f"{HEAD}\n交通建设指挥部2个：\n"
    "青龙河大桥改建工程（JT02）　责任人俞振邦\n农村公路安防设施提升工程（JT03）　责任人唐旭东\n"
    "请督促责任人回复群里的询问；联络员云慧敏可以代报：在群里回复那条询问，"
    f"或者在与我的私聊里发，如：JT02 累计10万元\n{TAIL}"
)
OF_ROADS, OF_WELFARE = ("卫宏伟", "彭宗耀", "谢玉洁"), ("章少华", "时保国")


def plan_reminder(town: Township, at: str) -> None:
    """Plan one more reminder."""
    with town.storage.work() as work:
        (due,) = (one for one in work.due.of(JUNE) if one.phase is Phase.REMIND)
        work.due.plan([replace(due, at=moment(at))])


async def reminded(town: Township, at: str = "07-03 09:05") -> dict[str, list[str]]:
    """Let the last reminder fall due; return what those who lead commands were told."""
    await town.until(at)
    told = {name: town.heard(name) for name in (*OF_ROADS, *OF_WELFARE)}
    town.server.reading.read_all()
    return told


async def test_with_the_last_reminder_commander_and_deputies_are_told_what_is_silent(
    june: Township,
) -> None:
    await june.answer("韦长河", "JT01", "累计5.8公里")
    told = await reminded(june)
    assert [told[name] for name in OF_ROADS] == [[TO_ROADS]] * 3
    assert [
        [one.partition("\n")[2].partition("\n")[0] for one in told[n]] for n in OF_WELFARE
    ] == [["民生事业指挥部3个："]] * 2
    assert "联络员余明辉可以代报" in told["章少华"][0]
    assert "如：MS01 已完成" in told["章少华"][0]


async def test_an_earlier_reminder_tells_them_nothing(june: Township) -> None:
    plan_reminder(june, "07-02 09:00")
    assert set(map(len, (await reminded(june, "07-02 09:05")).values())) == {0}
    assert set(map(len, (await reminded(june)).values())) == {1}


async def test_missed_reminders_tell_them_once(june: Township) -> None:
    plan_reminder(june, "07-02 09:00")
    june.clock.at = moment("07-03 12:00")
    assert set(map(len, (await reminded(june, "07-03 12:05")).values())) == {1}


async def test_where_all_have_answered_nobody_is_told(june: Township) -> None:
    for name, code, words in (
        ("昌宏伟", "MS02", "累计1530万元"),
        ("昌宏伟", "MS03", "累计28%"),
        ("柏如意", "MS01", "已完成"),
    ):
        await june.answer(name, code, words)
    told = await reminded(june)
    assert [len(told[name]) for name in (*OF_ROADS, *OF_WELFARE)] == [1, 1, 1, 0, 0]


async def test_who_has_only_to_confirm_is_not_called_silent(june: Township) -> None:
    await june.answer("俞振邦", "JT02", "1530")
    told = await reminded(june)
    assert "JT02" not in told["卫宏伟"][0]


async def test_who_leads_two_commands_and_is_a_deputy_too_is_told_once(june: Township) -> None:
    day = june.clock.at.date()
    with june.storage.work() as work:
        for post in (
            Post("彭宗耀", Role.COMMANDER, "06", since=day, acting_for="卫宏伟"),
            Post("彭宗耀", Role.DEPUTY_COMMANDER, "10"),
        ):
            work.book.put_post(2023, post)
    (told,) = (await reminded(june))["彭宗耀"]
    assert [line for line in told.splitlines() if line.endswith("个：")] == [
        "交通建设指挥部3个：",
        "民生事业指挥部3个：",
    ]


async def test_nobody_is_chased_for_what_he_answers_for_himself(june: Township) -> None:
    with june.storage.work() as work:
        for name in ("俞振邦", "唐旭东"):
            work.book.put_post(2023, Post(name, Role.DEPUTY_COMMANDER, "06"))
    await june.until("07-03 09:05")
    asked, chased = june.heard("俞振邦")
    june.server.reading.read_all()
    assert asked.startswith("【6月催报】")
    assert "JT02" not in chased
    assert "JT03" in chased


async def test_by_hand_it_is_said_with_the_last_reminder_and_once_a_month(june: Township) -> None:
    await reminded(june)
    june.phase(Phase.REMIND)
    assert set(map(len, (await reminded(june, "07-03 10:00")).values())) == {0}


async def test_who_cannot_be_reached_is_not_told(june: Township) -> None:
    with june.storage.work() as work:
        work.bindings.unbind("卫宏伟")
    assert [len(one) for one in (await reminded(june)).values()] == [0, 1, 1, 1, 1]
