"""What stands when a conversation begins: prepared or played once, laid anew for each test."""

import datetime as dtm
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.rehearsal.messages import Look, Message
from bot.settings import Settings
from storage.engine import Storage
from tests.bot.stage import Opening, Township, township
from tests.databases import SqliteFiles

SETTINGS = Settings(_env_file=None, organisation="禾源镇")
Act = Callable[[Township], Awaitable[object]]


class Said(NamedTuple):
    """A message as plain facts, to be said again in a new chat room."""

    chat: int
    sender: int
    id: int
    at: dtm.datetime
    look: Look
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A township after some acts: its database, its chats, and the questions in them."""

    file: Path
    at: dtm.datetime
    next_update: int
    said: tuple[Said, ...]
    questions: dict[str, tuple[int, int]]

    def restore(self, town: Township) -> None:
        """Put everything where it stood; all of it has been read."""
        room = town.server.room
        town.clock.at = self.at
        town.server.mailbox.restart_ids(self.next_update)
        for one in self.said:
            chat = room.chats[one.chat]
            sender = room.account(one.sender)
            assert sender is not None
            reply_to = room.find(chat, one.reply_to)
            room.post(Message(chat, sender, one.at, one.look, reply_to=reply_to))
        for code, (chat_id, message_id) in self.questions.items():
            question = room.find(room.chats[chat_id], message_id)
            assert question is not None
            town.questions[code] = question
        town.server.reading.read_all()


@dataclass
class Slate:
    """One storage for all tests, wiped for each: its engine keeps what it has compiled."""

    files: SqliteFiles
    _openings: dict[int, Path] = field(default_factory=dict)
    _scenes: dict[str, Scene] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._file = _path(self.files.fresh())
        self.storage = Storage(f"sqlite:///{self._file}")

    @asynccontextmanager
    async def begin(self, opening: Opening, settings: Settings) -> AsyncIterator[Township]:
        """Begin with an opening; what nobody reads until the end fails."""
        self._lay(self._prepared(opening))
        async with township(self.storage, opening, settings) as town:
            yield town
            town.expect_nothing_more()

    @asynccontextmanager
    async def after(
        self, name: str, opening: Opening, act: Act, settings: Settings
    ) -> AsyncIterator[Township]:
        """Begin where an act ends that is named; it is played once."""
        if name not in self._scenes:
            self._scenes[name] = await self._play(opening, act)
        scene = self._scenes[name]
        self._lay(scene.file)
        async with township(self.storage, opening, settings, before=scene.restore) as town:
            yield town
            town.expect_nothing_more()

    async def _play(self, opening: Opening, act: Act) -> Scene:
        async with self.begin(opening, SETTINGS) as town:
            await act(town)
        self.storage.close()
        file = _path(self.files.fresh())
        shutil.copy(self._file, file)
        logs = town.server.room.record().chats
        questions = {code: (one.chat.id, one.id) for code, one in town.questions.items()}
        said = tuple(_said(message) for log in logs for message in log.messages)
        return Scene(file, town.clock.at, _next_update(town), said, questions)

    def _lay(self, file: Path) -> None:
        self.storage.close()
        for log in ("-wal", "-shm"):
            Path(f"{self._file}{log}").unlink(missing_ok=True)
        shutil.copy(file, self._file)

    def _prepared(self, opening: Opening) -> Path:
        """Prepare an opening once."""
        found = self._openings.get(id(opening))
        if found is None:
            url = self.files.fresh()
            storage = Storage(url)
            opening.prepare(storage, SETTINGS)
            storage.close()
            found = self._openings[id(opening)] = _path(url)
        return found


def _said(message: Message) -> Said:
    quoted = message.reply_to.id if message.reply_to else None
    return Said(message.chat.id, message.sender.id, message.id, message.at, message.look, quoted)


def _next_update(town: Township) -> int:
    given = town.server.mailbox.given
    return given[-1].id + 1 if given else 1


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
