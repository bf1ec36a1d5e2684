import dataclasses
import io

import pytest
from PIL import Image
from telegram import Bot

from bot.ports import Alert, UnknownIfSentError
from bot.rehearsal.faults import Fault
from bot.rehearsal.keyboards import ForceReply
from bot.rehearsal.messages import Message
from bot.rehearsal.server import ChatServer
from bot.transports.telegram.outbound import TelegramMessenger
from rules.notice import (
    Address,
    ButtonFace,
    MenuEntry,
    Named,
    Notice,
    Recipe,
    ShownAs,
)
from tests.bot.transports.telegram.conftest import Group

CONFIRM = ((ButtonFace("确认", token="tok"), ButtonFace("打开", url="https://t.me/guatu_bot")),)


def png(width: int = 40) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, 40), "#1F66B8").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def messenger(bot: Bot) -> TelegramMessenger:
    return TelegramMessenger(bot)


@pytest.fixture
def to(group: Group) -> Address:
    return Address(group.chat.id)


def shown(server: ChatServer, group: Group) -> list[Message]:
    return server.room.messages[group.chat.id]


async def test_a_notice_arrives_and_its_message_is_known(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    assert await messenger.say(Notice("k", to, "6月进展？"), ()) == (1,)
    (message,) = shown(server, group)
    assert (message.text, message.silent) == ("6月进展？", False)
    (request,) = server.requests.done("sendMessage")
    assert request.parameters["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in request.parameters


async def test_names_are_mentions_of_those_who_are_bound(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    names = (Named("韦长河", group.wei.id), Named("吕秋生"))
    await messenger.say(Notice("k", to, "👍 @韦长河 @吕秋生", names=names), ())
    (entity,) = shown(server, group)[0].entities
    assert (entity["type"], entity["offset"], entity["length"]) == ("text_mention", 3, 4)
    assert entity["user"]["id"] == group.wei.id


async def test_an_account_that_telegram_does_not_know_stops_nothing(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    await messenger.say(Notice("k", to, "@韦长河 请报", names=(Named("韦长河", 999),)), ())
    (message,) = shown(server, group)
    assert (message.text, message.entities) == ("@韦长河 请报", ())


async def test_buttons_carry_tokens_and_links(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    await messenger.say(Notice("k", to, "认定？", buttons=CONFIRM), ())
    (message,) = shown(server, group)
    confirm, link = message.button("确认"), message.button("打开")
    assert confirm is not None
    assert link is not None
    assert (confirm.data, link.url) == ("tok", "https://t.me/guatu_bot")


@pytest.mark.parametrize(
    ("hint", "placeholder"),
    [
        pytest.param("如：累计5.8公里", "如：累计5.8公里", id="as given"),
        pytest.param("公" * 70, "公" * 63 + "…", id="too long"),
    ],
)
async def test_a_question_opens_the_reply_field_of_those_it_names(
    hint: str,
    placeholder: str,
    messenger: TelegramMessenger,
    server: ChatServer,
    group: Group,
    to: Address,
) -> None:
    await messenger.say(Notice("k", to, "6月进展？", asks_reply=hint), ())
    assert shown(server, group)[0].look.markup == ForceReply(placeholder, selective=True)


async def test_a_quoted_message_that_is_gone_stops_nothing(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    said = server.talk.say(group.wei, group.chat, "5.8公里")
    await messenger.say(Notice("k", to, "已记录", reply_to=said.id), ())
    server.talk.delete(said)
    await messenger.say(Notice("l", to, "已记录", reply_to=said.id), ())
    _, first, second = shown(server, group)
    assert (first.reply_to, second.reply_to) == (said, None)


async def test_a_silent_notice_in_a_topic(
    messenger: TelegramMessenger, server: ChatServer, group: Group
) -> None:
    forum = server.room.group("话题群", [group.wei], topics={7: "进度"})
    await messenger.say(Notice("k", Address(forum.id, 7), "催报", is_silent=True), ())
    (message,) = server.room.messages[forum.id]
    assert (message.topic, message.silent) == (7, True)


async def test_long_words_come_in_parts_with_the_buttons_last(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    said = server.talk.say(group.wei, group.chat, "/determine")
    lines = "\n".join(f"JT{number:02} 待认定" + "公" * 90 for number in range(60))
    ids = await messenger.say(Notice("k", to, lines, buttons=CONFIRM, reply_to=said.id), ())
    first, last = shown(server, group)[1:]
    assert ids == (first.id, last.id)
    assert f"{first.text}\n{last.text}" == lines
    assert (first.labels, last.labels) == ((), ("确认", "打开"))
    assert (first.reply_to, last.reply_to) == (said, None)


def pictured(to: Address, words: str, pages: int, shown_as: ShownAs, name: str) -> Notice:
    recipe = Recipe("progress", "{}", tuple(range(1, pages + 1)), shown_as, name)
    return Notice("k", to, words, recipe=recipe)


@pytest.mark.parametrize(
    ("pages", "shown_as", "method", "kind"),
    [
        pytest.param(1, ShownAs.PHOTO, "sendPhoto", "photo", id="a photo"),
        pytest.param(1, ShownAs.ALBUM, "sendPhoto", "photo", id="an album of one"),
        pytest.param(3, ShownAs.ALBUM, "sendMediaGroup", "photo", id="an album"),
        pytest.param(1, ShownAs.FILE, "sendDocument", "document", id="a file"),
        pytest.param(2, ShownAs.FILE, "sendMediaGroup", "document", id="files"),
    ],
)
async def test_pages_arrive_as_the_recipe_says(
    pages: int,
    shown_as: ShownAs,
    method: str,
    kind: str,
    messenger: TelegramMessenger,
    server: ChatServer,
    group: Group,
    to: Address,
) -> None:
    notice = pictured(to, "6月 蓝牌 34", pages, shown_as, "6月挂图.png")
    drawn = tuple(png(40 + number) for number in range(pages))
    ids = await messenger.say(notice, drawn)
    messages = shown(server, group)
    assert ids == tuple(message.id for message in messages)
    assert [m.file.data for m in messages if m.file and m.file.kind == kind] == list(drawn)
    assert [message.text for message in messages] == ["6月 蓝牌 34"] + [""] * (pages - 1)
    assert len(server.requests.done(method)) == 1


async def test_a_file_keeps_its_name(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    await messenger.say(pictured(to, "", 1, ShownAs.FILE, "6月挂图.pdf"), (b"%PDF-1.7",))
    file = shown(server, group)[0].file
    assert file is not None
    assert file.name == "6月挂图.pdf"


async def test_a_caption_too_long_goes_on_as_a_message_with_mentions_in_both(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    words = "@韦长河" + "公" * 800 + "。\n" + "里" * 800 + "@韦长河"
    notice = pictured(to, words, 1, ShownAs.PHOTO, "6月.png")
    notice = dataclasses.replace(notice, names=(Named("韦长河", group.wei.id),), buttons=CONFIRM)
    await messenger.say(notice, (png(),))
    photo, rest = shown(server, group)
    assert photo.text + "\n" + rest.text == words
    assert [len(photo.entities), len(rest.entities)] == [1, 1]
    assert (photo.labels, rest.labels) == ((), ("确认", "打开"))


@pytest.mark.parametrize("is_photo", [True, False], ids=["a photo's caption", "a text"])
async def test_a_message_of_ours_is_replaced(
    is_photo: bool,  # noqa: FBT001
    messenger: TelegramMessenger,
    server: ChatServer,
    group: Group,
    to: Address,
) -> None:
    first = pictured(to, "待认定", 1, ShownAs.PHOTO, "6月.png")
    before = first if is_photo else dataclasses.replace(first, recipe=None)
    (message_id,) = await messenger.say(before, (png(),))
    edit = Notice("l", to, "已认定", edits=message_id, buttons=CONFIRM)
    assert await messenger.say(edit, ()) == ()
    assert await messenger.say(edit, ()) == ()  # "message is not modified" counts as sent
    (message,) = shown(server, group)
    assert (message.text, message.labels) == ("已认定", ("确认", "打开"))


async def test_buttons_alone_are_replaced(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    (message_id,) = await messenger.say(Notice("k", to, "认定？", buttons=CONFIRM), ())
    await messenger.say(Notice("l", to, edits=message_id), ())
    (message,) = shown(server, group)
    assert (message.text, message.labels) == ("认定？", ())


async def test_a_menu_is_set_for_its_chat_and_nothing_is_said(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    menu = (MenuEntry("status", "看项目卡片"), MenuEntry("help", "我能做什么"))
    assert await messenger.say(Notice("k", to, menu=menu), ()) == ()
    (request,) = server.requests.done("setMyCommands")
    assert request.parameters["scope"] == {"type": "chat", "chat_id": group.chat.id}
    assert [entry["command"] for entry in request.parameters["commands"]] == ["status", "help"]
    assert shown(server, group) == []


LONG = "公" * 5000


async def test_the_second_part_waits_as_long_as_telegram_says(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    server.faults.next("sendMessage", Fault("429", retry_after=1))
    await messenger.say(pictured(to, LONG, 1, ShownAs.PHOTO, "6月.png"), (png(),))
    assert [len(message.text) for message in shown(server, group)] == [1024, 3976]


async def test_half_a_notice_may_be_there_already(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    notice = pictured(to, LONG, 1, ShownAs.PHOTO, "6月.png")
    server.faults.next("sendMessage", "403")
    with pytest.raises(UnknownIfSentError, match="only in part"):
        await messenger.say(notice, (png(),))
    assert len(shown(server, group)) == 1


async def test_a_press_is_answered_in_a_box(
    messenger: TelegramMessenger, server: ChatServer, group: Group, to: Address
) -> None:
    await messenger.say(Notice("k", to, "认定？", buttons=CONFIRM), ())
    press = server.talk.press(group.wei, shown(server, group)[0], "确认")
    await messenger.answer(press.id, Alert("公" * 300))
    (request,) = server.requests.done("answerCallbackQuery")
    assert (request.parameters["text"], request.parameters["show_alert"]) == (
        "公" * 199 + "…",
        "true",
    )


async def test_a_press_that_cannot_be_answered_is_of_no_consequence(
    messenger: TelegramMessenger, server: ChatServer
) -> None:
    await messenger.answer("long ago", None)
    assert [request.status for request in server.requests.of("answerCallbackQuery")] == [400]
