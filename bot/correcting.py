"""Correcting: what a finding after the publication changes, by somebody of the office (E15)."""

import datetime as dtm
from dataclasses import dataclass, replace

from bot.entrance import Present, enter
from bot.ports import Heard, Pressed
from bot.refusals import (
    CorrectedAlreadyError,
    NothingPublishedError,
    NotRatedError,
    UnknownProjectError,
)
from bot.settings import Settings
from rules.correction import Correction, corrections
from rules.determination import Determination
from rules.edition import Edition, EditionRow
from rules.month import Month
from rules.posts import Act, acting_post
from rules.project import ProjectCode
from storage.determinations import Proposal
from storage.work import Look


@dataclass(frozen=True, slots=True)
class AtTheRecord:
    """A member of the office at what holds for a published month and those after it."""

    here: Present
    post: str
    month: Month
    published: tuple[Edition, ...]

    def row(self, code: ProjectCode) -> EditionRow:
        """Return a project as it was published; a refusal where it was not, or had no goal."""
        found = self.published[0].row(code)
        if found is None:
            raise UnknownProjectError(code)
        if found.rated.goal is None:
            raise NotRatedError(self.month, found.project)
        return found

    def corrected_by(
        self, code: ProjectCode, found: Determination, *, look: Look
    ) -> tuple[Correction, ...]:
        """Return what would change if this were found; nothing is kept."""
        facts = look.facts.of(self.month.year, [code])[code]
        findings = {**facts.determinations, self.month: found}
        return corrections(self.published, {code: replace(facts, determinations=findings)})


def at_the_record(
    event: Heard | Pressed, month: Month, *, look: Look, at: dtm.datetime, settings: Settings
) -> AtTheRecord:
    """Let a member of the office to what is published; NothingPublishedError.

    The months from this one on are held: nothing is published on what is about to change.
    """
    here = enter(event, look=look)
    post = acting_post(Act.CORRECT, here.posts, room=here.room, on=settings.day(at))
    for asked in look.cycles.asked():
        if asked >= month:
            look.cycles.get(asked)
    published = look.editions.since(month)
    if not published or published[0].month != month:
        raise NothingPublishedError(month)
    return AtTheRecord(here, post.role.chinese, month, published)


def refuse_if_corrected(
    proposal: Proposal, row: EditionRow, *, look: Look, settings: Settings
) -> None:
    """Refuse a proposal that a colleague's correction came before with CorrectedAlreadyError."""
    made = look.determinations.get(proposal.month, proposal.project)
    if made is None or made.at is None or made.at < proposal.at:
        return
    local = replace(made, at=settings.local(made.at))
    raise CorrectedAlreadyError(proposal.month, row.project, local)
