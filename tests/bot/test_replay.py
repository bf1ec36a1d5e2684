"""What was published is computed again from the journal, after changes and corrections too."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from sqlalchemy import text

from bot.replay import Mismatch, replay
from bot.settings import Settings
from rules.determination import Determination, Ground
from rules.month import Month
from rules.project import write_value
from rules.schedule import Phase
from storage.journal import Line
from tests.bot.flows import applying
from tests.bot.flows.applying import COLLEAGUE, REVIEWER
from tests.bot.slate import Slate
from tests.bot.stage import JULY, JUNE, Opening, Township
from tests.bot.stage_book import TOWNSHIP
from tests.storage.samples import NOON

FRESH = Opening(TOWNSHIP, "06-30 08:00")


@pytest.fixture
async def played(slate: Slate, settings: Settings) -> AsyncIterator[Township]:
    """Play June and July: answers, silence, findings, a change of target, a late approval."""
    async with slate.begin(FRESH, settings) as town:
        await town.ask()
        await town.answer("韦长河", "JT01", "累计5公里")
        await town.answer("俞振邦", "JT02", "累计1530万元")
        await town.close()
        await town.say(REVIEWER, "/determine JT02 1310 现场核查", town.office)
        await town.press(REVIEWER, await town.next(town.office), "确认")
        await applying.review(town)
        offered = next(
            one for one in town.server.reading.read_all() if "录入会议纪要" in one.labels
        )
        await town.until("08-09 10:00")
        town.server.reading.read_all()
        await town.press(COLLEAGUE, offered, "录入会议纪要")
        how = await town.next(town.office)
        await town.say(COLLEAGUE, "禾政会〔2023〕7号 7月20日", town.office, reply_to=how)
        town.server.reading.read_all()
        yield town


async def test_every_published_month_is_borne_out_by_the_journal(played: Township) -> None:
    with played.storage.look() as look:
        assert [one.correction for one in look.editions.history(JULY)] == [0, 1]
        assert replay(look) == ()


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        pytest.param(
            "UPDATE published SET row = json_set(row, '$.rated.plate', 'blue') "
            "WHERE month = '2023-06' AND code = 'JT01'",
            Mismatch(JUNE, 0),
            id="a colour",
        ),
        pytest.param(
            "DELETE FROM published WHERE month = '2023-07' AND correction = 1 AND code = 'JT02'",
            Mismatch(JULY, 1),
            id="a row",
        ),
        pytest.param(
            "UPDATE plan_version SET goals = '{}' WHERE project = 'JT01' AND number = 1",
            Mismatch(JULY, 1, "JT01"),
            id="a target",
        ),
    ],
)
async def test_whatever_was_altered_is_named(
    played: Township, tampered: str, found: Mismatch
) -> None:
    with played.storage._engine.begin() as connection:
        connection.execute(text(tampered))
    with played.storage.look() as look:
        assert found in replay(look)


async def test_a_month_published_after_a_later_one_corrects_it(
    slate: Slate, settings: Settings
) -> None:
    """E15: the streak of July was counted before the office found June to be met."""
    async with slate.begin(FRESH, settings) as town:
        await town.ask()
        await town.answer("韦长河", "JT01", "累计5公里")
        await town.close()
        for phase in (Phase.ASK, Phase.CLOSE):
            town.phase(phase, JULY)
        found = Determination(Decimal(6), Ground.OFFICE, by=REVIEWER, at=town.clock.at)
        for month, value in ((JULY, found), (JUNE, found)):
            if month is JUNE:
                town.phase(Phase.PUBLISH, JULY)
                assert town.line("JT01", JULY).rated.streak == 2
            with town.storage.work() as work:
                work.determinations.put(month, "JT01", value)
                work.journal.write(determined(month, value))
        town.phase(Phase.PUBLISH, JUNE)
        await town.passes(minutes=1)
        assert any("更正第1号" in one.text for one in town.server.reading.read_all())
        assert town.line("JT01", JULY).rated.streak == 1
        with town.storage.look() as look:
            assert [one.correction for one in look.editions.history(JULY)] == [0, 1]
            assert replay(look) == ()


def determined(month: Month, found: Determination) -> Line:
    return Line(
        at=NOON,
        actor=REVIEWER,
        what="project.determined",
        month=month,
        project="JT01",
        figure=write_value(found.value),
        facts={"ground": found.ground},
    )
