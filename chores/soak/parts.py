"""The parts of a soak: who answers which figure, in which manner; drawn by the dice."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.rehearsal.roles import Habit, Part
from rules.book import Book
from rules.month import Month
from rules.project import ProjectCode, in_force, plain


class Manner(StrEnum):
    """How somebody answers; whatever he says first, the last figure is the one that counts."""

    QUOTED = "quoted"  # in the group, as a reply to the question
    BARE = "bare"  # without its unit: he is asked back, and confirms
    CORRECTED = "corrected"  # a slip first, then another message
    EDITED = "edited"  # a slip first, then the message itself is changed
    PRIVATE = "private"  # in words to the bot alone
    CROSSED = "crossed"  # a slip in the group, put right in private
    LIAISON = "liaison"  # the command's liaison answers for him
    SILENT = "silent"


_SHARES = {
    Manner.QUOTED: 3,
    Manner.BARE: 4,
    Manner.CORRECTED: 4,
    Manner.EDITED: 4,
    Manner.PRIVATE: 4,
    Manner.CROSSED: 4,
    Manner.LIAISON: 2,
    Manner.SILENT: 1,
}
_SHORT = 0.2  # of the answers miss the target, so that units are warned


@dataclass(frozen=True, slots=True)
class Role:
    """What one person is to answer about one project."""

    part: Part
    manner: Manner

    @property
    def code(self) -> ProjectCode:
        """The project's code."""
        return self.part.project.code

    @property
    def slip(self) -> str:
        """What he says before he says the right figure."""
        return f"累计完成{plain(self.part.found)}{self.part.project.unit}"

    @property
    def addressed(self) -> str:
        """The right words, with the code of the project that they are about."""
        return f"{self.code} {self.part.words}"


def roles_of(book: Book, month: Month, dice: random.Random) -> dict[ProjectCode, Role]:
    """Give everybody his role for a month."""
    return {role.code: role for role in _roles(book, month, dice)}


def _roles(book: Book, month: Month, dice: random.Random) -> Iterator[Role]:
    manners, shares = list(_SHARES), list(_SHARES.values())
    for project in book.projects:
        goal = in_force((book.plans[project.code],), month).goal
        if isinstance(goal, Decimal):
            habit = Habit.SHORT if dice.random() < _SHORT else Habit.PLAIN
            part = Part(project, goal, Decimal(0), habit, dice.randrange(6))
            yield Role(part, dice.choices(manners, shares)[0])
