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
    """Keep speaking to a group that became a supergroup; both of its chats tell of it.

    One that is not bound moves too: it may have asked to be, or been told how.
    """
    del settings
    is_news = work.bindings.migrate_chat(moved.old, moved.new)
    if not is_news or work.bindings.group_of(moved.new) is None:
        return
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
