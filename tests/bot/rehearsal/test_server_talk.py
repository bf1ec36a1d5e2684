import pytest
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatAdministrators,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
)
from telegram import User as Account

from bot.rehearsal.chatroom import WrongTurnError
from bot.rehearsal.chats import ANONYMOUS, Chat, User
from bot.rehearsal.messages import Message
from bot.rehearsal.presses import UnansweredPressError
from bot.rehearsal.reading import NothingSaidError
from bot.rehearsal.server import ChatServer
from tests.bot.rehearsal.conftest import picture

YES = InlineKeyboardButton("确认", callback_data="t:1")
NO = InlineKeyboardButton("修改", callback_data="t:2")
AWAY = InlineKeyboardButton("私下填写", url="https://t.me/guatu_bot?start=adjust-JT01")
KEY = InlineKeyboardMarkup([[YES, NO], [AWAY]])


def heard(server: ChatServer) -> list[str]:
    return [update.body.get("text", "") for update in server.mailbox.waiting]


@pytest.mark.parametrize(
    ("words", "reaches"),
    [
        pytest.param("大家好", False, id="plain talk"),
        pytest.param("本月5.8公里/天", False, id="a slash within"),
        pytest.param("/status", True, id="command"),
        pytest.param("/status@guatu_bot JT01", True, id="command by name"),
        pytest.param("/status@other_bot", False, id="another bot's command"),
        pytest.param("/status查一下", False, id="no command: it runs on"),
        pytest.param("请 @guatu_bot 看", True, id="mention"),
        pytest.param("@guatu_bot2 看", False, id="mention of another"),
    ],
)
async def test_privacy_mode_keeps_talk_from_the_bot(
    words: str,
    reaches: bool,  # noqa: FBT001 - a table's column
    server: ChatServer,
    wei: User,
    roads: Chat,
) -> None:
    said = server.talk.say(wei, roads, words)
    assert said.seen_by_bot is reaches
    assert heard(server) == ([words] if reaches else [])
    assert server.room.messages[roads.id] == [said]


async def test_an_answer_to_the_bot_reaches_it_and_an_answer_to_a_person_does_not(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    await bot.send_message(roads.id, "（JT01）请报6月进度")
    asked = await server.reading.next_message(roads)
    mine = server.talk.say(wei, roads, "累计5.8公里", reply_to=asked)
    server.talk.say(wei, roads, "收到", reply_to=mine)
    assert heard(server) == ["累计5.8公里"]
    [update] = server.mailbox.waiting
    assert update.body["reply_to_message"]["text"] == "（JT01）请报6月进度"


@pytest.mark.parametrize("way", ["privacy off", "admin"])
async def test_without_privacy_mode_all_talk_is_heard(
    way: str, server: ChatServer, wei: User, lv: User, roads: Chat
) -> None:
    if way == "admin":
        server.groups.promote_bot(roads, by=lv)
    server.room.reads_all = way == "privacy off"
    server.talk.say(wei, roads, "大家好")
    assert heard(server)[-1] == "大家好"


async def test_an_anonymous_admin_speaks_as_the_group(
    server: ChatServer, bot: Bot, lv: User, roads: Chat
) -> None:
    server.talk.say(lv, roads, "/bind K7Q2", anonymous=True)
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.sender_chat is not None
    assert update.message.from_user.id == ANONYMOUS.id == 1087968824
    assert update.message.sender_chat.id == roads.id


async def test_a_press_is_answered_to_the_presser(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    await bot.send_message(roads.id, "累计5.8公里，对吗？", reply_markup=KEY)
    asked = await server.reading.next_message(roads)
    press = server.talk.press(wei, asked, "确认")
    [update] = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("t:1", wei.id, asked.id)
    await query.answer("已认定", show_alert=True)
    answer = await press
    assert (answer.text, answer.alert) == ("已认定", True)
    assert asked.presses == [press]


async def test_a_press_that_is_not_answered_fails(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    await bot.send_message(roads.id, "对吗？", reply_markup=KEY)
    press = server.talk.press(wei, server.room.messages[roads.id][0], "t:2")
    with pytest.raises(UnansweredPressError):
        await press.answered(patience=0.01)


async def test_a_slow_phone_presses_what_stood_there(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    sent = await bot.send_message(roads.id, "对吗？", reply_markup=KEY)
    await sent.edit_text("已确认")
    [asked] = server.room.messages[roads.id]
    with pytest.raises(WrongTurnError, match="no button"):
        server.talk.press(wei, asked, "确认")
    assert server.talk.press(wei, asked, "确认", stale=True).button.data == "t:1"


async def test_a_button_leads_into_the_private_chat(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    await bot.send_message(roads.id, "请在私聊中填写", reply_markup=KEY)
    opened = server.talk.follow(wei, server.room.messages[roads.id][0], "私下填写")
    assert (opened.chat.id, opened.text) == (wei.id, "/start adjust-JT01")
    await bot.send_message(wei.id, "您好")


async def test_the_record_keeps_what_a_message_said_before(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    sent = await bot.send_message(roads.id, "待认定", reply_markup=KEY)
    await sent.edit_reply_markup(None)
    await sent.edit_text("已认定")
    [kept] = server.room.messages[roads.id]
    assert (kept.text, kept.labels) == ("已认定", ())
    assert [edit.before.text for edit in kept.edits] == ["待认定", "待认定"]
    assert len(server.requests.done("editMessageText", chat=roads.id)) == 1


async def test_a_reply_that_is_asked_for_is_kept(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    wanted = ForceReply(selective=True, input_field_placeholder="如：累计5.8公里")
    sent = await bot.send_message(roads.id, "请报进度", reply_markup=wanted)
    [kept] = server.room.messages[roads.id]
    assert sent.reply_markup is None
    assert kept.force_reply is not None
    assert (kept.force_reply.selective, kept.force_reply.placeholder) == (True, "如：累计5.8公里")


async def test_what_the_bot_must_not_do_is_noted(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    stranger = server.room.user("史小满")
    account = Account(stranger.id, "史小满", is_bot=False)
    mention = MessageEntity(MessageEntity.TEXT_MENTION, 0, 3, user=account)
    await bot.send_message(roads.id, "史小满 请报", entities=[mention])
    await bot.send_message(roads.id, "<b>请报</b>", parse_mode="HTML")
    assert [c.method for c in server.room.complaints] == ["text_mention", "parse_mode"]


async def test_a_mention_of_a_member_is_kept_and_nothing_is_noted(
    server: ChatServer, bot: Bot, wei: User, roads: Chat
) -> None:
    account = Account(wei.id, wei.first_name, is_bot=False)
    mention = MessageEntity(MessageEntity.TEXT_MENTION, 1, 3, user=account)
    await bot.send_message(roads.id, "请韦长河报进度", entities=[mention])
    [kept] = server.room.messages[roads.id]
    assert (kept.mentions, server.room.complaints) == ((wei.id,), [])


async def test_an_answer_stays_in_its_topic(server: ChatServer, bot: Bot, wei: User) -> None:
    forum = server.room.group("重点项目群", [wei], topics={7: "进度"})
    await bot.send_message(forum.id, "请报进度", message_thread_id=7)
    asked = await server.reading.next_message(forum)
    reply = server.talk.say(wei, forum, "5.8公里", reply_to=asked)
    [update] = await bot.get_updates()
    assert update.message is not None
    assert (reply.topic, update.message.message_thread_id) == (7, 7)
    assert update.message.is_topic_message


async def test_reading_waits_for_the_next_message_and_keeps_count(
    server: ChatServer, bot: Bot, roads: Chat
) -> None:
    for words in ("一", "二"):
        await bot.send_message(roads.id, words)
    assert (await server.reading.next_message(roads)).text == "一"
    assert [message.text for message in server.reading.unread()] == ["二"]
    assert [message.text for message in server.reading.read_all(roads)] == ["二"]
    with pytest.raises(NothingSaidError):
        await server.reading.next_message(roads, patience=0.01)


async def test_the_narrowest_menu_is_the_one_that_shows(
    server: ChatServer, bot: Bot, wei: User, lv: User, roads: Chat
) -> None:
    await bot.set_my_commands([("help", "帮助")])
    await bot.set_my_commands([("todo", "待办")], BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([("bind", "绑定")], BotCommandScopeChatAdministrators(roads.id))
    menus, private = server.room.menus, server.room.private(wei)
    assert menus.seen_by(wei, private) == ("todo",)
    assert (menus.seen_by(wei, roads), menus.seen_by(lv, roads)) == (("help",), ("bind",))
    [command] = await bot.get_my_commands(BotCommandScopeAllPrivateChats())
    assert command.command == "todo"


def say_nothing(server: ChatServer, wei: User, _: Message) -> object:
    return server.talk.say(wei, wei, "  ")


def speak_elsewhere(server: ChatServer, wei: User, _: Message) -> object:
    return server.talk.say(wei, server.room.group("别处"), "在吗")


def hide_without_right(server: ChatServer, wei: User, seen: Message) -> object:
    return server.talk.say(wei, seen.chat, "/bind", anonymous=True)


def edit_another(server: ChatServer, wei: User, seen: Message) -> object:
    return server.talk.edit(wei, seen, "改")


def speak_while_blocking(server: ChatServer, wei: User, _: Message) -> object:
    server.talk.block(wei)
    return server.talk.say(wei, wei, "在吗")


@pytest.mark.parametrize(
    "turn",
    [say_nothing, speak_elsewhere, hide_without_right, edit_another, speak_while_blocking],
)
async def test_people_can_only_do_what_a_phone_lets_them(
    turn: object, server: ChatServer, wei: User, lv: User, roads: Chat
) -> None:
    seen = server.talk.say(lv, roads, "大家好")
    assert callable(turn)
    with pytest.raises(WrongTurnError):
        turn(server, wei, seen)


async def test_the_bot_asks_who_is_where(
    server: ChatServer, bot: Bot, wei: User, lv: User, roads: Chat
) -> None:
    server.groups.leave(wei, roads)
    statuses = [(await bot.get_chat_member(roads.id, user.id)).status for user in (wei, lv)]
    assert statuses == ["left", "administrator"]
    assert await bot.get_chat_member_count(roads.id) == 2
    assert [m.user.id for m in await bot.get_chat_administrators(roads.id)] == [lv.id]
    full = await bot.get_chat(roads.id)
    assert (full.title, full.type) == ("交通建设指挥部", "supergroup")


async def test_a_deleted_message_cannot_be_answered_by_the_bot(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    said = server.talk.say(wei, wei, "5.8公里")
    server.talk.delete(said)
    sent = await bot.send_message(
        wei.id, "已记录", reply_to_message_id=said.id, allow_sending_without_reply=True
    )
    assert sent.reply_to_message is None


async def test_a_picture_with_a_caption_reaches_the_bot(
    server: ChatServer, bot: Bot, wei: User
) -> None:
    server.talk.send_photo(wei, wei, picture(300, 200), caption="累计5.8公里")
    [update] = await bot.get_updates()
    assert update.message is not None
    assert (update.message.caption, update.message.photo[-1].width) == ("累计5.8公里", 300)
