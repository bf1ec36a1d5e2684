"""The printed application for another target: a request as its paper shows it (FORMS.md 4)."""

from collections.abc import Iterator

from bot.settings import Settings, Signature
from bot.wording import signing
from papers.application import (
    ApplicationPaper,
    SignatureBlock,
    YearTargets,
)
from papers.application import Choice as Options
from papers.application import Signature as Signed
from rules.application import Application, Category, Goals, Targets, adjusted_in
from rules.approval import CHAIN, ChangeRequest
from rules.month import year_of
from rules.posts import Role
from rules.project import PlanVersion, Project, in_force
from storage.work import Look


def application_paper(
    request: ChangeRequest,
    application: Application,
    project: Project,
    *,
    look: Look,
    settings: Settings,
) -> ApplicationPaper:
    """Return the paper of a request: its text as it is signed, and who has signed it so far."""
    year = application.since.year
    versions = look.book.plan(year, project.code)
    command = look.book.command(year, project.command)
    earlier = [day for day in adjusted_in(versions, request.year) if day != request.approved_on]
    return ApplicationPaper(
        number=signing.number(settings.name, request.year, request.number),
        filed_on=application.filed_on,
        code=project.code,
        name=project.name,
        command=command.name if command else project.command,
        lead_unit=application.unit,
        responsible_leader=project.responsible_leader,
        responsible_person=project.responsible_person,
        unit=project.unit,
        before=_whole_year(application.before, versions, year),
        after=_whole_year(application.after, versions, year),
        since=application.since,
        category=Options(tuple(one.chinese for one in Category), application.category.chinese),
        reason=application.reason,
        evidence=tuple(one.name for one in application.evidence),
        measures="",
        effect="",
        approved_on=tuple(earlier),
        exceptional_because=application.exceptional_because,
        signing=tuple(_blocks(request, settings)),
        digest=application.digest,
    )


def _whole_year(targets: Targets, versions: tuple[PlanVersion, ...], year: int) -> YearTargets:
    """Return the months of a year: those before the change as they are in the plan."""
    first = min(targets.goals)
    goals: Goals = {
        month: goal
        for month in year_of(year)
        if month < first and (goal := in_force(versions, month).goal)
    }
    return YearTargets(targets.annual, {**goals, **targets.goals})


def _blocks(request: ChangeRequest, settings: Settings) -> Iterator[SignatureBlock]:
    """Yield the steps with what was said; a press prints a signature unless paper is signed."""
    last = {one.step: one for one in request.counting}
    for step in CHAIN:
        options = signing.options(step)
        said = last.get(step)
        if said is None:
            yield SignatureBlock(step.chinese, signing.SIGNERS[step], Options(options))
            continue
        chosen = signing.CHOSEN.get((step, said.word), "")
        minutes = f"{said.minutes}（{said.on.year}年{said.on.month}月{said.on.day}日）"
        opinion = minutes if said.minutes else said.note
        signed = Signed(
            said.person,
            Role.DEPUTY_COMMANDER if said.acting_for else said.role,
            said.at.astimezone(settings.zone),
            Role.COMMANDER if said.acting_for else None,
        )
        yield SignatureBlock(
            step.chinese,
            signing.SIGNERS[step],
            Options(options, chosen),
            opinion,
            signed if settings.signature is Signature.CHAT else None,
        )
