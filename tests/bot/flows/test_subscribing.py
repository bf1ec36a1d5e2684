"""Leaders get the publication privately, once, and anybody chooses (`/subscribe`)."""

import pytest

from bot.burden import burdens_of
from bot.rehearsal.messages import Message
from rules.subscription import Pushed
from tests.bot.flows.correcting import correct
from tests.bot.flows.test_publishing import CAPTION
from tests.bot.stage import JUNE, Township

LEADERS = ("赵文博", "褚长河", "秦振邦", "卫宏伟", "章少华")
HEAD = "私聊发给您的材料（群里照常发，不受影响）：\n"
FOOT = "\n点按钮可以改，随时可以改回来。"
BULLETIN = "· 通报：每月公布和更正时的作战进度图总览和通报　"
BRIEFING = "· 简报：公布前的一页简报（草稿）　"
STOPPED = "以后不再私聊发您通报，群里照常发。要恢复，发 /subscribe。"


async def publish(town: Township) -> dict[str, list[Message]]:
    """Publish June by the schedule; return what each person got privately after the draft."""
    await town.until("07-06 08:59")
    town.server.reading.read_all()
    await town.until("07-06 09:03")
    found = {
        name: town.server.reading.read_all(town.server.room.private(town.user(name)))
        for name in town.stage.people
    }
    town.server.reading.read_all()
    return {name: messages for name, messages in found.items() if messages}


async def wants(town: Township, name: str, label: str) -> str:
    """Let somebody press a button of his list; return what the list says then."""
    await town.say(name, "/subscribe")
    shown = await town.next(name)
    await town.press(name, shown, label)
    return shown.text


async def test_headquarters_and_commanders_get_the_picture_and_the_bulletin_once(
    closed: Township,
) -> None:
    """章少华 and 卫宏伟 hold two posts."""
    got = await publish(closed)
    assert sorted(got) == sorted(LEADERS)
    for picture, bulletin in got.values():
        assert (picture.kind, picture.text, picture.labels) == ("photo", CAPTION, ("不再接收",))
        assert (bulletin.kind, bulletin.text, bulletin.labels) == ("document", "", ())


async def test_it_is_the_picture_of_the_township_so_it_is_drawn_once(closed: Township) -> None:
    await publish(closed)
    with closed.storage.look() as look:
        public = look.outbox.notice("2023-06/publish/overview")
        private = look.outbox.notice("2023-06/leaders/bulletin/赵文博")
    assert public is not None
    assert private is not None
    assert private.recipe == public.recipe


async def test_who_is_not_bound_gets_none_and_without_a_township_group_leaders_still_do(
    closed: Township,
) -> None:
    with closed.storage.work() as work:
        work.bindings.unbind("赵文博")
        work.bindings.unbind_group(closed.township.id)
    assert sorted(await publish(closed)) == sorted(set(LEADERS) - {"赵文博"})


async def test_a_correction_goes_to_the_same_people(public: Township) -> None:
    await correct(public, "JT01 6月 6.5 现场核查")
    told = public.heard("赵文博")
    assert len(told) == 2
    assert told[0].startswith("【更正第1号】6月 更正1个项目：")
    public.server.reading.read_all()


async def test_the_message_itself_stops_it_and_resumes_it(public: Township) -> None:
    room = public.server.room
    message = room.messages[room.private(public.user("赵文博")).id][-2]
    assert await public.press("赵文博", message, "不再接收") == STOPPED
    assert (message.text, message.labels) == (CAPTION, ("恢复接收",))
    with public.storage.look() as look:
        assert not look.subscriptions.of("赵文博")[Pushed.BULLETIN].wanted
        line = look.journal.entries()[-1]
    assert (line.what, line.actor) == ("subscription.changed", "赵文博")
    await correct(public, "JT01 6月 6.5 现场核查")
    assert public.heard("赵文博") == []
    public.server.reading.read_all()
    assert await public.press("赵文博", message, "恢复接收") == "以后照常私聊发您通报。"
    assert message.labels == ("不再接收",)


@pytest.mark.parametrize(
    ("name", "lines", "labels"),
    [
        pytest.param(
            "赵文博",
            [f"{BULLETIN}接收（按职务默认：第一总指挥）", f"{BRIEFING}不接收（默认）"],
            ("不接收通报", "接收简报"),
            id="headquarters",
        ),
        pytest.param(
            "岑春林",
            [f"{BULLETIN}不接收（默认）", f"{BRIEFING}不接收（默认）"],
            ("接收通报", "接收简报"),
            id="the office",
        ),
        pytest.param("韦长河", [f"{BULLETIN}不接收（默认）"], ("接收通报",), id="anybody"),
    ],
)
async def test_each_sees_what_he_gets_and_why(
    closed: Township, name: str, lines: list[str], labels: tuple[str, ...]
) -> None:
    await closed.say(name, "/subscribe")
    shown = await closed.next(name)
    assert (shown.text, shown.labels) == ("\n".join([HEAD[:-1], *lines]) + FOOT, labels)


async def test_what_is_chosen_is_sent_or_not(closed: Township) -> None:
    assert await wants(closed, "韦长河", "接收通报") == (
        f"{HEAD}{BULLETIN}接收（7月3日您自己选的）{FOOT}"
    )
    assert "不接收（7月3日您自己选的）" in await wants(closed, "卫宏伟", "不接收通报")
    assert sorted(await publish(closed)) == sorted({*LEADERS, "韦长河"} - {"卫宏伟"})


async def test_the_page_of_the_draft_goes_to_whom_wants_it_and_may_see_it(
    closed: Township,
) -> None:
    await wants(closed, "岑春林", "接收简报")
    with closed.storage.work() as work:  # as if he had held a post that lets him see it
        work.subscriptions.put("韦长河", Pushed.BRIEFING, closed.clock.at, wanted=True)
    await closed.until("07-05 09:02")
    page = await closed.next("岑春林")
    assert (page.kind, page.labels) == ("document", ("不再接收",))
    assert page.text == "【6月简报】一页，草稿，尚未公布，请勿转发。"
    assert closed.heard("韦长河") == []
    closed.server.reading.read_all()


async def test_who_may_not_see_the_draft_cannot_ask_for_it(closed: Township) -> None:
    await closed.say("岑春林", "/subscribe")
    shown = await closed.next("岑春林")
    with closed.storage.work() as work:
        posts = work.book.posts_of("岑春林")
        gone = [one for one in posts if one.unit is None]
        work.book.hand_over(2023, gone, [], last=closed.clock.at.date().replace(day=1))
    assert await closed.press("岑春林", shown, "接收简报") == (
        "这件事由督考办和总指挥部来办，您的操作没有记录。"
    )


async def test_another_persons_button_changes_nothing(closed: Township) -> None:
    await closed.say("赵文博", "/subscribe")
    shown = await closed.next("赵文博")
    shown.chat.members[closed.user("韦长河").id] = "member"
    await closed.press("韦长河", shown, "不接收通报")
    with closed.storage.look() as look:
        assert look.subscriptions.of("赵文博") == look.subscriptions.of("韦长河") == {}


async def test_it_is_chosen_privately(closed: Township) -> None:
    await closed.say("岑春林", "/subscribe", closed.office)
    assert await closed.told(closed.office) == "这件事不在本群办理，请到与我的私聊办理。"


async def test_it_counts_as_a_burden(public: Township) -> None:
    with public.storage.look() as look:
        found = {one.person: dict(one.kinds) for one in burdens_of(JUNE, look=look)}
    assert found["赵文博"] == {"推送": 2}
