"""`/subscribe`: what is sent to a person privately, why, and whether he wants it."""

import datetime as dtm

from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.posts_held import post_names
from bot.refusals import NotYourButtonError
from bot.settings import Settings
from bot.speech import Choice, Rows, answer, buttons, replaced
from bot.wording import subscribing
from rules.posts import Act, NotYoursError, acting_post
from rules.subscription import SEEN_BY, Pushed, gets, may_get, post_for
from storage import journal
from storage.buttons import Button
from storage.work import Work

_YES, _NO = "yes", "no"  # what a button sets
_TAKE = {
    Pushed.BULLETIN: ("接收通报", "不接收通报"),
    Pushed.BRIEFING: ("接收简报", "不接收简报"),
}


def show_subscriptions(heard: Heard, *, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """List what the person gets and why, with a button to change each."""
    here, on = enter(heard, look=work), settings.day(at)
    acting_post(Act.SUBSCRIBE, here.posts, room=here.room, on=on)
    words, rows = _shown(here, work=work, on=on, settings=settings)
    work.outbox.put(answer(heard, words, rows=rows), at)


def choose_subscription(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Change what the list shows, and show it anew."""
    here, on = enter(pressed, look=work), settings.day(at)
    kind = _keep(here, button, work=work, at=at, settings=settings)
    words, rows = _shown(here, work=work, on=on, settings=settings)
    work.outbox.put(replaced(pressed, words, rows=rows), at)
    return Alert(_told(kind, button))


def stop_subscription(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Stop what a message came by, or resume it: the button turns round."""
    here = enter(pressed, look=work)
    kind = _keep(here, button, work=work, at=at, settings=settings)
    is_on = button.at_state == _YES
    turned = (
        Choice("不再接收", "stop_subscription", kind, owner=here.person)
        if is_on
        else Choice("恢复接收", "stop_subscription", kind, at_state=_YES, owner=here.person)
    )
    work.outbox.put(replaced(pressed, "", rows=buttons(work, [turned])), at)
    return Alert(_told(kind, button))


def _keep(
    here: Present, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Pushed:
    """Keep what a button says, if it is the presser's and his posts let him see the thing."""
    on, kind = settings.day(at), Pushed(button.subject)
    if button.owner != here.person:
        raise NotYourButtonError(button.owner or "")
    post = acting_post(Act.SUBSCRIBE, here.posts, room=here.room, on=on)
    wanted = button.at_state == _YES
    if wanted and not may_get(kind, here.posts, on=on):
        raise NotYoursError(SEEN_BY[kind])
    work.subscriptions.put(here.person, kind, at, wanted=wanted)
    facts = {"kind": kind.value, "wanted": wanted}
    said = journal.Line(
        at=at,
        actor=here.person,
        post=post.role.chinese,
        what="subscription.changed",
        facts=facts,
    )
    work.journal.write(said)
    return kind


def _told(kind: Pushed, button: Button) -> str:
    say = subscribing.resumed if button.at_state == _YES else subscribing.stopped
    return say(kind)


def _shown(here: Present, *, work: Work, on: dtm.date, settings: Settings) -> tuple[str, Rows]:
    """Return the list with its buttons; what the person may not see is not in it."""
    wishes, lines, choices = work.subscriptions.of(here.person), [], []
    for kind in Pushed:
        if not may_get(kind, here.posts, on=on):
            continue
        wish, post = wishes.get(kind), post_for(kind, here.posts, on=on)
        is_on = gets(kind, here.posts, wish, on=on)
        named = "".join(post_names([post], look=work)) if post else ""
        said = subscribing.line(kind, gets=is_on, post=named, wish=wish, zone=settings.zone)
        lines.append(said)
        label, state = _TAKE[kind][is_on], _NO if is_on else _YES
        choices.append(
            Choice(label, "choose_subscription", kind, at_state=state, owner=here.person)
        )
    return subscribing.listing(lines), buttons(work, choices)
