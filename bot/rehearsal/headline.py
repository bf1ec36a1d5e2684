"""The head of the page: the month in figures, and the pictures and papers it left."""

import dataclasses
from collections.abc import Iterator, Sequence

from bot.rehearsal.chatroom import Record
from bot.rehearsal.elements import Html, el
from bot.rehearsal.files import StoredFile
from bot.rehearsal.keepsakes import Keepsakes
from rules.month import Month


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What `guatu rehearse` prints of the month: counts of projects."""

    organisation: str
    month: Month
    asked: int
    replied: int
    determined: int
    blue: int
    yellow: int
    red: int
    none: int


@dataclasses.dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture or paper that lies beside the page; `link` is its address from there."""

    title: str
    link: str


def title(figures: Figures) -> str:
    """Return the title of the page."""
    return f"{figures.organisation} {figures.month.year}年{figures.month.chinese}挂图作战演练"


def headline(figures: Figures, exhibits: Sequence[Exhibit], record: Record) -> Html:
    """Return the head: what was played, the seven figures, the exhibits."""
    return el(
        "header",
        el("p", f"{figures.organisation}重点项目挂图作战", class_="over"),
        el("h1", f"{figures.month.year}年{figures.month.chinese}挂图作战演练"),
        el("p", _played(record), class_="under"),
        el("ul", *_tiles(figures), class_="figures"),
        _exhibits(exhibits),
        class_="top",
    )


def _played(record: Record) -> str:
    spoken = [log for log in record.chats if log.messages]
    groups = sum(log.chat.is_group for log in spoken)
    messages = sum(len(log.messages) for log in spoken)
    return (
        f"{groups} 个群、{len(spoken) - groups} 个私聊，{messages} 条消息。"
        "每栏一个聊天，与各人手机上所见一致。"
    )


def _tiles(figures: Figures) -> Iterator[Html]:
    plain = (("应报", figures.asked), ("已报", figures.replied), ("已认定", figures.determined))
    for word, count in plain:
        yield _tile(word, count, "plain")
    plates = (
        ("蓝牌", "完成", figures.blue, "blue"),
        ("黄牌", "本月未完成", figures.yellow, "yellow"),
        ("红牌", "连续未完成", figures.red, "red"),
        ("无牌", "无任务或待认定", figures.none, "none"),
    )
    for word, means, count, kind in plates:
        yield _tile(word, count, f"plate {kind}" if count else f"plate {kind} zero", means)


def _tile(word: str, count: int, kind: str, means: str | None = None) -> Html:
    return el(
        "li",
        el("p", el("span", str(count), class_="count"), el("span", word, class_="word")),
        el("p", means, class_="means") if means else None,
        class_=f"tile {kind}",
    )


def _exhibits(exhibits: Sequence[Exhibit]) -> Html | None:
    if not exhibits:
        return None
    links = (el("li", el("a", e.title, href=e.link, target="_blank")) for e in exhibits)
    head = el("summary", f"图件与文书（{len(exhibits)}）")
    return el("details", head, el("ul", *links), class_="exhibits")


def exhibits_of(record: Record, keepsakes: Keepsakes) -> list[Exhibit]:
    """Return every picture and document that the bot showed, the same one only once."""
    found: dict[str, Exhibit] = {}
    for message in (message for log in record.chats for message in log.messages):
        if message.file and message.sender == record.bot:
            shown = Exhibit(_title(message.file, message.text), keepsakes.link(message.file))
            found.setdefault(message.file.digest, shown)
    return list(found.values())


def _title(file: StoredFile, caption: str) -> str:
    if file.kind != "photo":
        return file.name
    return caption.partition("\n")[0] or file.name.rpartition(".")[0] or file.name
