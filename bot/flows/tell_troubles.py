"""The office is told once of messages that did not arrive, or could not be read or handled."""

import datetime as dtm
from collections.abc import Sequence

from bot.settings import Settings
from bot.speech import Choice, buttons
from bot.wording import troubles
from bot.wording.troubles import SHOWN, Stuck, Unheard
from rules.notice import Notice
from rules.posts import Room
from storage import journal
from storage.inbox import Received
from storage.sent import Outgoing
from storage.work import Look, Work

_KEY = "troubles/"  # what every such message is keyed by: none is told of itself
_ON_ITS_WAY = frozenset({"queued", "leased", "sending"})
_TOLD = "troubles.told"
_SHUT = ("forbidden", "chat not found")  # what is noted where the platform shuts a chat to us
_PAUSE = dtm.timedelta(hours=1)  # after a second message that failed, and any further one


def tell_troubles(*, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Tell the office's group of everything that it does not know of, in one message.

    Without such a group nothing is told, and all of it is kept until there is one. What came up
    while an earlier message is on its way goes with the next; so does what one told that failed.
    """
    untold = work.outbox.untold()
    office = work.bindings.group(Room.OFFICE)
    if office is None:
        return
    chat_id = office.address.chat_id
    _take_back([one for one in untold if _is_telling(one)], chat_id, work=work, at=at)
    unsent = [one for one in work.outbox.untold() if not _is_telling(one)]
    unheard = work.inbox.untold()
    hopeless = {one.id for one in unsent if one.state == "dead" and _is_in(chat_id, one)}
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
        ids = {"outbox": [one.id for one in stuck], "inbox": [one.id for one in unheard]}
        work.outbox.told(ids["outbox"])
        work.inbox.told(ids["inbox"])
        work.journal.write(journal.Line(at=at, actor="", what=_TOLD, facts=ids, source=key))


def _take_back(failed: Sequence[Outgoing], office: int, *, work: Work, at: dtm.datetime) -> None:
    """Let what messages told that did not arrive, or perhaps not, count as untold again.

    Not where a later message told it, nor in the very chat that is shut. What failed twice waits:
    a message that the platform refuses is not sent again and again.
    """
    lines = work.journal.entries(what=_TOLD) if failed else ()
    latest = {trouble: line.source for line in lines for trouble in _troubles(line)}
    for telling in failed:
        key = telling.notice.key
        mine = {trouble for trouble, source in latest.items() if source == key}
        is_again = any(mine & _troubles(line) for line in lines if line.source != key)
        if is_again and at - telling.queued_at < _PAUSE:
            continue
        work.outbox.told([telling.id])
        if not _is_shut(telling, office):
            work.outbox.told((id_ for box, id_ in mine if box == "outbox"), is_known=False)
            work.inbox.told([id_ for box, id_ in mine if box == "inbox"], is_known=False)


def _troubles(line: journal.Line) -> set[tuple[str, int]]:
    return {(box, id_) for box in ("outbox", "inbox") for id_ in line.facts[box]}


def _is_telling(one: Outgoing) -> bool:
    return one.notice.key.startswith(_KEY)


def _is_in(chat_id: int, one: Outgoing) -> bool:
    return one.notice.to.chat_id == chat_id


def _is_shut(telling: Outgoing, office: int) -> bool:
    """Tell whether the office's chat is shut to us: there it cannot be told."""
    noted = (telling.error or "").casefold()
    is_refused = telling.state == "dead" and any(sign in noted for sign in _SHUT)
    return is_refused and _is_in(office, telling)


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
