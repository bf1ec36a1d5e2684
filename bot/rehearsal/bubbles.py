"""Messages as bubbles: what was said, what it answers, its buttons and who pressed them."""

import datetime as dtm
from collections.abc import Iterator, Sequence

from bot.rehearsal.chats import User
from bot.rehearsal.elements import Html, el, together
from bot.rehearsal.entities import Entities, utf16
from bot.rehearsal.files import StoredFile
from bot.rehearsal.keepsakes import Keepsakes
from bot.rehearsal.keyboards import Button
from bot.rehearsal.messages import Edit, Message
from bot.rehearsal.presses import Press

NAMED = frozenset({"mention", "text_mention", "bot_command"})
LONGEST_QUOTE = 60


class Bubbles:
    """Draws messages for the eyes of their chat; hours are those of the township."""

    def __init__(self, *, bot: User, keepsakes: Keepsakes, zone: dtm.tzinfo) -> None:
        self.bot = bot
        self.keepsakes = keepsakes
        self.zone = zone

    def line(self, album: Sequence[Message]) -> Html:
        """Return one message, or the messages of one album together."""
        first = album[0]
        if first.service:
            return el("li", _service(first), class_="service")
        side = "bot" if first.sender == self.bot else "person"
        gone = " gone" if first.deleted else ""
        return el(
            "li",
            el("span", _initial(first), class_="face", aria_hidden="true"),
            el(
                "div", self._bubble(album), self._below(album), class_="said"
            ),
            class_=f"line {side}{gone}",
            data_who=speaker(first),
        )  # fmt: skip

    def _bubble(self, album: Sequence[Message]) -> Html:
        first = album[0]
        worded = [message for message in album if message.text]
        return el(
            "div",
            el("p", el("bdi", speaker(first)), class_="who"),
            _quote(first.reply_to) if first.reply_to else None,
            self._files(album),
            *(el("p", words(m.text, m.entities), class_="text") for m in worded),
            self._foot(first),
            class_="bubble",
        )

    def _files(self, album: Sequence[Message]) -> Html | None:
        shown = [self._file(m.file, m.text) for m in album if m.file]
        if not shown:
            return None
        return el("div", *shown, class_="files many" if len(shown) > 1 else "files")

    def _file(self, file: StoredFile, caption: str) -> Html:
        if file.kind == "sticker":
            return el("p", file.name, class_="sticker")
        link = self.keepsakes.link(file)
        if file.kind == "photo":
            alt = caption.partition("\n")[0] or file.name
            picture = el(
                "img", src=link, alt=alt, width=file.width, height=file.height, loading="lazy"
            )
            return el("a", picture, href=link, target="_blank", class_="photo")
        name = f"语音 {file.seconds}秒" if file.kind == "voice" else file.name
        return el(
            "a",
            el("bdi", name, class_="name"),
            el("span", size(len(file.data)), class_="size"),
            href=link,
            target="_blank",
            class_=f"paper {file.kind}",
        )

    def _foot(self, message: Message) -> Html:
        return el(
            "p",
            self._edits(message),
            el("span", "已撤回", class_="mark") if message.deleted else None,
            self._time(message.at),
            class_="foot",
        )

    def _edits(self, message: Message) -> Html | None:
        worded = [edit for edit in message.edits if edit.before.text != message.text]
        return el("span", "已修改", class_="mark") if worded else None

    def _below(self, album: Sequence[Message]) -> Html:
        last = album[-1]
        pressed = {press.button for message in album for press in message.presses}
        rows = (el("div", *(_button(b, pressed) for b in row), class_="row") for row in last.rows)
        wanted = last.force_reply
        hint = el("p", f"↩ {wanted.placeholder or '请回复此条'}", class_="ask") if wanted else None
        keys = el("div", *rows, class_="keys") if last.rows else None
        return together(keys, hint, self._presses(album), self._before(last))

    def _presses(self, album: Sequence[Message]) -> Html | None:
        presses = [press for message in album for press in message.presses]
        if not presses:
            return None
        return el("ul", *(self._press(press) for press in presses), class_="presses")

    def _press(self, press: Press) -> Html:
        return el(
            "li",
            el("bdi", press.user.name, class_="by"),
            f" 按了「{press.button.text}」 ",
            self._time(press.at),
            _toast(press),
            data_who=press.user.name,
        )

    def _before(self, message: Message) -> Html | None:
        worded = [edit for edit in message.edits if edit.before.text != message.text]
        if not worded:
            return None
        said = (el("li", self._time(edit.at), " 改之前：", _was(edit)) for edit in worded)
        return el("details", el("summary", "修改前"), el("ul", *said), class_="before")

    def _time(self, at: dtm.datetime) -> Html:
        local = at.astimezone(self.zone)
        return el("time", f"{local:%H:%M}", datetime=local.isoformat(timespec="seconds"))


def speaker(message: Message) -> str:
    """Return the name over a message, as the chat shows it."""
    if message.really_from:
        return f"{message.chat.title}（匿名管理员）"
    return message.sender.name


def size(length: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{length / 1024:.0f} KB" if length >= 1024 else f"{length} 字节"


def words(text: str, entities: Entities) -> Html:
    """Return a text with the names and commands in it marked; offsets are UTF-16 units."""
    return together(*_marked(text, entities))


def _marked(text: str, entities: Entities) -> Iterator[str]:
    units, place = text.encode("utf-16-le"), 0
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] not in NAMED or start < place:
            continue
        yield units[2 * place : 2 * start].decode("utf-16-le")
        yield el("span", units[2 * start : 2 * end].decode("utf-16-le"), class_="named")
        place = end
    yield units[2 * place : 2 * utf16(text)].decode("utf-16-le")


def _initial(message: Message) -> str:
    return "匿" if message.really_from else message.sender.name[:1]


def _quote(answered: Message) -> Html:
    said = answered.text or (answered.file.name if answered.file else "")
    line = " ".join(said.split())
    cut = f"{line[:LONGEST_QUOTE]}…" if len(line) > LONGEST_QUOTE else line
    return el("blockquote", el("bdi", speaker(answered), class_="who"), el("span", cut))


def _button(button: Button, pressed: set[Button]) -> Html:
    if button in pressed:
        return el("span", button.text, el("span", "✓", class_="tick"), class_="key pressed")
    return el("span", button.text, "　↗" if button.url else None, class_="key")


def _toast(press: Press) -> Html | None:
    if press.answer is None or not press.answer.text:
        return None
    kind = "toast alert" if press.answer.alert else "toast"
    seen = el("span", f"仅{press.user.name}可见", class_="only")
    return el("div", el("span", press.answer.text, class_="told"), seen, class_=kind)


def _was(edit: Edit) -> Html:
    return el("span", edit.before.text, class_="text")


def _service(message: Message) -> str:
    told = message.service
    if "new_chat_members" in told:
        return f"{'、'.join(user['first_name'] for user in told['new_chat_members'])} 加入了群聊"
    if "left_chat_member" in told:
        return f"{told['left_chat_member']['first_name']} 离开了群聊"
    if "new_chat_title" in told:
        return f"群名改为“{told['new_chat_title']}”"
    return "本群升级为超级群"
