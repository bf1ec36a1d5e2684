"""The year is played: its months by the settings' schedule, its scenes on their days."""

import datetime as dtm
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from bot.commands.rehearse import SAMPLE
from bot.flows.load_book import load_book
from bot.painter import Page, draw
from bot.rehearsal.play import StageClock
from bot.settings import Settings
from papers.workbook import read_workbook
from rules.month import year_of
from rules.schedule import Instant, Phase, due_instants
from storage.engine import Storage
from tests.bot.stage import A_MINUTE, Opening, Sketcher, Township, bind, moment, township
from tests.bot.stories.year_ledger import Ledger
from tests.bot.stories.year_months import REVIEWER, Months
from tests.bot.stories.year_plot import CAST, SCENES

BEGINS = "01-03 08:00"
SETTINGS = Settings(_env_file=None, organisation="禾源镇", remind=(Instant.parse("+2 09:00"),))
Act = Callable[[], Awaitable[None]]


class Clerk(Sketcher):
    """Writes workbooks as they are, and sketches pictures and forms."""

    async def paint(self, page: Page, *, priority: int = 0) -> bytes:
        return (
            draw(page) if page.format == "xlsx" else await super().paint(page, priority=priority)
        )


@dataclass(frozen=True)
class Year:
    """What is left of a year: its ledger, its database, what was told of it at the end."""

    ledger: Ledger
    url: str
    assessment: bytes
    caption: str
    why: dict[str, str]


async def play_year(url: str, *asked: str) -> Year:
    """Play a year of the sample; at its end somebody asks for some cells, and for the year."""
    storage, ledger = Storage(url), Ledger(SAMPLE)
    book = read_workbook(SAMPLE.read_bytes(), name=SAMPLE.name).book
    opening = Opening(book, BEGINS)
    with storage.work() as work:
        load_book(book, work=work, at=moment(BEGINS), settings=SETTINGS)
    bind(storage, opening.stage(StageClock(moment(BEGINS))))
    async with township(storage, opening, SETTINGS, painter=Clerk()) as town:
        for at, act in agenda(town, ledger):
            await town.until(at)
            await act()
        why = {cell: await _said_to(town, f"/why {cell}") for cell in asked}
        town.server.reading.read_all()
        await town.say(REVIEWER, "/assess 2023", town.office)
        sent = await town.next(town.office)
        town.expect_nothing_more()
    storage.close()
    assert sent.file is not None
    return Year(ledger, url, sent.file.data, sent.text, why)


def agenda(town: Township, ledger: Ledger) -> list[tuple[dtm.datetime, Act]]:
    """Return all that is played, in the order of its instants."""
    months = Months(town, ledger, CAST)
    acts: list[tuple[dtm.datetime, Act]] = [
        (moment(at), partial(scene, town, ledger)) for at, scene in SCENES
    ]
    for month in year_of(2023):
        number = month.number
        dues = due_instants(month, schedule=SETTINGS.schedule, days_off=SETTINGS.days_off)
        at = {due.phase: due.at + 2 * A_MINUTE for due in dues}
        acts += [
            (at[Phase.ASK], partial(months.answer, number)),
            (at[Phase.CLOSE], partial(months.work, number)),
            (at[Phase.PUBLISH], partial(_publish, town, ledger, number)),
        ]
    return sorted(acts, key=itemgetter(0))


async def _publish(town: Township, ledger: Ledger, month: int) -> None:
    heard = town.heard(town.township)
    assert any(one.startswith(f"{month}月 蓝牌") for one in heard), heard[:1]
    town.server.reading.read_all()
    ledger.publish(month)


async def _said_to(town: Township, words: str) -> str:
    town.server.reading.read_all()
    await town.say(REVIEWER, words)
    return await town.told(REVIEWER)
