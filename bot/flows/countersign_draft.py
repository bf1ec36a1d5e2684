"""「无异议」 「有异议」: a commander's word on his command's draft; nothing waits for it."""

import datetime as dtm
from dataclasses import dataclass

from bot import dialogues
from bot.countersigning import by_command, drafts_again, proposal, worst_first
from bot.desk import desk_one
from bot.entrance import Present, enter
from bot.ports import Alert, Heard, Pressed
from bot.publication import misses_of
from bot.refusals import DraftIsOutError
from bot.search import MOST_CHOICES
from bot.settings import Settings
from bot.sheet import Line, MonthSheet, sheet_of
from bot.speech import Choice, answer, buttons
from bot.subjects import about_of, subject_of
from bot.wording import countersigning
from rules.countersign import Countersign
from rules.cycle import MonthState
from rules.month import Month
from rules.notice import About, Notice
from rules.posts import Act, NotYoursError, Post, Role, Room, acting_post
from rules.project import CommandNo, ProjectCode
from storage import journal
from storage.buttons import Button
from storage.drafts import Draft
from storage.work import Work

FORM = "objection"
_SHORTEST, _LONGEST = 4, 300  # characters of an objection


@dataclass(frozen=True, slots=True)
class _AtTheDraft:
    """A commander, or who acts for him, before his part of a month that is not public."""

    here: Present
    post: Post
    command: CommandNo
    sheet: MonthSheet

    def says(self, at: dtm.datetime, code: ProjectCode | None, words: str = "") -> Countersign:
        """Return what he says."""
        month, acting_for = self.sheet.month, self.post.acting_for
        return Countersign(month, self.command, code, self.here.person, at, acting_for, words)


def agree_to_draft(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Keep that there is no objection, once; where there is one, tell that it was made."""
    table = _of_command(pressed, button, work=work, at=at, settings=settings)
    earlier = work.countersigns.of(table.sheet.month, table.command)
    if earlier:
        return Alert(countersigning.said_already(earlier[0], settings.zone))
    _keep(pressed, table.says(at, None), table, work=work, at=at, settings=settings)
    return Alert(countersigning.agreed(), is_box=False)


def object_to_draft(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask which project is meant."""
    table = _of_command(pressed, button, work=work, at=at, settings=settings)
    left = [line for line in worst_first(table.sheet) if _is_open_to_objection(line)]
    if not left:
        return Alert(countersigning.nothing_left())
    rows = [[_choice(line, table)] for line in left[:MOST_CHOICES]]
    words = countersigning.which_project(len(left[MOST_CHOICES:]))
    work.outbox.put(answer(pressed, words, rows=buttons(work, *rows)), at)
    return None


def choose_objected(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> Alert | None:
    """Ask why; the next words of the presser are it."""
    about = about_of(button.subject)
    _, line = _of_project(pressed, about, work=work, at=at, settings=settings)
    if line.objection is not None:
        return Alert(countersigning.said_already(line.objection, settings.zone))
    words = countersigning.ask_why(line.project, about.month)
    dialogues.begin_about(
        FORM, about, line.project, words, event=pressed, hint="异议和依据", work=work, at=at
    )
    return None


def take_objection(
    heard: Heard, draft: Draft, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Keep why somebody objects, and bring it to the desk."""
    about = dialogues.about_in(draft)
    table, line = _of_project(heard, about, work=work, at=at, settings=settings)
    why = heard.text.strip()[:_LONGEST]
    if len(why) < _SHORTEST:
        work.outbox.put(answer(heard, countersigning.why_needed()), at)
        return
    dialogues.end(draft, work=work)
    if line.objection is not None:
        told = countersigning.said_already(line.objection, settings.zone)
        work.outbox.put(answer(heard, told), at)
        return
    said = table.says(at, about.project, why)
    work.outbox.put(answer(heard, countersigning.objected(line.project, about.month)), at)
    _keep(heard, said, table, work=work, at=at, settings=settings)
    _bring_to_the_desk(said, work=work, at=at, settings=settings)


def _of_command(
    pressed: Pressed, button: Button, *, work: Work, at: dtm.datetime, settings: Settings
) -> _AtTheDraft:
    """Check a press on the draft itself."""
    written, _, command = button.subject.partition("/")
    return _at_the_draft(
        pressed, Month.parse(written), command, work=work, at=at, settings=settings
    )


def _of_project(
    event: Heard | Pressed, about: About, *, work: Work, at: dtm.datetime, settings: Settings
) -> tuple[_AtTheDraft, Line]:
    """Check who objects to what is proposed for a project."""
    project = work.book.project(about.month.year, about.project)
    command = project.command if project else ""
    table = _at_the_draft(event, about.month, command, work=work, at=at, settings=settings)
    line = table.sheet.line(about.project)
    if line is None:
        raise NotYoursError(Act.COUNTERSIGN)
    return table, line


def _at_the_draft(
    event: Heard | Pressed,
    month: Month,
    command: CommandNo,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> _AtTheDraft:
    """Let the command's commander, or who acts for him, to its draft; DraftIsOutError after it."""
    here, on = enter(event, look=work), settings.day(at)
    projects = work.book.projects(month.year, commands=[command])
    owners = work.book.holders(Role.COMMANDER, command, on=on)
    if not projects:
        raise NotYoursError(Act.COUNTERSIGN, owners)
    post = acting_post(
        Act.COUNTERSIGN, here.posts, room=here.room, on=on, project=projects[0], owners=owners
    )
    work.cycles.get(month)  # held: it is not published meanwhile
    sheet = sheet_of(work, month, settings, codes=[one.code for one in projects])
    if sheet.state is MonthState.PUBLISHED:
        published_at = sheet.cycle.published_at
        raise DraftIsOutError(month, at=published_at and settings.local(published_at))
    part = by_command(sheet).get(command)
    if part is None:
        raise NotYoursError(Act.COUNTERSIGN, owners)
    return _AtTheDraft(here, post, command, part)


def _is_open_to_objection(line: Line) -> bool:
    """Tell whether the office could find something else, and nobody has objected yet."""
    return line.objection is None and (line.owes_report or line.is_pending)


def _choice(line: Line, table: _AtTheDraft) -> Choice:
    about = About(table.sheet.month, line.project.code)
    label = f"{line.project.code} {line.project.name}"[:40]
    return Choice(label, "choose_objected", subject_of(about), owner=table.here.person)


def _keep(
    event: Heard | Pressed,
    said: Countersign,
    table: _AtTheDraft,
    *,
    work: Work,
    at: dtm.datetime,
    settings: Settings,
) -> None:
    """Keep what was said, write it down, and show it under the draft."""
    work.countersigns.put(said)
    work.journal.write(
        journal.Line(
            at=at,
            actor=said.by,
            post=table.post.role.chinese,
            what="draft.objected" if said.project else "draft.agreed",
            month=said.month,
            project=said.project,
            facts={"command": said.command, "acting_for": said.acting_for, "words": said.words},
        )
    )
    again = drafts_again(
        said.month, said.command, event.key, look=work, on=settings.day(at), settings=settings
    )
    work.outbox.put_all(again, at)


def _bring_to_the_desk(
    said: Countersign, *, work: Work, at: dtm.datetime, settings: Settings
) -> None:
    """Tell the office what is proposed and what is said to it, with the desk's buttons."""
    group = work.bindings.group(Room.OFFICE)
    command = work.book.command(said.month.year, said.command)
    sheet = sheet_of(work, said.month, settings, codes=[said.project or ""])
    line = sheet.line(said.project or "")
    if group is None or command is None or line is None:
        return
    miss = next(iter(misses_of(sheet)), None)
    words = countersigning.to_the_office(command, said, proposal(line, miss, said.month))
    shown = desk_one(line, sheet, work=work)
    key = f"{said.month}/objection/{said.project}"
    work.outbox.put(Notice(key=key, to=group.address, words=words, buttons=shown.buttons), at)
