"""The month that is soaked: bound, asked, answered, closed, determined, published, signed for."""

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.rehearsal.messages import Message
from chores.soak.parts import Manner
from chores.soak.people import People
from chores.soak.town import Town
from chores.soak.violence import PUBLICATION, Act, Violence
from chores.soak.waiting import until
from rules.posts import Room
from rules.project import ProjectCode, plain

_LONG = 330.0  # seconds; what takes longer than this has been lost
_FINDINGS = 2  # projects of which the office finds another figure on the ground


class Soaked:
    """One month from the codes to the signatures; the acts begin as the kills go on.

    `found` are the figures that the office determined on its own.
    """

    def __init__(self, town: Town, people: People, violence: Violence) -> None:
        self.found: dict[ProjectCode, Decimal] = {}
        self._town = town
        self._people = people
        self._violence = violence

    async def ask(self) -> None:
        """Ask by hand."""
        await self._guatu("month", "ask")

    async def answered(self) -> None:
        """Wait until everybody has answered."""
        await until(lambda: self._people.have_answered, "all have answered", within=_LONG)
        await asyncio.sleep(1)  # what is said in the second of the close is late

    async def remind(self) -> None:
        """Remind in the middle of it all."""
        await self._guatu("month", "remind")

    async def close(self) -> None:
        """Close by hand, and let the office determine what came in."""
        await self._violence.begin(Act.CLOSE)
        await self._guatu("month", "close")
        await self._handled()
        for code in self._doubted():
            self._propose(code)
        await self._confirmed()
        await self._accept_rest()

    async def publish(self) -> None:
        """Publish by hand, with faults of its own for the township's group."""
        await self._violence.begin(Act.PUBLISH)
        self._violence.strike(PUBLICATION, chat=self._town.stage.rooms[Room.TOWNSHIP].id)
        await self._guatu("month", "publish")

    async def _guatu(self, *words: str) -> None:
        await self._town.guatu.do(*words, str(self._town.month))

    async def _handled(self) -> None:
        """Wait until everything that was said has been understood."""
        mailbox = self._town.server.mailbox

        def is_handled() -> bool:
            is_heard = not mailbox.in_order() and self._people.are_idle
            return is_heard and self._town.has_understood()

        await until(is_handled, "all is understood", within=_LONG)

    def _doubted(self) -> Iterator[ProjectCode]:
        """Draw the projects that the office looks at itself."""
        roles = self._people.roles.values()
        answered = [role.code for role in roles if role.manner is not Manner.SILENT]
        yield from self._town.dice.sample(answered, _FINDINGS)

    def _propose(self, code: ProjectCode) -> None:
        """Let the office write down what it found; the people confirm what is proposed."""
        figure = self._people.roles[code].part.found
        words = f"/determine {code} {plain(figure)} 现场核查"
        self._town.server.talk.say(self._town.clerks[0], self._town.office, words)
        self.found[code] = figure

    async def _confirmed(self) -> None:
        """Wait until the office's own findings are made, each shown in place of its buttons."""
        made = f"{_FINDINGS} findings are made"
        await until(lambda: len(self._saying("已认定")) >= _FINDINGS, made, within=_LONG)

    async def _accept_rest(self) -> None:
        """Press 「其余按自报认定」, two of the office at once, until nothing is left for it."""
        clerks = self._town.clerks[:2]
        while True:
            desk = await self._desk()
            label = next((label for label in desk.labels if "其余" in label), None)
            if label is None:
                return
            for clerk in clerks:
                self._people.press(clerk, desk, label)
            await until(_is_gone(desk, label), "the rest is accepted", within=_LONG)

    async def _desk(self) -> Message:
        """Ask for the list of what is open, and return it."""
        office = self._town.office
        asked = self._town.server.talk.say(self._town.clerks[0], office, "/determine")

        def shown() -> list[Message]:
            return [one for one in self._town.said_in(office) if one.reply_to is asked]

        await until(lambda: bool(shown()), "the desk is shown", within=_LONG)
        return shown()[0]

    def _saying(self, words: str) -> list[Message]:
        return [one for one in self._town.said_in(self._town.office) if words in one.text]


def _is_gone(message: Message, label: str) -> Callable[[], bool]:
    """Return whether a button has been taken away; the words beside it may have changed."""
    return lambda: label not in message.labels
