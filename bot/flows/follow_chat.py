"""The chat itself changes: a group gets another id, the bot comes into a group."""

import datetime as dtm

from bot.ports import Moved
from bot.routes import Membership
from bot.settings import Settings
from bot.wording import binding
from rules.notice import Notice
from storage import journal
from storage.work import Work


def follow_move(moved: Moved, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Keep speaking to a group that became a supergroup."""
    del settings
    if work.bindings.group_of(moved.old) is None:
        return
    work.bindings.migrate_chat(moved.old, moved.new)
    facts = {"old": moved.old, "new": moved.new}
    work.journal.write(journal.Line(at=at, actor="", what="group.moved", facts=facts))


def greet_group(
    membership: Membership, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Tell a group that the bot has just come into how it is bound."""
    del settings
    if membership.is_private or not membership.is_in:
        return
    if work.bindings.group_of(membership.chat.chat_id) is None:
        words = binding.how_to_bind_group()
        work.outbox.put(Notice(membership.key, membership.chat, words), at)
