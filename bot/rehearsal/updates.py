"""The updates that wait for the bot, until it confirms them or its webhook has taken them."""

import dataclasses
from collections.abc import Collection

from bot.rehearsal.bell import Bell
from bot.rehearsal.wire import Json

FIRST_ID = 700_000_001
# Telegram sends these only to bots that name them.
ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclasses.dataclass(frozen=True, slots=True)
class Update:
    """One update; `queue` names the chat (for presses: the person) whose order is kept."""

    id: int
    kind: str
    body: Json
    queue: int

    def as_json(self) -> Json:
        """Return Telegram's `Update`."""
        return {"update_id": self.id, self.kind: self.body}


class Mailbox:
    """Updates in order; `given` are all that ever were, `waiting` those not yet confirmed."""

    def __init__(self, first_id: int = FIRST_ID) -> None:
        self.given: list[Update] = []
        self.waiting: list[Update] = []
        self.bell = Bell()
        self._next_id = first_id
        self._repeats: list[Update] = []
        self._allowed: frozenset[str] = frozenset()

    def allow(self, kinds: Collection[str] | None) -> None:
        """From now on keep only these kinds; none named: all but those on demand; None: as is."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    @property
    def allowed(self) -> list[str]:
        """The kinds that were asked for by name."""
        return sorted(self._allowed)

    def put(self, kind: str, body: Json, *, queue: int) -> Update | None:
        """Keep an update for the bot, unless it does not want this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ON_DEMAND
        if not wanted:
            return None
        update = Update(self._next_id, kind, body, queue)
        self._next_id += 1
        self.given.append(update)
        self.waiting.append(update)
        self.bell.ring()
        return update

    def repeat(self, update: Update) -> None:
        """Deliver an update once more, under the id that it had."""
        self._repeats.append(update)
        self.bell.ring()

    def restart_ids(self, first_id: int) -> None:
        """Start numbers anew, as after a week of silence; what still waited is gone by then."""
        self.drop()
        self._next_id = first_id

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm what lies before the offset, and return what comes then.

        A negative offset keeps that many from the end. An offset beyond every id given out is
        one from before a new numbering; it confirms nothing.
        """
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset <= self._next_id:
            self.waiting = [update for update in self.waiting if update.id >= offset]
        again, self._repeats = self._repeats, []
        return (again + self.waiting)[:limit]

    def confirm(self, update: Update) -> None:
        """Forget an update that the webhook has taken."""
        kept = self._repeats if update in self._repeats else self.waiting
        kept.remove(update)

    def in_order(self) -> list[Update]:
        """Return all that a webhook has still to take."""
        return self._repeats + self.waiting

    def drop(self) -> None:
        """Forget everything that waits."""
        self.waiting.clear()
        self._repeats.clear()
