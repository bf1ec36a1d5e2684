"""`/bind CODE` in a group: the group becomes a command's, the township's, the office's."""

import datetime as dtm

from bot.menu import group_menu_notice
from bot.ports import Heard
from bot.posts_held import group_name
from bot.refusals import AnonymousError
from bot.settings import Settings
from bot.speech import answer
from bot.wording import binding
from storage import journal
from storage.work import Work


def bind_group(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Bind the group by its code, whoever has it; an anonymous administrator is refused."""
    del settings
    if heard.is_anonymous:
        raise AnonymousError
    work.outbox.put(answer(heard, _bind(heard, work=work, at=at)), at)


def _bind(heard: Heard, *, work: Work, at: dtm.datetime) -> str:
    """Return what to say to a code, to none, or to a code in the wrong place."""
    if heard.is_private:
        return binding.bind_belongs_in_a_group()
    bound = work.bindings.group_of(heard.chat.chat_id)
    if bound is not None:
        return binding.group_is_bound_already(group_name(bound.room, bound.command, look=work))
    code = heard.arguments.strip()
    if not code:
        return binding.code_missing()
    found = work.bindings.redeem_group(code, at)
    if found is None:
        return binding.code_refused()
    room, command = found
    work.bindings.bind_group(room, command, heard.chat, heard.chat_title, at)
    name = group_name(room, command, look=work)
    work.journal.write(
        journal.Line(at=at, actor="", what="group.bound", facts={"room": room, "command": command})
    )
    work.outbox.put(group_menu_notice(heard.chat, heard.key, room=room), at)
    return binding.group_bound(room, name)
