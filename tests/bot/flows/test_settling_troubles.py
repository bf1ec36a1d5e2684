"""「再发」「不再发」: the office decides, each line once, and it is seen who did."""

import pytest

from rules.notice import Address, ButtonFace, Notice
from tests.bot.flows.mishaps import (
    FORBIDDEN,
    UNKNOWN,
    WARNING,
    let_go,
    state,
    stick,
    stuck,
    tell,
    told_of,
)
from tests.bot.stage import Township

NOT_YOURS = "这件事由督考办来办，您的操作没有记录。"


def written(town: Township) -> list[tuple[str, str, str, int]]:
    """Return what the journal has of decisions: who, in which post, what, how many messages."""
    with town.storage.look() as look:
        lines = [one for one in look.journal.entries() if one.what.startswith("notices.")]
    return [(one.actor, one.post, one.what, len(one.facts["notices"])) for one in lines]


@pytest.mark.parametrize(
    ("fault", "alert"),
    [
        pytest.param(UNKNOWN, "已安排再发。原来如已送达，对方会收到两次。", id="unknown"),
        pytest.param(FORBIDDEN, "已安排再发。", id="surely not sent"),
    ],
)
async def test_it_is_sent_again_at_the_offices_word(
    june: Township, fault: str, alert: str
) -> None:
    key = await stick(june, june.roads, fault=fault)  # type: ignore[arg-type]
    await tell(june)
    told = await june.next(june.office)
    before = told.text
    assert await june.press("岑春林", told, "再发1") == alert
    assert june.heard(june.roads) == [WARNING]
    assert state(june, key) == "sent"
    assert told.text == f"{before}\n\n第1条已由岑春林于6月30日09:04决定再发。"
    assert not told.labels
    assert written(june) == [("岑春林", "督考办成员", "notices.resent", 1)]


async def test_it_is_let_go_at_the_offices_word(june: Township) -> None:
    told = await told_of(june)
    assert await june.press("秦振邦", told, "不再发1") == "已记录，不再发。"
    assert told.text.endswith("\n第1条已由秦振邦于6月30日09:04决定不再发。")
    assert (june.heard(june.roads), stuck(june)) == ([], ())
    assert written(june) == [("秦振邦", "督考办主任", "notices.let_go", 1)]


async def test_the_buttons_of_the_other_lines_stay(june: Township) -> None:
    told = await told_of(june, 3)
    await june.press("岑春林", told, "不再发2")
    assert told.labels == ("再发1", "不再发1", "再发3", "不再发3")
    await june.press("柳艳玲", told, "不再发1")
    await june.press("岑春林", told, "再发3")
    assert june.heard(june.roads) == [WARNING]
    assert not told.labels
    assert [line[:7] for line in told.text.splitlines()[-3:]] == [
        "第1条已由柳艳",
        "第2条已由岑春",
        "第3条已由岑春",
    ]


@pytest.mark.parametrize(
    ("label", "left"),
    [pytest.param("全部再发", 7, id="resend"), pytest.param("全部不再发", 0, id="let go")],
)
async def test_many_are_decided_at_once(june: Township, label: str, left: int) -> None:
    told = await told_of(june, 7)
    await june.press("岑春林", told, label)
    await june.passes(minutes=2)
    assert june.heard(june.roads) == [WARNING] * left
    assert told.text.endswith(f"\n全部已由岑春林于6月30日09:10决定{label[2:]}。")
    assert stuck(june) == ()
    assert written(june)[0][3] == 7


@pytest.mark.parametrize("first", ["再发1", "不再发1"])
@pytest.mark.parametrize("second", ["再发1", "不再发1"])
@pytest.mark.parametrize("name", ["岑春林", "柳艳玲"])
async def test_a_second_press_is_told_who_decided_and_when(
    june: Township, first: str, second: str, name: str
) -> None:
    told = await told_of(june)
    await june.press("岑春林", told, first)
    sent = june.heard(june.roads)
    assert await june.press(name, told, second, stale=True) == (
        f"第1条已由岑春林于6月30日09:04决定{first[:-1]}，不用再点。"
    )
    assert june.heard(june.roads) == []
    assert len(sent) == (first == "再发1")
    assert len(written(june)) == 1


@pytest.mark.parametrize("label", ["再发1", "不再发1"])
@pytest.mark.parametrize("name", ["赵文博", "卫宏伟", "韦长河", "云慧敏"])
async def test_to_sit_in_the_offices_group_is_not_enough(
    june: Township, name: str, label: str
) -> None:
    told = await told_of(june)
    june.office.members[june.user(name).id] = "member"
    assert await june.press(name, told, label) == NOT_YOURS
    assert told.labels == ("再发1", "不再发1")
    assert (len(stuck(june)), written(june)) == (1, [])
    let_go(june)


async def test_nobody_decides_in_another_room(june: Township) -> None:
    told = await told_of(june)
    face = told.button("再发1")
    assert face is not None
    for chat in (june.roads, june.server.room.private(june.user("岑春林"))):
        chat.members[june.user("岑春林").id] = "member"
        row = (ButtonFace("再发", face.data),)
        with june.storage.work() as work:
            notice = Notice(f"forged/{chat.id}", Address(chat.id), "转发", buttons=(row,))
            work.outbox.put(notice, june.clock.at)
        await june.passes(minutes=1)
        forged = await june.next(chat)
        assert await june.press("岑春林", forged, "再发") == (
            "这件事不在本群办理，请到督考办群办理。"
        )
    assert (len(stuck(june)), written(june)) == (1, [])
    let_go(june)


async def test_what_is_known_to_have_arrived_needs_no_word(june: Township) -> None:
    told = await told_of(june)
    with june.storage.work() as work:
        work.outbox.sent(stuck(june)[0].id, (), june.clock.at)
    assert await june.press("岑春林", told, "再发1") == "现已查明送达，不用再发。"
    assert (june.heard(june.roads), written(june)) == ([], [])


async def test_what_the_operator_has_settled_needs_no_word(june: Township) -> None:
    told = await told_of(june)
    let_go(june)
    assert await june.press("岑春林", told, "再发1") == "已由运维人员处理，不用再点。"
    assert (june.heard(june.roads), written(june)) == ([], [])


async def test_an_old_list_decides_nothing_about_what_is_told_anew(june: Township) -> None:
    first = await told_of(june)
    june.server.faults.next("sendMessage", FORBIDDEN, chat=june.roads.id)
    await june.press("岑春林", first, "再发1")
    await tell(june)
    again = await june.next(june.office)
    assert (await june.press("柳艳玲", first, "不再发1", stale=True)).startswith("第1条已由岑春林")
    assert await june.press("柳艳玲", again, "不再发1") == "已记录，不再发。"
    assert stuck(june) == ()
