"""The cast: responsible persons who see their question and answer it, each in his own way."""

import datetime as dtm
import re
from collections.abc import Mapping
from functools import partial

from bot.rehearsal.chats import Chat, User
from bot.rehearsal.diary import Diary
from bot.rehearsal.messages import Message
from bot.rehearsal.roles import Habit, Part
from bot.rehearsal.stage import Stage
from rules.project import Milestone, ProjectCode

_CODE = re.compile(r"（([0-9A-Za-z]+)）")
_SOON = dtm.timedelta(minutes=20)
_HOUR = dtm.timedelta(hours=1)


class Answerers:
    """Everybody who is asked about a project; what they see makes entries in the diary."""

    def __init__(self, stage: Stage, diary: Diary) -> None:
        self._stage = stage
        self._talk = stage.server.talk
        self._diary = diary
        self.parts: Mapping[ProjectCode, Part] = {}
        self.closes_at = dtm.datetime.max.replace(tzinfo=dtm.UTC)

    def see(self, message: Message, at: dtm.datetime) -> None:
        """React to a message of the bot in a command's group."""
        codes = _CODE.findall(message.text)
        part = self.parts.get(codes[0]) if codes else None
        if part is None:
            return
        if "填报】" in message.text:
            self._asked(message, part, at)
        elif "核实】" in message.text:
            self._say(message, part, at + _HOUR, part.words)
        elif "确认" in message.labels:
            self._asked_back(message, part, at)

    def _asked(self, message: Message, part: Part, at: dtm.datetime) -> None:
        """Put down when and how the question is answered."""
        when = at + _SOON * (1 + part.position % 20)
        if isinstance(part.goal, Milestone):
            self._diary.write(when, lambda: self._press(message, part, "已完成"))
            return
        match part.habit:
            case Habit.SILENT:
                return
            case Habit.LATE:
                self._say(message, part, self.closes_at + 3 * _HOUR, part.words)
            case Habit.UNSURE:
                self._say(message, part, when, part.bare)
            case Habit.CORRECTED:
                self._say(message, part, when, f"累计完成{part.last}{part.project.unit}")
                self._say(message, part, when + _HOUR, f"累计完成{part.bare}{part.project.unit}")
            case Habit.EDITED:
                self._diary.write(when, lambda: self._say_then_edit(message, part, when))
            case Habit.VOICE:
                self._diary.write(when, lambda: self._sticker(message, part))
                self._say(message, part, when + _SOON, part.words)
            case Habit.BY_LIAISON:
                self._say(message, part, when, part.words, user=self._liaison(part))
            case _:
                self._say(message, part, when, part.words)

    def _asked_back(self, message: Message, part: Part, at: dtm.datetime) -> None:
        """Let a bystander try the button first, then the one whose answer it is."""
        bystander = self._bystander(message.chat, part)
        if part.habit is Habit.UNSURE and bystander is not None:
            self._diary.write(at + _SOON / 4, lambda: self._try(bystander, message, "确认"))
        self._diary.write(at + _SOON, lambda: self._press(message, part, "确认"))

    def _say(
        self,
        message: Message,
        part: Part,
        when: dtm.datetime,
        words: str,
        *,
        user: User | None = None,
    ) -> None:
        speaker = user or self._person(part)
        say = partial(self._talk.say, speaker, message.chat, words, reply_to=message)
        self._diary.write(when, say)

    def _say_then_edit(self, message: Message, part: Part, when: dtm.datetime) -> None:
        """Answer with a slip of the pen, and mend the message itself."""
        slip = f"累计完成{part.last}{part.project.unit}"
        said = self._talk.say(self._person(part), message.chat, slip, reply_to=message)
        self._diary.write(
            when + _SOON, partial(self._talk.edit, self._person(part), said, part.words)
        )

    def _sticker(self, message: Message, part: Part) -> None:
        self._talk.send_sticker(self._person(part), message.chat, "👌", reply_to=message)

    def _press(self, message: Message, part: Part, label: str) -> None:
        self._try(self._person(part), message, label)

    def _try(self, user: User, message: Message, label: str) -> None:
        if message.button(label) is not None:
            self._talk.press(user, message, label)

    def _person(self, part: Part) -> User:
        return self._stage.people[part.project.responsible_person]

    def _liaison(self, part: Part) -> User:
        number = part.project.command
        command = next(one for one in self._stage.book.commands if one.number == number)
        return self._stage.people[command.liaison or part.project.responsible_person]

    def _bystander(self, chat: Chat, part: Part) -> User | None:
        """Return somebody of the group whose question it is not."""
        person = self._person(part)
        others = (self._stage.server.room.people[id_] for id_ in chat.members)
        return next((one for one in others if one != person), None)
