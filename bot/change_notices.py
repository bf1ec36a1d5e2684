"""What is said when a request goes a step on: to whom it waits for, and to those before."""

import datetime as dtm
from collections.abc import Iterator

from bot.application_form import application_paper
from bot.paper_kinds import paper_recipe
from bot.settings import Settings
from bot.speech import Choice, Rows, buttons
from bot.wording import signing
from rules.application import Application
from rules.approval import ChangeRequest, Matter, Stage, Step, Word
from rules.lifecycle_application import LifecycleApplication
from rules.notice import Address, Named, Notice, Policy
from rules.posts import Role, Room
from rules.project import PersonName, Project, plain
from storage import journal
from storage.work import Look, Work

EVERY = 3  # days, after which a step that waits is reminded of
_CHIEFS = (Role.FIRST_CHIEF, Role.CHIEF)
_OFFICE = (Role.OFFICE_DIRECTOR, Role.OFFICE_DEPUTY, Role.OFFICE_MEMBER)
_WHO = {Step.SIGN: (Role.COMMANDER,), Step.REVIEW: _OFFICE, Step.APPROVE: _CHIEFS}
_WHERE = {Step.REVIEW: Room.OFFICE, Step.APPROVE: Room.HEADQUARTERS}


def project_of(request: ChangeRequest, *, look: Look) -> Project | None:
    """Return the project that a request is about; one that is to enter as it will stand."""
    application = request.application
    known = look.book.project(application.since.year, application.project)
    if known is None and isinstance(application, LifecycleApplication) and application.entry:
        return application.entry.project
    return known


def step_notices(
    request: ChangeRequest, project: Project, *, effect: str = "", work: Work, settings: Settings
) -> tuple[Notice, ...]:
    """Return who is asked for the next step, and who is told of the last one.

    `effect` tells what an approval has changed.
    """
    key = f"change/{request.id}/{len(request.signatures)}"
    asked = list(_asked(request, project, key, work=work, settings=settings))
    told = list(_told(request, project, key, effect, work=work, settings=settings))
    chats = {one.to.chat_id for one in asked}
    return (*asked, *(one for one in told if one.to.chat_id not in chats))


def reminders(
    request: ChangeRequest, project: Project, *, days: int, work: Work, settings: Settings
) -> tuple[Notice, ...]:
    """Return who is reminded of the step that waits: nobody before EVERY days have passed."""
    step, times = request.waits_for, days // EVERY
    if step is None or not times:
        return ()
    number = change_number(request, settings)
    words = signing.reminder(request, project, number=number, days=days)
    people = _people(request, project, look=work, settings=settings)
    key = f"change/{request.id}/{len(request.signatures)}/remind/{times}"
    return tuple(
        _notice(f"{key}/{to.chat_id}", to, _named(words, names), (), names)
        for to, names in _places(step, people, project, look=work)
    )


def who_may(
    request: ChangeRequest, project: Project, *, look: Look, on: dtm.date
) -> tuple[PersonName, ...]:
    """Return those who may take the step that a request waits for; of the unit, its people."""
    step = request.waits_for
    if step is None:
        return ()
    if step is Step.FILE and request.matter is Matter.ENTER:
        return (request.application.applicant,)
    if step is Step.FILE:
        return look.book.unit_people(project.lead_unit)
    command = project.command if step is Step.SIGN else None
    found = (look.book.holders(role, command, on=on) for role in _WHO[step])
    return tuple(dict.fromkeys(name for names in found for name in names))


def choices_of(request: ChangeRequest) -> tuple[Choice, ...]:
    """Return the buttons of the step that a request waits for."""
    step = request.waits_for
    if step is None:
        return ()
    subject, state = str(request.id), request.application.digest
    if step is Step.FILE:
        completes = (
            Choice("补正", "complete_change", subject, at_state=state)
            if request.matter is Matter.TARGET
            else Choice("补正", "complete_lifecycle", subject, at_state=state)
        )
        return completes, _take_back(request)
    says = [
        Choice(label, "say_to_change", f"{subject}/{step}/{word}", at_state=state)
        for word, label in signing.LABELS[step].items()
    ]
    if not request.application.evidence:
        return tuple(says)
    return (*says, Choice("看佐证材料", "show_evidence", subject, at_state=state))


def choices_of_applicant(request: ChangeRequest) -> tuple[Choice, ...]:
    """Return what the applicant may do with a request that is open."""
    return choices_of(request) if request.waits_for is Step.FILE else (_take_back(request),)


def change_number(request: ChangeRequest, settings: Settings) -> str:
    """Return the number of a request as papers have it: `禾源镇挂图调〔2023〕2号`."""
    return signing.number(settings.name, request.year, request.number)


def journal_line(request: ChangeRequest) -> journal.Line:
    """Return the line about the last word that was said to a request."""
    last, application = request.signatures[-1], request.application
    is_target = isinstance(application, Application)
    annual = application.after.annual if isinstance(application, Application) else None
    return journal.Line(
        at=last.at,
        actor=last.person,
        post=last.role.chinese,
        what=f"{'change' if is_target else request.matter.value}.{last.step}.{last.word}",
        month=application.since,
        project=application.project,
        figure=None if annual is None else plain(annual),
        facts={
            "request": request.id,
            "number": request.number,
            "revision": application.revision,
            "digest": application.digest,
            "on": last.on,
            "note": last.note,
            "acting_for": last.acting_for,
            "minutes": last.minutes,
        },
    )


def _take_back(request: ChangeRequest) -> Choice:
    subject = f"{request.id}/{Step.FILE}/{Word.WITHDRAW}"
    return Choice("撤回", "say_to_change", subject, at_state=request.application.digest)


def _asked(
    request: ChangeRequest, project: Project, key: str, *, work: Work, settings: Settings
) -> Iterator[Notice]:
    """Ask whom it waits for: the office and headquarters in their groups, others privately."""
    step = request.waits_for
    if step is None:
        return
    people = _people(request, project, look=work, settings=settings)
    words = signing.asked(
        request, project, number=change_number(request, settings), zone=settings.zone
    )
    for to, names in _places(step, people, project, look=work):
        if step is Step.SIGN and isinstance(request.application, Application):
            yield _paper(
                request,
                request.application,
                project,
                f"{key}/paper/{to.chat_id}",
                to,
                work,
                settings,
            )
        rows = buttons(work, choices_of(request))
        yield _notice(f"{key}/asked/{to.chat_id}", to, _named(words, names), rows, names)
    if step is Step.APPROVE and (office := work.bindings.group(Room.OFFICE)) is not None:
        minutes = Choice(
            "录入会议纪要",
            "record_minutes",
            str(request.id),
            at_state=request.application.digest,
        )
        told = signing.minutes_instead(request, project, change_number(request, settings))
        yield _notice(f"{key}/minutes", office.address, told, buttons(work, [minutes]))


def _people(
    request: ChangeRequest, project: Project, *, look: Look, settings: Settings
) -> tuple[PersonName, ...]:
    """Return who is asked: of the unit, whoever applied."""
    if request.waits_for is Step.FILE:
        return (request.application.applicant,)
    return who_may(request, project, look=look, on=settings.day(request.since))


def _places(
    step: Step, people: tuple[PersonName, ...], project: Project, *, look: Look
) -> Iterator[tuple[Address, tuple[Named, ...]]]:
    """Yield where people are asked: in their group, or in private, or else in the command's."""
    room = _WHERE.get(step)
    group = look.bindings.group(room) if room else None
    if group is not None:
        yield group.address, ()
        return
    accounts = look.bindings.accounts(people)
    for name in people:
        if name in accounts:
            yield Address(accounts[name]), ()
    command = look.bindings.group(Room.COMMAND, project.command)
    if not accounts and command is not None:
        yield command.address, tuple(Named(name) for name in people)


def _told(
    request: ChangeRequest,
    project: Project,
    key: str,
    effect: str,
    *,
    work: Work,
    settings: Settings,
) -> Iterator[Notice]:
    """Tell those who took a step before, but not who has just spoken; of an end the groups too."""
    last = request.signatures[-1]
    number = change_number(request, settings)
    words = signing.told(request, project, number=number, effect=effect, zone=settings.zone)
    before = {name for one in request.signatures for name in one.people} - {last.person}
    accounts = work.bindings.accounts(before | {project.responsible_person} - {last.person})
    for name, account in sorted(accounts.items()):
        rows: Rows = ()
        if name == request.application.applicant and not request.stage.is_over:
            rows = buttons(work, choices_of_applicant(request))
        yield _notice(f"{key}/told/{account}", Address(account), words, rows)
    rooms = [Room.OFFICE] if request.stage.is_over and last.step is not Step.REVIEW else []
    groups = [work.bindings.group(room) for room in rooms]
    if request.stage is Stage.APPROVED:
        groups.append(work.bindings.group(Room.COMMAND, project.command))
    for group in groups:
        if group is not None:
            yield _notice(f"{key}/told/{group.address.chat_id}", group.address, words)
    applicant = accounts.get(request.application.applicant)
    is_over = request.stage is Stage.APPROVED
    if is_over and isinstance(request.application, Application) and applicant is not None:
        to = Address(applicant)
        yield _paper(
            request, request.application, project, f"{key}/paper/{applicant}", to, work, settings
        )


def _paper(
    request: ChangeRequest,
    application: Application,
    project: Project,
    key: str,
    to: Address,
    look: Look,
    settings: Settings,
) -> Notice:
    """Return the printed form as a file, with the signatures that it has by now."""
    number = change_number(request, settings)
    view = application_paper(request, application, project, look=look, settings=settings)
    name = signing.file_name(project, number)
    recipe = paper_recipe("application", view, name)
    words = signing.paper_caption(number, request.stage)
    return Notice(key, to, words, recipe=recipe, policy=Policy.HOLD)


def _named(words: str, names: tuple[Named, ...]) -> str:
    return "".join(f"@{one.name} " for one in names) + words


def _notice(
    key: str, to: Address, words: str, rows: Rows = (), names: tuple[Named, ...] = ()
) -> Notice:
    return Notice(key, to, words, names=names, buttons=rows, policy=Policy.HOLD)
