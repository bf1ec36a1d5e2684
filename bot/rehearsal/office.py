"""The cast: the office at its desk, the leaders who look, the units that sign for warnings."""

import datetime as dtm
from collections.abc import Sequence
from functools import partial

from bot.rehearsal.chats import User
from bot.rehearsal.diary import Diary
from bot.rehearsal.messages import Message
from bot.rehearsal.roles import Habit, Part
from bot.rehearsal.stage import Stage
from rules.posts import Role, Room
from rules.project import plain

_STEP = dtm.timedelta(minutes=7)
_EVENING = dtm.timedelta(hours=4)
_NEXT_DAY = dtm.timedelta(hours=17)
_AT_THE_DESK = (Role.OFFICE_MEMBER, Role.OFFICE_DEPUTY, Role.OFFICE_DIRECTOR)


class Office:
    """The office: it verifies what it doubts, sends one back, and accepts the rest."""

    def __init__(self, stage: Stage, diary: Diary) -> None:
        self._stage = stage
        self._talk = stage.server.talk
        self._diary = diary
        self._desk = stage.rooms[Room.OFFICE]
        self._staff = stage.holders(*_AT_THE_DESK)

    def see(self, message: Message, parts: Sequence[Part], at: dtm.datetime) -> None:
        """React to what the bot says in the office's group."""
        if "截止】" in message.text and self._staff:
            self._plan(parts, at)
        elif "拟认定" in message.text:
            self._press(message, "确认", at + _STEP, self._staff[-1])

    def _plan(self, parts: Sequence[Part], at: dtm.datetime) -> None:
        """Put down the desk's work of the days between the close and the publication."""
        when = at + 2 * _STEP
        for part in parts:
            if part.habit is Habit.OVERSTATED:
                found = f"/determine {part.project.code} {plain(part.found)} 现场核查"
                self._say(found, when)
            elif part.habit is Habit.SENT_BACK:
                self._ask(part, "退回", when)
                self._ask(part, "按自报认定", when + _NEXT_DAY)
            elif part.habit is Habit.LATE:
                self._ask(part, "按自报认定", when + _NEXT_DAY)
            when += _STEP / 2
        self._diary.write(at + _EVENING, lambda: self._accept_rest(at + _EVENING + _STEP))

    def _say(self, words: str, when: dtm.datetime) -> None:
        speaker = self._staff[0]
        self._diary.write(when, partial(self._talk.say, speaker, self._desk, words))

    def _ask(self, part: Part, label: str, when: dtm.datetime) -> None:
        """Show one project, and press a button of it a little later."""
        self._say(f"/determine {part.project.code}", when)
        self._diary.write(when + _STEP, lambda: self._press_last(label))

    def _press_last(self, label: str) -> None:
        """Press a button of the last message that has it."""
        said = reversed(self._stage.server.room.messages[self._desk.id])
        shown = next((one for one in said if one.button(label) is not None), None)
        if shown is not None:
            self._talk.press(self._staff[0], shown, label)

    def _accept_rest(self, at: dtm.datetime) -> None:
        self._talk.say(self._staff[0], self._desk, "/determine")
        self._diary.write(at, self._press_rest)

    def _press_rest(self) -> None:
        said = reversed(self._stage.server.room.messages[self._desk.id])
        labels = ((one, label) for one in said for label in one.labels if "其余" in label)
        found = next(labels, None)
        if found is not None:
            self._talk.press(self._staff[0], *found)

    def _press(self, message: Message, label: str, when: dtm.datetime, user: User) -> None:
        def press() -> None:
            if message.button(label) is not None:
                self._talk.press(user, message, label)

        self._diary.write(when, press)


class Readers:
    """Those who read the publication: leaders look closer, units sign for their warnings."""

    def __init__(self, stage: Stage, diary: Diary) -> None:
        self._stage = stage
        self._talk = stage.server.talk
        self._diary = diary
        self._chiefs = stage.holders(Role.FIRST_CHIEF, Role.CHIEF)

    def see(self, message: Message, at: dtm.datetime) -> None:
        """React to a warning in a command's group, to the reds at headquarters."""
        if "签收" in message.labels:
            self._sign(message, at)
        elif "红牌】" in message.text and self._chiefs:
            self._look_closer(message.text.partition("（")[2].partition("）")[0], at)
        elif "这个颜色怎么来的" in message.labels:
            self._press(message, "这个颜色怎么来的", at + _STEP, self._of_private(message))

    def _sign(self, message: Message, at: dtm.datetime) -> None:
        """Let somebody try who may not, then the person whose project it is."""
        code = message.text.partition("（")[2].partition("）")[0]
        project = next((one for one in self._stage.book.projects if one.code == code), None)
        if project is None:
            return
        command = next(one for one in self._stage.book.commands if one.number == project.command)
        if command.deputies:
            bystander = self._stage.people[command.deputies[0]]
            self._press(message, "签收", at + _STEP, bystander)
        person = self._stage.people[project.responsible_person]
        self._press(message, "签收", at + 3 * _STEP, person)

    def _look_closer(self, code: str, at: dtm.datetime) -> None:
        chief = self._chiefs[0]
        for number, words in enumerate((f"/status {code}", "/chart", "/org"), start=1):
            self._say(chief, words, at + number * _STEP)

    def _say(self, user: User, words: str, when: dtm.datetime) -> None:
        self._diary.write(when, partial(self._talk.say, user, user, words))

    def _of_private(self, message: Message) -> User:
        return self._stage.server.room.people.get(message.chat.id, self._chiefs[0])

    def _press(self, message: Message, label: str, when: dtm.datetime, user: User) -> None:
        def press() -> None:
            if message.button(label) is not None and message.chat.has(user):
                self._talk.press(user, message, label)

        self._diary.write(when, press)
