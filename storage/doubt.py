"""What a restored copy does not know: whether what is open in it happened after it was made."""

import datetime as dtm

from storage.journal import Line
from storage.work import Work


def apply_doubt(work: Work, at: dtm.datetime) -> bool:
    """Doubt what is open where this database came here as a copy; tell whether it did.

    To be done before anything is heard, run or sent: by whoever works on a database first, so
    that a copy that was put in its place by hand is doubted too. Once it was, it is no news.
    """
    if not work.watch.settle(at):
        return False
    work.watch.restored(at)
    work.outbox.doubt()
    work.inbox.doubt()
    work.due.doubt(at)
    facts = {"copied_at": work.watch.copied_at()}
    work.journal.write(Line(at=at, actor="", what="database.restored", facts=facts))
    return True
