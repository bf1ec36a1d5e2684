"""Telegram's flood limits: how many messages a bot may send, in all and to one group."""

import collections
import datetime as dtm
import math

from bot.rehearsal.chats import Chat
from bot.rehearsal.refusals import too_many

SECOND = dtm.timedelta(seconds=1)
MINUTE = dtm.timedelta(minutes=1)


class Pace:
    """Counts messages in sliding windows; what is refused does not count."""

    def __init__(self, *, a_second: int = 30, a_minute_in_a_group: int = 20) -> None:
        self.a_second = a_second
        self.a_minute_in_a_group = a_minute_in_a_group
        self._sent: dict[int, collections.deque[dtm.datetime]] = {}

    def check(self, chat: Chat, *, at: dtm.datetime) -> None:
        """Count one more message, or refuse it with the seconds to wait."""
        windows = [(0, self.a_second, SECOND)]
        if chat.is_group:
            windows.append((chat.id, self.a_minute_in_a_group, MINUTE))
        for key, most, span in windows:
            sent = self._within(key, since=at - span)
            if len(sent) >= most:
                raise too_many(max(1, math.ceil((sent[0] + span - at).total_seconds())))
        for key, _, _ in windows:
            self._sent[key].append(at)

    def _within(self, key: int, *, since: dtm.datetime) -> collections.deque[dtm.datetime]:
        sent = self._sent.setdefault(key, collections.deque())
        while sent and sent[0] <= since:
            sent.popleft()
        return sent
