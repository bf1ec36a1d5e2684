"""Issuing: corrected months are kept, written down, and told to whom the first were told (E15)."""

import datetime as dtm
from collections.abc import Sequence
from typing import NamedTuple

from bot.correction_notices import correction_notices
from bot.issued_papers import issue_corrected_papers
from bot.settings import Settings
from bot.sheet import sheet_of
from bot.wording.correcting import Why
from rules.correction import Correction
from rules.month import Month
from rules.project import PersonName
from storage import journal
from storage.work import Work


class Issuer(NamedTuple):
    """By whom corrections are issued, in which post, because of which month, on what ground."""

    person: PersonName
    post: str
    because_of: Month
    ground: str


def issue(
    made: Sequence[Correction],
    by: Issuer,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Issue corrections, the oldest month first; all are kept before any is told."""
    for one in made:
        work.editions.put(one.edition, at)
        work.journal.write(_line(one, by, at))
    for one in made:
        why = Why(by.ground, None if one.month == by.because_of else by.because_of)
        sheet = sheet_of(work, one.month, settings)
        papers = issue_corrected_papers(one, sheet, work=work, at=at, settings=settings)
        notices = correction_notices(one, sheet, why, papers, work=work, at=at, settings=settings)
        work.outbox.put_all(notices, at)


def _line(one: Correction, by: Issuer, at: dtm.datetime) -> journal.Line:
    cards = [
        {
            "project": card.before.project.code,
            "before": card.before.rated.plate,
            "after": card.after.rated.plate,
        }
        for card in one.cards
    ]
    return journal.Line(
        at=at,
        what="month.corrected",
        actor=by.person,
        post=by.post,
        month=one.month,
        facts={
            "number": one.number,
            "digest": one.edition.digest,
            "follows": one.edition.follows,
            "because_of": str(by.because_of),
            "cards": cards,
        },
    )
