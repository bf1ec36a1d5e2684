"""「再发」「不再发」: the office decides about messages of which it was told."""

import datetime as dtm
from collections.abc import Sequence

from bot.entrance import enter
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import replaced
from bot.wording import troubles
from bot.wording.troubles import Decision
from rules.posts import Act, acting_post
from storage import journal
from storage.buttons import Button
from storage.sent import Outgoing
from storage.work import Work

_RESENT, _LET_GO = "notices.resent", "notices.let_go"
_STUCK = frozenset({"unknown", "dead"})


def resend_notices(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Send again what did not arrive; what nobody knew of may arrive twice."""
    return _settle(pressed, button, _RESENT, work=work, at=at, settings=settings)


def let_go_notices(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Send it no more."""
    return _settle(pressed, button, _LET_GO, work=work, at=at, settings=settings)


def _settle(
    pressed: Pressed,
    button: Button,
    what: str,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> Alert:
    here = enter(pressed, look=work)
    post = acting_post(Act.SETTLE_TROUBLE, here.posts, room=here.room, on=settings.day(at))
    number, _, ids = button.subject.partition(":")
    made = Decision(int(number), here.person, settings.local(at), is_resent=what == _RESENT)
    before = _decisions(button.at_state, work=work, settings=settings)
    if earlier := next((one for one in before if one.line == made.line), None):
        return Alert(troubles.decided_already(earlier))
    known = [row for id_ in ids.split(",") if (row := work.outbox.get(int(id_))) is not None]
    stuck = [row for row in known if row.state in _STUCK]
    if not stuck:
        is_sent = any(row.state == "sent" for row in known)
        return Alert(troubles.settled_already(is_sent=is_sent))
    _carry_out(what, stuck, work=work, at=at)
    line = journal.Line(
        at=at,
        actor=here.person,
        post=post.role.chinese,
        what=what,
        facts={"line": made.line, "notices": [row.notice.key for row in stuck]},
        source=button.at_state,
    )
    work.journal.write(line)
    _show(pressed, [*before, made], button.at_state, work=work, at=at)
    return Alert(_confirmed(what, stuck))


def _carry_out(what: str, stuck: Sequence[Outgoing], *, work: Work, at: dtm.datetime) -> None:
    for row in stuck:
        if what == _RESENT:
            work.outbox.retry(row.id, at)
        else:
            work.outbox.drop(row.id)


def _decisions(told: str, *, work: Work, settings: Settings) -> list[Decision]:
    """Return what was decided about the lines of a message.

    Its first button is held, so that two decisions under one message take turns.
    """
    notice = work.outbox.notice(told)
    if notice is not None and notice.buttons:
        work.buttons.get(notice.buttons[0][0].token or "")
    return [
        Decision(entry.facts["line"], entry.actor, settings.local(entry.at), what == _RESENT)
        for what in (_RESENT, _LET_GO)
        for entry in work.journal.entries(what=what)
        if entry.source == told
    ]


def _show(
    pressed: Pressed, decisions: Sequence[Decision], told: str, *, work: Work, at: dtm.datetime
) -> None:
    """Say under the list who decided what; the buttons of the other lines stay."""
    notice = work.outbox.notice(told)
    if notice is None:
        return
    made = {one.line for one in decisions}
    rows = tuple(
        row
        for number, row in enumerate(notice.buttons, start=1)
        if number not in made and 0 not in made
    )
    ordered = sorted(decisions, key=lambda one: one.line)
    work.outbox.put(replaced(pressed, troubles.decided(notice.words, ordered), rows=rows), at)


def _confirmed(what: str, stuck: Sequence[Outgoing]) -> str:
    if what == _LET_GO:
        return troubles.let_go()
    return troubles.resent(may_be_twice=any(row.state == "unknown" for row in stuck))
