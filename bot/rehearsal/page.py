"""The rehearsal's page: every chat beside the others, as its people saw it.

One file without any address but those of the files beside it: it opens from a disk, on a phone,
and without JavaScript.
"""

import base64
import datetime as dtm
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.rehearsal.bubbles import Bubbles, speaker
from bot.rehearsal.chatroom import ChatLog, Record
from bot.rehearsal.chats import PRESENT
from bot.rehearsal.elements import Html, el, together
from bot.rehearsal.headline import Exhibit, Figures, exhibits_of, headline, title
from bot.rehearsal.keepsakes import Keepsakes
from bot.rehearsal.messages import Message
from bot.rehearsal.typeface import write_typeface
from charts.palette import BAND, DASH, FACES, INK, PANEL, RULE, SOFT, WHITE
from rules.plates import Plate

HERE = Path(__file__).parent
WEEK = "一二三四五六日"
NEUTRAL = {
    "ink": INK,
    "soft": SOFT,
    "rule": RULE,
    "panel": PANEL,
    "band": BAND,
    "dash": DASH,
    "white": WHITE,
}
PLATES: dict[str, Plate | None] = {
    "blue": Plate.BLUE,
    "yellow": Plate.YELLOW,
    "red": Plate.RED,
    "none": None,
}


def write_page(
    record: Record,
    *,
    figures: Figures,
    zone: dtm.tzinfo,
    out: Path,
    exhibits: Sequence[Exhibit] = (),
) -> None:
    """Write `index.html` and the files of all messages into a folder.

    `zone` is the township's; `exhibits` come before the pictures and papers of the chats.
    """
    keepsakes = Keepsakes(record)
    keepsakes.write(out)
    spoken = sorted((log for log in record.chats if log.messages), key=_groups_first)
    bubbles = Bubbles(bot=record.bot, keepsakes=keepsakes, zone=zone)
    shown = (*exhibits, *exhibits_of(record, keepsakes))
    body = together(
        headline(figures, shown, record),
        el(
            "main",
            _index(spoken),
            el("div", *(_column(log, bubbles) for log in spoken), class_="strip"),
        ),
    )
    page = _page(title(figures), body)
    (out / "index.html").write_text(page, encoding="utf-8")
    write_typeface(page, out)


def _groups_first(log: ChatLog) -> bool:
    return not log.chat.is_group


def _page(name: str, body: Html) -> str:
    style = _colours() + (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    # Even if somebody's words became markup, the browser would run and fetch nothing of it.
    policy = (
        f"default-src 'none'; img-src 'self' file:; font-src 'self' file:; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        el("title", name),
        el("style", Html(style)),
    )
    page = el("html", head, el("body", body, el("script", Html(script))), lang="zh-CN")
    return f"<!doctype html>\n{page}\n"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _colours() -> str:
    """Return the palette as CSS variables: the page names no colour of its own for a plate."""
    lines = [f"--{name}: {value};" for name, value in NEUTRAL.items()]
    for name, plate in PLATES.items():
        face = FACES[plate]
        lines += [f"--{name}-fill: {face.fill};", f"--{name}-ink: {face.ink};"]
        lines += [f"--{name}-frame: {face.frame};"]
    return f":root {{ {' '.join(lines)} }}\n"


def _index(spoken: Sequence[ChatLog]) -> Html:
    search = el(
        "input",
        type="search",
        id="find",
        placeholder="查找群或人",
        aria_label="查找聊天或人",
        autocomplete="off",
    )
    return el(
        "nav",
        el("p", search, class_="tool"),
        el("select", *_choices(spoken), id="jump", aria_label="选择聊天"),
        *(_contents(name, logs) for name, logs in _halves(spoken)),
        el("p", "没有符合的聊天", class_="nothing", hidden=True),
        class_="index",
    )


def _halves(spoken: Sequence[ChatLog]) -> Iterator[tuple[str, list[ChatLog]]]:
    for name, wanted in (("群聊", True), ("私聊", False)):
        if logs := [log for log in spoken if log.chat.is_group is wanted]:
            yield name, logs


def _choices(spoken: Sequence[ChatLog]) -> Iterator[Html]:
    for name, logs in _halves(spoken):
        options = (
            el("option", log.chat.title, value=_anchor(log), data_words=_words(log))
            for log in logs
        )
        yield el("optgroup", *options, label=name)


def _contents(name: str, logs: Sequence[ChatLog]) -> Html:
    lines = (
        el(
            "li",
            el(
                "a",
                el("bdi", log.chat.title),
                el("span", str(len(log.messages)), class_="number"),
                href=f"#{_anchor(log)}",
            ),
            data_words=_words(log),
        )
        for log in logs
    )
    head = el("summary", f"{name}（{len(logs)}）")
    return el("details", head, el("ul", *lines), open=True)


def _anchor(log: ChatLog) -> str:
    return f"chat{log.chat.id}"


def _words(log: ChatLog) -> str:
    """Return what a search for a chat looks at: its name and those who spoke or pressed there."""
    people = {speaker(message): None for message in log.messages}
    people |= {press.user.name: None for m in log.messages for press in m.presses}
    return " ".join((log.chat.title, *people)).lower()


def _column(log: ChatLog, bubbles: Bubbles) -> Html:
    count = f"{len(log.messages)} 条"
    if log.chat.is_group:
        here = sum(standing in PRESENT for standing in log.chat.members.values())
        count = f"{here} 人，{count}"
    return el(
        "section",
        el("header", el("h2", el("bdi", log.chat.title)), el("p", count)),
        el("ol", *_lines(log, bubbles), tabindex=0, aria_label=log.chat.title),
        class_="chat",
        id=_anchor(log),
        data_words=_words(log),
    )


def _lines(log: ChatLog, bubbles: Bubbles) -> Iterator[Html]:
    day: dtm.date | None = None
    for _, album in itertools.groupby(log.messages, key=_album):
        messages = list(album)
        local = messages[0].at.astimezone(bubbles.zone).date()
        if local != day:
            day = local
            yield el("li", _day(day), class_="day")
        yield bubbles.line(messages)


def _album(message: Message) -> str:
    return message.album or f"alone {message.id}"


def _day(day: dtm.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日　星期{WEEK[day.weekday()]}"
