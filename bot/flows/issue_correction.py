"""A correction is issued: its cause is kept, all that changes is shown, then it is told."""

import datetime as dtm
from collections.abc import Sequence

from bot.correcting import AtTheRecord, at_the_record, refuse_if_corrected
from bot.correction_notices import corrected_cards, told_of
from bot.issuing import Issuer, issue
from bot.ports import Alert, Pressed
from bot.settings import Settings
from bot.speech import Choice, buttons, replaced
from bot.wording import alerts, correcting
from rules.correction import Correction, CorrectionCause
from rules.determination import Determination, Ground
from rules.project import write_value
from storage import journal
from storage.buttons import Button
from storage.determinations import Proposal
from storage.work import Work


def choose_cause(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Show all that would change, and who would be told; the cause goes with the button."""
    proposal = work.determinations.proposal(int(button.subject))
    if proposal is None:
        return Alert(alerts.no_longer_open())
    table = at_the_record(pressed, proposal.month, look=work, at=at, settings=settings)
    row = table.row(proposal.project)
    refuse_if_corrected(proposal, row, look=work, settings=settings)
    found = _found(proposal, table, at=at)
    made = table.corrected_by(proposal.project, found, look=work)
    if not made:
        words = correcting.nothing_changes(row.project, proposal.month)
        work.outbox.put(replaced(pressed, words), at)
        return None
    words = correcting.preview(
        row.project,
        proposal.month,
        proposal.note,
        corrected=[(one.month, one.number, corrected_cards(one)) for one in made],
        told=told_of(made, look=work, on=settings.day(at)),
    )
    subject = f"{proposal.id}/{button.at_state}"
    choices = [
        Choice("确认", "confirm_correction", subject, at_state=_state(made)),
        Choice("取消", "cancel_correction", str(proposal.id)),
    ]
    work.outbox.put(replaced(pressed, words, rows=buttons(work, choices)), at)
    is_kept_inside = button.at_state == CorrectionCause.FALSIFIED
    return Alert(correcting.cause_kept()) if is_kept_inside else None


def confirm_correction(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Make the finding and issue the corrections, if all is as the preview showed it."""
    number, _, cause = button.subject.partition("/")
    proposal = work.determinations.proposal(int(number))
    if proposal is None:
        return Alert(alerts.no_longer_open())
    table = at_the_record(pressed, proposal.month, look=work, at=at, settings=settings)
    row = table.row(proposal.project)
    refuse_if_corrected(proposal, row, look=work, settings=settings)
    found = _found(proposal, table, at=at)
    made = table.corrected_by(proposal.project, found, look=work)
    if not made or _state(made) != button.at_state:
        return Alert(correcting.changed_meanwhile(row.project, proposal.month))
    work.determinations.put(proposal.month, proposal.project, found)
    _write_finding(found, proposal, table, CorrectionCause(cause), work=work)
    by = Issuer(table.here.person, table.post, proposal.month, proposal.note)
    issue(made, by, work=work, at=at, settings=settings)
    issued = [(one.month, one.number) for one in made]
    words = correcting.made(row.project, table.here.person, issued)
    work.outbox.put(replaced(pressed, words), at)
    return None


def cancel_correction(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Drop a correction that was not confirmed."""
    proposal = work.determinations.proposal(int(button.subject))
    if proposal is None:
        return Alert(alerts.no_longer_open())
    table = at_the_record(pressed, proposal.month, look=work, at=at, settings=settings)
    row = table.row(proposal.project)
    refuse_if_corrected(proposal, row, look=work, settings=settings)
    work.determinations.drop_proposal(proposal.id)
    work.outbox.put(replaced(pressed, correcting.not_made(row.project, proposal.month)), at)
    return None


def _found(proposal: Proposal, table: AtTheRecord, *, at: dtm.datetime) -> Determination:
    ground = Ground.SILENCE if proposal.value is None else Ground.OFFICE
    person, note = table.here.person, proposal.note
    return Determination(proposal.value, ground, by=person, at=at, note=note)


def _state(made: Sequence[Correction]) -> str:
    """Tell what a preview showed; each edition's hash rests on the one that it follows."""
    return "/".join(one.edition.digest for one in made)


def _write_finding(
    found: Determination,
    proposal: Proposal,
    table: AtTheRecord,
    cause: CorrectionCause,
    *,
    work: Work,
) -> None:
    """Leave the finding in the journal; a false report in a line of its own, which is restricted.

    Nothing that people see is made of that line (E39).
    """
    facts = {"project.determined": {"ground": str(found.ground), "note": found.note}}
    if cause is CorrectionCause.FALSIFIED:
        facts["correction.cause"] = {"restricted": str(cause)}
    for what, told in facts.items():
        work.journal.write(
            journal.Line(
                at=found.at or proposal.at,
                what=what,
                actor=table.here.person,
                post=table.post,
                month=proposal.month,
                project=proposal.project,
                figure=write_value(found.value),
                facts=told,
            )
        )
