"""Telegram's refusals, in its own words: a table."""

import datetime as dtm
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.refusals import NOT_MODIFIED, QUERY_TOO_OLD
from bot.rehearsal.server import ChatServer
from tests.bot.rehearsal.conftest import Call, HandClock, picture


def key(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "确认", **button}]]}


def bold(offset: int, length: int) -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": offset, "length": length}]


REFUSED = [
    pytest.param({"text": ""}, "message text is empty", id="no text"),
    pytest.param({"text": " \n "}, "message text is empty", id="only blanks"),
    pytest.param({"text": "字" * 4097}, "message is too long", id="4097 characters"),
    pytest.param({"text": "🚧" * 2049}, "message is too long", id="4098 utf-16 units"),
    pytest.param({"chat_id": ""}, "chat_id is empty", id="no chat"),
    pytest.param({"chat_id": -42}, "chat not found", id="unknown chat"),
    pytest.param({"chat_id": "@nobody"}, "chat not found", id="unknown name"),
    pytest.param({"reply_markup": key(callback_data="x" * 65)}, "BUTTON_DATA_INVALID", id="65"),
    pytest.param({"reply_markup": key(callback_data="字" * 22)}, "BUTTON_DATA_INVALID", id="66"),
    pytest.param(
        {"reply_markup": key(callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        id="empty data",
    ),
    pytest.param(
        {"reply_markup": key(url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        id="no address",
    ),
    pytest.param(
        {"reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "1"}]] * 101}},
        "reply markup is too long",
        id="101 buttons",
    ),
    pytest.param({"reply_markup": "{"}, "can't parse reply_markup JSON object", id="no json"),
    pytest.param({"reply_markup": {"a": 1}}, "object expected as reply markup", id="no markup"),
    pytest.param(
        {"reply_markup": {"force_reply": True, "input_field_placeholder": "字" * 65}},
        "REPLY_MARKUP_PLACEHOLDER_INVALID",
        id="long placeholder",
    ),
    pytest.param(
        {"reply_parameters": {"message_id": 99}},
        "message to be replied not found",
        id="reply to nothing",
    ),
    pytest.param({"message_thread_id": 7}, "message thread not found", id="no such topic"),
    pytest.param(
        {"entities": bold(9, 1)},
        "entity begins after the end of the text at UTF-16 offset 9",
        id="entity begins outside",
    ),
    pytest.param(
        {"text": "🚧施工", "entities": bold(0, 5)},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5",
        id="entity ends outside",
    ),
    pytest.param(
        {"text": "🚧施工", "entities": bold(1, 2)},
        "entity beginning at UTF-16 offset 1 ends in a middle of a UTF-16 symbol",
        id="entity splits a symbol",
    ),
    pytest.param(
        {"entities": bold(-1, 1)},
        "receive an entity with incorrect offset -1",
        id="negative offset",
    ),
    pytest.param(
        {"entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
        id="unknown entity",
    ),
    pytest.param(
        {"entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 1}}]},
        "user not found",
        id="mention of nobody",
    ),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED)
async def test_a_message_that_telegram_refuses_is_refused(
    wrong: dict[str, Any], words: str, call: Call, server: ChatServer, roads: Chat
) -> None:
    status, body = await call("sendMessage", **{"chat_id": roads.id, "text": "请报进度"} | wrong)
    assert (status, body["description"]) == (400, f"Bad Request: {words}")
    assert server.room.messages[roads.id] == []
    assert [request.done for request in server.requests] == [False]


@pytest.mark.parametrize(
    "fine",
    [
        pytest.param({"text": "字" * 4096}, id="4096 characters"),
        pytest.param({"text": f"  {'字' * 4096}\n"}, id="blanks around do not count"),
        pytest.param({"reply_markup": key(callback_data="x" * 64)}, id="64 bytes"),
        pytest.param({"reply_markup": key(url="https://t.me/guatu_bot?start=x")}, id="address"),
        pytest.param(
            {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
            id="reply to nothing, if need be",
        ),
        pytest.param({"text": "🚧施工", "entities": bold(2, 2)}, id="entity after an emoji"),
    ],
)
async def test_the_edge_is_allowed(fine: dict[str, Any], call: Call, roads: Chat) -> None:
    status, _ = await call("sendMessage", **{"chat_id": roads.id, "text": "请报进度"} | fine)
    assert status == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS", id="sides over 10000"),
        pytest.param(picture(2100, 100), "PHOTO_INVALID_DIMENSIONS", id="21 times as wide"),
        pytest.param(b"%PDF", "IMAGE_PROCESS_FAILED", id="no picture"),
        pytest.param(b"", "file must be non-empty", id="empty"),
    ],
)
async def test_a_picture_that_telegram_refuses_is_refused(
    data: bytes, words: str, bot: Bot, roads: Chat
) -> None:
    with pytest.raises(BadRequest, match=words.capitalize()):
        await bot.send_photo(roads.id, data)


async def test_a_caption_has_1024_characters_at_most(bot: Bot, roads: Chat) -> None:
    await bot.send_photo(roads.id, picture(), caption="字" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(roads.id, picture(), caption="字" * 1025)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        pytest.param(0, "there are no messages to send", id="none"),
        pytest.param(1, "media group must include 2-10 items", id="one"),
        pytest.param(11, "too many messages to send as an album", id="eleven"),
    ],
)
async def test_an_album_has_two_to_ten_items(
    count: int, words: str, call: Call, server: ChatServer, roads: Chat
) -> None:
    known = server.room.files.put(picture(), kind="photo", name="a.png")
    media = [{"type": "photo", "media": known.id}] * count
    _, body = await call("sendMediaGroup", chat_id=roads.id, media=media)
    assert body["description"] == f"Bad Request: {words}"


async def test_a_bad_item_sinks_the_whole_album(
    call: Call, server: ChatServer, roads: Chat
) -> None:
    known = server.room.files.put(picture(), kind="photo", name="a.png")
    media = [{"type": "photo", "media": known.id}, {"type": "photo", "media": "photo-99"}]
    status, _ = await call("sendMediaGroup", chat_id=roads.id, media=media)
    assert (status, server.room.messages[roads.id]) == (400, [])


async def test_nobody_is_written_to_who_never_pressed_start(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(wei.id, "您好")
    server.talk.start(wei)
    await bot.send_message(wei.id, "您好")


async def test_whoever_blocked_the_bot_is_not_reached_until_the_next_start(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    server.talk.start(wei)
    server.talk.block(wei)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(wei.id, "您好")
    server.talk.start(wei)
    await bot.send_message(wei.id, "您好")


@pytest.mark.parametrize(
    ("basic", "kind"), [pytest.param(True, "group"), pytest.param(False, "supergroup")]
)
async def test_a_bot_that_was_thrown_out_is_told_so(
    basic: bool,  # noqa: FBT001 - a table's column
    kind: str,
    server: ChatServer,
    bot: Bot,
    wei: User,
) -> None:
    group = server.room.group("水利工程指挥部", [wei], basic=basic)
    server.groups.remove_bot(group, by=wei)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(group.id, "您好")


async def test_a_bot_that_left_is_no_member(server: ChatServer, bot: Bot, roads: Chat) -> None:
    await bot.leave_chat(roads.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(roads.id, "您好")
    [update] = server.mailbox.waiting
    assert update.body["new_chat_member"]["status"] == "left"


async def test_a_group_that_migrated_names_its_new_id(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    old = server.room.group("水利工程指挥部", [wei], basic=True)
    new = server.groups.migrate(old, by=wei)
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(old.id, "您好")
    assert refusal.value.new_chat_id == new.id
    await bot.send_message(new.id, "您好")
    told = [next(iter(u.body.keys() & {"migrate_to_chat_id", "migrate_from_chat_id"}))
            for u in server.mailbox.waiting]  # fmt: skip
    assert told == ["migrate_to_chat_id", "migrate_from_chat_id"]


async def test_an_edit_must_change_something(bot: Bot, roads: Chat) -> None:
    sent = await bot.send_message(roads.id, "待认定")
    with pytest.raises(BadRequest, match=NOT_MODIFIED.capitalize()):
        await sent.edit_text("待认定")


@pytest.mark.parametrize(
    ("method", "more", "words"),
    [
        pytest.param("editMessageText", {"text": "x"}, "message to edit not found", id="text"),
        pytest.param("editMessageCaption", {}, "message to edit not found", id="caption"),
        pytest.param("deleteMessage", {}, "message to delete not found", id="delete"),
    ],
)
async def test_what_is_not_there_cannot_be_changed(
    method: str, more: dict[str, str], words: str, call: Call, roads: Chat
) -> None:
    _, body = await call(method, chat_id=roads.id, message_id=5, **more)
    assert body["description"] == f"Bad Request: {words}"


async def test_a_message_that_asks_for_a_reply_cannot_be_edited(call: Call, roads: Chat) -> None:
    """Telegram edits only messages without a markup, or with inline buttons."""
    await call("sendMessage", chat_id=roads.id, text="请报", reply_markup={"force_reply": True})
    _, body = await call("editMessageText", chat_id=roads.id, message_id=1, text="已报")
    assert body["description"] == "Bad Request: message can't be edited"


async def test_nobody_else_s_message_is_edited(
    server: ChatServer, call: Call, wei: User, roads: Chat
) -> None:
    said = server.talk.say(wei, roads, "5.8公里")
    _, body = await call("editMessageText", chat_id=roads.id, message_id=said.id, text="6.8")
    assert body["description"] == "Bad Request: message can't be edited"


async def test_a_picture_has_no_text_and_a_text_no_caption(bot: Bot, roads: Chat) -> None:
    shown = await bot.send_photo(roads.id, picture(), caption="6月")
    said = await bot.send_message(roads.id, "6月")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await shown.edit_text("7月")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await said.edit_caption("7月")


async def test_a_message_older_than_two_days_stays(
    clock: HandClock, bot: Bot, roads: Chat
) -> None:
    sent = await bot.send_message(roads.id, "请报进度")
    clock.now += dtm.timedelta(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await sent.delete()


async def test_an_unknown_press_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=QUERY_TOO_OLD.capitalize()):
        await bot.answer_callback_query("123")


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        pytest.param("Status", "查看", "BOT_COMMAND_INVALID", id="upper case"),
        pytest.param("状态", "查看", "BOT_COMMAND_INVALID", id="chinese"),
        pytest.param("status", "", "BOT_COMMAND_DESCRIPTION_INVALID", id="no description"),
    ],
)
async def test_a_menu_that_telegram_refuses_is_refused(
    command: str, description: str, words: str, call: Call
) -> None:
    commands = [{"command": command, "description": description}]
    _, body = await call("setMyCommands", commands=commands)
    assert body["description"] == f"Bad Request: {words}"
