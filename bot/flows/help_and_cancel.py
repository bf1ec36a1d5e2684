"""`/help`: what I may do here; `/cancel`: the open dialogue ends."""

import datetime as dtm

from bot.entrance import enter
from bot.menu import entries
from bot.ports import Heard
from bot.posts_held import post_names
from bot.settings import Settings
from bot.speech import answer
from bot.wording import helping
from storage.work import Work


def show_help(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Tell a bound person his posts and what he may do here."""
    del settings
    here = enter(heard, look=work)
    names = post_names(here.posts, look=work)
    words = helping.what_you_may(here.person, names, entries(room=here.room, posts=here.posts))
    work.outbox.put(answer(heard, words), at)


def cancel(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """End what the sender is filling in; answer also when nothing runs."""
    del settings
    enter(heard, look=work)
    had_one = work.drafts.drop(heard.account, heard.chat.chat_id)
    work.outbox.put(answer(heard, helping.cancelled(had_one=had_one)), at)


def unknown_command(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Say that there is no such command; in a group leave it alone."""
    del settings
    if not heard.is_private:
        return
    enter(heard, look=work)
    work.outbox.put(answer(heard, helping.no_such_command()), at)
