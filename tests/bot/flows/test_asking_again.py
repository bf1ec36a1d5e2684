"""After a gap the silent are asked again, and nobody is blamed for an answer that we lost."""

import pytest

from bot.compose import by_hand
from bot.wording.closing import Doubt, why_in_doubt
from rules.determination import Ground
from rules.schedule import Phase
from tests.bot.flows.mishaps import come_back, let_go, state
from tests.bot.stage import JUNE, Township, moment

SINCE = moment("06-30 18:00")
WHY = "因系统停机，6月30日18:00之后的回复可能没有收到；如已回复，请再发一次。"
AGAIN = (
    f"{WHY}\n【6月填报】禾石路大中修工程（JT01）：请@韦长河 于7月3日17:00前回复"
    "本月末累计完成数（单位：公里）。\n本月累计目标5.8公里，上月认定3.7公里。\n示例：累计5.8公里。"
)
FOR_THE_DESK = (
    f"{WHY}\n【6月核实】禾石路大中修工程（JT01）：督考办请@韦长河 核实后重新回复"
    "6月末累计完成数（单位：公里）。您的回复直接报督考办，不算迟报。"
)
TOLD = "【停机说明】6月30日18:00之后系统停机超过一天，期间的回复可能没有收到。\n"
RESTORED = (
    "【数据恢复】系统数据已恢复到6月30日18:00。此后的回复、认定、签收可能没有保存，请核对。\n"
    "6月已重新询问6个没有回复的项目：JT01、JT02、JT03、MS01、MS02、MS03。"
)
NOBODY = "现在没有等待回复的项目，没有重新询问。"


def asked_again(town: Township) -> int:
    """Return how often the journal says that questions were asked again."""
    with town.storage.look() as look:
        return len(look.journal.entries(what="questions.asked_again"))


def why_pending(town: Township, code: str) -> str | None:
    found = town.line(code).determination
    return found.note if found and found.ground is Ground.OPEN else None


async def restore(town: Township, copied: str, restored: str) -> None:
    """Let the database be one that came from a copy."""
    town.clock.at = moment(restored)
    with town.storage.work() as work:
        work.watch.copied(moment(copied))
        work.watch.restored(moment(restored))


async def test_the_silent_are_asked_again_in_the_same_place_and_the_office_is_told(
    june: Township,
) -> None:
    await june.answer("俞振邦", "JT02", "累计1530万元")
    june.heard(june.roads)
    await come_back(june, SINCE, moment("07-02 10:00"))
    roads = june.server.reading.read_all(june.roads)
    assert roads[0].text == AGAIN
    assert roads[0].mentions == (june.user("韦长河").id,)
    assert [code for code in ("JT01", "JT02", "JT03") if code in roads[1].text] == ["JT03"]
    stage = june.server.reading.read_all(june.welfare)[0]
    assert (stage.text.splitlines()[0], stage.labels) == (WHY, ("已完成", "未完成"))
    assert june.heard(june.office) == [
        f"{TOLD}6月已重新询问5个没有回复的项目：JT01、JT03、MS01、MS02、MS03。"
    ]
    june.server.reading.read_all()


async def test_the_answer_to_the_new_question_counts(june: Township) -> None:
    await come_back(june, SINCE, moment("07-02 10:00"))
    again = next(one for one in june.server.reading.read_all() if "（JT01）" in one.text)
    await june.say("韦长河", "累计5.8公里", june.roads, reply_to=again)
    assert (await june.told(june.roads)).startswith("已记录：禾石路大中修工程（JT01）6月")
    await june.answer("唐旭东", "JT03", "累计8公里")  # the old question is as good
    assert (await june.told(june.roads)).startswith("已记录：农村公路安防设施提升工程（JT03）")


@pytest.mark.parametrize(
    ("back", "why"),
    [
        pytest.param("07-01 19:00", why_in_doubt(Doubt.DELIVERED_LATE), id="46 hours before"),
        pytest.param("07-02 10:00", why_in_doubt(Doubt.DELIVERED_LATE), id="31 hours before"),
        pytest.param("07-03 16:59", why_in_doubt(Doubt.DELIVERED_LATE), id="a minute before"),
    ],
)
async def test_who_is_asked_again_too_late_is_put_to_the_office(
    june: Township, back: str, why: str
) -> None:
    await come_back(june, SINCE, moment(back))
    await june.until("07-03 17:01")
    june.server.reading.read_all()
    assert why_pending(june, "JT01") == why


async def test_who_has_time_enough_is_silent_by_his_own_doing(june: Township) -> None:
    await come_back(june, moment("06-30 09:10"), moment("07-01 16:00"))
    await june.until("07-03 17:01")
    june.server.reading.read_all()
    assert why_pending(june, "JT01") is None


async def test_an_answer_after_a_close_that_we_missed_is_not_called_late(june: Township) -> None:
    await come_back(june, SINCE, moment("07-04 10:00"))
    roads = june.server.reading.read_all(june.roads)
    assert roads[0].text == FOR_THE_DESK
    june.server.reading.read_all()
    await june.say("韦长河", "累计5.8公里", june.roads, reply_to=roads[0])
    assert await june.told(june.roads) == (
        "已记录，已报督考办：禾石路大中修工程（JT01）6月累计完成5.8公里。"
    )
    assert june.heard(june.office) == [
        "禾石路大中修工程（JT01）6月重新报送：5.8公里（韦长河）。请认定。"
    ]
    assert june.line("JT01").is_pending


async def test_it_is_done_once_for_a_gap(june: Township) -> None:
    await come_back(june, SINCE, moment("07-02 10:00"))
    june.server.reading.read_all()
    june.clock.at = moment("07-02 10:00")
    await come_back(june, SINCE, moment("07-02 10:00"))
    assert asked_again(june) == 1


async def test_nobody_is_reminded_in_the_minute_in_which_he_is_asked_again(
    june: Township,
) -> None:
    await come_back(june, SINCE, moment("07-02 10:00"))
    texts = [one.text for one in june.server.reading.read_all()]
    assert [one for one in texts if one.startswith("【6月催报】")] == []
    await june.until("07-03 09:01")
    assert june.heard(june.roads)[0].startswith("【6月催报】以下3个项目还没有收到6月进展")
    june.server.reading.read_all()


async def test_a_question_that_was_not_there_in_the_gap_is_not_repeated(town: Township) -> None:
    await town.until("06-30 09:02")
    town.server.reading.read_all()
    await come_back(town, moment("06-28 09:00"), moment("06-30 10:00"))
    assert town.heard(town.office) == [
        "【停机说明】6月28日09:00之后系统停机超过一天，期间的回复可能没有收到。\n" + NOBODY
    ]


async def test_who_waits_for_his_own_confirmation_is_not_asked_again(june: Township) -> None:
    await june.answer("韦长河", "JT01", "5.8")
    june.heard(june.roads)
    await come_back(june, SINCE, moment("07-02 10:00"))
    assert "JT01" not in june.heard(june.office)[0]
    june.server.reading.read_all()


async def test_who_was_sent_back_and_has_not_answered_is_asked_again(closed: Township) -> None:
    for code in ("JT01", "JT02"):
        await closed.press("岑春林", await closed.desk(code), "退回")
        closed.heard(closed.office)
    _, jt02 = closed.server.reading.read_all(closed.roads)
    await closed.say("俞振邦", "累计1540万元", closed.roads, reply_to=jt02)
    closed.server.reading.read_all()
    await come_back(closed, moment("07-03 18:00"), moment("07-05 08:00"))
    (again,) = closed.heard(closed.roads)
    assert again == FOR_THE_DESK.replace("6月30日18:00", "7月3日18:00")
    assert closed.heard(closed.office)[0].endswith("6月已重新询问1个没有回复的项目：JT01。")


async def test_who_cannot_be_reached_any_more_is_named_and_not_blamed(june: Township) -> None:
    with june.storage.work() as work:
        work.bindings.unbind_group(june.roads.id)
        work.bindings.unbind("韦长河")
    await come_back(june, SINCE, moment("07-01 10:00"))
    assert june.heard(june.office)[0].endswith("1个无法送达，请电话联系：JT01。")
    assert (await june.told("俞振邦")).startswith(WHY)
    await june.until("07-03 17:01")
    june.server.reading.read_all()
    assert why_pending(june, "JT01") == why_in_doubt(Doubt.NOT_DELIVERED)


async def test_a_published_month_is_over(closed: Township) -> None:
    await closed.until("07-06 09:02")
    closed.server.reading.read_all()
    await come_back(closed, moment("07-06 12:00"), moment("07-09 12:00"))
    assert closed.heard(closed.office)[0].endswith(NOBODY)


async def test_without_an_office_group_people_are_asked_again_all_the_same(
    june: Township,
) -> None:
    with june.storage.work() as work:
        work.bindings.unbind_group(june.office.id)
    await come_back(june, SINCE, moment("07-02 10:00"))
    assert len(june.heard(june.roads)) == 3
    june.server.reading.read_all()


async def test_a_restored_copy_asks_for_what_it_cannot_know(june: Township) -> None:
    """However short the gap: what came in since is confirmed, and comes no more."""
    await restore(june, "06-30 18:00", "06-30 20:00")
    await come_back(june, moment("06-30 18:00"), moment("06-30 20:01"))
    assert june.heard(june.roads)[0] == AGAIN.replace("系统停机", "恢复数据")
    assert june.heard(june.office) == [RESTORED]
    june.server.reading.read_all()


async def test_a_question_of_which_nobody_knows_is_replaced_by_the_new_one(
    town: Township,
) -> None:
    at = town.clock.at = moment("06-30 09:00")
    with town.storage.work() as work:
        work.outbox.follows_from(in_doubt=True)
        by_hand(Phase.ASK, JUNE, work=work, at=at, settings=town.settings)
    assert state(town, "2023-06/ask/JT01") == "unknown"
    await restore(town, "06-29 18:00", "06-30 09:30")
    await come_back(town, moment("06-29 18:00"), moment("06-30 09:31"))
    assert state(town, "2023-06/ask/JT01") == "dropped"
    assert len(town.heard(town.roads)) == 3
    town.server.reading.read_all()


async def test_words_that_wait_for_their_project_are_no_silence_after_it(june: Township) -> None:
    await june.say("昌宏伟", "累计1000")
    june.heard("昌宏伟")
    await come_back(june, moment("06-30 09:10"), moment("07-01 10:00"))
    await june.until("07-03 17:01")
    june.server.reading.read_all()
    assert why_pending(june, "MS03") == why_in_doubt(Doubt.UNCLEAR)
    let_go(june)
