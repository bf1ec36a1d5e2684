"""The platform's pace: how many messages it takes, of a bot and in a group."""

import datetime as dtm
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rules.notice import Notice, ShownAs

BOT_PER_SECOND: Final = 25
GROUP_PER_MINUTE: Final = 20
ALBUM: Final = 10  # pages at most
GROUP_PAUSE: Final = dtm.timedelta(seconds=3)
SECOND: Final = dtm.timedelta(seconds=1)
AT_ONCE: Final = dtm.timedelta()
SPREAD: Final = SECOND / BOT_PER_SECOND  # what is said at once is noted at once
# The platform counts when a message arrives, and the first of a minute may be slow to.
MINUTE: Final = dtm.timedelta(seconds=60.5)


class Pace(NamedTuple):
    """A sending that used up some of the pace; an album weighs as much as it has pages.

    Edits and menus weigh nothing: they are no messages, and a button's answer must not wait.
    """

    chat_id: int
    at: dtm.datetime
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Paces:
    """The sendings of the last minute before `at`, and those that have their slot soon after.

    What lies a second and more ahead is from a clock that was put back, and is none. Two slots of
    the bot lie `spread` apart at least.
    """

    at: dtm.datetime
    spread: dtm.timedelta = AT_ONCE
    _by_chat: dict[int, list[Pace]] = field(default_factory=lambda: defaultdict(list))
    _slots: list[dtm.datetime] = field(default_factory=list)

    @classmethod
    def of(
        cls, at: dtm.datetime, paces: Iterable[Pace], *, spread: dtm.timedelta = AT_ONCE
    ) -> "Paces":
        """Sort sendings by chat."""
        found = cls(at, spread)
        for pace in sorted(paces, key=lambda one: one.at):
            if at - MINUTE < pace.at <= at + SECOND:
                found.add(pace)
        return found

    def add(self, pace: Pace) -> None:
        """Count one more sending; of its chat none that was added before may be later."""
        self._by_chat[pace.chat_id].append(pace)
        insort(self._slots, pace.at)

    def bot_free_at(self) -> dtm.datetime:
        """Return from when on the bot may send one more message."""
        free = self.at
        if self._slots and self.spread:
            free = max(free, self._slots[-1] + self.spread)
        if len(self._slots) >= BOT_PER_SECOND:
            free = max(free, self._slots[-BOT_PER_SECOND] + SECOND)
        return free

    def rooms(self, until: dtm.datetime) -> Mapping[int, Collection[int]]:
        """Return the groups that cannot take everything at an instant, by what they take at most.

        0 is not even one message; what is missing takes an album of any size.
        """
        rooms = defaultdict[int, list[int]](list)
        for chat_id in self._by_chat:
            room = self._room(chat_id, until)
            if room < ALBUM:
                rooms[room].append(chat_id)
        return rooms

    def slot(self, chat_id: int, weight: int = 1) -> dtm.datetime:
        """Return the instant at which the next message to a chat may be sent."""
        return max(self.bot_free_at(), self.free_at(chat_id, weight))

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

    def _room(self, chat_id: int, until: dtm.datetime) -> int:
        paces = [pace for pace in self._by_chat[chat_id] if pace.weight]
        if chat_id >= 0 or not paces:
            return ALBUM
        if paces[-1].at + GROUP_PAUSE > until:
            return 0
        used = sum(pace.weight for pace in paces if pace.at + MINUTE > until)
        return max(GROUP_PER_MINUTE - used, 0)


def weight_of(notice: Notice) -> int:
    """Return how much of the pace a notice will use up."""
    if notice.menu or notice.edits is not None:
        return 0
    is_album = notice.recipe is not None and notice.recipe.shown_as is ShownAs.ALBUM
    return max(len(notice.recipe.pages), 1) if notice.recipe and is_album else 1
