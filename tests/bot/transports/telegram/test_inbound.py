from collections.abc import Callable, Mapping
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ports import Content, Heard, Moved, Pressed, Quoted
from bot.rehearsal.chats import ANONYMOUS
from bot.rehearsal.server import ChatServer
from bot.routes import Membership, NotUnderstoodError
from bot.transports.telegram.calls import bot_at
from bot.transports.telegram.inbound import TelegramEar, TokenRejectedError
from rules.notice import Address
from tests.bot.transports.telegram.conftest import NOON, Group, routes

JPEG = b"\xff\xd8\xff"


async def understood(ear: TelegramEar, server: ChatServer) -> list[Any]:
    """Return the events of all updates so far; None for those that are nobody's business."""
    errands = [await ear.understand(update.as_json()) for update in server.mailbox.given]
    return [errand and errand.event for errand in errands]


async def test_a_private_message_is_heard_whole(
    ear: TelegramEar, server: ChatServer, group: Group
) -> None:
    server.talk.say(group.wei, group.wei, "累计5.8公里")
    (heard,) = await understood(ear, server)
    assert heard == Heard(
        chat=Address(group.wei.id),
        is_private=True,
        chat_title="韦长河",
        account=group.wei.id,
        sender="韦长河",
        message_id=1,
        said_at=NOON,
        text="累计5.8公里",
    )


@pytest.mark.parametrize(
    ("said", "command", "arguments"),
    [
        pytest.param("/status", "status", "", id="bare"),
        pytest.param("/STATUS JT01 ", "status", "JT01", id="large letters and blanks"),
        pytest.param("/status@GUATU_bot JT01", "status", "JT01", id="to us by name"),
        pytest.param("/report\nJT01 5.8", "report", "JT01 5.8", id="on the next line"),
        pytest.param("/report累计5.8公里", "report", "累计5.8公里", id="without a blank"),
        pytest.param("/5公里", None, "", id="a figure"),
        pytest.param("/etc/passwd", None, "", id="a path"),
        pytest.param("完成 /status", None, "", id="not at the beginning"),
    ],
)
async def test_a_command_is_read(
    said: str,
    command: str | None,
    arguments: str,
    ear: TelegramEar,
    server: ChatServer,
    group: Group,
) -> None:
    server.talk.say(group.wei, group.wei, said)
    (heard,) = await understood(ear, server)
    assert (heard.command, heard.arguments) == (command, arguments)


async def test_a_command_to_another_bot_is_ignored(ear: TelegramEar, group: Group) -> None:
    raw = message(group, text="/status@other_bot JT01")
    assert await ear.understand(raw) is None


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        pytest.param("/status JT01", "status", id="a known command"),
        pytest.param("/pigeon", "unknown", id="an unknown one"),
        pytest.param("5.8公里", "words", id="plain words"),
    ],
)
async def test_the_flow_is_named(said: str, flow: str, server: ChatServer, group: Group) -> None:
    flows = {name: lambda *_: None for name in ("status", "unknown", "words")}
    table = routes(
        commands={"status": flows["status"]},
        unknown_command=flows["unknown"],
        words=flows["words"],
    )
    ear = TelegramEar(bot_at(server.address, server.token), table)
    await ear.open()
    errand = await ear.understand(message(group, text=said))
    await ear.close()
    assert errand is not None
    assert errand.flow is flows[flow]


def message(group: Group, *, kind: str = "message", **parts: Any) -> dict[str, Any]:
    """Return an update as Telegram writes it; a part that is None is left out."""
    body = {
        "message_id": 7,
        "date": int(NOON.timestamp()),
        "chat": group.chat.as_json(),
        "from": group.wei.as_json(),
    } | parts
    return {"update_id": 1, kind: {name: part for name, part in body.items() if part is not None}}


SIZE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("parts", "content"),
    [
        pytest.param({"photo": [SIZE], "caption": "现场"}, Content.PHOTO, id="photo"),
        pytest.param({"document": FILE, "caption": "现场"}, Content.FILE, id="file"),
        pytest.param({"voice": FILE | {"duration": 3}}, Content.VOICE, id="voice"),
        pytest.param(
            {"sticker": SIZE | {"type": "regular", "is_animated": False, "is_video": False}},
            Content.STICKER,
            id="sticker",
        ),
        pytest.param(
            {"animation": SIZE | {"duration": 1}, "document": FILE}, Content.OTHER, id="animation"
        ),
        pytest.param({"location": {"longitude": 1, "latitude": 2}}, Content.OTHER, id="place"),
        pytest.param({"dice": {"emoji": "🎲", "value": 1}}, Content.OTHER, id="dice"),
    ],
)
async def test_content_is_told_by_kind(
    parts: dict[str, Any], content: Content, ear: TelegramEar, group: Group
) -> None:
    errand = await ear.understand(message(group, **parts))
    assert errand is not None
    assert (errand.event.content, errand.event.text) == (content, parts.get("caption", ""))


async def test_a_caption_can_be_a_command(ear: TelegramEar, group: Group) -> None:
    errand = await ear.understand(message(group, photo=[SIZE], caption="/report JT01 5.8"))
    assert errand is not None
    assert (errand.event.command, errand.event.arguments) == ("report", "JT01 5.8")


ODD_TEXTS = {
    "entities": "**5.8** <b>公里</b> [链接](tg://user?id=1)",
    "longest": "公" * 4096,
    "control": "5.8\u200b\u202e公里\x07",
    "astral": "𠀀𠀁 5.8公里 👨‍👩‍👧",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
async def test_any_text_is_plain_text(text: str, ear: TelegramEar, group: Group) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    errand = await ear.understand(message(group, text=text, entities=bold))
    assert errand is not None
    assert errand.event.text == text


async def test_what_no_database_stores_is_replaced(ear: TelegramEar, group: Group) -> None:
    errand = await ear.understand(message(group, text="5.8\x00公\ud83d里"))
    assert errand is not None
    assert errand.event.text == "5.8\ufffd公\ufffd里"


async def test_an_edit_has_its_own_time(
    ear: TelegramEar, server: ChatServer, group: Group
) -> None:
    said = server.talk.say(group.wei, group.wei, "5.8公里")
    later = NOON.replace(hour=6)
    server.talk.edit(group.wei, said, "5.9公里", at=later)
    first, edit = await understood(ear, server)
    assert (edit.is_edit, edit.said_at, edit.text) == (True, later, "5.9公里")
    assert edit.key != first.key


async def test_a_reply_tells_whether_it_quotes_us(
    ear: TelegramEar, server: ChatServer, group: Group
) -> None:
    ours = (await ear._bot.send_message(group.chat.id, "（JT01）6月进展？")).message_id
    question = server.room.messages[group.chat.id][0]
    theirs = server.talk.say(group.lv, group.chat, "收到", reply_to=question)
    server.talk.say(group.wei, group.chat, "/help", reply_to=theirs)
    to_us, to_them = await understood(ear, server)
    assert to_us.quoted == Quoted(ours, is_ours=True, text="（JT01）6月进展？")
    assert to_them.quoted == Quoted(theirs.id, is_ours=False, text="收到")


async def test_a_topic_is_part_of_the_address_and_its_beginning_is_no_quote(
    ear: TelegramEar, group: Group
) -> None:
    created = {"name": "进度", "icon_color": 1}
    begin = message(group, forum_topic_created=created)["message"]
    parts = {"message_thread_id": 7, "is_topic_message": True, "reply_to_message": begin}
    errand = await ear.understand(message(group, text="/help", message_id=9, **parts))
    assert errand is not None
    assert errand.event.chat == Address(group.chat.id, 7)
    assert errand.event.quoted is None


async def test_a_thread_of_replies_is_no_topic(ear: TelegramEar, group: Group) -> None:
    errand = await ear.understand(message(group, text="/help", message_thread_id=5))
    assert errand is not None
    assert errand.event.chat == Address(group.chat.id)


async def test_an_anonymous_administrator_is_known_as_such(
    ear: TelegramEar, server: ChatServer, group: Group
) -> None:
    server.talk.say(group.lv, group.chat, "/bind ABC", anonymous=True)
    (heard,) = await understood(ear, server)
    assert (heard.is_anonymous, heard.account) == (True, ANONYMOUS.id)


CHANNEL = {"id": -100777, "type": "channel", "title": "通知"}
A_BOT = {"id": 99, "is_bot": True, "first_name": "别的机器人"}


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"from": A_BOT}, id="another bot"),
        pytest.param({"from": A_BOT, "sender_chat": CHANNEL}, id="somebody as a channel"),
        pytest.param({"sender_chat": CHANNEL, "is_automatic_forward": True}, id="linked channel"),
        pytest.param({"from": None}, id="nobody"),
        pytest.param({"text": None, "new_chat_title": "新群名"}, id="a new title"),
        pytest.param({"text": None, "new_chat_members": [A_BOT]}, id="a new member"),
    ],
)
async def test_what_no_person_says_is_ignored(
    parts: dict[str, Any], ear: TelegramEar, group: Group
) -> None:
    assert await ear.understand(message(group, **({"text": "/help"} | parts))) is None


async def test_a_press_is_heard(ear: TelegramEar, server: ChatServer, group: Group) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("确认", callback_data="tok")]])
    await ear._bot.send_message(group.chat.id, "认定？", reply_markup=keyboard)
    press = server.talk.press(group.wei, server.room.messages[group.chat.id][0], "确认")
    (found,) = await understood(ear, server)
    assert found == Pressed(
        chat=Address(group.chat.id),
        is_private=False,
        account=group.wei.id,
        presser="韦长河",
        message_id=1,
        token="tok",
        press_id=press.id,
    )


async def test_a_press_under_a_message_too_old_to_be_seen_is_heard(
    ear: TelegramEar, group: Group
) -> None:
    old = {"chat": group.chat.as_json(), "message_id": 3, "date": 0}
    query = {"id": "1", "from": group.wei.as_json(), "chat_instance": "x", "data": "tok"}
    errand = await ear.understand({"update_id": 1, "callback_query": query | {"message": old}})
    assert errand is not None
    assert (errand.event.message_id, errand.event.token) == (3, "tok")


async def test_both_chats_tell_of_a_move(ear: TelegramEar, server: ChatServer) -> None:
    wei = server.room.user("韦长河")
    old = server.room.group("公路站", [wei], basic=True)
    new = server.groups.migrate(old, by=wei)
    assert await understood(ear, server) == [Moved(old.id, new.id)] * 2


@pytest.mark.parametrize(
    ("change", "is_in"),
    [
        pytest.param(lambda s, g: s.groups.remove_bot(g.chat, by=g.lv), False, id="removed"),
        pytest.param(lambda s, g: s.talk.block(g.wei), False, id="blocked"),
    ],
)
async def test_the_bot_learns_that_it_left(
    change: Callable[[ChatServer, Group], None],
    is_in: bool,  # noqa: FBT001
    ear: TelegramEar,
    server: ChatServer,
    group: Group,
) -> None:
    server.talk.say(group.wei, group.wei, "/start")
    change(server, group)
    *_, found = await understood(ear, server)
    assert isinstance(found, Membership)
    assert (found.is_in, found.since) == (is_in, NOON)


async def test_other_rights_are_no_coming_or_going(
    ear: TelegramEar, server: ChatServer, group: Group
) -> None:
    server.groups.promote_bot(group.chat, by=group.lv)
    assert await understood(ear, server) == [None]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"update_id": 1, "message": {"message_id": 1}}, id="no chat"),
        pytest.param({"update_id": 1, "message": "5.8"}, id="a text for a message"),
        pytest.param({"message": {}}, id="no number"),
        pytest.param({"update_id": 1, "callback_query": {"id": 3}}, id="half a press"),
    ],
)
async def test_what_cannot_be_read_is_named_as_such(
    raw: Mapping[str, Any], ear: TelegramEar
) -> None:
    with pytest.raises(NotUnderstoodError):
        await ear.understand(raw)


async def test_an_update_of_another_kind_is_nobodys_business(ear: TelegramEar) -> None:
    assert await ear.understand({"update_id": 1, "poll_answer_of_the_future": {}}) is None


async def test_a_closed_ear_calls_nothing_poison(server: ChatServer, group: Group) -> None:
    closed = TelegramEar(bot_at(server.address, server.token), routes())
    with pytest.raises(RuntimeError, match="open the ear"):
        await closed.understand(message(group, text="5.8"))


async def test_a_wrong_token_is_told_without_the_token(server: ChatServer) -> None:
    stranger = TelegramEar(bot_at(server.address, "1:wrong"), routes())
    with pytest.raises(TokenRejectedError) as refused:
        await stranger.open()
    await stranger._bot.shutdown()
    assert "1:wrong" not in repr(refused.value)
