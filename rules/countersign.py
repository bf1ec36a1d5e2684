"""Countersigning (核签): what a commander says to his command's draft before it is public."""

import datetime as dtm
from dataclasses import dataclass

from rules.month import Month
from rules.project import CommandNo, PersonName, ProjectCode


@dataclass(frozen=True, slots=True)
class Countersign:
    """What was said to a command's draft of a month (C35, C42); it blocks no publication.

    With a `project` it is an objection (有异议) to what is proposed for it, and `words` say why;
    without one there is none (无异议). `acting_for` is the commander for whom a deputy said it.
    """

    month: Month
    command: CommandNo
    project: ProjectCode | None
    by: PersonName
    at: dtm.datetime
    acting_for: PersonName | None = None
    words: str = ""
