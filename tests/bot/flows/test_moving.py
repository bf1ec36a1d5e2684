"""Chats change: a group gets another id, the bot is thrown out, starts anew in between."""

import pytest

from bot.rehearsal.chats import Chat
from bot.rehearsal.diary import Diary
from bot.rehearsal.play import Play, bot_on_stage
from rules.notice import Address
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
    await town.until("06-30 09:02")
    asked = town.server.reading.read_all(basic)
    town.server.reading.read_all()
    moved = town.server.groups.migrate(basic, by=town.user("云慧敏"))
    await town.passes(minutes=1)
    await town.say("韦长河", "JT01 累计5.8公里")
    assert (await town.told("韦长河")).startswith("已记录：禾石路大中修工程（JT01）6月")
    assert len(asked) == 3
    with town.storage.look() as look:
        group = look.bindings.group(Room.COMMAND, "06")
    assert group is not None
    assert group.address == Address(moved.id)


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
