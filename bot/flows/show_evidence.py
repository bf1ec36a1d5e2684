"""「看佐证材料」: what was handed in with a request is sent to who has to judge it."""

import datetime as dtm

from bot.change_notices import project_of
from bot.entrance import enter
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.wording import alerts, signing
from rules.notice import Attached, Notice, Priority
from rules.posts import Act, acting_post
from storage.buttons import Button
from storage.work import Work


def show_evidence(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Send every photo and file where the button stands."""
    here = enter(pressed, look=work)
    request = work.requests.get(int(button.subject))
    if request is None:
        return Alert(alerts.no_longer_open())
    application = request.application
    project = project_of(request, look=work)
    acting_post(Act.JUDGE_CHANGE, here.posts, room=here.room, on=settings.day(at), project=project)
    for number, one in enumerate(application.evidence, start=1):
        words = signing.evidence(application.project, number, len(application.evidence), one.name)
        work.outbox.put(
            Notice(
                f"{pressed.key}/{number}",
                pressed.chat,
                words,
                attached=Attached(one.file, one.is_photo),
                priority=Priority.ANSWER,
            ),
            at,
        )
    return None
