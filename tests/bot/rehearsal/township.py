"""A few days of a township in a chat room, with one of everything that a page can show."""

from functools import partial

from bot.rehearsal.chatroom import Chatroom
from bot.rehearsal.groups import Groups
from bot.rehearsal.presses import Press
from bot.rehearsal.talk import Talk
from tests.bot.rehearsal.conftest import HandClock, picture, say

YES_NO = {
    "inline_keyboard": [
        [{"text": "确认", "callback_data": "t:1"}, {"text": "取消", "callback_data": "t:2"}]
    ]
}
SIGN = {"inline_keyboard": [[{"text": "签收", "callback_data": "t:3"}]]}
ANSWER = {"force_reply": True, "input_field_placeholder": "如：累计5.8公里"}


def play(room: Chatroom) -> None:
    """Let a figure be asked, answered, confirmed; a month published; and people chat."""
    _ask_and_answer(room)
    _publish(room)
    _chat_privately(room)


def _on(room: Chatroom, **span: float) -> None:
    assert isinstance(room.clock, HandClock)
    room.clock.on(**span)


def _ask_and_answer(room: Chatroom) -> None:
    wei, yu, lv = (room.user(name) for name in ("韦长河", "俞振邦", "吕秋生"))
    roads = room.group("交通建设指挥部", [wei, yu], admins=[lv])
    bot, talk = partial(say, room, chat_id=roads.id), Talk(room)
    Groups(room).join(room.user("皮金贵"), roads)
    named = {"type": "text_mention", "offset": 0, "length": 4, "user": {"id": wei.id}}
    words = "@韦长河 （JT01）请报6月进度"
    bot("sendMessage", text=words, entities=[named], reply_markup=ANSWER)
    asked = room.messages[roads.id][-1]
    _on(room, minutes=13)
    talk.say(lv, roads, "大家抓紧报")
    talk.say(lv, roads, "/help", anonymous=True)
    reply = {"message_id": talk.say(wei, roads, "目前6.1公里左右", reply_to=asked).id}
    words = "您填的是“6.1公里左右”，对吗？"
    bot("sendMessage", text=words, reply_parameters=reply, reply_markup=YES_NO)
    question = room.messages[roads.id][-1]
    _on(room, minutes=2)
    wrong, right = talk.press(yu, question, "确认"), talk.press(wei, question, "确认")
    _tell(room, wrong, "这一步由韦长河本人确认。", show_alert=True)
    bot("editMessageText", message_id=question.id, text="已记录：累计完成 6.1 公里。")
    _tell(room, right, "已记录")


def _tell(room: Chatroom, press: Press, text: str, **how: bool) -> None:
    say(room, "answerCallbackQuery", callback_query_id=press.id, text=text, **how)


def _publish(room: Chatroom) -> None:
    _on(room, days=6)
    people = list(room.people.values())
    town = room.group("全镇群", people)
    bot = partial(say, room, chat_id=town.id)
    board = ("作战进度图.png", picture(720, 1280))
    bot("sendPhoto", photo=board, caption="6月 蓝牌 34 黄牌 6 红牌 3 无牌 5")
    album = [{"type": "photo", "media": f"attach://p{number}"} for number in (1, 2)]
    pages = {
        "p1": ("第2页.png", picture(72, 128, "#FFC61A")),
        "p2": ("第3页.png", picture(72, 128, "#B0121B")),
    }
    bot("sendMediaGroup", media=album, **pages)
    bot("sendMessage", text="红牌警告\n禾源镇公路站", reply_markup=SIGN)
    _tell(room, Talk(room).press(people[1], room.messages[town.id][-1], "签收"), "已签收")


def _chat_privately(room: Chatroom) -> None:
    talk, pi = Talk(room), list(room.people.values())[-1]
    talk.start(pi, "K7Q2M9")
    said = talk.say(pi, pi, "累计389")
    _on(room, minutes=1)
    talk.edit(pi, said, "累计389亩")
    talk.send_sticker(pi, pi, "👍")
    talk.send_voice(pi, pi, lasts=4)
    talk.send_photo(pi, pi, picture(300, 200), caption="现场照片")
    talk.send_document(pi, pi, b"PK", name="6月台账.xlsx")
