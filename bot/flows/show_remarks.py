"""「看材料」: the photos and files beside a figure are sent to the office."""

import datetime as dtm

from bot.determining import at_the_desk
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.subjects import about_of
from bot.wording import signing
from rules.notice import Attached, Notice, Priority
from rules.remark import RemarkKind
from storage.buttons import Button
from storage.work import Work


def show_remarks(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Send every photo and file where the button stands."""
    about = about_of(button.subject)
    at_the_desk(pressed, about.month, look=work, at=at, settings=settings)
    remarks = work.remarks.of(about.month, [about.project]).get(about.project, ())
    handed = [one for one in remarks if one.is_evidence]
    for number, one in enumerate(handed, start=1):
        words = signing.evidence(about.project, number, len(handed), one.name or one.by)
        attached = Attached(one.file, one.kind is RemarkKind.PHOTO)
        notice = Notice(
            f"{pressed.key}/{number}",
            pressed.chat,
            words,
            attached=attached,
            priority=Priority.ANSWER,
        )
        work.outbox.put(notice, at)
    return None
