"""`/start CODE` in a private chat: an account becomes a person of the book."""

import datetime as dtm

from bot.menu import menu_notice
from bot.ports import Heard
from bot.posts_held import post_names
from bot.settings import Settings
from bot.speech import answer
from bot.wording import binding
from storage import journal
from storage.work import Work


def bind_person(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Bind the sender by his code; a used or wrong one is refused without saying which."""
    del settings
    work.outbox.put(answer(heard, _bind(heard, work=work, at=at)), at)


def _bind(heard: Heard, *, work: Work, at: dtm.datetime) -> str:
    """Return what to say to a code, to none, or to a code in the wrong place."""
    if not heard.is_private:
        return binding.start_belongs_in_private()
    code = heard.arguments.strip()
    bound = work.bindings.person_of(heard.account)
    if not code:
        return binding.welcome_back(bound) if bound else binding.how_to_bind_person()
    person = work.bindings.redeem_person(code, at)
    if person is None:
        return binding.code_refused()
    work.bindings.bind_person(person, heard.account, at)
    work.journal.write(journal.Line(at=at, what="person.bound", actor=person))
    posts = work.book.posts_of(person)
    work.outbox.put(menu_notice(heard.chat, heard.key, posts=posts), at)
    return binding.welcome(person, post_names(posts, look=work))
