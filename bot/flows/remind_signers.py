"""Who has kept a target change waiting for days is reminded, in working hours, every third day."""

import datetime as dtm

from bot.change_notices import project_of, reminders
from bot.settings import Settings
from storage.work import Work

_FROM, _UNTIL = dtm.time(9), dtm.time(18)


def remind_signers(*, work: Work, at: dtm.datetime, settings: Settings) -> None:
    """Remind of every step that waits; keyed by the request's state, so once for each span."""
    local = settings.local(at)
    if settings.days_off.is_off(local.date()) or not _FROM <= local.time() < _UNTIL:
        return
    for request in work.requests.open():
        project = project_of(request, look=work)
        days = (local.date() - settings.local(request.since).date()).days
        if project is not None:
            notices = reminders(request, project, days=days, work=work, settings=settings)
            work.outbox.put_all(notices, at)
