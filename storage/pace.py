"""The platform's pace: how many messages it takes, of a bot and in a group."""

import datetime as dtm
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

BOT_PER_SECOND: Final = 25
GROUP_PER_MINUTE: Final = 20
GROUP_PAUSE: Final = dtm.timedelta(seconds=3)
SECOND: Final = dtm.timedelta(seconds=1)
MINUTE: Final = dtm.timedelta(minutes=1)


class Pace(NamedTuple):
    """A sending that used up some of the pace; an album weighs as much as it has pages.

    Edits and menus weigh nothing: they are no messages, and a button's answer must not wait.
    """

    chat_id: int
    at: dtm.datetime
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Paces:
    """The sendings of the last minute before `at`; later ones, of a clock put back, are none."""

    at: dtm.datetime
    _by_chat: dict[int, list[Pace]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, at: dtm.datetime, paces: Iterable[Pace]) -> "Paces":
        """Sort sendings by chat."""
        found = cls(at)
        for pace in sorted(paces, key=lambda one: one.at):
            if at - MINUTE < pace.at <= at:
                found._by_chat[pace.chat_id].append(pace)
        return found

    def room(self) -> int:
        """Return how many messages the bot may still send now."""
        recent = [p for chat in self._by_chat.values() for p in chat if p.at > self.at - SECOND]
        return max(BOT_PER_SECOND - len(recent), 0)

    def halted(self) -> frozenset[int]:
        """Return the groups that take nothing now, not even one message."""
        return frozenset(chat for chat in self._by_chat if self.free_at(chat) > self.at)

    def free_at(self, chat_id: int, weight: int = 1) -> dtm.datetime:
        """Return from when on a chat takes a message; a private chat always does."""
        paces = [pace for pace in self._by_chat.get(chat_id, []) if pace.weight]
        if chat_id >= 0 or not weight or not paces:
            return self.at
        free = max(self.at, paces[-1].at + GROUP_PAUSE)
        used = sum(pace.weight for pace in paces)
        for pace in paces:
            if used + weight <= GROUP_PER_MINUTE:
                break
            used -= pace.weight
            free = max(free, pace.at + MINUTE)
        return free
