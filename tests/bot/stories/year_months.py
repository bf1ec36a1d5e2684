"""A month of the year: everybody answers in his own way, the office finds, accepts, or waits."""

from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from bot.rehearsal.messages import Message
from tests.bot.stage import Township
from tests.bot.stories.year_ledger import PENDING, Code, Ledger, Paper

REVIEWER, COLLEAGUE = "岑春林", "柳艳玲"


class Way(StrEnum):
    """How somebody answers in a month."""

    PLAIN = "plain"
    BARE = "bare"  # without its unit: asked back, confirmed
    SHORT = "short"
    SILENT = "silent"
    EDITED = "edited"  # the message itself is mended
    RESENT = "resent"  # another message, with another figure
    PRIVATE = "private"  # in the private chat, with the code
    LATE = "late"  # after the close; the standing rule takes no notice
    ADOPTED = "adopted"  # after the close, and the office takes it
    FOUND = "found"  # the office finds less on the ground
    SENT_BACK = "sent back"  # the office asks again; another figure comes and is taken
    WAITING = "waiting"  # asked back and never confirmed: nobody decides
    MISSED = "missed"  # a stage that was not reached


_CYCLE = (
    Way.PLAIN,
    Way.SHORT,
    Way.EDITED,
    Way.PLAIN,
    Way.BARE,
    Way.PLAIN,
    Way.SILENT,
    Way.RESENT,
    Way.PLAIN,
    Way.FOUND,
    Way.PRIVATE,
    Way.PLAIN,
    Way.LATE,
    Way.PLAIN,
    Way.SENT_BACK,
    Way.PLAIN,
    Way.ADOPTED,
)
_LONG = {Way.EDITED, Way.RESENT, Way.FOUND, Way.SENT_BACK, Way.ADOPTED}  # ways of many words:
_LONG_MONTHS = {1, 4, 7, 10}  # only then, else the year takes minutes
_BARE = {Way.BARE, Way.WAITING}
_AFTER_THE_CLOSE = {Way.LATE, Way.ADOPTED}
_LEFT_TO_THE_RULE = {5, 9}  # months in which the office accepts nothing by itself
_PHRASES = ("累计完成{}", "截至月底累计完成{}", "目前累计{}", "收到，累计完成{}")
Cast = dict[tuple[Code, int], Way]


class Months:
    """Plays the months of a year and writes them down in the ledger as they are played."""

    def __init__(self, town: Township, ledger: Ledger, cast: Cast) -> None:
        self.town = town
        self.ledger = ledger
        self.cast = cast
        self.ways: dict[Code, Way] = {}
        self.again: dict[Code, Message] = {}

    async def answer(self, month: int) -> None:
        """Let everybody who is asked answer his question, or not."""
        town, order = self.town, list(self.ledger.papers)
        town.questions.clear()
        for message in town.server.reading.read_all():
            if f"【{month}月填报】" in message.text:
                town.questions[_code(message)] = message
        asked = {one.code for one in self._papers() if one.owes(month)}
        assert set(town.questions) == asked, (month, set(town.questions) ^ asked)
        self.ways = {
            code: self.cast.get((code, month)) or _way(order.index(code), month)
            for code in sorted(asked)
        }
        for code, way in self.ways.items():
            self._say_first(self.ledger.papers[code], month, way)
        await self._settle_doubts(month)
        await self._say_better(month)

    def _say_first(self, paper: Paper, month: int, way: Way) -> None:
        goal = paper.goal(month)
        if isinstance(goal, str):
            self._press_stage(paper, month, way)
        elif isinstance(goal, Decimal) and way not in {Way.SILENT, *_AFTER_THE_CLOSE}:
            figure = _figure(paper, goal, month, way)
            self._say(paper, figure, is_bare=way in _BARE, is_private=way is Way.PRIVATE)
            if way is not Way.WAITING:
                paper.said[month] = figure

    def _press_stage(self, paper: Paper, month: int, way: Way) -> None:
        if way is not Way.SILENT:
            label = "未完成" if way is Way.MISSED else "已完成"
            question = self.town.questions[paper.code]
            self.town.server.talk.press(self.town.user(paper.person), question, label)
            paper.said[month] = way is not Way.MISSED

    def _say(
        self, paper: Paper, figure: Decimal, *, is_bare: bool = False, is_private: bool = False
    ) -> None:
        town, user = self.town, self.town.user(paper.person)
        phrase = _PHRASES[int(paper.code[-1]) % len(_PHRASES)]
        words = f"{figure}" if is_bare else phrase.format(f"{figure}{paper.unit}")
        if is_private:
            town.server.talk.say(user, user, f"{paper.code} {words}")
            return
        question = self.again.get(paper.code) or town.questions[paper.code]
        said = town.server.talk.say(user, question.chat, words, reply_to=question)
        town.questions[f"{paper.code}/said"] = said

    async def _settle_doubts(self, month: int) -> None:
        """Let everybody confirm what he is asked back about, but who never does."""
        town = self.town
        await town.passes(minutes=10)
        presses = [
            town.server.talk.press(town.user(self.ledger.papers[code].person), one, "确认")
            for one in town.server.reading.read_all()
            if "确认" in one.labels
            and self.ways.get(code := _code(one)) is not Way.WAITING
            and f"{month}月" in one.text
        ]
        await town.passes(minutes=10)
        for press in presses:
            await press

    async def _say_better(self, month: int) -> None:
        """Let some mend what they said, in the message itself or with another one."""
        town, mended = self.town, {Way.EDITED, Way.RESENT}
        for paper in self._of(lambda way: way in mended):
            goal = paper.goal(month)
            if not isinstance(goal, Decimal):
                continue
            if self.ways[paper.code] is Way.EDITED:
                said = town.questions[f"{paper.code}/said"]
                town.server.talk.edit(said.sender, said, f"累计完成{goal}{paper.unit}")
            else:
                self._say(paper, goal)
            paper.said[month] = goal
        await self._settle_doubts(month)

    async def work(self, month: int) -> None:
        """After the close: the late come in, the office goes through its desk."""
        for paper in self._of(lambda way: way in _AFTER_THE_CLOSE):
            goal = paper.goal(month)
            if isinstance(goal, Decimal):
                self._say(paper, goal)
                paper.said_late[month] = goal
        await self._settle_doubts(month)
        for paper in self._of(lambda way: way is Way.WAITING):
            paper.found[month] = PENDING
        await self._find(month)
        await self._send_back(month)
        for paper in self._of(lambda way: way is Way.ADOPTED):
            paper.found[month] = paper.said_late.get(month)
        taken = {Way.ADOPTED, Way.SENT_BACK}
        await self._at_the_desk([one.code for one in self._of(taken.__contains__)], "按自报认定")
        if month not in _LEFT_TO_THE_RULE:
            await self._accept_rest()
        self.again.clear()

    async def _find(self, month: int) -> None:
        """Let one of the office find less than was said, and another confirm it."""
        town = self.town
        for paper in self._of(lambda way: way is Way.FOUND):
            said = paper.said[month]
            if isinstance(said, Decimal):
                found = paper.found[month] = _share(said, "0.85")
                words = f"/determine {paper.code} {found} 现场核查"
                town.server.talk.say(town.user(REVIEWER), town.office, words)
        await town.passes(minutes=10)
        await self._press_all(town.user(COLLEAGUE).name, "确认")

    async def _send_back(self, month: int) -> None:
        """Let the office ask some again; they answer with another figure."""
        papers = [one for one in self._of(lambda way: way is Way.SENT_BACK) if month in one.said]
        await self._at_the_desk([one.code for one in papers], "退回")
        for message in self.town.server.reading.read_all():
            if "核实】" in message.text:
                self.again[_code(message)] = message
        for paper in papers:
            goal = paper.goal(month)
            if isinstance(goal, Decimal):
                self._say(paper, goal)
                paper.said[month] = goal
        await self._settle_doubts(month)

    async def _at_the_desk(self, codes: Iterable[Code], label: str) -> None:
        """Let the office show some projects one by one, and press a button under each."""
        town = self.town
        for code in codes:
            town.server.talk.say(town.user(REVIEWER), town.office, f"/determine {code}")
        await town.passes(minutes=10)
        await self._press_all(REVIEWER, label)

    async def _press_all(self, name: str, label: str) -> None:
        town = self.town
        shown = [one for one in town.server.reading.read_all(town.office) if label in one.labels]
        presses = [town.server.talk.press(town.user(name), one, label) for one in shown]
        await town.passes(minutes=10)
        for press in presses:
            await press

    async def _accept_rest(self) -> None:
        town = self.town
        await town.say(COLLEAGUE, "/determine", town.office)
        shown = town.server.reading.read_all(town.office)[-1]
        label = next((one for one in shown.labels if one.startswith("其余")), None)
        if label is not None:
            await town.press(COLLEAGUE, shown, label)
        town.server.reading.read_all()

    def _papers(self) -> list[Paper]:
        return list(self.ledger.papers.values())

    def _of(self, wanted: Callable[[Way], bool]) -> list[Paper]:
        return [self.ledger.papers[code] for code, way in self.ways.items() if wanted(way)]


def _way(position: int, month: int) -> Way:
    """Return how the project at a place in the book is answered for in a month."""
    way = _CYCLE[(position * 5 + month * 3) % len(_CYCLE)]
    return Way.PLAIN if way in _LONG and month not in _LONG_MONTHS else way


def _figure(paper: Paper, goal: Decimal, month: int, way: Way) -> Decimal:
    """Return what is said first: the target, or a share of it."""
    if way in {Way.SHORT, Way.EDITED, Way.RESENT, Way.SENT_BACK}:
        return _share(goal, "0.9")
    is_over = way is Way.PLAIN and month % 4 == 0 and paper.unit != "%"
    return goal + (paper.annual or goal) // 20 if is_over else goal


def _share(figure: Decimal, share: str) -> Decimal:
    """Return a part of a figure with as many places as the figure has."""
    step = Decimal(1).scaleb(min(int(figure.as_tuple().exponent), 0))
    return (figure * Decimal(share)).quantize(step, rounding=ROUND_DOWN)


def _code(message: Message) -> Code:
    """Return the code that a message is about: the first in brackets."""
    return message.text.partition("（")[2].partition("）")[0]
