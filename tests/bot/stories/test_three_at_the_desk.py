"""Three of the office at once determine a month of the whole sample, in few taps."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from bot.commands.rehearse import SAMPLE
from bot.rehearsal.messages import Message
from bot.rehearsal.presses import Press
from bot.settings import Settings
from bot.sheet import MonthSheet, sheet_of
from papers.workbook import read_workbook
from rules.cycle import MonthState
from rules.month import Month
from rules.project import Goal, in_force, plain
from storage.engine import Storage
from tests.bot.stage import JUNE, MAY, Opening, Township, township

BOOK = read_workbook(SAMPLE.read_bytes(), name=SAMPLE.name).book
THREE = ("岑春林", "柳艳玲", "秦振邦")
MOST_TAPS = 9  # for an ordinary month
_ODD = 6  # three are silent, one is late, one falls, one leaps


@dataclass
class Desk:
    """What three people do at one desk, and what it takes them."""

    town: Township
    shown: Message
    taps: int = 0

    async def together(self, *pressed: tuple[str, str]) -> list[str]:
        """Let several press in one moment, before the bot has heard any of them."""
        talk = self.town.server.talk
        made: list[Press] = [
            talk.press(self.town.user(name), self.shown, label) for name, label in pressed
        ]
        self.taps += len(made)
        await self.town.passes(seconds=5)
        return [(await one).text for one in made]

    async def one_after_another(self) -> None:
        """Let the three take what stands on the page, each another project."""
        while deeds := self.deeds:
            taken = zip(THREE, deeds, strict=False)
            await self.together(*((name, deed) for name, deed in taken))

    @property
    def deeds(self) -> list[str]:
        """The first button of each project on the page, by its token."""
        buttons = [one for row in self.shown.rows for one in row]
        return [one.data or "" for one in buttons if one.text in {"按自报认定", "按未报"}]


@pytest.fixture
async def town(storage: Storage, settings: Settings) -> AsyncIterator[Township]:
    """Play on from an hour before June is asked, May published with every target met."""
    met = {one.code: plain_of(goal_of(one.code, MAY)) for one in BOOK.projects}
    opening = Opening(BOOK, "06-30 08:00", {MAY: {code: at for code, at in met.items() if at}})
    opening.prepare(storage, settings)
    async with township(storage, opening, settings) as town:
        yield town
        town.server.reading.read_all()
        town.expect_nothing_more()


def goal_of(code: str, month: Month) -> Goal | None:
    return in_force((BOOK.plans[code],), month).goal


def plain_of(goal: Goal | None) -> str:
    return plain(goal) if isinstance(goal, Decimal) else "met" if goal else ""


async def an_ordinary_month(town: Township) -> Message:
    """Let 40 of 43 answer, one with a fall, one with a leap, one too late; return the desk."""
    await town.ask()
    figures = [code for code in town.questions if isinstance(goal_of(code, JUNE), Decimal)]
    fall, leap, late, *_, first, second, third = figures
    for code in sorted(set(town.questions) - {late, first, second, third}):
        answer(town, code, {fall: Decimal("0.5"), leap: Decimal(9)}.get(code, Decimal(1)))
    await town.passes(minutes=1)
    for asked in town.server.reading.read_all():
        if "确认" in asked.labels:
            person = asked.reply_to.sender if asked.reply_to else town.user(THREE[0])
            town.server.talk.press(person, asked, "确认")
    closed = await town.close()
    answer(town, late, Decimal(1))
    await town.passes(minutes=1)
    return closed


def answer(town: Township, code: str, share: Decimal) -> None:
    """Let a responsible person answer with a share of the month's way from May's target."""
    project = next(one for one in BOOK.projects if one.code == code)
    question, user = town.questions[code], town.user(project.responsible_person)
    goal, before = goal_of(code, JUNE), goal_of(code, MAY)
    if not isinstance(goal, Decimal):
        town.server.talk.press(user, question, "已完成")
        return
    had = before if isinstance(before, Decimal) else Decimal(0)
    done = goal if share == 1 else had * share if share < 1 else had + (goal - had) * share
    words = f"累计{plain(done)}{project.unit}"
    town.server.talk.say(user, question.chat, words, reply_to=question)


def sheet(town: Township) -> MonthSheet:
    with town.storage.look() as look:
        return sheet_of(look, JUNE, town.settings)


async def test_an_ordinary_month_takes_three_people_few_taps_and_nothing_is_lost(
    town: Township, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(town, await an_ordinary_month(town))
    before = len(town.server.room.messages[town.office.id])
    opens = sheet(town).open
    sure = [line.project.code for line in opens if line.is_acceptable]
    assert (len(opens), len(sure)) == (43, 43 - _ODD)

    # In one moment the first takes all that is sure, the two others the same project.
    rest = next(label for label in desk.shown.labels if label.startswith("其余"))
    told = await desk.together((THREE[0], rest), *((name, desk.deeds[0]) for name in THREE[1:]))
    assert told[0] == f"已按自报认定{len(sure)}个。还有{_ODD}个要逐个认定。"
    assert "已由柳艳玲于" in told[2]
    await desk.one_after_another()
    assert sheet(town).state is MonthState.DETERMINED

    messages = len(town.server.room.messages[town.office.id]) - before
    with capsys.disabled():
        print(f"\n43 projects, 3 people: {desk.taps} taps, {messages} new messages")  # noqa: T201
    assert desk.taps <= MOST_TAPS
    with town.storage.look() as look:
        made = [look.determinations.history(JUNE, line.project.code) for line in opens]
        written = look.journal.entries(month=JUNE, what="project.determined")
    assert {len(history) for history in made} == {1}
    assert len(written) == 43
