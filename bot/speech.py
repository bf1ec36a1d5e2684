"""Answers: what is said back to somebody who has just spoken or pressed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.ports import Heard, Pressed
from rules.notice import (
    About,
    Address,
    ButtonFace,
    Dialogue,
    Named,
    Notice,
    Priority,
    Recipe,
)
from rules.project import CommandNo, PersonName, Project, Stage
from storage.bindings import Group
from storage.work import Look, Work

Rows = tuple[tuple[ButtonFace, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button to be made: its label, the deed behind it, and what it is about."""

    label: str
    deed: str
    subject: str = ""
    at_state: str = ""
    owner: PersonName | None = None


def buttons(work: Work, *rows: Sequence[Choice]) -> tuple[tuple[ButtonFace, ...], ...]:
    """Give each choice its opaque token; empty rows are left out."""
    return tuple(
        tuple(
            ButtonFace(
                one.label,
                work.buttons.put(one.deed, one.subject, at_state=one.at_state, owner=one.owner),
            )
            for one in row
        )
        for row in rows
        if row
    )


def stage_choices(about: About | None) -> tuple[Choice, ...]:
    """Return the two answers to the question of a stage (E2)."""
    subject = f"{about.month}/{about.project}" if about else ""
    return tuple(
        Choice(label, "report_stage", subject, at_state=stage)
        for label, stage in (("已完成", Stage.MET), ("未完成", Stage.UNMET))
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """How the people of some projects can be reached: by groups and by accounts."""

    groups: Mapping[CommandNo, Group]
    accounts: Mapping[PersonName, int]

    @classmethod
    def of(
        cls, projects: Sequence[Project], *, look: Look, others: Iterable[PersonName] = ()
    ) -> Self:
        """Find out for any number of projects at once; `others` are named beside their people."""
        return cls(
            look.bindings.groups_of({one.command for one in projects}),
            look.bindings.accounts({one.responsible_person for one in projects} | set(others)),
        )

    def where_to_ask(self, project: Project) -> Address | None:
        """Return where a project's person is asked: his command's group, or else in private."""
        group = self.groups.get(project.command)
        if group is not None:
            return group.address
        account = self.accounts.get(project.responsible_person)
        return None if account is None else Address(account)

    def named(self, names: Iterable[PersonName]) -> tuple[Named, ...]:
        """Return people as a notice names them: by account where one is bound."""
        return tuple(Named(name, self.accounts.get(name)) for name in dict.fromkeys(names))


def answer(
    event: Heard | Pressed,
    words: str,
    *,
    part: str = "",
    rows: tuple[tuple[ButtonFace, ...], ...] = (),
    about: About | None = None,
    asks_reply: str | None = None,
    dialogue: Dialogue | None = None,
    names: tuple[Named, ...] = (),
    recipe: Recipe | None = None,
) -> Notice:
    """Return the answer to an event, quoting what was said; `part` tells several apart."""
    return Notice(
        key=f"{event.key}{part}",
        to=event.chat,
        words=words,
        buttons=rows,
        reply_to=event.message_id,
        about=about,
        asks_reply=asks_reply,
        dialogue=dialogue,
        names=names,
        recipe=recipe,
        priority=Priority.ANSWER,
    )


def replaced(
    event: Pressed,
    words: str,
    *,
    rows: tuple[tuple[ButtonFace, ...], ...] = (),
    names: tuple[Named, ...] = (),
) -> Notice:
    """Return new words and buttons for the message under which a button was pressed."""
    return Notice(
        key=f"{event.key}/edit",
        to=event.chat,
        words=words,
        buttons=rows,
        names=names,
        edits=event.message_id,
        priority=Priority.ANSWER,
    )
