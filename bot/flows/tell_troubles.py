"""The office is told of messages that did not arrive, or could not be read or handled; once."""

import datetime as dtm
from collections.abc import Sequence

from bot.settings import Settings
from bot.speech import Choice, buttons
from bot.wording import troubles
from bot.wording.troubles import SHOWN, Stuck, Unheard
from rules.notice import Notice
from rules.posts import Room
from storage.inbox import Received
from storage.sent import Outgoing
from storage.work import Look, Work

_KEY = "troubles/"  # what every such message is keyed by: none is told of itself
_ON_ITS_WAY = frozenset({"queued", "leased", "sending"})


def tell_troubles(*, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Tell the office's group of everything that it does not know of, in one message.

    Without such a group nothing is told, and all of it is kept until there is one. What came up
    while an earlier message is on its way goes with the next.
    """
    unsent, unheard = work.outbox.untold(), work.inbox.untold()
    office = work.bindings.group(Room.OFFICE)
    if office is None:
        return
    hopeless = {one.id for one in unsent if _is_hopeless(one, office.address.chat_id)}
    work.outbox.told(hopeless)
    stuck = [one for one in unsent if one.id not in hopeless]
    if not (stuck or unheard) or _still_tells(work):
        return
    first = stuck[0].id if stuck else f"heard-{unheard[0].id}"
    key = f"{_KEY}{at:%Y%m%d%H%M%S}/{first}"
    words = troubles.told(
        [_stuck(one, look=work) for one in stuck],
        [_unheard(one, look=work, settings=settings) for one in unheard],
    )
    notice = Notice(key, office.address, words, buttons=buttons(work, *_choices(stuck, key)))
    if work.outbox.put(notice, at):
        work.outbox.told(one.id for one in stuck)
        work.inbox.told([one.id for one in unheard])


def _is_hopeless(one: Outgoing, office: int) -> bool:
    """Tell whether the office cannot be told: by itself, or in the very chat that is shut."""
    is_shut = one.notice.to.chat_id == office and one.state == "dead"
    return is_shut or one.notice.key.startswith(_KEY)


def _still_tells(look: Look) -> bool:
    return any(look.outbox.state(key) in _ON_ITS_WAY for key in look.outbox.undelivered(_KEY))


def _choices(stuck: Sequence[Outgoing], key: str) -> list[list[Choice]]:
    """Return a row for each line, or one for all of them; a line is `number:outbox ids`."""
    if len(stuck) > SHOWN:
        every = f"0:{','.join(str(one.id) for one in stuck)}"
        return [
            [
                Choice("全部再发", "resend_notices", every, at_state=key),
                Choice("全部不再发", "let_go_notices", every, at_state=key),
            ]
        ]
    return [
        [
            Choice(f"再发{number}", "resend_notices", f"{number}:{one.id}", at_state=key),
            Choice(f"不再发{number}", "let_go_notices", f"{number}:{one.id}", at_state=key),
        ]
        for number, one in enumerate(stuck, start=1)
    ]


def _stuck(one: Outgoing, *, look: Look) -> Stuck:
    notice = one.notice
    picture = notice.recipe.file_name if notice.recipe else troubles.menu()
    because = troubles.why_dead(one.error) if one.state == "dead" else None
    return Stuck(_where(notice.to.chat_id, look), notice.words or picture, because)


def _where(chat_id: int, look: Look) -> str:
    """Name a chat by its title, a private one by its person."""
    group = look.bindings.group_of(chat_id)
    if group is not None:
        return group.title or group.room.chinese
    return look.bindings.person_of(chat_id) or troubles.unknown_chat()


def _unheard(one: Received, *, look: Look, settings: Settings) -> Unheard:
    who = look.bindings.person_of(one.sender) if one.sender is not None else None
    return Unheard(who, settings.local(one.said_at or one.received_at), one.state == "poison")
