import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.server import ChatServer
from bot.rehearsal.updates import FIRST_ID, Mailbox
from tests.bot.rehearsal.conftest import HandClock, until

NAMES = ("一", "二", "三")


async def heard(bot: Bot, offset: int = 0, limit: int = 100) -> list[str]:
    updates = await bot.get_updates(offset=offset, limit=limit)
    return [update.message.text or "" for update in updates if update.message]


def say_all(server: ChatServer, user: User) -> None:
    for words in NAMES:
        server.talk.say(user, user, words)


async def test_updates_stay_until_they_are_confirmed(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    say_all(server, wei)
    assert await heard(bot) == list(NAMES)
    assert await heard(bot) == list(NAMES)
    assert await heard(bot, FIRST_ID + 2) == ["三"]
    assert await heard(bot) == ["三"]


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [
        pytest.param(0, 2, ["一", "二"], id="the first ones"),
        pytest.param(-1, 100, ["三"], id="the last one"),
        pytest.param(FIRST_ID + 1, 1, ["二"], id="one from the offset"),
        pytest.param(FIRST_ID + 3, 100, [], id="all confirmed"),
        pytest.param(FIRST_ID + 900, 100, list(NAMES), id="beyond every id: an old numbering"),
    ],
)
async def test_offset_and_limit_choose(
    offset: int, limit: int, expected: list[str], server: ChatServer, bot: Bot, wei: User
) -> None:
    say_all(server, wei)
    assert await heard(bot, offset, limit) == expected


async def test_a_waiting_bot_hears_at_once(server: ChatServer, bot: Bot, wei: User) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: len(server.requests.of("getUpdates")) == 1)
    server.talk.say(wei, wei, "5.8公里")
    [update] = await asyncio.wait_for(poll, 2)
    assert update.message is not None
    assert update.message.text == "5.8公里"


async def test_a_wait_ends_empty(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_ends_the_wait_of_the_first(server: ChatServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: len(server.requests.of("getUpdates")) == 1)
    assert await bot.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_only_the_wanted_kinds_are_kept_from_then_on(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    said = server.talk.say(wei, wei, "5.8公里")
    server.talk.edit(wei, said, "6.8公里")
    assert [update.kind for update in server.mailbox.given] == ["message"]
    await bot.get_updates(allowed_updates=["edited_message"])
    server.talk.edit(wei, said, "7.8公里")
    assert [update.kind for update in server.mailbox.given] == ["message", "edited_message"]


async def test_a_repeated_update_comes_once_more_under_its_old_id(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    say_all(server, wei)
    server.mailbox.repeat(server.mailbox.given[0])
    assert await heard(bot, FIRST_ID + 3) == ["一"]
    assert await heard(bot, FIRST_ID + 1) == []


async def test_ids_can_start_anew_and_nothing_new_is_lost(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    say_all(server, wei)
    server.mailbox.restart_ids(12)
    server.talk.say(wei, wei, "四")
    [update] = await bot.get_updates(offset=FIRST_ID + 3)
    assert update.update_id == 12
    assert await heard(bot, 13) == []


def test_numbers_only_grow() -> None:
    box = Mailbox()
    updates = [box.put("message", {"text": words}, queue=1) for words in NAMES]
    assert [u.id for u in updates if u] == [FIRST_ID, FIRST_ID + 1, FIRST_ID + 2]


def test_a_kind_on_demand_is_not_kept_unasked() -> None:
    box = Mailbox()
    assert box.put("chat_member", {}, queue=1) is None
    box.allow(["chat_member"])
    assert box.put("chat_member", {}, queue=1) is not None
    box.allow(None)
    assert box.put("message", {}, queue=1) is None
    box.allow([])
    assert box.put("message", {}, queue=1) is not None


async def test_the_library_reads_every_update_that_people_cause(  # one of each kind
    server: ChatServer, bot: Bot, clock: HandClock, wei: User, lv: User, roads: Chat
) -> None:
    server.talk.start(wei, "K7Q2")
    said = server.talk.say(lv, roads, "/status@guatu_bot", anonymous=True)
    server.talk.edit(lv, said, "/status@guatu_bot JT01")
    server.talk.send_sticker(wei, wei)
    server.talk.send_voice(wei, wei, lasts=7)
    server.talk.send_document(wei, wei, b"%PDF", name="证明.pdf", caption="佐证")
    server.groups.remove_bot(roads, by=lv)
    updates = await bot.get_updates()
    assert [kind(update) for update in updates] == [
        *("message", "message", "edited_message", "message", "message", "message"),
        "my_chat_member",
    ]
    assert all(update.effective_chat for update in updates)
    assert updates[0].message is not None
    assert updates[0].message.date == clock.now


def kind(update: Update) -> str:
    return next(name for name in Update.__slots__ if name in KINDS and getattr(update, name))


KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
