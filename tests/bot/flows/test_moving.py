"""Chats change: a group gets another id, the bot is thrown out, starts anew in between."""

from decimal import Decimal

import pytest

from bot.compose import compose
from bot.ports import Moved
from bot.rehearsal.chats import Chat
from bot.rehearsal.diary import Diary
from bot.rehearsal.messages import Message
from bot.rehearsal.play import Play, bot_on_stage
from rules.notice import Address, Notice
from rules.posts import Room
from tests.bot.stage import Sketcher, Township


@pytest.fixture
def basic(town: Township) -> Chat:
    """Let the roads' group be a basic group, which may become a supergroup."""
    room = town.server.room
    people = [room.people[one] for one in town.roads.members]
    group = room.group("交通群", people, basic=True)
    with town.storage.work() as work:
        work.bindings.bind_group(Room.COMMAND, "06", Address(group.id), group.title, town.clock.at)
    return group


async def ask(town: Township, group: Chat) -> dict[str, Message]:
    """Let June be asked; return the questions in a group by their codes."""
    await town.until("06-30 09:02")
    asked = town.server.reading.read_all(group)
    town.server.reading.read_all()
    return {one.text.partition("（")[2].partition("）")[0]: one for one in asked}


def move_first(town: Township, basic: Chat) -> Chat:
    """Let a group move, and its binding follow before what was said in it is handled."""
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    with town.storage.work() as work:
        compose(town.settings).moved(Moved(basic.id, moved.id), work, town.clock.at)
    return moved


def moves(town: Township) -> int:
    with town.storage.look() as look:
        return len(look.journal.entries(what="group.moved"))


async def test_a_group_that_became_a_supergroup_is_still_spoken_to(
    town: Township, basic: Chat
) -> None:
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.until("06-30 09:02")
    assert len(town.heard(moved)) == 3
    town.server.reading.read_all()


async def test_a_group_that_moved_unseen_is_followed_when_it_refuses(
    town: Township, basic: Chat
) -> None:
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    town.server.mailbox.drop()
    await town.until("06-30 09:02")
    assert len(town.heard(moved)) == 3
    town.server.reading.read_all()


async def test_an_answer_in_the_new_group_finds_its_question(town: Township, basic: Chat) -> None:
    asked = await ask(town, basic)
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.passes(minutes=1)
    await town.say("韦长河", "JT01 累计5.8公里")
    assert (await town.told("韦长河")).startswith("已记录：禾石路大中修工程（JT01）6月")
    assert len(asked) == 3
    with town.storage.look() as look:
        group = look.bindings.group(Room.COMMAND, "06")
    assert group is not None
    assert group.address == Address(moved.id)


async def test_an_answer_that_waits_while_its_group_moves_is_kept_and_answered_in_the_new_one(
    town: Township, basic: Chat
) -> None:
    asked = await ask(town, basic)
    wei = town.user("韦长河")
    town.server.talk.say(wei, basic, "累计5.8公里", reply_to=asked["JT01"])
    moved = move_first(town, basic)
    await town.passes(minutes=1)
    told = await town.next(moved)
    assert told.text.startswith("已记录：禾石路大中修工程（JT01）6月累计完成5.8公里")
    assert told.reply_to is None
    assert town.figure("JT01") == Decimal("5.8")


async def test_in_the_new_group_a_number_of_the_old_one_stands_for_nothing_old(
    town: Township, basic: Chat
) -> None:
    asked = await ask(town, basic)
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.passes(minutes=1)
    numbers = {one.id for one in asked.values()}
    said: list[Message] = []
    while not said or said[-1].id not in numbers:
        note = Notice(f"note/{len(said)}", Address(moved.id), "请注意安全。")
        with town.storage.work() as work:
            work.outbox.put(note, town.clock.at)
        await town.passes(minutes=1)
        said.append(await town.next(moved))
    await town.say("韦长河", "累计5.8公里", moved, reply_to=said[-1])
    assert town.heard(moved) == []
    assert [town.figure(code) for code in asked] == [None] * 3


async def test_a_press_that_waits_while_its_group_moves_counts_and_edits_nothing(
    town: Township, basic: Chat
) -> None:
    asked = await ask(town, basic)
    await town.say("韦长河", "5.8", basic, reply_to=asked["JT01"])
    back = await town.next(basic)
    press = town.server.talk.press(town.user("韦长河"), back, "确认")
    move_first(town, basic)
    await town.passes(minutes=1)
    assert (await press).text == "已记录"
    assert town.figure("JT01") == Decimal("5.8")
    assert back.labels == ("确认", "修改", "取消")


async def test_words_for_a_form_that_wait_while_its_group_moves_are_taken(
    town: Township, basic: Chat
) -> None:
    asked = await ask(town, basic)
    await town.say("韦长河", "5.8", basic, reply_to=asked["JT01"])
    await town.press("韦长河", await town.next(basic), "修改")
    form = await town.next(basic)
    town.server.talk.say(town.user("韦长河"), basic, "累计5.7公里", reply_to=form)
    moved = move_first(town, basic)
    await town.passes(minutes=1)
    assert (await town.told(moved)).startswith(
        "已记录：禾石路大中修工程（JT01）6月累计完成5.7公里"
    )


@pytest.mark.parametrize("is_refused_first", [True, False], ids=["refused first", "told first"])
async def test_a_move_is_written_down_once(
    town: Township,
    basic: Chat,
    is_refused_first: bool,  # noqa: FBT001
) -> None:
    """Both chats tell of it, and the old one refuses what is sent."""
    if is_refused_first:
        with town.storage.work() as work:
            work.outbox.put(Notice("a", Address(basic.id), "甲"), town.clock.at)
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.passes(minutes=1)
    assert town.heard(moved) == ["甲"] * is_refused_first
    assert moves(town) == 1


async def test_what_the_office_sends_again_for_the_old_group_follows(
    town: Township, basic: Chat
) -> None:
    town.server.faults.next("sendMessage", "403", chat=basic.id)
    with town.storage.work() as work:
        work.outbox.put(Notice("a", Address(basic.id), "甲"), town.clock.at)
    await town.passes(minutes=1)
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.passes(minutes=1)
    with town.storage.work() as work:
        assert [work.outbox.retry(one.id, town.clock.at) for one in work.outbox.open()] == [True]
    await town.passes(minutes=1)
    assert town.heard(moved) == ["甲"]
    assert moves(town) == 1


async def test_what_is_being_filled_in_survives_a_restart(june: Township) -> None:
    await june.say("昌宏伟", "/report MS03")
    await june.next("昌宏伟")
    again = bot_on_stage(june.server, june.storage, june.settings, june.clock, painter=Sketcher())
    async with again as pump:
        june.play = Play(june.server, pump, clock=june.clock, diary=Diary(), see=lambda _: None)
        await june.say("昌宏伟", "累计30%")
    assert (await june.told("昌宏伟")).startswith(
        "已记录：综合养老服务中心项目（MS03）6月累计完成30%"
    )
