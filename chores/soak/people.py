"""The people: they see what the bot says, and say and press what they have to."""

import asyncio
import re
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.messages import Message
from chores.soak.parts import Manner, Role, roles_of
from chores.soak.town import Town
from rules.project import CommandNo, ProjectCode, UnitName

_CODE = re.compile(r"（([0-9A-Z]+)）")
_WARNED = re.compile(r"警告】(.+?)：")
_CHATTER = ("/todo", "/help", "/org", "/status")
_A_SECOND = 1.2  # the platform's instants are whole seconds


class People:
    """Everybody of the town.

    `last` is the last figure that was said about each project, `signed` are the warnings for
    which somebody pressed 「签收」.
    """

    def __init__(self, town: Town, *, thinking: float) -> None:
        self.roles = roles_of(town.book, town.month, town.dice)
        self.last: dict[ProjectCode, Decimal] = {}
        self.signed: set[tuple[UnitName, CommandNo]] = set()
        self.presses = 0
        self._town = town
        self._talk = town.server.talk
        self._dice = town.dice
        self._thinking = thinking
        self._asked: set[ProjectCode] = set()
        self._doing: set[asyncio.Task[None]] = set()

    @property
    def have_answered(self) -> bool:
        """Whether everybody was asked, and has said his last figure."""
        answering = {c for c, role in self.roles.items() if role.manner is not Manner.SILENT}
        return self._asked >= self.roles.keys() and answering <= self.last.keys()

    @property
    def are_idle(self) -> bool:
        """Whether nobody is about to do something."""
        return not self._doing

    async def live(self) -> None:
        """See and do, until cancelled; what goes wrong for one of them is raised."""
        room = self._town.server.room
        while True:
            for message in self._town.server.reading.read_all():
                self._see(message)
            await room.bell.wait(0.5)
            for task in [task for task in self._doing if task.done()]:
                self._doing.remove(task)
                task.result()

    async def chatter(self, *, pause: float) -> None:
        """Let bystanders ask for this and that in private, until cancelled."""
        codes = list(self.roles)
        while True:
            user, words = self._dice.choice(self._town.bystanders), self._dice.choice(_CHATTER)
            about = f" {self._dice.choice(codes)}" if words == "/status" else ""
            self._talk.say(user, user, words + about)
            await asyncio.sleep(self._dice.uniform(0, 2 * pause))

    def press(self, user: User, message: Message, label: str) -> None:
        """Press a button that stands there or stood there a moment ago."""
        self._talk.press(user, message, label, stale=True)
        self.presses += 1

    def _see(self, message: Message) -> None:
        found = _CODE.search(message.text)
        role = self.roles.get(found[1]) if found else None
        if "签收" in message.labels and role is not None:
            self._do(self._sign(message, role))
        elif "确认" in message.labels and message.reply_to is not None:
            self._do(self._confirm(message, message.reply_to.sender))
        elif role is not None and "填报】" in message.text and role.code not in self._asked:
            self._asked.add(role.code)
            self._do(self._answer(message, role))

    def _do(self, deed: Coroutine[Any, Any, None]) -> None:
        self._doing.add(asyncio.create_task(deed))

    async def _thinks(self, at_least: float = 0) -> None:
        await asyncio.sleep(at_least + self._dice.uniform(0, self._thinking))

    async def _answer(self, question: Message, role: Role) -> None:
        await self._thinks()
        user, group = self._person(role), question.chat
        right = role.part.words
        match role.manner:
            case Manner.SILENT:
                return
            case Manner.BARE:
                self._talk.say(user, group, role.part.bare, reply_to=question)
            case Manner.CORRECTED:
                self._talk.say(user, group, role.slip, reply_to=question)
                await self._thinks()
                self._talk.say(user, group, right, reply_to=question)
            case Manner.EDITED:
                said = self._talk.say(user, group, role.slip, reply_to=question)
                await self._thinks()
                self._talk.edit(user, said, right)
            case Manner.PRIVATE:
                self._talk.say(user, user, role.addressed)
            case Manner.CROSSED:
                self._talk.say(user, group, role.slip, reply_to=question)
                await self._thinks(_A_SECOND)
                self._talk.say(user, user, role.addressed)
            case Manner.LIAISON:
                self._talk.say(self._liaison(role, group), group, right, reply_to=question)
            case Manner.QUOTED:
                self._talk.say(user, group, right, reply_to=question)
        self.last[role.code] = role.part.figure

    async def _confirm(self, message: Message, sender: User) -> None:
        """Say yes to what was understood, now and then twice."""
        await self._thinks()
        for _ in range(self._dice.choice((1, 1, 2))):
            self.press(sender, message, "确认")

    async def _sign(self, message: Message, role: Role) -> None:
        """Let two people sign for a warning at the same moment: one of them is the first."""
        await self._thinks()
        for user in (self._person(role), self._liaison(role, message.chat)):
            self.press(user, message, "签收")
        unit = _WARNED.search(message.text)
        if unit is not None:
            self.signed.add((unit[1], role.part.project.command))

    def _person(self, role: Role) -> User:
        return self._town.stage.people[role.part.project.responsible_person]

    def _liaison(self, role: Role, group: Chat) -> User:
        """Return the liaison of a project's command, where the chat is his as well."""
        number = role.part.project.command
        command = next(one for one in self._town.book.commands if one.number == number)
        liaison = self._town.stage.people.get(command.liaison or "")
        return liaison if liaison is not None and group.has(liaison) else self._person(role)
