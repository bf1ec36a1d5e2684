"""Notices and calls: which request of the bot said which notice of its outbox."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.rehearsal.methods import SENDING
from bot.rehearsal.requests import Request
from bot.transports.telegram.parts import parts
from rules.notice import Notice, Policy
from storage.sent import Outgoing
from storage.tables.mail import OutboxState


class Mark(NamedTuple):
    """By what a message is known: where, its words, what it quotes, its buttons, its files."""

    chat: int
    words: str
    quotes: int | None
    tokens: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(slots=True)
class Matched:
    """The notices of one mark, and the places of the calls that said them, in order."""

    notices: list[Outgoing] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    is_first: bool = True  # the first part of its notices

    @property
    def policy(self) -> Policy:
        """What its notices do when nobody knows whether they were sent."""
        return self.notices[0].notice.policy

    @property
    def missing(self) -> int:
        """How many notices are called sent and were not said."""
        sent = sum(one.state is OutboxState.SENT for one in self.notices)
        return max(sent - len(self.calls), 0)

    @property
    def repeated(self) -> int:
        """How often people saw again what they had seen."""
        return max(len(self.calls) - len(self.notices), 0) if self.notices else 0


def matched(notices: Sequence[Outgoing], requests: Sequence[Request]) -> dict[Mark, Matched]:
    """Sort the notices that are messages, and the calls that said some, by their marks."""
    found: dict[Mark, Matched] = defaultdict(Matched)
    for outgoing in notices:
        if not outgoing.notice.menu and outgoing.notice.edits is None:
            for number, mark in enumerate(_marks(outgoing.notice)):
                found[mark].notices.append(outgoing)
                found[mark].is_first &= number == 0
    for place, request in enumerate(requests):
        if request.done and request.method in SENDING:
            found[mark_of(request)].calls.append(place)
    return dict(found)


def mark_of(request: Request) -> Mark:
    """Return the mark of a call that sends something."""
    asked = request.parameters
    album = asked.get("media") or []
    words = asked.get("text") or asked.get("caption") or next(iter(_captions(album)), "")
    quoted = (asked.get("reply_parameters") or {}).get("message_id")
    rows = (asked.get("reply_markup") or {}).get("inline_keyboard") or []
    tokens = tuple(key["callback_data"] for row in rows for key in row if "callback_data" in key)
    return Mark(request.chat or 0, words, quoted, tokens, tuple(_files(asked)))


def _captions(album: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (item["caption"] for item in album if item.get("caption"))


def _files(asked: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the files that came with a call, in their order."""
    attached = [str(item.get("media", "")) for item in asked.get("media") or []]
    keys = [one.removeprefix("attach://") for one in attached] or ["photo", "document"]
    return (str(asked[key]) for key in keys if key in asked)


def _marks(notice: Notice) -> Iterator[Mark]:
    """Yield the marks of a notice's parts; what its pages show is of no matter."""
    pages = (b"",) * (max(len(notice.recipe.pages), 1) if notice.recipe else 0)
    for part in parts(notice, pages):
        keys = notice.buttons if part.is_last else ()
        yield Mark(
            chat=notice.to.chat_id,
            words=part.words,
            quotes=notice.reply_to if part.is_first else None,
            tokens=tuple(face.token for row in keys for face in row if face.token),
            files=tuple(page.name for page in part.pages),
        )
